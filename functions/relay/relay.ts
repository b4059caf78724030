import type { StreamRecord } from '#shared/store/store.ts';
import type { Bus, ToldEvent } from './bus.ts';
import { orGiveUp } from './give-up.ts';
import { type PassingServices, passOn } from './pass-on.ts';
import { redeliver } from './redeliver.ts';

export interface RelayServices extends PassingServices {
  bus: Bus;
}

/**
 * Passes on what has been decided: first what changed, record by record, to the workflows, then the events to the bus. It
 * stops at the first record that fails and throws, because the records of one process must not overtake each other; what
 * has failed for long enough is given up, and the stream goes on. Every record may come twice.
 */
export const relay = async (records: readonly StreamRecord[], services: RelayServices): Promise<void> => {
  const events: ToldEvent[] = [];
  for (const record of records) {
    if (record.kind === 'event') events.push(record);
    else if (record.kind === 'redelivery') await redeliver(record, services);
    else {
      const { definition, before, after } = record;
      const process = { kind: definition.kind, id: after.id };
      const part = `workflow-${before?.version ?? 0}-${after.version}`;
      await orGiveUp(services, process, part, () => passOn(record, services));
    }
  }
  await tell(events, services);
};

/** Publishes events; one by one when the bus does not take them all, so that it shows which of them it refuses. */
const tell = async (events: readonly ToldEvent[], services: RelayServices): Promise<void> => {
  const { bus } = services;
  try {
    await bus.publish(events);
  } catch {
    for (const told of events)
      await orGiveUp(services, told.process, `event-${told.event.seq}`, () => bus.publish([told]));
  }
};
