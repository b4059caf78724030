import { type Area, areaAt, parentOf, RESPONSIBLE_LEVELS } from '#domain/place/area.ts';
import { cellOf } from '#domain/place/cells.ts';
import { centreSeat, centresFor, type Seat, seatsNearest } from '#domain/place/centres.ts';
import type { CellGrid } from '#domain/place/locate.ts';
import type { Unit, UnitKind } from '#domain/place/unit.ts';
import { type DutyAnswer, type DutyEntry, dutyPlaces, route } from '#domain/policy/duties.ts';
import type { Policy } from '#domain/policy/policy.ts';
import type { Needs } from '#domain/process/context.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import { instantAt } from '#domain/time/instant.ts';
import type { CityAnswer, CityStore, Colleague, GridsAt, Place, Published } from '../city-store.ts';
import { hashOf } from '../content-hash.ts';
import { type Current, inForce } from '../edition.ts';
import { NotImported } from '../errors.ts';
import { endingWrite, endProposal, propose, readAmendment, readAmendments } from './amendments.ts';
import {
  batchWrite,
  contentOf,
  type Found,
  type GridsDatabase,
  getItem,
  nameOf,
  readGrids,
  transactWrite,
} from './database.ts';
import { type Item, queryAll, type Write } from './documents.ts';
import { isConditionFailed, isConflict, reasonsOf } from './errors.ts';
import {
  areaKey,
  type CalendarItem,
  type CellItem,
  calendarKey,
  cellKey,
  childrenPartition,
  colleaguesPartition,
  currentKey,
  dutyKey,
  importKey,
  type Key,
  laidOutKey,
  policyKey,
  type SuccessorItem,
  seatKey,
  successorKey,
  type UnitPackItem,
  unitKey,
  unitPacksPartition,
  type WorkersItem,
  workersKey,
} from './grids-table.ts';
import { jobWrite } from './jobs.ts';

/** Laying out a policy is part of a request of the API, which waits half a minute: see `batchWrite`. */
const LAYOUT_ATTEMPTS = 8;
/** As many keys as one request takes. */
const MOST_KEYS = 100;

export interface CityOptions {
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long the pointer is kept: an import is visible everywhere within this time. */
  keepSeconds: number;
}

/**
 * The Grids table as the city's reference data. `publish` and `propose` also write to the Cases table: a job begins with the
 * one, the other's answer is remembered.
 */
