import type { EventBody, ProcessEvent } from './event.ts';
import { evolve } from './evolve.ts';
import {
  type ClockName,
  type Command,
  type Definition,
  type Notice,
  type Process,
  personsList,
} from './process.ts';

/** An event of a process, and what others are told because of it. */
export interface ToldEvent<Body extends EventBody = EventBody> {
  event: ProcessEvent<Body>;
  notices: readonly Notice[];
}

/**
 * So many are told of one event at most. The largest commit is a verification with ten files after forty rungs: record, answer
 * and outcome, 51 events, 20 items of files, a dozen lines, and nine notices beside their events stay below the 100 items that
 * DynamoDB takes.
 */
export const MOST_TOLD = 10;

/** The events that follow on a process, each with what others are told. Nobody is told of what they did themselves. */
export const withNotices = <P extends Process, Body extends EventBody>(
  definition: Definition<P, Body, Command, ClockName>,
  before: P | undefined,
  events: readonly ProcessEvent<Body>[],
): ToldEvent<Body>[] => {
  const { notices: noticesOf } = definition;
  if (!noticesOf) return events.map((event) => ({ event, notices: [] }));
  let current = before;
  return events.map((event) => {
    const next = evolve(definition, current, event);
    const told = noticesOf(event, { before: current, after: next });
    current = next;
    const others = told.filter(({ to }) => !isBy(event, to));
    return { event, notices: [...new Map(others.map((one) => [one.to, one])).values()].slice(0, MOST_TOLD) };
  });
};

const isBy = ({ by }: ProcessEvent, to: string): boolean =>
  by.kind === 'person' && (to === by.unit || to === personsList(by.subject));
