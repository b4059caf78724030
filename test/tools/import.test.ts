import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { BatchWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cellOf } from '#domain/place/cells.ts';
import { epochDay } from '#domain/time/calendar.ts';
import { instantAt } from '#domain/time/instant.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import {
  AMENDMENTS_PARTITION,
  areaKey,
  cellKey,
  childrenPartition,
  colleagueKey,
  currentKey,
  dutyKey,
  endingKey,
  generationOf,
  type ImportItem,
  importKey,
  type Key,
  laidOutKey,
  policyKey,
  seatKey,
  staffKey,
  successorKey,
  unitKey,
  workersKey,
} from '#shared/store/dynamodb/grids-table.ts';
import { type Current, inForce } from '#shared/store/edition.ts';
import { loadCity } from '../../infra/city.ts';
import { readCityFolder } from '../../tools/city/city-folder.ts';
import { ImportError, type ImportOptions, importCity } from '../../tools/city/import-city.ts';
import { itemsOf } from '../../tools/city/items.ts';
import { readSources } from '../../tools/city/sources.ts';
import { CITY, COMMUNITY, gridOf, type SmallCity, smallCity, writeCities } from '../infra/small-city.ts';

const TABLE = 'Grids';
type Stored = Key & Record<string, unknown>;

/** A table in memory that knows just the requests of the import, and can fail on demand. */
const client = openClient({ region: 'us-east-1' });
const documents = mockClient(client);
let table: Map<string, Stored>;
/** How many batch requests were answered. */
let batches: number;
let beforeBatch: (
  input: BatchWriteCommandInput,
  number: number,
) => NonNullable<BatchWriteCommandInput['RequestItems']>;

/** The members of requests and answers that hold attribute values. */
const VALUES = ['Item', 'Key', 'ExpressionAttributeValues'];
/** The same request or answer with those turned into plain values, or back. */
const turned = (value: unknown, turn: (values: never) => object): unknown => {
  if (Array.isArray(value)) return value.map((each) => turned(each, turn));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      VALUES.includes(name) && inner ? turn(inner as never) : turned(inner, turn),
    ]),
  );
};
// biome-ignore lint/suspicious/noExplicitAny: requests of several shapes, in plain values
const whenSent = (command: any, answer: (input: any) => object): void => {
  documents.on(command).callsFake((input) => turned(answer(turned(input, unmarshall)), marshall));
};

const nameOf = ({ pk, sk }: Key): string => `${pk}|${sk}`;
const get = <Content>(key: Key): Content | undefined => table.get(nameOf(key)) as Content | undefined;
const current = (): Current => get<Current>(currentKey) as Current;
const failure = (name: string): Error => Object.assign(new Error(name), { name });

let remove = (): void => {};
let directory: string;
const write = (city: SmallCity): void => {
  remove();
  ({ directory, remove } = writeCities({ small: city }));
};

