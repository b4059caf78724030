import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { ProcessEvent } from '#domain/process/event.ts';
import { AWS_CLIENT } from '#shared/aws-client.ts';
import type { Named } from '#shared/store/named.ts';

/** An event of a history, and the process that it happened to. */
export interface ToldEvent {
  process: Named;
  event: ProcessEvent;
  /** The one webhook that is to be told of it once more. @default - whoever listens */
  webhookId?: string;
}

/** Where other systems of the city hear of what happened. */
export interface Bus {
  /**
   * Publishes events in order. Consumers know an event by its process and number: it may come twice, but is never dropped.
   * @throws Error when the bus has not taken all of them
   */
  publish(events: readonly ToldEvent[]): Promise<void>;
}

/** As many as PutEvents takes. */
const MOST_ENTRIES = 10;

/** The event bus of a city. */
export const openBus = (eventBusName: string, client = new EventBridgeClient(AWS_CLIENT)): Bus => ({
  publish: async (events) => {
    for (let from = 0; from < events.length; from += MOST_ENTRIES) {
      const some = events.slice(from, from + MOST_ENTRIES);
      const { FailedEntryCount = 0, Entries = [] } = await client.send(
        new PutEventsCommand({ Entries: some.map((told) => entryOf(told, eventBusName)) }),
      );
      if (FailedEntryCount > 0) {
        const refused = Entries.findIndex(({ ErrorCode }) => ErrorCode !== undefined);
        const { process, event } = some[refused] ?? (some[0] as ToldEvent);
        throw new Error(
          `the bus refused ${FailedEntryCount} events, the first of them ${event.seq} of ${process.kind} ${process.id}: ${Entries[refused]?.ErrorCode}`,
        );
      }
    }
  },
});

/** Which process, what, when, where in the ladder. Ids only, no texts and no people. */
const entryOf = ({ process: { kind, id }, event, webhookId }: ToldEvent, EventBusName: string) => ({
  EventBusName,
  Source: `gridward.${kind}s`,
  DetailType: event.type,
  Time: new Date(event.at),
  Detail: JSON.stringify({
    [`${kind}Id`]: id,
    seq: event.seq,
    type: event.type,
    at: event.at,
    ...placeOf(event),
    ...(webhookId !== undefined && { webhookId }),
  }),
});

const placeOf = (event: object): { level?: unknown; unit?: unknown } => ({
  ...('level' in event && { level: event.level }),
  ...('unit' in event && { unit: codeOf(event.unit) }),
});

/** Some events name a unit by its code, others carry the unit as it was. */
const codeOf = (unit: unknown): unknown =>
  typeof unit === 'object' && unit !== null && 'code' in unit ? unit.code : unit;
