import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Actor } from '#domain/actor.ts';
import { type Area, parentOf, RESPONSIBLE_LEVELS } from '#domain/area.ts';
import type { WorkCalendar } from '#domain/calendar.ts';
import type { Centres } from '#domain/case/command.ts';
import { cellOf } from '#domain/geo/cells.ts';
import { locateInCell } from '#domain/geo/locate.ts';
import type { Policy } from '#domain/policy.ts';
import { type DutyAnswer, type DutyEntry, dutyPlaces, route } from '#domain/routing.ts';
import { centreSeat, type Unit } from '#domain/unit.ts';
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
  type Key,
  policyKey,
  seatKey,
  staffKey,
  unitKey,
} from './grids-table.ts';

/** What a city's reference data says now. */
export interface Reference {
  /** The generation in use; read again after `CURRENT_SECONDS`. */
  current(): Promise<CurrentItem>;
  policy(version: string): Promise<Policy>;
  calendar(version: string): Promise<WorkCalendar>;
  area(code: string): Promise<Area | undefined>;
  children(code: string, page: { limit: number; after?: string }): Promise<{ areas: Area[]; next?: string }>;
  /** The grid at a point (WGS84), and the border version it was found with; one read. */
  locate(point: { lon: number; lat: number }): Promise<{ grid: string; borderVersion: string } | undefined>;
  duty(grid: string, category: string): Promise<DutyAnswer | undefined>;
}

/** How long a function keeps the pointer: an import is visible everywhere within this time. */
const CURRENT_SECONDS = 60;

export const openReference = (db: GridsDatabase, clock: () => number = Date.now): Reference => {
  let pointer: { item: CurrentItem; until: number } | undefined;
  const versions = new Map<string, Promise<Item>>();

  const get = async (key: Key): Promise<Item | undefined> =>
    (await db.documents.send(new GetCommand({ TableName: db.gridsTable, Key: key }))).Item;

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
    if (pointer && clock() < pointer.until) return pointer.item;
    const item = ((await get(currentKey)) ?? missing('CITY/CURRENT')) as unknown as CurrentItem;
    pointer = { item, until: clock() + CURRENT_SECONDS * 1000 };
    return item;
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
    duty: async (grid, category) => {
      const { generation } = await current();
      const keys = dutyPlaces(grid, category).map((place) => dutyKey(generation, place.area, place.category));
      const found = await readGrids(db, keys);
      return route(grid, category, [...found.values()] as unknown as DutyEntry[]);
    },
  };
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

/** A unit without the keys of the item that it was read from: units go into cases and their histories. */
export const unitFrom = (item: Item | undefined): Unit | undefined => {
  if (!item) return undefined;
  const { pk, sk, ...unit } = item;
  return unit as unknown as Unit;
};
