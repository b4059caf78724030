import { countsOfCase } from '#domain/case/count.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import type { ProcessEvent } from '#domain/process/event.ts';
import type { EventCounts } from '#domain/statistics/count.ts';

/** What a history adds to the statistics, event by event, from the one after `counted` on. */
export type Counting = (history: readonly ProcessEvent[], counted: number) => EventCounts[];

/** How each kind of process is counted; of another kind there are no statistics. */
export const COUNTINGS: Readonly<Record<string, Counting>> = {
  case: (history, counted) => countsOfCase(history as readonly CaseEvent[], counted),
};
