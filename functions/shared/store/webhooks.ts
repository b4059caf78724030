import type { Milestone } from '#domain/case/milestones.ts';
import { isWithin } from '#domain/place/area.ts';
import type { Instant } from '#domain/time/instant.ts';
import { plusSeconds } from '#domain/time/instant.ts';
import type { TroubleName } from './troubles.ts';

/** All of them are read for every milestone. */
export const MOST_WEBHOOKS = 50;

/** Who is told of which milestones of the cases in an area, and where. Its secrets lie elsewhere: see `secretNames`. */
export interface Webhook {
  id: string;
  url: string;
  milestones: readonly Milestone[];
  /** Cases whose grid lies in it. */
  area: string;
  createdAt: Instant;
  createdBy: string;
  /** How many secrets it has had; the last one is in use. */
  secrets: number;
  /** When the last one took the place of the one before. */
  rotatedAt?: Instant;
  /** When its receiver said that it is gone: nothing more is sent. */
  stoppedAt?: Instant;
  /** Counts the writes, 0 before the first: whoever has not seen the last one may not write the next. */
  revision: number;
}

export const wants = ({ milestones, area, stoppedAt }: Webhook, type: string, grid: string): boolean =>
  stoppedAt === undefined && (milestones as readonly string[]).includes(type) && isWithin(grid, area);

/** A receiver has a day to learn the new secret. */
const FORMER_SECRET_SECONDS = 86_400;

/** Until when the secret before the last one is used as well. */
export const formerSecretUntil = ({ rotatedAt }: Webhook): Instant | undefined =>
  rotatedAt && plusSeconds(rotatedAt, FORMER_SECRET_SECONDS);

/** The name of one of its secrets. Each has a name of its own, and is never written over. */
export const secretName = ({ id }: Pick<Webhook, 'id'>, number: number): string => `${id}/${number}`;

/** Names of the secrets by which is signed now, the last one first. */
export const secretNames = (webhook: Webhook, now: Instant): string[] => {
  const until = formerSecretUntil(webhook);
  const { secrets } = webhook;
  const numbers = until !== undefined && now < until ? [secrets, secrets - 1] : [secrets];
  return numbers.map((number) => secretName(webhook, number));
};

/** What is listed when a receiver has not taken an event. */
export const undelivered = (webhookId: string, seq: number): TroubleName => ({
  trouble: 'undelivered',
  part: `webhook-${webhookId}-${seq}`,
});
