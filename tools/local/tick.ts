import { setTimeout as sleep } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { awsClientConfig } from './workplace.ts';

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
  const client = new LambdaClient(awsClientConfig(endpoint));
  const ending = new AbortController();
  const run = async () => {
    while (!ending.signal.aborted) {
      // A sweep that fails says so in its own log and alarm; the next one tries again.
      await client.send(new InvokeCommand({ FunctionName: sweepFunctionName })).catch(() => undefined);
      await sleep(milliseconds, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const ended = run();
  return {
    stop: async () => {
      ending.abort();
      await ended;
      client.destroy();
    },
  };
};
