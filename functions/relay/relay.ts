import type { Named } from '#shared/store/named.ts';
import type { StreamRecord } from '#shared/store/store.ts';
import type { Bus, ToldEvent } from './bus.ts';
import { orGiveUp } from './give-up.ts';
import { type PassingServices, passOn } from './pass-on.ts';
import { redeliver } from './redeliver.ts';

export interface RelayServices extends PassingServices {
  bus: Bus;
}

/**
 * Passes on what has been decided: first what changed, record by record, to the workflows, then the events to the bus.
 * Every record may come twice. When one fails, the later ones of its process wait for it, those of others do not; what has
 * failed for long enough is given up, and the stream goes on.
 * @throws what the first failing record threw, once all others are passed on: Lambda brings the batch again
 */
export const relay = async (records: readonly StreamRecord[], services: RelayServices): Promise<void> => {
  const held = new Map<string, unknown>();
  const isHeld = (process: Named) => held.has(nameOf(process));
  const orHold = async (process: Named, part: string, deliver: () => Promise<void>): Promise<void> => {
    if (isHeld(process)) return;
    await orGiveUp(services, process, part, deliver).catch((error: unknown) =>
      held.set(nameOf(process), error),
    );
  };

  const events: ToldEvent[] = [];
  for (const record of records) {
    if (record.kind === 'event') events.push(record);
    else if (record.kind === 'redelivery') await redeliver(record, services);
    else {
      const { definition, before, after } = record;
      const part = `workflow-${before?.version ?? 0}-${after.version}`;
      await orHold({ kind: definition.kind, id: after.id }, part, () => passOn(record, services));
    }
  }

  const { bus } = services;
  const ready = events.filter(({ process }) => !isHeld(process));
  // One by one when the bus does not take them all, so that it shows which of them it refuses.
  await bus.publish(ready).catch(async () => {
    for (const told of ready)
      await orHold(told.process, `event-${told.event.seq}`, () => bus.publish([told]));
  });
  for (const error of held.values()) throw error;
};

const nameOf = ({ kind, id }: Named): string => `${kind} ${id}`;
