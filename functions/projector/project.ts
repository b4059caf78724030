import type { ProcessEvent } from '#domain/process/event.ts';
import type { Named } from '#shared/store/named.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import { type CountingServices, countHistories, type Heard } from '#shared/use-cases/count-histories.ts';

/**
 * Counts what the stream tells of. A record may come twice, late, or after the next one; those of one history together are
 * counted in one go.
 */
export const project = (
  records: readonly StreamRecord[],
  services: CountingServices,
): Promise<{ failed: number }> => countHistories(services, heardIn(records));

const heardIn = (records: readonly StreamRecord[]): Heard[] => {
  const told = records.flatMap((record) => (record.kind === 'event' ? [record] : []));
  return [...Map.groupBy(told, ({ process }) => nameOf(process)).values()].flatMap((same) => {
    const events = new Map(same.map(({ event }) => [event.seq, event]));
    return same.slice(0, 1).map(({ process }) => ({ process, events: inOrder([...events.values()]) }));
  });
};

const nameOf = ({ kind, id }: Named): string => `${kind} ${id}`;

const inOrder = (events: readonly ProcessEvent[]): ProcessEvent[] =>
  events.toSorted((one, other) => one.seq - other.seq);
