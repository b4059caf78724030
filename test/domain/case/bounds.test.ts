import { describe, expect, it } from 'vitest';
import { partsOf } from '#domain/case/case.ts';
import type { CaseCommand, PersonalCommand } from '#domain/case/commands.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { Unit } from '#domain/place/unit.ts';
import { recordItem } from '#shared/store/dynamodb/cases-table.ts';
import { contextWith, county, dispatcher, lifeAt, merged, officer, police } from '../builders.ts';

/** The most that an item of DynamoDB holds. */
const ITEM_BYTES = 400 * 1024;

const LONG = '扰'.repeat(2000);
const units = Array.from({ length: 10 }, (_, n): Unit => {
  const code = `320613001-department-${'x'.repeat(30)}${n}`;
  return { code, kind: 'department', name: '某某街道综合行政执法大队'.repeat(2), area: '320613001' };
});
const known = new Map([...contextWith({}).units, ...units.map((unit) => [unit.code, unit] as const)]);
const lead = officer(police);

/** Whistles of ten units, each answered by one of them at once, until no more are taken. */
const whistling = () => {
  const life = lifeAt('handling', { units: known });
  const whistle: PersonalCommand = {
    type: 'whistle',
    units: units.map(({ code }) => code),
    ask: LONG,
    join: 'any',
  };
  for (let round = 0; round < 6; round++) {
    life.give(lead, whistle);
    const [first] = units as [Unit];
    life.give(officer(first), { type: 'respond', unit: first.code, answer: LONG });
  }
  return { life, whistle };
};

const absorb = (n: number, subject = `person ${n}`): CaseCommand => ({
  type: 'absorb',
  from: {
    ...merged({ id: `01JNDQ${String(n).padStart(20, '0')}`, reporter: subject }),
    handlers: [`${subject} too`],
  },
  reason: 'The same piano.',
});

describe('a case stays small enough for its item', () => {
  it('by the number of its parts: sixty in its life', () => {
    const { life, whistle } = whistling();
    expect(partsOf(life.current)).toHaveLength(60);
    expect(life.try({ ...whistle, units: [units[0]?.code ?? ''] }, lead)).toMatchObject({
      rejection: { kind: 'conflict', code: 'too-many-parts' },
    });
    // It goes on all the same.
    const parts = Object.fromEntries(units.map(({ code }) => [code, 'Done.']));
    life.give(lead, { type: 'submitResult', result: 'Settled.', parts });
    expect(life.current.state.stage).toBe('verification');
  });

  it('by the number of cases that it takes in: two hundred', () => {
    const life = lifeAt('handling');
    for (let n = 0; n < 200; n++) life.rule(absorb(n));
    expect(life.try(absorb(200))).toMatchObject({ rejection: { code: 'too-many-merged', field: 'into' } });
    expect(life.current.mergedFrom).toHaveLength(200);
  });

  it('with everything that it can hold, and all texts as long as they may be', () => {
    const { life } = whistling();
    const person = (n: number) => `${n}`.padStart(100, 'a');
    for (let n = 0; n < 200; n++) life.rule(absorb(n, person(n)));
    life.give(dispatcher(county), { type: 'supervise', text: LONG });
    life.give(lead, { type: 'extend', reason: LONG });
    const item = recordItem(caseProcess, life.current);
    expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(ITEM_BYTES / 3);
  });
});
