import { countsOfCase } from '#domain/case/count.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { type Counters, nameOfRow, rowsOf } from '#domain/statistics/count.ts';
import type { MemoryStatistics } from '#shared/store/memory/memory-statistics.ts';
import type { World } from '../world/world.ts';

/** What the histories alone say. */
export const recount = (world: World): Record<string, Counters> =>
  Object.fromEntries(
    rowsOf(
      world.store
        .all()
        .flatMap(({ events }) => countsOfCase(events as CaseEvent[]).flatMap(({ counts }) => counts)),
    ).map((row) => [nameOfRow(row), row.counters]),
  );

/** What the statistics in use tell, without what has come and gone. */
export const told = (statistics: MemoryStatistics): Record<string, Counters> =>
  Object.fromEntries(
    Object.entries(statistics.all()).flatMap(([name, counters]) => {
      const left = Object.entries(counters).filter(([, by]) => by !== 0);
      return left.length > 0 ? [[name, Object.fromEntries(left)]] : [];
    }),
  );
