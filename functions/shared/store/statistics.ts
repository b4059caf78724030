import type { AreaRow, Counters, Day, Month, Row, UnitRow } from '#domain/statistics/count.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Named } from './named.ts';

/**
 * The statistics as use cases see them: sums of counts, in rows of areas and days, of units and months. Two adapters keep
 * this promise, DynamoDB and memory; `test/functions/store/statistics-contract.ts` asks the same of both.
 *
 * Each sum is kept together with how far every history is counted in it, so that no event is counted twice and none is left
 * out, however often and in whatever order they are told. All of that is a tally; a rebuild makes the next one beside the
 * one in use.
 */
export interface Statistics {
  /**
   * The tallies that are kept, and the number of the last event that each has counted of these histories, `MOST_ASKED` at
   * most: one request.
   */
  counted(
    processes: readonly Named[],
  ): Promise<{ tallies: Tallies; upTo: (tally: number, process: Named) => number }>;
  /**
   * Counts the next events of histories in a tally, and adds what they change to its rows: whole or not at all. Histories
   * and rows are `MOST_WRITTEN` at most.
   * @throws VersionConflict when one of the histories has been counted further meanwhile
   */
  count(tally: number, histories: readonly CountedOn[], rows: readonly Row[]): Promise<void>;

  /** The rows of the areas right below one, from one day to another, in the tally in use. */
  areasBelow(parent: string, days: Span<Day>): Promise<(AreaRow & { counters: Counters })[]>;
  /** The rows of the units that sit at an area, from one month to another, in the tally in use. */
  unitsAt(area: string, months: Span<Month>): Promise<(UnitRow & { counters: Counters })[]>;

  tallies(): Promise<Tallies>;
  /**
   * Notes how far a rebuild is, and answers it as it is kept.
   * @throws VersionConflict when somebody else has noted something since
   */
  saveTallies(tallies: Tallies): Promise<Tallies>;
  /** Removes the rows and notes of all tallies before one. */
  discardBefore(tally: number): Promise<void>;
}

/** Events of a history that come to be counted: from the one after `from` up to and with `to`. */
export interface CountedOn {
  process: Named;
  from: number;
  to: number;
}

/** From the first to the last, both included. */
export interface Span<Time> {
  from: Time;
  to: Time;
}

/** Which tally is in use, and the one that a rebuild makes. */
export interface Tallies {
  inUse: number;
  rebuild?: Rebuild;
  /** Counts the writes of this, 0 before the first. */
  revision: number;
}

/** A tally in the making, and how far it is. */
export interface Rebuild {
  tally: number;
  startedAt: Instant;
  /** The place up to which histories have been gone through; absent at the beginning. */
  after?: string;
  examined: number;
  /** Histories that could not be counted. */
  failed: number;
}

export const FIRST_TALLIES: Tallies = { inUse: 1, revision: 0 };

/** The numbers of the tallies in which events are counted as they come. */
export const keptTallies = ({ inUse, rebuild }: Tallies): number[] => [
  inUse,
  ...(rebuild ? [rebuild.tally] : []),
];

/** As many histories as fit into one read of a hundred keys, in two tallies. */
export const MOST_ASKED = 49;
/** What a transaction takes: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html */
export const MOST_WRITTEN = 100;
