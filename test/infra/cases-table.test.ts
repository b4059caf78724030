import { beforeAll, describe, expect, it } from 'vitest';
import { type Case, openParts } from '#domain/case/case.ts';
// The layout that functions write and read by: the one place to change when it moves.
import * as layout from '#shared/persistence/cases-table.ts';
import { filed, Life, lifeAt } from '../domain/builders.ts';
import { trialCity } from './cities.ts';
import { resourcesOf, synthesise } from './templates.ts';

interface Index {
  IndexName: string;
  KeySchema: { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];
  Projection: { ProjectionType: string; NonKeyAttributes?: string[] };
}

let indexes: Map<string, Index>;

beforeAll(() => {
  const [, cases] = resourcesOf(synthesise('trial', trialCity).data, 'AWS::DynamoDB::Table').find(([id]) =>
    id.startsWith('Cases'),
  )!;
  indexes = new Map(cases.Properties.GlobalSecondaryIndexes.map((index: Index) => [index.IndexName, index]));
}, 60_000);

/** What functions read of an index beyond its keys. Records, so that the compiler names what is missing or too much. */
const ENTRIES: Record<string, Record<string, true>> = {
  [layout.DUE_INDEX]: {},
  [layout.FILED_INDEX]: {},
  [layout.WORKLIST_INDEX]: {
    id: true,
    title: true,
    category: true,
    severity: true,
    level: true,
    grid: true,
    stage: true,
    dueAt: true,
    part: true,
    reason: true,
  } satisfies Record<keyof layout.WorklistEntry, true>,
  [layout.NEARBY_INDEX]: { id: true, category: true, point: true } satisfies Record<
    keyof layout.NearbyEntry,
    true
  >,
};

describe('the indexes of the deployed Cases table', () => {
  it('are those that the functions name', () => {
    const named = Object.entries(layout)
      .filter(([name]) => name.endsWith('_INDEX'))
      .map(([, index]) => index);
    expect(named).toHaveLength(4);
    expect([...indexes.keys()].sort()).toEqual(named.sort());
    expect(Object.keys(ENTRIES).sort()).toEqual(named.sort());
  });

  it('project what the functions read of them, and nothing else', () => {
    for (const [name, { Projection }] of indexes) {
      const read = Object.keys(ENTRIES[name]!).sort();
      expect([name, Projection.ProjectionType]).toEqual([name, read.length > 0 ? 'INCLUDE' : 'KEYS_ONLY']);
      expect([...(Projection.NonKeyAttributes ?? [])].sort()).toEqual(read);
    }
  });

  it('have as keys what the functions write into items for them', () => {
    const holds = Object.fromEntries(
      [...indexes].map(([name, { KeySchema }]) => [
        name,
        Object.entries(items())
          .filter(([, item]) => KeySchema.every(({ AttributeName }) => AttributeName in item))
          .map(([what]) => what),
      ]),
    );
    expect(holds).toEqual({
      [layout.DUE_INDEX]: ['record'],
      [layout.FILED_INDEX]: ['record'],
      [layout.WORKLIST_INDEX]: ['record', 'work order', 'parked'],
      [layout.NEARBY_INDEX]: ['record'],
    });
  });

  it('find in those items whatever they project', () => {
    for (const [name, { KeySchema, Projection }] of indexes) {
      const held = Object.values(items()).filter((item) =>
        KeySchema.every(({ AttributeName }) => AttributeName in item),
      );
      for (const attribute of Projection.NonKeyAttributes ?? [])
        expect(
          held.some((item) => attribute in item),
          `${attribute} in ${name}`,
        ).toBe(true);
    }
  });

  it('use every attribute that a record has for them only', () => {
    const { record } = items();
    const own = Object.keys(layout.caseOf(record));
    const added = Object.keys(record).filter((attribute) => !own.includes(attribute));
    const used = [...indexes.values()].flatMap(({ KeySchema, Projection }) => [
      ...KeySchema.map(({ AttributeName }) => AttributeName),
      ...(Projection.NonKeyAttributes ?? []),
    ]);
    expect(added.length).toBeGreaterThan(5);
    expect(added.filter((attribute) => !used.includes(attribute)).sort()).toEqual(['pk', 'sk']);
  });
});

/** One item of each kind that may stand in an index, with everything that such an item can have. */
const items = (): Record<'record' | 'work order' | 'parked', Record<string, unknown>> => {
  const joint: Case = lifeAt('joint').current;
  const life = new Life(filed({ point: { lon: 120.9, lat: 32 } }));
  life.rule({ type: 'park', reason: 'no answer' });
  const parked = life.current;
  return {
    record: layout.caseItem(parked),
    'work order': layout.workOrderItem(joint, openParts(joint)[0]!),
    parked: layout.parkedItem(parked, parked.parked!),
  };
};
