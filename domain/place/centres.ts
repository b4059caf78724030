import { type AreaLevel, areaAt, lineage, RESPONSIBLE_LEVELS, type ResponsibleLevel } from './area.ts';
import { levelOfUnit, type Unit, type UnitKind } from './unit.ts';

/** A seat: "the unit of this kind that sits at this area". The first by code, where an area has several. */
export interface Seat {
  area: string;
  kind: UnitKind;
}

/** The centres that answer for a place, level by level; where a level has none, the next one above stands in. */
export type Centres = Record<ResponsibleLevel, Unit>;

/**
 * The seat that dispatches for a grid at a level. A community has no command centre of its own; its
 * committee dispatches (Jiangsu order 141, art. 5: grid bodies exist from township upward).
 */
export const centreSeat = (grid: string, level: ResponsibleLevel): Seat => ({
  area: areaAt(grid, level as AreaLevel) ?? grid,
  kind: level === 'community' ? 'committee' : 'commandCenter',
});

/**
 * Who answers for a grid at each level, given who sits where: a level without a centre of its own is served by the
 * next one above.
 * @throws Error when there is no centre at a level or above it
 */
export const centresFor = (grid: string, sits: (seat: Seat) => Unit | undefined): Centres => {
  const at = RESPONSIBLE_LEVELS.map((level) => sits(centreSeat(grid, level)));
  const orAbove = (level: ResponsibleLevel): Unit => {
    const found = at.slice(RESPONSIBLE_LEVELS.indexOf(level)).find((unit) => unit !== undefined);
    if (!found) throw new Error(`there is no command centre at or above the ${level} of ${grid}`);
    return found;
  };
  return {
    community: orAbove('community'),
    township: orAbove('township'),
    county: orAbove('county'),
    city: orAbove('city'),
  };
};

/**
 * The centre that answers for a place at a level, and the level at which it stands itself: one that stands in for a level
 * below its own counts as its own level.
 */
export const centreAt = (
  centres: Centres,
  level: ResponsibleLevel,
): { to: Unit; level: ResponsibleLevel } => {
  const to = centres[level];
  return { to, level: levelOfUnit(to) };
};

/** The nearest centre below a level; undefined where no level below has one of its own. */
export const centreBelow = (
  centres: Centres,
  level: ResponsibleLevel,
): { to: Unit; level: ResponsibleLevel } | undefined =>
  RESPONSIBLE_LEVELS.slice(0, RESPONSIBLE_LEVELS.indexOf(level))
    .reverse()
    .map((below) => ({ to: centres[below], level: below }))
    .find(({ to, level: below }) => levelOfUnit(to) === below);

/** Who sits where among all units of a city: the first by code, where an area has several of a kind. */
export const seatedAmong = (units: Iterable<Unit>): Map<string, Unit> => {
  const seats = new Map<string, Unit>();
  for (const unit of [...units].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const name = seatName(unit);
    if (!seats.has(name)) seats.set(name, unit);
  }
  return seats;
};

export const seatName = ({ area, kind }: Seat): string => `${area} ${kind}`;

/** The seats of a kind that could serve a place, nearest first. */
export const seatsNearest = (grid: string, kind: UnitKind): Seat[] =>
  lineage(grid).map((area) => ({ area, kind }));
