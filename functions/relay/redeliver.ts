import type { ProcessEvent } from '#domain/process/event.ts';
import { replay } from '#domain/process/evolve.ts';
import type { Definition } from '#domain/process/process.ts';
import { loggedError } from '#shared/observability/logged-error.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Store, StreamRecord } from '#shared/store/store.ts';
import { causeOf, type TroubleName } from '#shared/store/troubles.ts';
import type { Bus } from './bus.ts';
import { type PassingServices, passOnLate } from './pass-on.ts';

interface RedeliveryServices extends PassingServices {
  bus: Bus;
}

type Wanted = Extract<StreamRecord, { kind: 'redelivery' }>;

/**
 * Delivers once more what was given up. The history tells what it was: nothing had to be kept of it. When it fails again,
 * operators still see it, with what stood in the way this time; nothing behind it waits. What a receiver has not taken
 * stays listed until it has: the sender takes the note away.
 */
export const redeliver = async (
  { definition, id, part }: Wanted,
  services: RedeliveryServices,
): Promise<void> => {
  const { store, now } = services;
  const process = { kind: definition.kind, id };
  const isForReceiver = part.startsWith('webhook-');
  const name: TroubleName = { trouble: isForReceiver ? 'undelivered' : 'unrelayed', part };
  const trouble = await store.findTrouble(process, name);
  if (!trouble) return;
  try {
    await deliver(definition, id, part, services);
    if (!isForReceiver) await store.endTrouble(process, name);
  } catch (error) {
    logger.error('a redelivery failed', { ...process, part, error: loggedError(error) });
    const { since } = trouble;
    await store.noteTrouble(process, { ...name, since, cause: causeOf(error), listed: true }, now());
  }
};

const deliver = async (
  definition: Definition,
  id: string,
  part: string,
  services: RedeliveryServices,
): Promise<void> => {
  const [to, ...others] = part.split('-');
  const webhookId = to === 'webhook' ? others.shift() : undefined;
  const [from = 0, until = from] = others.map(Number);
  const events = await eventsUpTo(until, services.store, definition, id);
  if (to !== 'workflow') {
    const process = { kind: definition.kind, id };
    const told = events.slice(-1).map((event) => ({ process, event, ...(webhookId && { webhookId }) }));
    await services.bus.publish(told);
    return;
  }
  const before = replay(definition, events.slice(0, from));
  const after = replay(definition, events);
  if (!after) throw new Error(`"${part}" is no delivery`);
  await passOnLate({ kind: 'changed', definition, ...(before && { before }), after }, services);
};

const EVENTS_A_PAGE = 500;

const eventsUpTo = async (
  last: number,
  store: Store,
  definition: Definition,
  id: string,
): Promise<ProcessEvent[]> => {
  const events: ProcessEvent[] = [];
  while (events.length < last) {
    const page = { after: events.length, limit: Math.min(EVENTS_A_PAGE, last - events.length) };
    const { events: some } = await store.history(definition, id, page);
    if (some.length === 0) throw new Error(`${definition.kind} ${id} has no event ${events.length + 1}`);
    events.push(...some);
  }
  return events;
};
