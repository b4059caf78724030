import { beforeAll, describe, expect, it } from 'vitest';
import type { Case } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { caseNumberOf } from '#domain/case/number.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import {
  commitMark,
  entryItem,
  eventItem,
  INDEXES,
  noticeItems,
  processOf,
  recordItem,
} from '#shared/store/dynamodb/cases-table.ts';
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

/** What the functions name and read by: the store's own layout of the table. */
const named = Object.values(INDEXES);

describe('the indexes of the deployed Cases table', () => {
  it('are those that the functions name, with their keys', () => {
    expect(named).toHaveLength(9);
    const deployed = [...indexes.values()].map(({ IndexName, KeySchema }) => ({
      name: IndexName,
      keys: KeySchema.map(({ AttributeName, KeyType }) => [KeyType, AttributeName]),
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(deployed.sort(byName)).toEqual(
      named
        .map(({ name, partitionKey, sortKey }) => ({
          name,
          keys: [
            ['HASH', partitionKey],
            ['RANGE', sortKey],
          ],
        }))
        .sort(byName),
    );
  });

  it('project what the functions read of them, and nothing else', () => {
    for (const { name, projected } of named) {
      const { Projection } = indexes.get(name)!;
      expect([name, Projection.ProjectionType]).toEqual([
        name,
        projected.length > 0 ? 'INCLUDE' : 'KEYS_ONLY',
      ]);
      expect([...(Projection.NonKeyAttributes ?? [])].sort()).toEqual([...projected].sort());
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
      [INDEXES.due.name]: ['record'],
      [INDEXES.filed.name]: ['record'],
      [INDEXES.filedBy.name]: ['record'],
      [INDEXES.deadlines.name]: ['record'],
      [INDEXES.pressing.name]: ['record'],
      [INDEXES.changes.name]: ['event'],
      [INDEXES.told.name]: ['event', 'notice'],
      [INDEXES.worklist.name]: ['record', 'part', 'parked'],
      [INDEXES.near.name]: ['record'],
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

  it('project of a list whatever its lines show', () => {
    const { projected } = INDEXES.worklist;
    for (const { shows } of caseProcess.entries(parkedInJointHandling()))
      for (const shown of [...Object.keys(shows), 'dueAt']) expect(projected).toContain(shown);
  });

  it('use every attribute that a record has for them only', () => {
    const { record } = items();
    const own = Object.keys(processOf(caseProcess, record));
    const added = Object.keys(record).filter((attribute) => !own.includes(attribute));
    const used = [...indexes.values()].flatMap(({ KeySchema, Projection }) => [
      ...KeySchema.map(({ AttributeName }) => AttributeName),
      ...(Projection.NonKeyAttributes ?? []),
    ]);
    expect(added.length).toBeGreaterThan(5);
    expect(added.filter((attribute) => !used.includes(attribute)).sort()).toEqual(['pk', 'sk']);
  });

  it('are kept with a record that leaves out what stands as it began', () => {
    const { current } = new Life(filed());
    const item = recordItem(caseProcess, current);
    expect(item).not.toHaveProperty('alsoReportedBy');
    expect(item).not.toHaveProperty('secondLook');
    expect(recordItem(caseProcess, { ...current, secondLook: true } as Case)).toMatchObject({
      secondLook: true,
    });
    expect(processOf(caseProcess, item)).toEqual(current);
  });

  it('leave a process as it was committed', () => {
    const current = parkedInJointHandling();
    expect(processOf(caseProcess, recordItem(caseProcess, current))).toEqual(current);
  });
});

const parkedInJointHandling = (): Case => {
  const life = lifeAt('joint', {}, { number: caseNumberOf(0.5) });
  life.rule({ type: 'park', reason: 'no answer' });
  return life.current;
};

/** One item of each kind that may stand in an index, with everything that such an item can have. */
const items = (): Record<'record' | 'part' | 'parked' | 'event' | 'notice', Record<string, unknown>> => {
  const joint = parkedInJointHandling();
  const line = (prefix: string) => {
    const entry = caseProcess.entries(joint).find(({ name }) => name.startsWith(prefix))!;
    return entryItem({ kind: caseProcess.kind, id: joint.id }, entry);
  };
  const life = new Life(filed({ point: { lon: 120.9, lat: 32 } }));
  // The reminder has fired, and the deadline lies ahead.
  life.sweep(nextDueAt(caseProcess, life.current)!);
  const [event] = life.rule({ type: 'park', reason: 'no answer' });
  const named = { kind: caseProcess.kind, id: life.current.id };
  const first = { to: 'somebody', what: 'verified' };
  return {
    record: recordItem(caseProcess, life.current),
    part: line('part'),
    parked: line('parked'),
    event: { ...eventItem(named, event!, first), ...commitMark(caseProcess, life.current) },
    notice: noticeItems(named, { event: event!, notices: [first, { ...first, to: 'another' }] })[0]!,
  };
};
