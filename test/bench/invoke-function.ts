import { createRequire } from 'node:module';
import type { Invoked } from './function-process.ts';

/** The process of a measured function: loads the bundle that is named, and says what its invocations cost. */
const { handler } = createRequire(import.meta.url)(process.argv[2]!);
const context = { getRemainingTimeInMillis: () => 10_000 };

const invoke = async (events: readonly unknown[]): Promise<Invoked> => {
  const answers: unknown[] = [];
  const before = process.cpuUsage();
  for (const event of events) answers.push(await handler(event, context));
  const { user, system } = process.cpuUsage(before);
  return { cpuMilliseconds: (user + system) / 1000, answers };
};

process.on('message', (events: unknown[]) => {
  invoke(events).then(
    (invoked) => process.send!(invoked),
    (error: Error) => process.send!({ error: error.stack }),
  );
});
process.send!('ready');
