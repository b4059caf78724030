import fc from 'fast-check';
import { both, Died, dyingAt, type Gate } from './faults.ts';
import { idIn } from './id-in.ts';
import { holdPromises } from './promises.ts';
import { rest, type World } from './world.ts';

/** Whoever acts on the world at the same time as others: a person, a sweep, a job. Its calls go through the gate. */
export type Writer = (world: World, gate: Gate) => Promise<unknown>;

export interface Scenario {
  /** A world with something to decide in it; what is committed on the way there may be relayed or not. */
  prepare(): Promise<World>;
  writers: Writer[];
  /** In how many orders it is lived through. */
  orders: number;
  /** What must have come of it, besides the promises that always hold. */
  check?(world: World, outcomes: Outcome[]): void | Promise<void>;
}

/** What became of a writer: its answer, or why it got none. */
export type Outcome = { answer: unknown } | { error: Error };

/** Decides in which order the calls of all who act take effect. */
class Turns {
  #waiting: (() => void)[] = [];
  readonly gate: Gate = { before: () => this.#turn(), after: () => this.#turn() };

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Lets one after the other pass, in the order that the picks say, until nobody waits any more. */
  async run(picks: readonly number[]): Promise<void> {
    for (let turn = 0; ; turn++) {
      if (this.#waiting.length === 0) await rest();
      if (this.#waiting.length === 0) return;
      const pick = (picks[turn % picks.length] ?? 0) % this.#waiting.length;
      const [next] = this.#waiting.splice(pick, 1);
      next?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

const death = fc.option(
  fc.record({
    call: fc.integer({ min: 1, max: 9 }),
    when: fc.constantFrom('before' as const, 'after' as const),
  }),
  { freq: 2 },
);

/** An order of all calls, who dies at which of them, and how the relay gets its records. */
const plans = fc.record({
  picks: fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }),
  writers: fc.array(death, { minLength: 4, maxLength: 4 }),
  relay: death,
  task: death,
  sweep: death,
  records: fc.integer({ min: 1, max: 6 }),
  twice: fc.boolean(),
});
type Plan = typeof plans extends fc.Arbitrary<infer P> ? P : never;

/** Runs `run`, which may die as planned; whoever has died is asked again, as clients, the stream and the workflow do. */
const andAgain = async <T>(
  planned: Plan['relay'],
  turns: Turns,
  run: (gate: Gate) => Promise<T>,
): Promise<T> => {
  if (!planned) return run(turns.gate);
  try {
    return await run(both(turns.gate, dyingAt(planned.call, planned.when)));
  } catch (error) {
    if (!(error instanceof Died)) throw error;
    return run(turns.gate);
  }
};

/** The relay of each process, as its shard of the stream delivers it: in order, some records at a time, at least once. */
const relaying = (world: World, { relay, records, twice }: Plan, turns: Turns) => {
  const taken = new Map<string, number>();
  return async (): Promise<boolean> => {
    const lanes = Map.groupBy(world.store.stream, idIn);
    const batches = [...lanes].flatMap(([id, all]) => {
      const from = taken.get(id) ?? 0;
      taken.set(id, Math.min(all.length, from + records));
      const batch = all.slice(from, from + records);
      return batch.length > 0 ? [batch] : [];
    });
    await Promise.all(
      batches.map(async (batch) => {
        await andAgain(relay, turns, (gate) => world.relay(batch, gate));
        if (twice) await andAgain(null, turns, (gate) => world.relay(batch, gate));
      }),
    );
    return batches.length > 0;
  };
};

/** One world in which all act at once, in the order of the plan, until everything has come to rest. */
const live = async ({ prepare, writers, check }: Scenario, plan: Plan): Promise<void> => {
  const world = await prepare();
  const turns = new Turns();
  let taskDies = plan.task;
  world.taskGate = {
    before: async (call) => {
      await turns.gate.before(call);
      if (taskDies && --taskDies.call === 0) {
        taskDies = null;
        throw new Died(call);
      }
    },
    after: turns.gate.after,
  };
  const outcomes: Outcome[] = [];
  const acts = writers.map((writer, i) =>
    andAgain(plan.writers[i] ?? null, turns, (gate) => writer(world, gate)).then(
      (answer) => {
        outcomes[i] = { answer };
      },
      (error: Error) => {
        outcomes[i] = { error };
      },
    ),
  );
  const passOn = relaying(world, { ...plan }, turns);
  let relayed = true;
  const stream = (async () => {
    while (await passOn());
  })();
  const swept = andAgain(plan.sweep, turns, (gate) => world.sweep(gate));
  await turns.run(plan.picks);
  await Promise.all([...acts, stream, swept]);
  // Calm again: the stream delivers the rest, and the sweep comes round until nothing is due.
  while (relayed) {
    const again = passOn();
    await turns.run(plan.picks);
    relayed = await again;
    const sweep = world.sweep(turns.gate);
    await turns.run(plan.picks);
    relayed = (await sweep).due > 0 || relayed;
  }
  await holdPromises(world);
  await check?.(world, outcomes);
};

export const liveThrough = (scenario: Scenario): Promise<void> =>
  fc.assert(
    fc.asyncProperty(plans, (plan) => live(scenario, { ...plan, task: plan.task && { ...plan.task } })),
    { numRuns: scenario.orders },
  );
