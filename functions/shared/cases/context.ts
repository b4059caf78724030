import type { Actor } from '#domain/actor.ts';
import { type Case, openParts } from '#domain/case/case.ts';
import type { Context } from '#domain/case/command.ts';
import { seatsNearest, type UnitKind } from '#domain/place/unit.ts';
import { type Database, nameOf, readGrids } from '../persistence/database.ts';
import { seatKey, unitKey } from '../persistence/grids-table.ts';
import {
  centreKeys,
  centresFrom,
  type Reference,
  unitFrom,
  unitsFrom,
  verifiersFrom,
  verifiersKey,
} from '../persistence/reference.ts';

/** The units that a decision may name, besides the centres of the place and the superiors of late units. */
export interface NamedUnits {
  codes?: readonly string[];
  /** "The nearest unit of this kind", as joint templates name their members. */
  kinds?: readonly UnitKind[];
  /** The grid workers around the place, of whom one is drawn when a result is handed in. */
  verifiers?: boolean;
}

/** Everything a decision on this case rests on, read in one request: policy and calendar are at hand already. */
export const contextFor = async (
  db: Database,
  reference: Reference,
  current: Case,
  now: string,
  actor?: Actor,
  { codes = [], kinds = [], verifiers = false }: NamedUnits = {},
): Promise<{ context: Context; nearest: ReadonlyMap<UnitKind, string> }> => {
  const { generation, calendarVersion } = await reference.current();
  const named = [...new Set([...codes, ...superiorsOf(current)])];
  const seats = kinds.map((kind) => ({
    kind,
    keys: seatsNearest(current.grid, kind).map(({ area }) => seatKey(generation, area, kind)),
  }));
  const keys = [
    ...centreKeys(generation, current.grid),
    ...named.map((code) => unitKey(generation, code)),
    ...seats.flatMap((seat) => seat.keys),
    ...(verifiers ? [verifiersKey(generation, current.grid)] : []),
  ];
  const [found, policy, calendar] = await Promise.all([
    readGrids(db, [...new Map(keys.map((key) => [nameOf(key), key])).values()]),
    reference.policy(current.policyVersion),
    reference.calendar(calendarVersion),
  ]);
  const nearest = new Map(
    seats.flatMap(({ kind, keys: seatKeys }) => {
      const seat = seatKeys.map((key) => unitFrom(found.get(nameOf(key)))).find((unit) => unit !== undefined);
      return seat ? [[kind, seat] as const] : [];
    }),
  );
  const units = new Map([
    ...unitsFrom(found, generation, named),
    ...[...nearest.values()].map((seat) => [seat.code, seat] as const),
  ]);
  return {
    context: {
      now,
      ...(actor && { actor }),
      policy,
      calendar,
      centres: centresFrom(found, generation, current.grid),
      units,
      ...(verifiers && { verifiers: verifiersFrom(found, generation, current.grid) }),
    },
    nearest: new Map([...nearest].map(([kind, seat]) => [kind, seat.code])),
  };
};

/** The units to which a late part would be raised. */
const superiorsOf = (current: Case): string[] =>
  openParts(current).flatMap(({ responsible }) => responsible.superior ?? []);
