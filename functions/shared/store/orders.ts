import { areaAt } from '#domain/place/area.ts';
import { categoryLineage } from '#domain/policy/policy.ts';
import { isPressing } from '#domain/process/clock.ts';
import { stageClock } from '#domain/process/ladder.ts';
import type { Definition, Entry, Process } from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Named } from './named.ts';

/** The orders in which processes are listed, each kept as an index: see docs/adr/0056. */

/** An order, and the part of it that is read. */
export type Order =
  /** What is open in a township, by the deadline of its stage. */
  | { by: 'deadline'; township: string }
  /** What presses in a city, by the same: no reminder lies ahead of the deadline any more. */
  | { by: 'pressing'; city: string }
  /** What a unit has in charge, by the same. */
  | { by: 'charge'; unit: string }
  /** Everything that was ever filed in a township, in a city (by the grid of then), or by somebody: the newest first. */
  | { by: 'filing'; township: string }
  | { by: 'filing'; city: string }
  | { by: 'filing'; subject: string }
  /** Every commit in a city, the oldest first: a process stands there once for each. */
  | { by: 'change'; city: string };

/** What is wanted of an order. */
export interface Wanted {
  /** As many as are answered at most. */
  limit: number;
  after?: Spot;
  /** From this instant of the order on, and before that one. */
  from?: Instant;
  before?: Instant;
  /** What lies in an area, and what is of a category or one below it, as far as the order knows. */
  within?: string;
  category?: string;
}

/** A process in an order: when it stands there, and by which of its events in an order of these. */
export interface Spot extends Named {
  at: Instant;
  seq?: number;
}

/** An entry of an order, with what it knows of the process. */
export interface OrderEntry {
  spot: Spot;
  grid?: string;
  category?: string;
  /** It lies among those that are read, and is none of the order. */
  stray?: true;
}

/** A part of an order, as it was read. */
export interface Read {
  entries: readonly OrderEntry[];
  more: boolean;
}

export interface OrderPage {
  spots: Spot[];
  next?: Spot;
}

/** Entries that are read at most for one page. */
export const MOST_READ = 500;

/** How many entries to read for a page: where some are passed over, as many as may be. */
export const toRead = (order: Order, wanted: Wanted): number =>
  isNarrowed(order, wanted) ? MOST_READ : wanted.limit;

const isNarrowed = (order: Order, { within, category }: Wanted): boolean =>
  hasStrays(order) || category !== undefined || (within !== undefined && within !== partOf(order));

/** Whether entries that are none of the order lie among those that are read. */
const hasStrays = (order: Order): boolean =>
  order.by === 'charge' || (order.by === 'filing' && 'city' in order);

/** The part of an order that is read, by the code that names it. */
export const partOf = (order: Order): string => {
  if ('township' in order) return order.township;
  if ('city' in order) return order.city;
  return 'unit' in order ? order.unit : order.subject;
};

/** The page that a part of an order makes. */
export const orderPage = ({ entries, more }: Read, wanted: Wanted): OrderPage => {
  const fitting = entries.filter((entry) => fits(entry, wanted));
  const spots = fitting.slice(0, wanted.limit).map(({ spot }) => spot);
  const next = fitting.length > wanted.limit ? spots.at(-1) : more ? entries.at(-1)?.spot : undefined;
  return { spots, ...(next && { next }) };
};

const fits = ({ grid, category, stray }: OrderEntry, wanted: Wanted): boolean =>
  !stray &&
  (wanted.within === undefined || grid === undefined || grid.startsWith(wanted.within)) &&
  (wanted.category === undefined ||
    category === undefined ||
    categoryLineage(category).includes(wanted.category));

/** Where a process stands in the orders of processes. */
export interface Places {
  township: string;
  city: string;
  grid: string;
  filedAt: Instant;
  filedBy?: string;
  /** The line of the unit in charge, by whose instant an open process stands among those with a deadline. */
  inCharge?: Entry;
  pressing: boolean;
}

export const placesOf = (definition: Definition, current: Process): Places => {
  const { at, by, grid } = definition.filing(current);
  const inCharge = definition.entries(current).find(({ name }) => name === '');
  const clock = stageClock(definition, current);
  return {
    township: areaAt(grid, 'township') ?? grid,
    city: areaAt(grid, 'city') ?? grid,
    grid,
    filedAt: at,
    ...(by !== undefined && { filedBy: by }),
    ...(inCharge && { inCharge }),
    pressing: clock !== undefined && isPressing(clock),
  };
};
