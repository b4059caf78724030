import { AsyncLocalStorage } from 'node:async_hooks';
import { logger } from '#shared/observability/logger.ts';

/** What Lambda itself writes of a run: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const linesOfLambda = (id: string, memory: number): string[] => [
  `START RequestId: ${id} Version: $LATEST\n`,
  `END RequestId: ${id}\n`,
  `REPORT RequestId: ${id}\tDuration: 128.83 ms\tBilled Duration: 129 ms\tMemory Size: ${memory} MB\tMax Memory Used: 174 MB\t\n`,
];

/** A log that grows while a function runs. */
interface RunLog {
  bytes: number;
}
const running = new AsyncLocalStorage<RunLog>();

/**
 * Counts what functions print while `work` goes on, however their runs overlap; nothing of it comes to the screen. The
 * logger is as talkative as it is deployed.
 */
export const withFunctionLogs = async <T>(work: () => Promise<T>): Promise<T> => {
  const level = logger.getLevelName();
  const trace = process.env._X_AMZN_TRACE_ID;
  const streams = [process.stdout, process.stderr] as const;
  const writes = streams.map((stream) => stream.write);
  logger.setLogLevel('INFO');
  // Lambda sets it for every run, traced or not, and the logger repeats it.
  process.env._X_AMZN_TRACE_ID = 'Root=1-67c3a8f0-3b5e2d4c6a7f8e9d0c1b2a3f;Parent=0a1b2c3d4e5f6071;Sampled=0';
  for (const [i, stream] of streams.entries())
    stream.write = ((chunk: string | Uint8Array, ...more: never[]): boolean => {
      const log = running.getStore();
      if (!log) return writes[i]!.call(stream, chunk, ...more);
      log.bytes += Buffer.byteLength(chunk);
      return true;
    }) as typeof stream.write;
  try {
    return await work();
  } finally {
    for (const [i, stream] of streams.entries()) stream.write = writes[i]!;
    logger.setLogLevel(level);
    if (trace === undefined) delete process.env._X_AMZN_TRACE_ID;
    else process.env._X_AMZN_TRACE_ID = trace;
  }
};

/** Runs a function, and tells how many bytes came into its log. */
export const loggedRun = async <T>(id: string, memory: number, run: () => Promise<T>) => {
  const log: RunLog = { bytes: Buffer.byteLength(linesOfLambda(id, memory).join('')) };
  const answer = await running.run(log, run);
  return { answer, bytes: log.bytes };
};
