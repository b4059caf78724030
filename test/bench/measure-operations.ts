import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunction, bundleInto } from '../../infra/constructs/bundle.ts';
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
  /** Turns of an operation in a round. */
  turns: number;
  /** Rounds over all operations, so that each is measured at several times. */
  rounds: number;
  /** Rounds before that are not measured. Ratios settle after some 2,000 invocations, when both are compiled. */
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

/** Measures every operation on the bundled functions. In each round cases are filed that then live through the rest. */
export const measureOperations = async ({
  invocations,
  turns,
  rounds,
  warmUp,
}: Effort): Promise<OperationCost[]> => {
  const outdir = mkdtempSync(join(tmpdir(), 'gridward-bench-'));
  const dynamo = await startDynamo(openTables());
  const pairs = await startPairs(dynamo, outdir);
  const costs = new Map<string, RoundCost[]>(OPERATIONS.map(({ name }) => [name, []]));
  try {
    await importSmallCity(dynamo.endpoint);
    for (let round = 0; round < warmUp + rounds; round++) {
      let cases: string[] = [];
      for (const operation of OPERATIONS) {
        const events = Array.from({ length: turns * invocations }, (_, i) =>
          eventOf(operation, round * turns * invocations + i, cases[i] ?? ''),
        );
        const measured = await measureRound(
          operation,
          events,
          invocations,
          pairs.get(operation.function)!,
          dynamo,
        );
        if (operation === OPERATIONS[0]) cases = measured.answers.map(({ body }) => JSON.parse(body).id);
        if (round >= warmUp) costs.get(operation.name)?.push(measured.cost);
      }
    }
  } finally {
    for (const { ours, bare } of pairs.values()) for (const each of [ours, bare]) each.stop();
    dynamo.stop();
    rmSync(outdir, { recursive: true });
  }
  return OPERATIONS.filter(({ measured }) => measured ?? true).map(({ name }) =>
    summaryOf(name, costs.get(name)!),
  );
};

/** A function, and a bare one that has sent as many requests. */
interface Pair {
  ours: FunctionProcess;
  bare: FunctionProcess;
}

const startPairs = async ({ endpoint }: DynamoServer, outdir: string): Promise<Map<string, Pair>> => {
  const start = (name: string, bundled: (bundle: string) => void): Promise<FunctionProcess> => {
    const bundle = join(outdir, `${name}.js`);
    bundled(bundle);
    return startFunction(bundle, endpoint);
  };
  const pairs = new Map<string, Pair>();
  for (const name of new Set(OPERATIONS.map((operation) => operation.function)))
    pairs.set(name, {
      ours: await start(name, (bundle) => bundleFunction(name, bundle)),
      bare: await start(`${name}-bare`, (bundle) => bundleInto(REPLAYING_FUNCTION, bundle)),
    });
  return pairs;
};

/** Of one invocation, on average. */
interface RoundCost {
  requests: number;
  ours: number;
  bare: number;
}

interface Answer {
  statusCode: number;
  body: string;
}

/** Both in turn; a request that the bare function does not send alike ends the bench. */
const measureRound = async (
  operation: BenchOperation,
  events: readonly unknown[],
  invocations: number,
  { ours, bare }: Pair,
  dynamo: DynamoServer,
): Promise<{ cost: RoundCost; answers: Answer[] }> => {
  const answers: Answer[] = [];
  const cost = { requests: 0, ours: 0, bare: 0 };
  for (let i = 0; i < events.length; i += invocations) {
    const exchanges = dynamo.record();
    const invoked = await ours.invoke(events.slice(i, i + invocations));
    answers.push(...(invoked.answers as Answer[]));
    dynamo.replay(exchanges);
    const replay = await bare.invoke([exchanges.map(replayed)]);
    cost.requests += exchanges.length / events.length;
    cost.ours += invoked.cpuMilliseconds / events.length;
    cost.bare += replay.cpuMilliseconds / events.length;
  }
  for (const { statusCode, body } of answers)
    if (statusCode !== operation.status) throw new Error(`${operation.name} answered ${statusCode}: ${body}`);
  return { cost, answers };
};

const summaryOf = (name: string, rounds: readonly RoundCost[]): OperationCost => {
  const ratios = rounds.map(({ ours, bare }) => ours / bare);
  return {
    name,
    requests: medianOf(rounds.map(({ requests }) => requests)),
    ours: medianOf(rounds.map(({ ours }) => ours)),
    bare: medianOf(rounds.map(({ bare }) => bare)),
    ratio: medianOf(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
};