export const openCity = (
  db: GridsDatabase & { casesTable?: string },
  { clock, keepSeconds }: CityOptions,
): CityStore => {
  const { documents, gridsTable } = db;
  let pointer: { item: Current; until: number } | undefined;
  const versions = new Map<string, Promise<Item | undefined>>();

  /** Versions never change, so one read serves the life of the function; what is not found, or fails, is not kept. */
  const findVersion = (key: Key): Promise<Item | undefined> => {
    const name = nameOf(key);
    const known = versions.get(name);
    if (known) return known;
    const read = getItem(documents, gridsTable, key);
    versions.set(name, read);
    const forget = () => versions.delete(name);
    read.then((item) => item ?? forget(), forget);
    return read;
  };
  const version = async (key: Key): Promise<Item> => (await findVersion(key)) ?? missing(nameOf(key));
  const policy = async (name: string) => (await version(policyKey(name))).policy as Policy;
  const calendar = async (name: string) => (await version(calendarKey(name))).calendar as WorkCalendar;

  const stored = async (): Promise<Current> => {
    const item = await getItem(documents, gridsTable, currentKey, { consistent: true });
    if (!item)
      throw new NotImported('the city has no reference data yet; run "npm run import -- <city>" first');
    return contentOf<Current>(item);
  };
  const current = async (): Promise<Current> => {
    if (!pointer || clock() >= pointer.until)
      pointer = { item: await stored(), until: clock() + keepSeconds * 1000 };
    return pointer.item.next ? inForce(pointer.item, instantAt(clock())) : pointer.item;
  };

  /** A generation never changes either; the units of one are kept, and a failed read is not. */
  let unitsKept: { generation: string; units: ReturnType<CityStore['units']> } | undefined;
  const units = (generation: string): ReturnType<CityStore['units']> => {
    if (unitsKept?.generation === generation) return unitsKept.units;
    const kept = { generation, units: readUnits(db, generation) };
    unitsKept = kept;
    kept.units.catch(() => {
      if (unitsKept === kept) unitsKept = undefined;
    });
    return kept.units;
  };

  /** A page of what stands in a partition; its sort keys are what pages go on behind. */
  const pageOf = async <Content>(
    pk: string,
    { limit, after }: { limit: number; after?: string | undefined },
  ) => {
    const { items, lastKey } = await documents.query({
      TableName: gridsTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      Limit: limit,
      ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
    });
    return {
      contents: items.map((item) => contentOf<Content>(item)),
      next: lastKey && { next: lastKey.sk as string },
    };
  };

  return {
    current,
    stored,
    policy,
    findPolicy: async (name) => (await findVersion(policyKey(name)))?.policy as Policy | undefined,
    calendar,
    findCalendar: async (name) =>
      (await findVersion(calendarKey(name)))?.calendar as WorkCalendar | undefined,
    calendarYears: async (name) => (await version(calendarKey(name))).years as CalendarItem['years'],

    area: async (code) => {
      const parent = parentOf(code);
      if (!parent) return undefined;
      const { generation } = await current();
      const item = await getItem(documents, gridsTable, areaKey(generation, { code, parent }));
      return item && contentOf<Area>(item);
    },
    children: async (code, { limit, after }) => {
      const pk = childrenPartition((await current()).generation, code);
      const { contents: areas, next } = await pageOf<Area>(pk, { limit, after });
      return { areas, ...next };
    },
    gridsAt: async (point) => {
      const { generation } = await current();
      return gridsBy(
        generation,
        { point },
        await getItem(documents, gridsTable, pointKey(generation, point)),
      );
    },
    successor: async (grid) => {
      const { generation } = await current();
      const item = await getItem(documents, gridsTable, successorKey(generation, grid));
      return item && contentOf<SuccessorItem>(item).grid;
    },

    answer: async (needs, policyVersion) => {
      const { generation, calendarVersion, policyVersion: present } = await current();
      const [found, ruling, days] = await Promise.all([
        readGrids(db, keysOf(generation, needs)),
        policy(policyVersion),
        calendar(calendarVersion),
      ]);
      const duty =
        needs.duty && (await dutyAmong(db, generation, { ...needs, duty: needs.duty }, present, found));
      return { policy: ruling, calendar: days, ...answerOf(generation, needs, found), ...(duty && { duty }) };
    },

    staffOf: async (unit, { limit, after }) => {
      const pk = colleaguesPartition((await current()).generation, unit);
      const { contents: staff, next } = await pageOf<Colleague>(pk, { limit, after });
      return { staff, ...next };
    },

    units,
    knownAreas: (generation, codes) => readKnownAreas(db, generation, codes),

    keepPolicy: async (kept) => {
      const contentHash = hashOf(kept);
      try {
        await documents.put({
          TableName: gridsTable,
          Item: { ...policyKey(kept.version), policy: kept, contentHash },
          ConditionExpression: SAME_CONTENT,
          ExpressionAttributeValues: { ':hash': contentHash },
        });
        return 'kept';
      } catch (error) {
        if (isConditionFailed(error)) return 'taken';
        throw error;
      }
    },
    isLaidOut: async (generation, policyVersion) =>
      (await getItem(documents, gridsTable, laidOutKey(generation, policyVersion))) !== undefined,
    layOut: (generation, policyVersion, duties) =>
      batchWrite(
        documents,
        gridsTable,
        duties.map((duty) => ({
          PutRequest: { Item: { ...dutyKey(generation, policyVersion, duty), ...duty } },
        })),
        LAYOUT_ATTEMPTS,
      ),
    publish: async (before, after, along) => {
      const writes = [
        ...flipCurrent(gridsTable, before, after),
        ...publishWrites(gridsTable, along),
        ...(along.job && db.casesTable !== undefined ? [{ Put: jobWrite(db.casesTable, along.job) }] : []),
      ];
      try {
        await transactWrite(documents, writes);
        return 'done';
      } catch (error) {
        const [underWay, ...others] = reasonsOf(error) ?? [];
        if (underWay === 'ConditionalCheckFailed') return 'importUnderWay';
        if (isConflict(underWay) || others.some(isConflict)) return 'changed';
        throw error;
      }
    },

    propose: (proposal, now, remembered) => propose(db, proposal, now, remembered),
    endProposal: (ending) => endProposal(db, ending),
    amendment: (id) => readAmendment(db, id),
    amendments: (page) => readAmendments(db, page),
  };
};

