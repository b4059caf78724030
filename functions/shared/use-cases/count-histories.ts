import type { ProcessEvent } from '#domain/process/event.ts';
import { type EventCounts, nameOfRow, type Row, rowsOf, sumOf } from '#domain/statistics/count.ts';
import type { Counting } from '../countings.ts';
import { definitionOf } from '../definitions.ts';
import { loggedError } from '../observability/logged-error.ts';
import { logger } from '../observability/logger.ts';
import type { Services } from '../services.ts';
import type { Named } from '../store/named.ts';
import {
  type CountedOn,
  keptTallies,
  MOST_ASKED,
  MOST_WRITTEN,
  type Statistics,
} from '../store/statistics.ts';
import type { Store } from '../store/store.ts';
import { untilCommitted } from './until-committed.ts';
import { wholeHistory } from './whole-history.ts';

export interface CountingServices extends Pick<Services, 'definitions' | 'pause'> {
  store: Pick<Store, 'history'>;
  statistics: Statistics;
  countings: Readonly<Record<string, Counting>>;
}

/** A history, and events of it that happen to be at hand. */
export interface Heard {
  process: Named;
  events: readonly ProcessEvent[];
}

/**
 * Counts what histories have come to, each event once. What is heard of only says how far a history is at least: what is
 * missing before it, as when a record of the stream was lost, is read from the history. Nothing depends on the order in which
 * histories are heard of, or how often.
 * @param only the tally to count in; otherwise each that is kept
 * @returns how many histories cannot be counted: they are logged, and hold up no other
 * @throws what the store throws: nothing is lost when it all comes again
 */
export const countHistories = async (
  services: CountingServices,
  heard: readonly Heard[],
  only?: number,
): Promise<{ failed: number }> => {
  const counted = heard.filter(({ process: { kind } }) => services.countings[kind]);
  let failed = 0;
  for (let from = 0; from < counted.length; from += MOST_ASKED) {
    const some = counted.slice(from, from + MOST_ASKED);
    failed += await untilCommitted(services, () => countSome(services, some, only));
  }
  return { failed };
};

const countSome = async (
  services: CountingServices,
  heard: readonly Heard[],
  only: number | undefined,
): Promise<number> => {
  const { statistics } = services;
  const { tallies, upTo } = await statistics.counted(heard.map(({ process }) => process));
  const failed = new Set<string>();
  for (const tally of only === undefined ? keptTallies(tallies) : [only]) {
    const pieces = await Promise.all(
      heard.map(async (one) => {
        try {
          return await piecesOf(services, one, upTo(tally, one.process));
        } catch (error) {
          if (!(error instanceof CannotCount)) throw error;
          const { kind, id } = one.process;
          logger.error('a history cannot be counted', { kind, id, error: loggedError(error.cause) });
          failed.add(`${kind} ${id}`);
          return [];
        }
      }),
    );
    for (const { histories, rows } of packed(pieces)) await statistics.count(tally, histories, rows);
  }
  return failed.size;
};

class CannotCount extends Error {}

/** Events of one history that are counted together, and the rows that they change. */
interface Piece {
  history: CountedOn;
  rows: Row[];
}

/** A history of many days changes more rows than a transaction takes, one event no more than this. */
const MOST_ROWS = MOST_WRITTEN - 1;

const piecesOf = async (
  services: CountingServices,
  { process, events }: Heard,
  from: number,
): Promise<Piece[]> => {
  const last = events.at(-1)?.seq;
  if (last !== undefined && last <= from) return [];
  const history = isWhole(events)
    ? events
    : await wholeHistory(services.store, definitionOf(services, process.kind), process.id);
  const pieces: Piece[] = [];
  let piece: Piece | undefined;
  for (const { seq, counts } of countsOf(services, process, history, from)) {
    const together = merged([...(piece?.rows ?? []), ...rowsOf(counts)]);
    if (piece && together.length <= MOST_ROWS) {
      piece.rows = together;
      piece.history = { ...piece.history, to: seq };
    } else {
      piece = { history: { process, from: seq - 1, to: seq }, rows: rowsOf(counts) };
      pieces.push(piece);
    }
  }
  return pieces;
};

const countsOf = (
  { countings }: CountingServices,
  process: Named,
  history: readonly ProcessEvent[],
  from: number,
): EventCounts[] => {
  try {
    return countings[process.kind]?.(history, from) ?? [];
  } catch (cause) {
    throw new CannotCount('', { cause });
  }
};

/** Of what has just begun all is at hand, and nothing has to be read. */
const isWhole = (events: readonly ProcessEvent[]): boolean =>
  events.length > 0 && events.every(({ seq }, i) => seq === i + 1);

/** What is written in one transaction. */
interface Pack {
  histories: CountedOn[];
  rows: Row[];
}

/**
 * As many histories in a transaction as fit, those of a neighbourhood together: they share rows. Of one history the next
 * piece is written after the one before.
 */
const packed = (histories: readonly (readonly Piece[])[]): Pack[] => {
  const rounds = Math.max(0, ...histories.map((pieces) => pieces.length));
  return Array.from({ length: rounds }, (_, round) => histories.flatMap((pieces) => pieces[round] ?? []))
    .map((pieces) => pieces.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)))
    .flatMap(packedRound);
};

const placeOf = ({ rows: [row] }: Piece): string => (row ? nameOfRow(row) : '');

const packedRound = (pieces: readonly Piece[]): Pack[] => {
  const packs: Pack[] = [];
  for (const { history, rows } of pieces) {
    const pack = packs.at(-1);
    const together = merged([...(pack?.rows ?? []), ...rows]);
    if (pack && pack.histories.length + 1 + together.length <= MOST_WRITTEN) {
      pack.histories.push(history);
      pack.rows = together;
    } else packs.push({ histories: [history], rows });
  }
  return packs;
};

/** Rows of one place and time are one. What adds up to nothing stays away. */
const merged = (rows: readonly Row[]): Row[] => {
  const byName = Map.groupBy(rows, nameOfRow);
  return [...byName.values()].flatMap((same) => {
    const [row] = same;
    if (same.length === 1 || !row) return same;
    const changed = Object.entries(sumOf(same)).filter(([, by]) => by !== 0);
    return changed.length > 0 ? [{ ...row, counters: Object.fromEntries(changed) }] : [];
  });
};
