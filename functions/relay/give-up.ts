import { plusSeconds } from '#domain/time/instant.ts';
import { loggedError } from '#shared/observability/logged-error.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Deciding } from '#shared/services.ts';
import type { Named } from '#shared/store/named.ts';
import { causeOf } from '#shared/store/troubles.ts';

/**
 * How long a delivery is tried before it is given up. What lies behind it in its lane waits as long; an outage of a
 * service of AWS is seldom longer, and what would have come through later can be delivered once more.
 */
const PATIENCE_SECONDS = 30 * 60;
/** One that failed long ago, went well and fails again has not been tried for long. */
const TRIES = 5;

/**
 * Delivers something of a process. When it fails, the failure is noted with the process; when it has failed for half an
 * hour, operators see it and the relay goes on (docs/adr/0033).
 * @throws what the delivery throws, until then
 */
export const orGiveUp = async (
  services: Deciding,
  process: Named,
  part: string,
  deliver: () => Promise<void>,
): Promise<void> => {
  try {
    await deliver();
  } catch (error) {
    logger.error('a record could not be relayed', { ...process, part, error: loggedError(error) });
    if (!(await isGivenUp(services, process, part, error))) throw error;
    logger.error('given up', { ...process, part });
  }
};

const isGivenUp = async (
  { store, now }: Deciding,
  process: Named,
  part: string,
  error: unknown,
): Promise<boolean> => {
  const met = { trouble: 'unrelayed', part, since: now(), cause: causeOf(error) } as const;
  try {
    const { since, times } = await store.noteTrouble(process, { ...met, listed: false }, now());
    if (times < TRIES || plusSeconds(since, PATIENCE_SECONDS) > now()) return false;
    await store.noteTrouble(process, { ...met, since, listed: true }, now());
    return true;
  } catch (unnoted) {
    // What nobody would see is not given up: the record comes again.
    logger.error('a failure could not be noted', { ...process, part, error: loggedError(unnoted) });
    return false;
  }
};
