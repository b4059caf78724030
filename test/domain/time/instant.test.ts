import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantAt, readInstant } from '#domain/time/instant.ts';

describe('an instant that somebody wrote', () => {
  it.each([
    ['2024-05-01T08:00:00+08:00', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T00:00:00Z', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T00:00:00.674Z', '2024-05-01T00:00:00.674Z'],
    ['2025-11-25T15:59:38.674+08:00', '2025-11-25T07:59:38.674Z'],
    ['2024-05-01T08:00:00.1+08:00', '2024-05-01T00:00:00.100Z'],
    ['2024-05-01T08:00:00.123456+08:00', '2024-05-01T00:00:00.123Z'],
    ['2024-05-01T08:00:00.123999999+08:00', '2024-05-01T00:00:00.123Z'],
    ['2024-05-01T08:00:00,5+08:00', '2024-05-01T00:00:00.500Z'],
    ['2024-05-01T08:00+08:00', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T08:00:00+0800', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T08:00:00+08', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01t00:00:00z', '2024-05-01T00:00:00.000Z'],
    ['2024-04-30T20:30:00-03:30', '2024-05-01T00:00:00.000Z'],
    ['2024-05-01T00:00:00-00:00', '2024-05-01T00:00:00.000Z'],
    ['2024-02-29T23:59:59+00:00', '2024-02-29T23:59:59.000Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
    ['1999-12-31T23:00:00-01:00', '2000-01-01T00:00:00.000Z'],
    ['2099-12-31T23:59:59.999999999Z', '2099-12-31T23:59:59.999Z'],
    ['2100-01-01T07:59:59+08:00', '2099-12-31T23:59:59.000Z'],
  ])('is read: %s', (written, at) => {
    expect(readInstant(written)).toEqual({ at });
  });

  it.each([
    ...['', 'now', '2024', '2024-05-01', '2024-05-01T08:00:00', '2024-05-01T08Z', '20240501T080000Z'],
    ...['2024-02-30T00:00:00Z', '2023-02-29T00:00:00Z', '2024-00-01T00:00:00Z', '2024-04-31T00:00:00Z'],
    ...['2024-05-01T24:00:00Z', '2024-05-01T08:60:00Z', '2024-05-01T08:00:60Z', '2024-05-01T08:00.5Z'],
    ...['2024-05-01T08:00:00+8:00', '2024-05-01T08:00:00+08:60', '2024-05-01T08:00:00 08:00'],
    ...[
      '2024-05-01T08:00:00−08:00',
      ' 2024-05-01T08:00:00Z',
      '2024-05-01T08:00:00Z ',
      '２０24-05-01T08:00:00Z',
    ],
    ...['+002024-05-01T08:00:00Z', '2024-05-01T08:00:00.1234567890Z', '2024-05-01T08:00:00ZZ'],
  ])('is none: %j', (written) => {
    expect(readInstant(written)).toEqual({ fault: 'instant' });
  });

  it.each([
    '2099-12-31T23:59:59-08:00',
    '2000-01-01T00:00:00+14:00',
    '0000-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59-23:59',
  ])('lies too far away: %s', (written) => {
    expect(readInstant(written)).toEqual({ fault: 'ourTime' });
  });

  it('is the same instant in every offset and with every precision', () => {
    const second = fc.integer({ min: Date.UTC(2000, 0, 2) / 1000, max: Date.UTC(2099, 11, 30) / 1000 });
    const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    const fraction = fc.stringMatching(/^\d{0,9}$/);
    fc.assert(
      fc.property(second, offset, fraction, (seconds, minutes, digits) => {
        const local = new Date((seconds + minutes * 60) * 1000).toISOString().slice(0, 19);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const two = (number: number) => String(number).padStart(2, '0');
        const written = `${local}${digits && `.${digits}`}${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
        const at = instantAt(seconds * 1000 + Number(digits.slice(0, 3).padEnd(3, '0')));
        expect(readInstant(written)).toEqual({ at });
      }),
    );
  });
});
