import { setTimeout as sleep } from 'node:timers/promises';
import { EMULATOR_REGION } from './workplace.ts';

export interface Tick {
  stop: () => Promise<void>;
}

export interface TickOptions {
  endpoint: string;
  sweepFunctionName: string;
  /** Pause between two sweeps. @default 2000 */
  milliseconds?: number;
}

/**
 * Runs the deployed sweep every two seconds. On AWS a rule runs it every minute, which is the least that EventBridge
 * can do and enough for limits of hours; the demo city's limits are seconds.
 */
export const startTick = ({ endpoint, sweepFunctionName, milliseconds = 2_000 }: TickOptions): Tick => {
  const ending = new AbortController();
  const run = async () => {
    while (!ending.signal.aborted) {
      await runSweep(endpoint, sweepFunctionName).catch(() => undefined);
      await sleep(milliseconds, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    stop: async () => {
      ending.abort();
      await ended;
    },
  };
};

/** One run of the deployed sweep; answers when it is done. */
export const runSweep = async (endpoint: string, sweepFunctionName: string): Promise<void> => {
  const response = await fetch(`${endpoint}/2015-03-31/functions/${sweepFunctionName}/invocations`, {
    method: 'POST',
    // The emulator reads account and Region from the header and checks no signature.
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${EMULATOR_REGION}/lambda/aws4_request`,
    },
    body: '{}',
    signal: AbortSignal.timeout(60_000),
  });
  const answer = await response.text();
  if (!response.ok || response.headers.has('x-amz-function-error'))
    throw new Error(`The sweep failed (${response.status}): ${answer}`);
};
