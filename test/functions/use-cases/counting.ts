import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { type Gate, open } from '../world/faults.ts';
import type { World } from '../world/world.ts';

/** What a function has at hand that has answered before: see the city's store. */
const AT_HAND: readonly string[] = [
  'current',
  'policy',
  'findPolicy',
  'units',
  'calendar',
  'newId',
  'newNumber',
  'newSeed',
  'now',
  'draw',
];

/** Lets every call pass and notes it, and which of them are requests. */
export const counting = (): { gate: Gate; calls: () => string[]; requests: () => string[] } => {
  const calls: string[] = [];
  return {
    gate: { ...open, before: async (call) => void calls.push(call) },
    calls: () => [...calls],
    requests: () => calls.filter((call) => !AT_HAND.includes(call)),
  };
};

export const historyOf = async (world: World, id: string): Promise<CaseEvent[]> =>
  (await world.store.history(caseProcess, id, { limit: 10_000 })).events;

export const typesOf = async (world: World, id: string): Promise<string[]> =>
  (await historyOf(world, id)).map(({ type }) => type);
