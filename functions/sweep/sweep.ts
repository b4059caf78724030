import { type Instant, secondsUntil } from '#domain/time/instant.ts';
import { definitionOf } from '#shared/definitions.ts';
import { loggedError } from '#shared/observability/logged-error.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Deciding } from '#shared/services.ts';
import { DUE_SHARDS } from '#shared/store/due-index.ts';
import type { Named } from '#shared/store/named.ts';
import { causeOf } from '#shared/store/troubles.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';

export interface Swept {
  due: number;
  failed: number;
  /** By how many seconds the oldest of it was late when the sweep began; 0 where nothing was due. */
  lateSeconds: number;
}

/**
 * Fires every rung that is due, process by process, each in transactions of its own. One that fails holds up no other; it
 * stays among what is due, comes up again with the next sweep, and stands on the operators' list meanwhile.
 */
export const sweep = async (services: Deciding, timeIsUp: () => boolean = () => false): Promise<Swept> => {
  const now = services.now();
  const shards = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) => sweepShard(services, shard, now, timeIsUp)),
  );
  return {
    due: shards.reduce((sum, { due }) => sum + due, 0),
    failed: shards.reduce((sum, { failed }) => sum + failed, 0),
    lateSeconds: Math.max(...shards.map(({ lateSeconds }) => lateSeconds)),
  };
};

const sweepShard = async (
  services: Deciding,
  shard: number,
  until: Instant,
  timeIsUp: () => boolean,
): Promise<Swept> => {
  const swept: Swept = { due: 0, failed: 0, lateSeconds: 0 };
  let after: string | undefined;
  do {
    const { due, next } = await services.store.due(shard, until, after);
    const done = await Promise.allSettled(due.map((process) => fire(services, process)));
    swept.due += due.length;
    swept.failed += done.filter(({ status }) => status === 'rejected').length;
    swept.lateSeconds = Math.max(swept.lateSeconds, ...due.map(({ at }) => secondsUntil(at, until)));
    after = next;
  } while (after !== undefined && !timeIsUp());
  return swept;
};

const fire = async (services: Deciding, { kind, id }: Named): Promise<void> => {
  try {
    await applyRule({
      services,
      definition: definitionOf(services, kind),
      id,
      rule: { type: 'advanceClock' },
    });
  } catch (error) {
    logger.error('what is due could not be done', { kind, id, error: loggedError(error) });
    await list(services, { kind, id }, error);
    throw error;
  }
};

/** Operators see a rung that cannot be fired: one that fails every minute would hide behind the alarm that it rings. */
const list = async ({ store, now }: Deciding, process: Named, error: unknown): Promise<void> => {
  const met = { trouble: 'unfired', part: '', since: now(), cause: causeOf(error), listed: true } as const;
  await store.noteTrouble(process, met, now()).catch((unlisted: Error) =>
    logger.error('what is due and failed could not be listed', {
      ...process,
      error: loggedError(unlisted),
    }),
  );
};
