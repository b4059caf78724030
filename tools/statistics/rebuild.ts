import { type Instant, plusSeconds, secondsUntil } from '#domain/time/instant.ts';
import type { EveryFiled } from '#shared/store/dynamodb/every-filed.ts';
import type { Rebuild, Tallies } from '#shared/store/statistics.ts';
import { type CountingServices, countHistories } from '#shared/use-cases/count-histories.ts';

export interface RebuildServices extends CountingServices {
  everyFiled: EveryFiled;
  now: () => Instant;
  wait: (seconds: number) => Promise<unknown>;
  /** Called after each page. */
  tell: (progress: Pick<Rebuild, 'examined' | 'failed'>) => void;
}

/**
 * A run of the projector that began before it could know of the next tally has ended after this, and a reader that took the
 * tally before for the one in use has looked again: see the time-out of `infra/constructs/projector.ts`.
 */
export const SETTLED_SECONDS = 90;

/**
 * Counts every history anew in a tally beside the one in use, and puts it in its place. From its beginning on the projector
 * counts in both, so whatever happens meanwhile is in it. Interrupted, it goes on where it stopped.
 * @returns whether the new tally is in use: it is not while some history cannot be counted
 */
export const rebuildStatistics = async (services: RebuildServices): Promise<Rebuild & { done: boolean }> => {
  const { statistics, wait } = services;
  let { tallies, rebuild } = await begin(services);
  await wait(Math.max(0, secondsUntil(services.now(), plusSeconds(rebuild.startedAt, SETTLED_SECONDS))));
  for (let more = true; more; ) {
    const { processes, next } = await services.everyFiled(rebuild.after);
    const heard = processes.map((process) => ({ process, events: [] }));
    const { failed } = await countHistories(services, heard, rebuild.tally);
    const { after: _, ...before } = rebuild;
    rebuild = {
      ...before,
      examined: rebuild.examined + processes.length,
      failed: rebuild.failed + failed,
      ...(next !== undefined && { after: next }),
    };
    more = next !== undefined;
    // The last page is not noted: what begins again there has little left to do.
    if (more) tallies = await statistics.saveTallies({ ...tallies, rebuild });
    services.tell(rebuild);
  }
  if (rebuild.failed > 0) {
    await statistics.saveTallies({ ...tallies, rebuild: startingOver(rebuild) });
    return { ...rebuild, done: false };
  }
  await statistics.saveTallies({ inUse: rebuild.tally, revision: tallies.revision });
  await wait(SETTLED_SECONDS);
  await statistics.discardBefore(rebuild.tally);
  return { ...rebuild, done: true };
};

const begin = async ({
  statistics,
  now,
}: RebuildServices): Promise<{ tallies: Tallies; rebuild: Rebuild }> => {
  const found = await statistics.tallies();
  if (found.rebuild) return { tallies: found, rebuild: found.rebuild };
  const rebuild: Rebuild = { tally: found.inUse + 1, startedAt: now(), examined: 0, failed: 0 };
  return { tallies: await statistics.saveTallies({ ...found, rebuild }), rebuild };
};

/** What is counted stays; the next run looks at all of it once more. */
const startingOver = ({ tally, startedAt }: Rebuild): Rebuild => ({
  tally,
  startedAt,
  examined: 0,
  failed: 0,
});
