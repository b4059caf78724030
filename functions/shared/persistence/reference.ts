import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '#domain/actor.ts';
import type { Centres, Verifier } from '#domain/case/command.ts';
import { type Area, areaAt, parentOf, RESPONSIBLE_LEVELS } from '#domain/place/area.ts';
import { cellOf } from '#domain/place/cells.ts';
import { locateInCell } from '#domain/place/locate.ts';
import { centreSeat, type Unit } from '#domain/place/unit.ts';
import type { Policy } from '#domain/policy/policy.ts';
import { type DutyAnswer, type DutyEntry, dutyPlaces, route } from '#domain/policy/routing.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import { type Found, type GridsDatabase, type Item, nameOf, readGrids } from './database.ts';
import {
  areaKey,
  type CellItem,
  type CurrentItem,
  calendarKey,
  cellKey,
  childrenPartition,
  currentKey,
  dutyKey,
  inForce,
  type Key,
  laidOutKey,
  policyKey,
  type SuccessorItem,
  seatKey,
  staffKey,
  successorKey,
  unitKey,
  type WorkersItem,
  workersKey,
} from './grids-table.ts';

/** What a city's reference data says now. */
export interface Reference {
  /** The edition in force; read again after a minute, and a planned one taken up to the second. */
  current(): Promise<CurrentItem>;
  policy(version: string): Promise<Policy>;
  calendar(version: string): Promise<WorkCalendar>;
  area(code: string): Promise<Area | undefined>;
  children(code: string, page: { limit: number; after?: string }): Promise<{ areas: Area[]; next?: string }>;
  /** The grid at a point (WGS84), and the border version it was found with; one read. */
  locate(point: { lon: number; lat: number }): Promise<{ grid: string; borderVersion: string } | undefined>;
  /** The grid that took the place of one that is no more. */
  successor(grid: string): Promise<string | undefined>;
  /** The unit on duty by a policy; by the city's present one where that policy is not laid out any more. */
  duty(grid: string, category: string, policyVersion: string): Promise<DutyAnswer | undefined>;
}

/**
 * Opens the reference data. `keepSeconds` is how long the pointer is kept: an import is visible everywhere within
 * this time.
 */
export const openReference = (
  db: GridsDatabase,
  clock: () => number = Date.now,
  keepSeconds = 60,
): Reference => {
  let pointer: { item: CurrentItem; until: number } | undefined;
  const versions = new Map<string, Promise<Item>>();

  const get = async (key: Key, ConsistentRead = false): Promise<Item | undefined> =>
    (await db.documents.send(new GetCommand({ TableName: db.gridsTable, Key: key, ConsistentRead }))).Item;

  /** Versions never change, so one read serves the life of the function; a failed read is not kept. */
  const version = (key: Key): Promise<Item> => {
    const name = nameOf(key);
    const known = versions.get(name);
    if (known) return known;
    const read = get(key).then((item) => item ?? missing(name));
    versions.set(name, read);
    read.catch(() => versions.delete(name));
    return read;
  };

  const current = async (): Promise<CurrentItem> => {
    if (!pointer || clock() >= pointer.until) {
      const item = ((await get(currentKey, true)) ?? notImported()) as unknown as CurrentItem;
      pointer = { item, until: clock() + keepSeconds * 1000 };
    }
    return inForce(pointer.item, new Date(clock()).toISOString());
  };

  return {
    current,
    policy: async (v) => (await version(policyKey(v))).policy as Policy,
    calendar: async (v) => (await version(calendarKey(v))).calendar as WorkCalendar,
    area: async (code) => {
      const parent = parentOf(code);
      if (!parent) return undefined;
      const { generation } = await current();
      return (await get(areaKey(generation, { code, parent }))) as Area | undefined;
    },
    children: async (code, { limit, after }) => {
      const { generation } = await current();
      const pk = childrenPartition(generation, code);
      const { Items, LastEvaluatedKey } = await db.documents.send(
        new QueryCommand({
          TableName: db.gridsTable,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
          Limit: limit,
          ...(after && { ExclusiveStartKey: { pk, sk: after } }),
        }),
      );
      return {
        areas: (Items ?? []) as Area[],
        ...(LastEvaluatedKey && { next: LastEvaluatedKey.sk as string }),
      };
    },
    locate: async (point) => {
      const { generation } = await current();
      const cell = (await get(cellKey(generation, cellOf([point.lon, point.lat])))) as CellItem | undefined;
      const grid = cell && locateInCell(cell.grids, [point.lon, point.lat]);
      return grid === undefined ? undefined : { grid, borderVersion: generation };
    },
    successor: async (grid) => {
      const { generation } = await current();
      return ((await get(successorKey(generation, grid))) as SuccessorItem | undefined)?.grid;
    },
    duty: async (grid, category, policyVersion) => {
      const { generation, policyVersion: present } = await current();
      const laidOut = laidOutKey(generation, policyVersion);
      const read = (version: string) =>
        readGrids(db, [
          ...dutyPlaces(grid, category).map((place) => dutyKey(generation, version, place)),
          laidOut,
        ]);
      const found = await read(policyVersion);
      // A later import lays out the policy of its day only.
      const duties = found.has(nameOf(laidOut)) || policyVersion === present ? found : await read(present);
      return route(grid, category, [...duties.values()] as unknown as DutyEntry[]);
    },
  };
};