const missing = (what: string): never => {
  throw new Error(`${what} is not in the Grids table; run "npm run import -- <city>" first`);
};

/** A version is never written over with another content. */
export const SAME_CONTENT = 'attribute_not_exists(pk) OR contentHash = :hash';

const pointKey = (generation: string, { lon, lat }: { lon: number; lat: number }): Key =>
  cellKey(generation, cellOf([lon, lat]));

/** The one item that tells to which grid a place belongs; undefined for a code that is no grid's. */
export const placeKey = (generation: string, place: Place): Key | undefined => {
  if ('point' in place) return pointKey(generation, place.point);
  const parent = parentOf(place.grid);
  return parent === undefined ? undefined : areaKey(generation, { code: place.grid, parent });
};

/** What that item says. */
export const gridsBy = (generation: string, place: Place, item: Item | undefined): GridsAt => ({
  grids: item ? gridsIn(item, place) : [],
  borderVersion: generation,
});

const gridsIn = (item: Item, place: Place): CellGrid[] => {
  if ('point' in place) return contentOf<CellItem>(item).grids;
  return contentOf<Area>(item).level === 'grid' ? [{ code: place.grid }] : [];
};

/** Everything that a decision asks of the city, as keys of one batch. */
const keysOf = (generation: string, { grid, units = [], nearest = [], verifiers, duty }: Needs): Key[] => [
  ...RESPONSIBLE_LEVELS.map((level) => keyOfSeat(generation, centreSeat(grid, level))),
  ...units.map((code) => unitKey(generation, code)),
  ...nearest.flatMap((kind) => seatsNearest(grid, kind).map((seat) => keyOfSeat(generation, seat))),
  ...(verifiers ? [verifiersKey(generation, grid)] : []),
  ...(duty ? dutyKeys(generation, duty.policyVersion, { grid, duty }) : []),
];

const keyOfSeat = (generation: string, { area, kind }: Seat): Key => seatKey(generation, area, kind);

/** The grid workers around a grid are kept by township. */
const verifiersKey = (generation: string, grid: string): Key =>
  workersKey(generation, areaAt(grid, 'township') ?? grid);

/** What the batch means. */
const answerOf = (
  generation: string,
  { grid, units = [], nearest = [], verifiers }: Needs,
  found: Found,
): Omit<CityAnswer, 'policy' | 'calendar' | 'duty'> => {
  const unitAt = (key: Key): Unit | undefined => {
    const item = found.get(nameOf(key));
    return item && contentOf<Unit>(item);
  };
  const near = new Map<UnitKind, Unit>(
    nearest.flatMap((kind) => {
      const unit = seatsNearest(grid, kind)
        .map((seat) => unitAt(keyOfSeat(generation, seat)))
        .find((seated) => seated !== undefined);
      return unit ? [[kind, unit] as const] : [];
    }),
  );
  const named = units.flatMap((code) => unitAt(unitKey(generation, code)) ?? []);
  const workers = verifiers && found.get(nameOf(verifiersKey(generation, grid)));
  return {
    centres: centresFor(grid, (seat) => unitAt(keyOfSeat(generation, seat))),
    units: new Map([...named, ...near.values()].map((unit) => [unit.code, unit])),
    nearest: near,
    verifiers: workers ? contentOf<WorkersItem>(workers).workers : [],
  };
};

