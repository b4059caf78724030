import type { EventBody, ProcessEvent } from './event.ts';
import type { ClockName, Command, Definition, Process } from './process.ts';

/** The process after one more event of its history. */
export const evolve = <P extends Process, Body extends EventBody>(
  definition: Definition<P, Body, Command, ClockName>,
  current: P | undefined,
  event: ProcessEvent<Body>,
): P => ({ ...definition.evolve(current, event), version: event.seq, lastHash: event.hash });

/** The process that a whole history tells. */
export const replay = <P extends Process, Body extends EventBody>(
  definition: Definition<P, Body, Command, ClockName>,
  history: readonly ProcessEvent<Body>[],
): P | undefined =>
  history.reduce<P | undefined>((current, event) => evolve(definition, current, event), undefined);

/** What a process is after its first event, whatever it is about. */
export const beginning = ({ seq, hash }: ProcessEvent): Omit<Process, 'id' | 'policyVersion' | 'state'> => ({
  version: seq,
  lastHash: hash,
  turn: seq,
  ownTurn: false,
  driver: 0,
});
