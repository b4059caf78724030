import * as z from 'zod/mini';
import type { Instant } from '#domain/time/instant.ts';

const instant = z.string() as unknown as z.ZodMiniType<Instant, Instant>;

/** What the bus tells of an event of a case. */
const happening = {
  caseId: z.string(),
  seq: z.int(),
  type: z.string(),
  at: instant,
  level: z.optional(z.string()),
  unit: z.optional(z.string()),
};

/** An event as the bus puts it into the queue: nobody has looked yet who wants it. */
const heard = z.object({ detail: z.object({ ...happening, webhookId: z.optional(z.string()) }) });

/** The same for one receiver. */
const delivery = z.object({
  ...happening,
  grid: z.string(),
  webhookId: z.string(),
  /** An operator wants it delivered once more: it stands on the list of troubles until then. */
  again: z.boolean(),
});

export type Heard = z.output<typeof heard>['detail'];
export type Delivery = z.output<typeof delivery>;

/**
 * What a message of the queue says.
 * @throws ZodError for one that neither the bus nor the sender has written
 */
export const readMessage = (body: string): { heard: Heard } | { delivery: Delivery } => {
  const json: unknown = JSON.parse(body);
  const told = heard.safeParse(json);
  return told.success ? { heard: told.data.detail } : { delivery: delivery.parse(json) };
};
