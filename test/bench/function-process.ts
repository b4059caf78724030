import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { functionEnvironment } from './functions.ts';

/** What a function's process tells of some invocations. */
export interface Invoked {
  /** CPU of the whole process, its garbage collector and compiler included. */
  cpuMilliseconds: number;
  answers: unknown[];
}

/** A function in a process of its own, kept warm. */
export interface FunctionProcess {
  /** Invokes the function with one event after the other. */
  invoke(events: readonly unknown[]): Promise<Invoked>;
  stop(): void;
}

const RUNNER = join(import.meta.dirname, 'invoke-function.ts');

/** Starts the function of a bundle, which finds DynamoDB at `endpoint`. */
export const startFunction = async (bundle: string, endpoint: string): Promise<FunctionProcess> => {
  const child = fork(RUNNER, [bundle], {
    env: { ...functionEnvironment(), AWS_ENDPOINT_URL: endpoint },
    serialization: 'advanced',
    // What it logs goes where it costs as little as on Lambda.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the process of ${bundle} ended with ${code}`);
  });
  // Whoever waits for an answer is told; nobody else needs to be.
  ended.catch(() => undefined);
  const told = async () => (await Promise.race([once(child, 'message'), ended]))[0];
  await told();
  return {
    invoke: async (events) => {
      const answer = told();
      child.send([...events]);
      const invoked: Invoked | { error: string } = await answer;
      if ('error' in invoked) throw new Error(`${bundle}: ${invoked.error}`);
      return invoked;
    },
    stop: () => child.kill(),
  };
};