/** The city is deployed, but nothing has been imported into it yet. */
export class NotImported extends Error {
  override readonly name = 'NotImported';
}

const notImported = (): never => {
  throw new NotImported('the city has no reference data yet; run "npm run import -- <city>" first');
};

const missing = (what: string): never => {
  throw new Error(`${what} is not in the Grids table; run "npm run import -- <city>" first`);
};

/** The key under which a subject is known, and the actor that the answer means: staff, or else a resident. */
export const actorKey = (generation: string, subject: string): Key => staffKey(generation, subject);

export const actorFrom = (grids: Found, generation: string, subject: string): Actor => {
  const staff = grids.get(nameOf(staffKey(generation, subject)));
  if (!staff) return { subject, role: 'resident' };
  const { role, area, unit } = staff as { role: 'operator'; area: string; unit?: Unit };
  return (role === 'operator' ? { subject, role, area } : { subject, role, area, unit }) as Actor;
};

/** The keys of the centres that answer for a grid, and the centres that the answer means. */
export const centreKeys = (generation: string, grid: string): Key[] =>
  RESPONSIBLE_LEVELS.map((level) => {
    const { area, kind } = centreSeat(grid, level);
    return seatKey(generation, area, kind);
  });

export const centresFrom = (grids: Found, generation: string, grid: string): Centres => {
  const at = centreKeys(generation, grid).map((key) => unitFrom(grids.get(nameOf(key))));
  const orAbove = (index: number): Unit =>
    at.slice(index).find((unit) => unit !== undefined) ?? missing(`a command centre at or above ${grid}`);
  return { community: orAbove(0), township: orAbove(1), county: orAbove(2), city: orAbove(3) };
};

export const unitsFrom = (
  grids: Found,
  generation: string,
  codes: readonly string[],
): ReadonlyMap<string, Unit> =>
  new Map(
    codes.flatMap((code) => {
      const unit = unitFrom(grids.get(nameOf(unitKey(generation, code))));
      return unit ? [[code, unit] as const] : [];
    }),
  );

/** The key of the grid workers around a grid, and those that the answer means: none where a township has none. */
export const verifiersKey = (generation: string, grid: string): Key =>
  workersKey(generation, areaAt(grid, 'township') ?? grid);

export const verifiersFrom = (grids: Found, generation: string, grid: string): readonly Verifier[] =>
  (grids.get(nameOf(verifiersKey(generation, grid))) as WorkersItem | undefined)?.workers ?? [];

/** A unit without the keys of the item that it was read from: units go into cases and their histories. */
export const unitFrom = (item: Item | undefined): Unit | undefined => {
  if (!item) return undefined;
  const { pk, sk, ...unit } = item;
  return unit as unknown as Unit;
};
