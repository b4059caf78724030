import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CASE_NUMBER_WRITTEN, caseNumberIn, caseNumberOf } from '#domain/case/number.ts';

const drawn = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const numbers = drawn.map(caseNumberOf);

describe('The number of a case', () => {
  it.each([
    [0, '20000000001'],
    [0.5, '60000000008'],
    [1 - 2 ** -53, '99999999992'],
  ])('that is drawn by %d is %s', (by, number) => {
    expect(caseNumberOf(by)).toBe(number);
  });

  it('has the last digit of the published example', () => {
    expect(caseNumberIn('5724')).toBe('5724');
  });

  it('has eleven digits and is no mobile phone', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(number).toMatch(/^[2-9]\d{10}$/);
      }),
    );
  });

  it('is read in groups, too', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom('', ' ', '-'), (number, between) => {
        const written = [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(between);
        expect(written).toMatch(CASE_NUMBER_WRITTEN);
        expect(caseNumberIn(written)).toBe(number);
      }),
    );
  });

  it('shows every wrong digit', () => {
    fc.assert(
      fc.property(numbers, fc.nat(10), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
        const digit = (Number(number[at]) + by) % 10;
        expect(caseNumberIn(`${number.slice(0, at)}${digit}${number.slice(at + 1)}`)).toBeUndefined();
      }),
    );
  });

  it('shows two neighbours that are exchanged', () => {
    fc.assert(
      fc.property(numbers, fc.nat(9), (number, at) => {
        const [one, other] = [number[at], number[at + 1]];
        fc.pre(one !== other);
        expect(caseNumberIn(`${number.slice(0, at)}${other}${one}${number.slice(at + 2)}`)).toBeUndefined();
      }),
    );
  });
});