beforeEach(() => {
  write(smallCity());
  table = new Map();
  batches = 0;
  beforeBatch = () => ({});
  documents.reset();
  whenSent(GetItemCommand, ({ Key }) => ({ Item: structuredClone(table.get(nameOf(Key))) }));
  whenSent(PutItemCommand, ({ Item }) => {
    table.set(nameOf(Item), structuredClone(Item));
    return {};
  });
  whenSent(UpdateItemCommand, (input) => {
    const item = get<ImportItem>(input.Key);
    if (!item || item.generation !== input.ExpressionAttributeValues[':generation'])
      throw failure('ConditionalCheckFailedException');
    const section = input.ExpressionAttributeNames['#section'] as keyof ImportItem['done'];
    item.done[section] = input.ExpressionAttributeValues[':done'];
    return {};
  });
  whenSent(BatchWriteItemCommand, (input: BatchWriteCommandInput) => {
    const left = beforeBatch(input, ++batches);
    const requests = input.RequestItems?.[TABLE] ?? [];
    expect(requests.length).toBeLessThanOrEqual(25);
    for (const request of requests) {
      if (left[TABLE]?.includes(request)) continue;
      if (request.PutRequest) {
        const item = request.PutRequest.Item as Stored;
        table.set(nameOf(item), structuredClone(item));
      } else table.delete(nameOf(request.DeleteRequest?.Key as Key));
    }
    return { UnprocessedItems: left };
  });
  whenSent(TransactWriteItemsCommand, ({ TransactItems }) => {
    for (const { Put, Delete } of TransactItems) {
      const stored = table.get(nameOf(Put?.Item ?? Delete.Key));
      const values = (Put ?? Delete).ExpressionAttributeValues ?? {};
      const fails = Put
        ? Put.ConditionExpression !== undefined && stored && stored.contentHash !== values[':hash']
        : stored?.generation !== values[':generation'];
      if (fails) throw failure('TransactionCanceledException');
    }
    for (const { Put, Delete } of TransactItems)
      if (Put) table.set(nameOf(Put.Item), structuredClone(Put.Item));
      else table.delete(nameOf(Delete.Key));
    return {};
  });
  documents.on(BatchGetItemCommand).callsFake(({ RequestItems }) => {
    const asked = RequestItems[TABLE].Keys.map((key: never) => table.get(nameOf(unmarshall(key) as Key)));
    return { Responses: { [TABLE]: asked.filter(Boolean).map((item: Stored) => marshall(item)) } };
  });
  documents.on(QueryCommand).callsFake(({ ExpressionAttributeValues }) => {
    const { ':pk': partition } = unmarshall(ExpressionAttributeValues);
    const found = [...table.values()].filter(({ pk }) => pk === partition);
    return { Items: found.sort((a, b) => (a.sk < b.sk ? 1 : -1)).map((item) => marshall(item)) };
  });
  documents
    .on(ScanCommand)
    .callsFake(() => ({ Items: [...table.values()].map(({ pk, sk }) => marshall({ pk, sk })) }));
});
afterEach(() => remove());

const run = (options: Partial<ImportOptions> = {}) =>
  importCity({
    city: 'small',
    grids: openCityImport({ gridsTable: TABLE, client }),
    directory,
    ...options,
  });

const generations = (): string[] =>
  [...new Set([...table.values()].flatMap(({ pk }) => generationOf(pk) ?? []))].sort();
const itemsOfGeneration = (generation: string): Stored[] =>
  [...table.values()].filter(({ pk }) => generationOf(pk) === generation);
const writes = (): number =>
  [PutItemCommand, UpdateItemCommand, BatchWriteItemCommand, TransactWriteItemsCommand].reduce(
    (sum, command) => sum + documents.commandCalls(command as typeof PutItemCommand).length,
    0,
  );

