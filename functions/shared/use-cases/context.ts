import type { Actor } from '#domain/actor.ts';
import type { Context, Needs } from '#domain/process/context.ts';
import type { EventBody } from '#domain/process/event.ts';
import type { ClockName, Command, Definition, Process } from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Deciding } from '../services.ts';

/** Who decides, and when. */
export interface Occasion {
  now: Instant;
  /** Absent when a rule of the system acts. */
  actor?: Actor;
}

/** Everything that a decision rests on: one request, once policy and calendar are at hand. */
export const contextOf = async (
  { store, newSeed }: Deciding,
  needs: Needs,
  policyVersion: string,
  occasion: Occasion,
): Promise<Context> => ({
  ...occasion,
  seed: newSeed(),
  ...(await store.city.answer(needs, policyVersion)),
});

/** What a command on a process has to know of the city, with what every decision on that process does. */
export const needsOf = async <P extends Process, Body extends EventBody, C extends Command>(
  { store }: Deciding,
  definition: Definition<P, Body, C, ClockName>,
  current: P,
  command: C,
): Promise<Needs> => {
  const needs = definition.needs(current);
  const asked = definition.commands[command.type];
  if (!asked?.needs) return needs;
  const more =
    'may' in asked
      ? asked.needs(command, { policy: await store.city.policy(current.policyVersion) })
      : asked.needs(current);
  return { ...needs, ...more, units: [...(needs.units ?? []), ...(more.units ?? [])] };
};