type DutyNeeds = { grid: string; duty: NonNullable<Needs['duty']> };

const dutyKeys = (generation: string, policyVersion: string, { grid, duty }: DutyNeeds): Key[] => [
  ...dutyPlaces(grid, duty.category).map((place) => dutyKey(generation, policyVersion, place)),
  laidOutKey(generation, policyVersion),
];

/**
 * The unit on duty by a policy; by the city's present one where that policy is not laid out any more: a later import lays
 * out the policy of its day only.
 */
const dutyAmong = async (
  db: GridsDatabase,
  generation: string,
  needs: DutyNeeds,
  present: string,
  found: Found,
): Promise<DutyAnswer | undefined> => {
  const { grid, duty } = needs;
  const isLaidOut = found.has(nameOf(laidOutKey(generation, duty.policyVersion)));
  const ruling = isLaidOut || duty.policyVersion === present ? duty.policyVersion : present;
  const keys = dutyKeys(generation, ruling, needs);
  const laidOut = ruling === duty.policyVersion ? found : await readGrids(db, keys);
  const entries = keys.flatMap((key) => {
    const item = laidOut.get(nameOf(key));
    return item && 'unit' in item ? [contentOf<DutyEntry>(item)] : [];
  });
  return route(grid, duty.category, entries);
};

/** A megabyte a request, and Nantong's units are half of one. */
const readUnits = async (
  { documents, gridsTable }: GridsDatabase,
  generation: string,
): Promise<ReadonlyMap<string, Unit>> => {
  const packs = await queryAll(documents, {
    TableName: gridsTable,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': unitPacksPartition(generation) },
  });
  return new Map(
    packs.flatMap((pack) => (pack as UnitPackItem & Item).units.map((unit) => [unit.code, unit] as const)),
  );
};

export const readKnownAreas = async (
  db: GridsDatabase,
  generation: string,
  codes: readonly string[],
): Promise<ReadonlySet<string>> => {
  const keys = codes.flatMap((code) => {
    const parent = parentOf(code);
    return parent === undefined ? [] : [{ code, key: areaKey(generation, { code, parent }) }];
  });
  const known = new Set<string>();
  for (let from = 0; from < keys.length; from += MOST_KEYS) {
    const asked = keys.slice(from, from + MOST_KEYS);
    const found = await readGrids(
      db,
      asked.map(({ key }) => key),
    );
    for (const { code, key } of asked) if (found.has(nameOf(key))) known.add(code);
  }
  return known;
};

/**
 * The two writes that point the city at other versions, in order: no import may be under way, since it would write
 * over the pointer, and the city must be as `before` tells. They stand first in their transaction.
 */
const flipCurrent = (TableName: string, before: Current, after: Current): Write[] => [
  { ConditionCheck: { TableName, Key: importKey, ConditionExpression: 'attribute_not_exists(pk)' } },
  {
    Put: {
      TableName,
      Item: { ...currentKey, ...after },
      ConditionExpression: [
        'generation = :generation AND policyVersion = :policy AND calendarVersion = :calendar',
        before.next ? '#next.generation = :next' : 'attribute_not_exists(#next)',
      ].join(' AND '),
      ExpressionAttributeNames: { '#next': 'next' },
      ExpressionAttributeValues: {
        ':generation': before.generation,
        ':policy': before.policyVersion,
        ':calendar': before.calendarVersion,
        ...(before.next && { ':next': before.next.generation }),
      },
    },
  },
];

const publishWrites = (TableName: string, { laidOut, calendar, ending }: Published): Write[] => [
  ...(ending ? [endingWrite(TableName, ending)] : []),
  ...(laidOut
    ? laidOut.generations.map(
        (generation): Write => ({ Put: { TableName, Item: laidOutKey(generation, laidOut.policyVersion) } }),
      )
    : []),
  ...(calendar
    ? [
        {
          Put: {
            TableName,
            Item: {
              ...calendarKey(calendar.calendar.version),
              ...calendar,
              contentHash: hashOf(calendar.calendar),
            },
          },
        },
      ]
    : []),
];
