import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleInto, entryOf } from '../../infra/constructs/bundle.ts';
import { importSmallCity, openTables } from './city.ts';
import { type DynamoServer, startDynamo } from './dynamo/server.ts';
import { type FunctionProcess, startFunction } from './function-process.ts';
import { REPLAYING_FUNCTION } from './functions.ts';
import { medianOf } from './median.ts';
import { type BenchOperation, eventOf, OPERATIONS } from './operations.ts';
import { replayed } from './replay.ts';

export interface Effort {
  /** Invocations of each function in a turn. Turns are short, so that whatever else the machine does meets both alike. */
  invocations: number;
  /** Turns a round. */
  turns: number;
  rounds: number;
  /** Rounds before that are not measured. */
  warmUp: number;
}

/** What an operation costs beside the bare function that sends the same requests. CPU milliseconds an invocation. */
export interface OperationCost {
  name: string;
  requests: number;
  ours: number;
  bare: number;
  /** Median of the rounds' ratios. */
  ratio: number;
  lowest: number;
  highest: number;
}

/** Measures every operation on the bundled functions, in the order of OPERATIONS. */
export const measureOperations = async (effort: Effort): Promise<OperationCost[]> => {
  const outdir = mkdtempSync(join(tmpdir(), 'gridward-bench-'));
  const dynamo = await startDynamo(openTables());
  const started = new Map<string, Pair>();
  const pairOf = async (name: string): Promise<Pair> => {
    const pair = started.get(name) ?? {
      ours: await start(entryOf(name), join(outdir, `${name}.js`), dynamo),
      bare: await start(REPLAYING_FUNCTION, join(outdir, `${name}-bare.js`), dynamo),
    };
    started.set(name, pair);
    return pair;
  };
  try {
    await importSmallCity(dynamo.endpoint);
    const costs: OperationCost[] = [];
    let cases: string[] = [];
    for (const operation of OPERATIONS) {
      const { cost, answers } = await measure(
        operation,
        cases,
        await pairOf(operation.function),
        dynamo,
        effort,
      );
      if (cases.length === 0) cases = answers.map(({ body }) => JSON.parse(body).id);
      if (operation.measured ?? true) costs.push(cost);
    }
    return costs;
  } finally {
    for (const { ours, bare } of started.values()) for (const each of [ours, bare]) each.stop();
    dynamo.stop();
    rmSync(outdir, { recursive: true });
  }
};

/** A function, and a bare one that has sent as many requests. */
interface Pair {
  ours: FunctionProcess;
  bare: FunctionProcess;
}

const start = (entry: string, bundle: string, { endpoint }: DynamoServer): Promise<FunctionProcess> => {
  bundleInto(entry, bundle);
  return startFunction(bundle, endpoint);
};

interface Answer {
  statusCode: number;
  body: string;
}

/** Both in turn; a request that the bare function does not send alike ends the bench. */
const measure = async (
  operation: BenchOperation,
  cases: readonly string[],
  { ours, bare }: Pair,
  dynamo: DynamoServer,
  { invocations, turns, rounds, warmUp }: Effort,
): Promise<{ cost: OperationCost; answers: Answer[] }> => {
  const answers: Answer[] = [];
  const turn = async () => {
    const exchanges = dynamo.record();
    const events = Array.from({ length: invocations }, (_, i) => {
      const n = answers.length + i;
      return eventOf(operation, n, cases[n] ?? '');
    });
    const invoked = await ours.invoke(events);
    for (const answer of invoked.answers as Answer[]) {
      if (answer.statusCode !== operation.status)
        throw new Error(`${operation.name} answered ${answer.statusCode}: ${answer.body}`);
      answers.push(answer);
    }
    dynamo.replay(exchanges);
    const replay = await bare.invoke([exchanges.map(replayed)]);
    return { requests: exchanges.length, ours: invoked.cpuMilliseconds, bare: replay.cpuMilliseconds };
  };
  const round = async () => {
    const sum = { requests: 0, ours: 0, bare: 0 };
    for (let i = 0; i < turns; i++) {
      const taken = await turn();
      sum.requests += taken.requests / (turns * invocations);
      sum.ours += taken.ours / (turns * invocations);
      sum.bare += taken.bare / (turns * invocations);
    }
    return sum;
  };
  for (let i = 0; i < warmUp; i++) await round();
  const measured: Awaited<ReturnType<typeof round>>[] = [];
  for (let i = 0; i < rounds; i++) measured.push(await round());
  const ratios = measured.map((each) => each.ours / each.bare);
  return {
    cost: {
      name: operation.name,
      requests: medianOf(measured.map(({ requests }) => requests)),
      ours: medianOf(measured.map((each) => each.ours)),
      bare: medianOf(measured.map((each) => each.bare)),
      ratio: medianOf(ratios),
      lowest: Math.min(...ratios),
      highest: Math.max(...ratios),
    },
    answers,
  };
};
