import { isDeepStrictEqual } from 'node:util';
import { firstBrokenLink } from '#domain/process/chain.ts';
import type { ProcessEvent } from '#domain/process/event.ts';
import { replay } from '#domain/process/evolve.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import type { World } from './world.ts';

/** A promise of the README that does not hold is an error with that promise. */
function hold(condition: boolean, promise: string, told: unknown): asserts condition {
  if (!condition) throw new Error(`${promise}\n${JSON.stringify(told, undefined, 1)}`);
}

/** What always holds of a world that has come to rest and was swept: the promises of the README. */
export const holdPromises = async (world: World): Promise<void> => {
  for (const kept of world.store.all()) {
    const { definition, current, events } = kept;
    hold(firstBrokenLink(events) === undefined, 'the chain of a history verifies', types(events));
    hold(
      isDeepStrictEqual(JSON.parse(JSON.stringify(replay(definition, events))), current),
      'the history alone rebuilds the process',
      types(events),
    );
    rungsFiredOnce(events);
    const due = nextDueAt(definition, current);
    hold(due === undefined || due > world.now, 'no rung that is due is left out', { due, now: world.now });
    await isDriven(world, definition, current, events);
    toldInOrder(world, current, events);
  }
};

const types = (events: readonly ProcessEvent[]): string[] =>
  events.map(
    (event) => `${event.seq} ${event.type}${'rung' in event ? ` ${JSON.stringify(event.rung)}` : ''}`,
  );

/** Every rung of every ladder fires exactly once, in the order of time on its clock, and never before it is due. */
const rungsFiredOnce = (events: readonly ProcessEvent[]): void => {
  const fired = new Set<string>();
  for (const event of events) {
    if (!('rung' in event) || event.rung === undefined) continue;
    const rung = event.rung as { at: string };
    const color = 'color' in event ? event.color : '';
    const name = `${event.type} ${color} ${JSON.stringify(event.rung)}`;
    hold(!fired.has(name), 'a rung fires once', types(events));
    hold(rung.at <= event.at, 'a rung fires when it is due, not before', types(events));
    fired.add(name);
  }
};

/** An accepted process is driven, ended, or on the operators' list. */
const isDriven = async (
  { workflow, store }: World,
  definition: Definition,
  current: Process,
  events: readonly ProcessEvent[],
): Promise<void> => {
  const first = workflow.executionOf(definition.workflow, current.id);
  const own = workflow
    .executions()
    .filter(({ execution }) => execution === first || execution.startsWith(`${first}-`));
  const running = own.filter(({ status }) => status === 'RUNNING');
  const told = { stage: current.state.stage, history: types(events), own };
  if (!definition.isOpen(current)) {
    hold(running.length === 0, 'nothing drives what has ended', told);
    return;
  }
  if (current.parked) return;
  hold(running.length === 1, 'exactly one execution drives what is open', told);
  for (const wait of definition.waits(current)) {
    const held = await store.findWait({ kind: definition.kind, id: current.id }, wait);
    hold(held !== undefined && held !== 'answered', `an execution waits at ${wait}`, told);
    hold(workflow.isWaiting(held.taskToken), `whoever waits at ${wait} can be answered`, told);
  }
};

/** The bus hears of every event, the first time in their order. */
const toldInOrder = ({ told }: World, { id }: Process, events: readonly ProcessEvent[]): void => {
  const seqs = told.filter(({ process }) => process.id === id).map(({ event }) => event.seq);
  const firsts = [...new Set(seqs)];
  hold(
    isDeepStrictEqual(
      firsts,
      events.map(({ seq }) => seq),
    ),
    'the bus hears of every event in order',
    firsts,
  );
};