describe('importCity', () => {
  it('writes every kind of item under its key and points at the generation', async () => {
    const { outcome, notes } = await run();
    expect(outcome).toBe('imported');
    expect(notes).toContain('1 of 2 other units have nobody: 990101-department-finance');
    const { generation, counts, ...rest } = current();
    expect(generation).toMatch(/^g-[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(rest).toMatchObject({ policyVersion: 'small-1', name: { en: 'Small' } });
    expect(counts).toEqual({
      areas: 19,
      borders: 11,
      cells: counts.cells,
      units: 6,
      publishing: 2,
      seats: 5,
      duties: 2,
      staff: 4,
      colleagues: 3,
      workers: 1,
      successors: 0,
    });
    expect(itemsOfGeneration(generation)).toHaveLength(19 + counts.cells + 6 + 2 + 5 + 2 + 4 + 3 + 1);
    expect(get(importKey)).toBeUndefined();

    expect(get(areaKey(generation, { code: COMMUNITY, parent: '990101001' }))).toMatchObject({
      name: 'Nine',
      level: 'community',
      lon: 120.015,
    });
    expect(
      [...table.values()].filter(({ pk }) => pk === childrenPartition(generation, COMMUNITY)),
    ).toHaveLength(9);
    expect(get(unitKey(generation, `${CITY}-commandCenter`))).toMatchObject({ name: 'City centre' });
    expect(get(seatKey(generation, '990101', 'department'))).toMatchObject({
      code: '990101-department-finance',
    });
    expect(get(dutyKey(generation, 'small-1', { area: '990101001', category: 'dispute' }))).toMatchObject({
      unit: { code: '990101001-commandCenter' },
      rule: 'dispute: the commandCenter of each township',
    });
    expect(get(staffKey(generation, 'worker'))).toMatchObject({
      role: 'gridWorker',
      area: gridOf(1),
      unit: { kind: 'committee' },
    });
    expect(get(colleagueKey(generation, `${COMMUNITY}-committee`, 'worker'))).toEqual({
      ...colleagueKey(generation, `${COMMUNITY}-committee`, 'worker'),
      subject: 'worker',
      name: get<{ name: string }>(staffKey(generation, 'worker'))?.name,
      role: 'gridWorker',
      area: gridOf(1),
    });
    expect(get(workersKey(generation, '990101001'))).toMatchObject({
      workers: [{ subject: 'worker', area: gridOf(1), unit: `${COMMUNITY}-committee` }],
    });
    expect(get(staffKey(generation, 'operator'))).not.toHaveProperty('unit');
    const cell = get<{ grids: { code: string }[] }>(cellKey(generation, cellOf([120.015, 32.015])));
    expect(cell?.grids.map(({ code }) => code)).toContain(gridOf(5));
    expect(get(policyKey('small-1'))).toMatchObject({ policy: smallCity().policy });
    expect([...table.keys()].filter((name) => name.startsWith('CALENDAR#2026-12-31-'))).toHaveLength(1);
  });

  it('adds staff of the caller', async () => {
    const row = { subject: 'extra', role: 'operator', unit: '', area: CITY, name: 'Extra' };
    await run({ extraStaff: [row] });
    expect(get(staffKey(current().generation, 'extra'))).toMatchObject({ name: 'Extra' });
    await expect(run({ extraStaff: [{ ...row, role: 'mayor' }] })).rejects.toThrow('staff.csv:6 role');
  });

  it('does nothing when the city already says the same', async () => {
    await run();
    const before = writes();
    const again = await run();
    expect(again).toMatchObject({ outcome: 'unchanged', current: { generation: current().generation } });
    expect(writes()).toBe(before);
  });

  it('writes nothing while there are faults, and tells all of them', async () => {
    const city = smallCity();
    city.areas.push('1,Broken,city,,,');
    city.units.push('990109-lawFirm,lawFirm,Firm,990109,');
    write(city);
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ImportError);
    expect((error as ImportError).faults.map(({ file, row }) => [file, row])).toEqual([
      ['areas.csv', 21],
      ['units.csv', 8],
    ]);
    expect(writes()).toBe(0);
  });

  it('keeps the generation before, and removes what is older', async () => {
    const seen: string[] = [];
    for (const version of ['small-1', 'small-2', 'small-3']) {
      const city = smallCity();
      city.policy.version = version;
      write(city);
      await run();
      seen.push(current().generation);
    }
    expect(new Set(seen).size).toBe(3);
    expect(generations()).toEqual(seen.slice(1).sort());
    expect(current().previous).toBe(seen[1]);
    for (const version of ['small-1', 'small-2', 'small-3']) expect(get(policyKey(version))).toBeDefined();
  });

  describe('that takes effect later', () => {
    const later = instantAt(Date.now() + 3_600_000);
    const changedCity = (version: string) => {
      const city = smallCity();
      city.policy.version = version;
      write(city);
    };

    it('writes a generation that is in force from its instant on, without another write', async () => {
      await run();
      const now = current();
      changedCity('small-2');
      const { outcome } = await run({ effective: later });
      expect(outcome).toBe('planned');
      const { next, ...rest } = current();
      expect(rest).toEqual(now);
      expect(next).toMatchObject({ from: later, policyVersion: 'small-2' });
      expect(generations()).toEqual([now.generation, next?.generation].sort());
      expect(inForce(current(), instantAt(Date.parse(later) - 1))).toEqual(current());
      expect(inForce(current(), later)).toMatchObject({
        generation: next?.generation,
        previous: now.generation,
        policyVersion: 'small-2',
      });
      expect(inForce(current(), later)).not.toHaveProperty('next');
      expect((await run({ effective: later })).outcome).toBe('unchanged');
    });

    it('gives way to the latest import, which tells of it', async () => {
      await run();
      const { generation } = current();
      changedCity('small-2');
      await run({ effective: later });
      const planned = current().next?.generation;
      write(smallCity());
      const { outcome, notes } = await run();
      expect([outcome, notes.at(-1)]).toEqual(['imported', `what was planned for ${later} is taken back`]);
      expect(current().next).toBeUndefined();
      expect(generations()).toEqual([generation, current().generation].sort());
      expect(generations()).not.toContain(planned);
    });

    it('is in force at once when the instant has passed, and cannot be the first', async () => {
      await expect(run({ effective: later })).rejects.toThrow(
        'the first import of a city is in force at once',
      );
      expect(writes()).toBe(0);
      expect((await run({ effective: '2020-01-01T00:00:00.000Z' })).outcome).toBe('imported');
    });
  });

  it('keeps a calendar that was corrected since, while the folder has the one that it had', async () => {
    await run();
    const corrected = { ...current(), calendarVersion: 'corrected' };
    table.set(nameOf(currentKey), { ...currentKey, ...corrected });
    const city = smallCity();
    city.policy.version = 'small-2';
    write(city);
    const { notes } = await run();
    expect(current().calendarVersion).toBe('corrected');
    expect(notes.at(-1)).toContain('calendar corrected stays in use');
    city.policy.version = 'small-3';
    city.calendars['2026.json'] = {
      ...(city.calendars['2026.json'] as object),
      days: [{ date: '2026-01-02', name: 'New Year', rest: true }],
    };
    write(city);
    await run();
    expect(current().calendarVersion).toBe(current().importedCalendar);
  });

  it('wants a calendar that covers the day, unless one that was corrected since stays in use', async () => {
    const today = epochDay('2027-01-04');
    await expect(run({ today })).rejects.toThrow(
      'calendars: the calendar is known from 2026-01-01 to 2026-12-31, and today is 2027-01-04 – add calendars/2027.json',
    );
    expect(writes()).toBe(0);
    const { notes } = await run({ today: epochDay('2026-11-30') });
    expect(notes).toContain(
      'the calendar ends on 2026-12-31: add calendars/2027.json as soon as its notice is there',
    );
    table.set(nameOf(currentKey), { ...currentKey, ...current(), calendarVersion: 'corrected' });
    const city = smallCity();
    city.policy.version = 'small-2';
    write(city);
    expect((await run({ today })).outcome).toBe('imported');
  });

  it('writes what became of grids that are no more', async () => {
    const city = smallCity();
    city.successors = ['old,new,note', `${COMMUNITY}077,${gridOf(1)},merged`];
    write(city);
    await run();
    expect(get(successorKey(current().generation, `${COMMUNITY}077`))).toMatchObject({
      grid: gridOf(1),
      note: 'merged',
    });
  });

  it.each<[string, string, string]>([
    ['a grid that still stands', `${gridOf(2)},${gridOf(1)}`, 'successors.csv:2 old: the grid'],
    [
      'a code of another city',
      `880101001001001,${gridOf(1)}`,
      'successors.csv:2 old: "880101001001001" is no',
    ],
    ['a successor that is no grid', `${COMMUNITY}077,${COMMUNITY}`, 'successors.csv:2 new: "990101001001"'],
    [
      'a chain',
      `${COMMUNITY}077,${COMMUNITY}078\n${COMMUNITY}078,${gridOf(1)}`,
      `successors.csv:2 new: "${COMMUNITY}078" is no grid`,
    ],
    [
      'two successors',
      `${COMMUNITY}077,${gridOf(1)}\n${COMMUNITY}077,${gridOf(2)}`,
      `successors.csv:3 old: "${COMMUNITY}077" stands in row 2 already`,
    ],
  ])('refuses %s in successors.csv', async (_, rows, message) => {
    const city = smallCity();
    city.successors = ['old,new', rows];
    write(city);
    await expect(run()).rejects.toThrow(message);
    expect(writes()).toBe(0);
  });

  it('refuses a policy version that exists with other content', async () => {
    await run();
    const before = writes();
    const city = smallCity();
    city.policy.guardGraceSeconds = 10;
    write(city);
    await expect(run()).rejects.toThrow(
      'policy.json version: version "small-1" exists with other content – raise the version',
    );
    expect(writes()).toBe(before);
  });

  describe('after the policy was amended', () => {
    const amended = { ...smallCity().policy, version: 'small-9' };
    beforeEach(async () => {
      await run();
      table.set(nameOf(policyKey('small-9')), { ...policyKey('small-9'), policy: amended });
      const inUse = { ...current(), policyVersion: 'small-9', publishedPolicy: 'small-9' };
      table.set(nameOf(currentKey), { ...currentKey, ...inUse });
    });
    const withNewcomer = (change: (city: SmallCity) => void = () => {}): SmallCity => {
      const city = smallCity();
      city.staff.push(`another,gridWorker,${COMMUNITY}-committee,${gridOf(2)},Another`);
      change(city);
      write(city);
      return city;
    };

    it('leaves it in use while the folder’s has not changed, laid out for the units of the folder', async () => {
      withNewcomer();
      const { notes } = await run();
      expect(current()).toMatchObject({
        policyVersion: 'small-9',
        publishedPolicy: 'small-9',
        importedPolicy: 'small-1',
      });
      expect(notes).toContain(
        "policy small-9 stays in use: it was amended since, and the folder's has not changed",
      );
      const { generation } = current();
      expect(get(laidOutKey(generation, 'small-9'))).toBeDefined();
      withNewcomer((city) => city.staff.push(`third,gridWorker,${COMMUNITY}-committee,${gridOf(2)},Third`));
      await run();
      expect(current().policyVersion).toBe('small-9');
    });

    it('brings the folder’s when that is another, also one that was planned before', async () => {
      withNewcomer((city) => {
        city.policy.version = 'small-10';
      });
      const later = instantAt(Date.now() + 3_600_000);
      await run({ effective: later });
      expect(current().next?.policyVersion).toBe('small-10');
      withNewcomer((city) => {
        city.policy.version = 'small-10';
        city.staff.push(`third,gridWorker,${COMMUNITY}-committee,${gridOf(2)},Third`);
      });
      await run();
      expect(current()).toMatchObject({ policyVersion: 'small-10' });
      expect(current()).not.toHaveProperty('publishedPolicy');
    });

    it('refuses a folder without a unit to which it gives a duty', async () => {
      const duties = [{ category: 'dispute', unit: '990199-department-justice', area: CITY }];
      const item = { ...policyKey('small-9'), policy: { ...amended, duties } };
      table.set(nameOf(policyKey('small-9')), item);
      withNewcomer();
      await expect(run()).rejects.toThrow(
        'policy "small-9", which was amended since, does not fit this folder: duties.0.unit: the city has no unit "990199-department-justice"',
      );
    });
  });

  describe('where a second person approves', () => {
    const ASKED = { approval: 'bySecondPerson', by: 'operator', reason: 'The council’s decision.' } as const;
    const withPolicy = (version: string): void => {
      const city = smallCity();
      city.policy.version = version;
      write(city);
    };
    const record = () =>
      [...table.values()]
        .filter(({ pk }) => pk === AMENDMENTS_PARTITION)
        .sort((a, b) => (a.sk < b.sk ? -1 : 1));

    it('is in force at once when it is the first, and records it', async () => {
      const { outcome } = await run({ approval: 'bySecondPerson' });
      expect(outcome).toBe('imported');
      expect(record()).toMatchObject([
        { kind: 'edition', by: 'npm run import', to: current().generation },
        { outcome: 'inForce', to: current().generation },
      ]);
      expect(record()[1]).not.toHaveProperty('by');
      expect(current().since).toMatchObject({ edition: { amendment: record()[0]?.sk } });
    });

    it('is in force at once when it brings other units and people only', async () => {
      await run(ASKED);
      const city = smallCity();
      city.staff.push(`another,gridWorker,${COMMUNITY}-committee,${gridOf(2)},Another`);
      write(city);
      expect((await run({ approval: 'bySecondPerson' })).outcome).toBe('imported');
      expect(get(staffKey(current().generation, 'another'))).toBeDefined();
    });

    it.each([
      ['another policy', (city: SmallCity) => (city.policy.version = 'small-2')],
      [
        'other areas',
        (city: SmallCity) =>
          city.areas.splice(0, 99, ...city.areas.map((row) => row.replace('Nine 3', 'Three'))),
      ],
      [
        'another calendar',
        (city: SmallCity) =>
          (city.calendars['2026.json'] = {
            ...(city.calendars['2026.json'] as object),
            days: [{ date: '2026-01-02', name: 'New Year', rest: true }],
          }),
      ],
    ])('waits when it brings %s, holds up nothing, and is kept until somebody decides', async (_, change) => {
      await run(ASKED);
      const before = current();
      const city = smallCity();
      change(city);
      write(city);
      const { outcome, proposal } = await run(ASKED);
      expect(outcome).toBe('waiting');
      expect(current()).toEqual(before);
      expect(get(importKey)).toBeUndefined();
      expect(proposal).toMatchObject({
        kind: 'edition',
        by: 'operator',
        reason: 'The council’s decision.',
        from: before.generation,
        beside: { policyVersion: before.policyVersion, calendarVersion: before.calendarVersion },
      });
      expect(generations()).toEqual([before.generation, proposal?.to].sort());
      const again = await run(ASKED);
      expect(again).toMatchObject({ outcome: 'unchanged', proposal: { id: proposal?.id } });
    });

    it('tells how many grids would go and which would come, and what becomes of categories', async () => {
      await run(ASKED);
      const city = smallCity();
      city.areas = city.areas.map((row) => row.replace(`${gridOf(9)},`, `${COMMUNITY}019,`));
      for (const one of city.features)
        if (one.properties.code === gridOf(9)) one.properties.code = `${COMMUNITY}019`;
      city.policy.version = 'small-2';
      city.policy.duties = [];
      write(city);
      const { proposal } = await run(ASKED);
      expect(proposal?.warnings).toEqual([
        expect.objectContaining({ code: 'categoriesWithoutDuty' }),
        { code: 'gridsGone', count: 1, among: 11 },
        { code: 'gridsAdded', count: 1, among: 11, of: [`${COMMUNITY}019`] },
      ]);
    });

    it('takes the place of one that waits, whose data goes', async () => {
      await run(ASKED);
      withPolicy('small-2');
      const first = (await run(ASKED)).proposal;
      withPolicy('small-3');
      const second = (await run(ASKED)).proposal;
      expect(generations()).toEqual([current().generation, second?.to].sort());
      expect(get(endingKey(first?.id ?? ''))).toMatchObject({ outcome: 'withdrawn', by: 'operator' });
    });

    it('takes an approved plan back only with a second person, too', async () => {
      await run();
      withPolicy('small-2');
      await run({ effective: instantAt(Date.now() + 3_600_000) });
      write(smallCity());
      expect((await run(ASKED)).outcome).toBe('waiting');
      expect(current().next?.policyVersion).toBe('small-2');
    });

    it('wants to know who asks, as an operator of the city, and why', async () => {
      await run();
      withPolicy('small-2');
      const before = writes();
      for (const [told, missing] of [
        [{}, ['--by', '--reason']],
        [{ by: 'operator' }, ['--reason']],
        [{ by: 'town', reason: 'I say so.' }, ['--by']],
        [{ by: 'nobody-knows', reason: 'I say so.' }, ['--by']],
      ] as const) {
        const error = await run({ approval: 'bySecondPerson', ...told }).catch((thrown: unknown) => thrown);
        expect((error as ImportError).faults.map(({ file }) => file)).toEqual(missing);
      }
      expect(writes()).toBe(before);
    });
  });

  it('writes again what the table had no capacity for', async () => {
    beforeBatch = ({ RequestItems }, number) => {
      const requests = RequestItems?.[TABLE] ?? [];
      // The first two requests leave their second half, the third everything.
      if (number <= 2) return { [TABLE]: requests.slice(Math.floor(requests.length / 2)) };
      return number === 3 ? { [TABLE]: requests } : {};
    };
    await run();
    const { generation, counts } = current();
    const { borders, ...sections } = counts;
    expect(borders).toBe(11);
    expect(itemsOfGeneration(generation)).toHaveLength(
      Object.values(sections).reduce((sum, count) => sum + count),
    );
  });

  it('gives up on a table that never has capacity, and shows nothing', async () => {
    beforeBatch = ({ RequestItems }) => RequestItems ?? {};
    const random = Math.random;
    Math.random = () => 0;
    await expect(run().finally(() => (Math.random = random))).rejects.toThrow('left items unprocessed');
    expect(get(currentKey)).toBeUndefined();
  });

  describe('when it is interrupted', () => {
    const crashAt = (batch: number) => {
      beforeBatch = (_, number) => {
        if (number === batch) throw failure('NetworkingError');
        return {};
      };
    };

    it('shows nothing, and goes on where it stopped', async () => {
      crashAt(4);
      await expect(run()).rejects.toThrow('NetworkingError');
      expect(get(currentKey)).toBeUndefined();
      const { generation, done } = get<ImportItem>(importKey) as ImportItem;
      expect(done.areas).toBe(19);
      expect(done.staff).toBe(0);

      beforeBatch = ({ RequestItems }) => {
        for (const { PutRequest } of RequestItems?.[TABLE] ?? [])
          expect(PutRequest?.Item?.pk, 'is written already').not.toContain('#AREA#');
        return {};
      };
      await run();
      expect(current().generation).toBe(generation);
      const { counts } = current();
      expect(itemsOfGeneration(generation)).toHaveLength(19 + counts.cells + 6 + 2 + 5 + 2 + 4 + 3 + 1);
      expect(get(importKey)).toBeUndefined();
    });

    it.each([1, 2, 3, 4, 5, 6])('ends with the same items wherever it stopped: batch %i', async (batch) => {
      crashAt(batch);
      await expect(run()).rejects.toThrow('NetworkingError');
      beforeBatch = () => ({});
      await run();
      const resumed = itemsOfGeneration(current().generation);

      const read = readSources('small', directory);
      if ('faults' in read) throw new Error('the small city has faults');
      const checked = readCityFolder(loadCity('small', directory), read.sources);
      if ('faults' in checked) throw new Error('the small city has faults');
      const expected = Object.values(itemsOf(checked.folder, current().generation)).flat();
      expect(new Map(resumed.map((item) => [nameOf(item), item]))).toEqual(
        new Map(expected.map((item) => [nameOf(item), item])),
      );
    });

    it('begins anew when the folder has changed, and removes what was left', async () => {
      crashAt(4);
      await expect(run()).rejects.toThrow('NetworkingError');
      const abandoned = get<ImportItem>(importKey)?.generation;
      beforeBatch = () => ({});
      const city = smallCity();
      city.policy.version = 'small-2';
      write(city);
      await run();
      expect(current().generation).not.toBe(abandoned);
      expect(generations()).toEqual([current().generation]);
    });

    it('leaves the city in use as it is', async () => {
      await run();
      const before = current();
      const city = smallCity();
      city.policy.version = 'small-2';
      write(city);
      crashAt(batches + 3);
      await expect(run()).rejects.toThrow('NetworkingError');
      expect(current()).toEqual(before);
      beforeBatch = () => ({});
      await run();
      expect(current()).toMatchObject({ policyVersion: 'small-2', previous: before.generation });
    });

    it('stops when another import has begun', async () => {
      beforeBatch = (_, number) => {
        const underWay = get<ImportItem>(importKey);
        if (number === 3 && underWay) underWay.generation = 'g-OTHER';
        return {};
      };
      await expect(run()).rejects.toThrow('ConditionalCheckFailedException');
      expect(get(currentKey)).toBeUndefined();
      expect(get<ImportItem>(importKey)?.generation).toBe('g-OTHER');
    });
  });

  it('tells how far it is, each task up to its end', async () => {
    const told = new Map<string, [done: number, total: number][]>();
    await run({
      onProgress: (task, done, total) => told.set(task, [...(told.get(task) ?? []), [done, total]]),
    });
    expect([...told.keys()]).toEqual(
      expect.arrayContaining(['Reading borders', 'Looking for gaps', 'Writing areas', 'Writing cells']),
    );
    for (const steps of told.values()) {
      const [done, total] = steps.at(-1) as [number, number];
      expect(done).toBe(total);
      expect(steps.filter(([step]) => step === total)).toHaveLength(1);
    }
  });
});
