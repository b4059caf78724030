import { describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent, CaseEventBody } from '#domain/case/event.ts';
import { chain, GENESIS } from '#domain/process/chain.ts';
import type { NewEvent } from '#domain/process/event.ts';
import { HISTORY_FORMAT, type HistoryFile, verifyHistory } from '#domain/process/verify-history.ts';
import { at, lifeAt, MONDAY } from '../builders.ts';

const life = lifeAt('closed');

/** The exported file, as it comes out of JSON, with its events made into others. */
const file = (change: (events: CaseEvent[]) => CaseEvent[] = (events) => events): HistoryFile => {
  const events: CaseEvent[] = JSON.parse(JSON.stringify(life.history));
  return {
    format: HISTORY_FORMAT,
    kind: 'case',
    id: life.current.id,
    exportedAt: MONDAY,
    events: change(events),
  };
};

/** The history chained anew, as somebody would who knows how the hashes are made. */
const rechained = (events: readonly CaseEvent[]): CaseEvent[] => {
  const done: CaseEvent[] = [];
  for (const { seq: _, previousHash: __, hash: ___, salt, ...event } of events)
    done.push(chain(event as NewEvent<CaseEventBody>, done.length + 1, done.at(-1)?.hash ?? GENESIS, salt));
  return done;
};

const verify = (given: unknown) => verifyHistory(given, [caseProcess]);

const faultOf = (given: unknown) => {
  const verified = verify(given);
  if (!('fault' in verified)) throw new Error('the file passed');
  const { event, reason } = verified.fault;
  expect(reason['zh-CN']).toMatch(/[一-鿿]/);
  return [event, reason.en];
};

describe('an exported case file', () => {
  it('passes as it was exported, and tells the case', () => {
    const verified = verify(file());
    expect('fault' in verified ? verified.fault : verified.current).toEqual(life.current);
  });

  it.each<[string, unknown, number | undefined, string]>([
    [
      'no object',
      'a text',
      undefined,
      'The file is not an exported history in the format "gridward-history/1".',
    ],
    [
      'another format',
      { ...file(), format: 'gridward-history/2' },
      undefined,
      'The file is not an exported history in the format "gridward-history/1".',
    ],
    [
      'another kind of process',
      { ...file(), kind: 'novel' },
      undefined,
      'The file contains a process of the unknown kind "novel".',
    ],
    ['no events', { ...file(), events: [] }, undefined, 'The file has no id or no events.'],
    ['no id', { ...file(), id: 7 }, undefined, 'The file has no id or no events.'],
    [
      'something that is no event',
      file((events) => events.toSpliced(1, 1, 'an event' as never)),
      2,
      'This entry is not an event.',
    ],
    [
      'a changed word',
      file((events) => events.with(2, { ...(events[2] as CaseEvent), at: at('2024-03-03 09:00') })),
      3,
      'The content does not match the hash: the event was changed.',
    ],
    [
      'a field that was added',
      file((events) => events.with(2, { ...(events[2] as CaseEvent), note: 'x' } as never)),
      3,
      'The content does not match the hash: the event was changed.',
    ],
    [
      'its first event missing',
      file((events) => events.slice(1)),
      1,
      'Event 1 is missing; event 2 is in its place.',
    ],
    [
      'an event missing',
      file((events) => events.toSpliced(3, 1)),
      4,
      'Event 4 is missing; event 5 is in its place.',
    ],
    [
      'two events in each other’s place',
      file((events) => events.with(2, events[3] as CaseEvent).with(3, events[2] as CaseEvent)),
      3,
      'The order was changed: event 4 is where event 3 belongs.',
    ],
    [
      'an event twice',
      file((events) => events.toSpliced(2, 0, events[1] as CaseEvent)),
      3,
      'The order was changed: event 2 is where event 3 belongs.',
    ],
    [
      'an event made anew with its own right hash',
      file((events) =>
        events.with(
          2,
          chain(
            { type: 'commented', text: 'forged', at: MONDAY, by: { kind: 'rule', rule: 'x' } },
            3,
            'x',
            'salt',
          ),
        ),
      ),
      3,
      'The event does not link to the one before it: that one was replaced, or this one comes from elsewhere.',
    ],
    [
      'the id of another case',
      { ...file(), id: 'another' },
      1,
      `The event belongs to ${life.current.id}, but the file names another.`,
    ],
    [
      'a chain made anew over a life that cannot be lived',
      file((events) => rechained(events.slice(1))),
      1,
      `"${life.history[1]?.type}" cannot happen here (a history begins with "reported", not with "${life.history[1]?.type}").`,
    ],
  ])('is refused with %s', (_name, given, event, reason) => {
    expect(faultOf(given)).toEqual([event, reason]);
  });

  it('cut off at its end is whole as far as it goes: only the case itself tells that more happened', () => {
    const verified = verify(file((events) => events.slice(0, -1)));
    if ('fault' in verified) throw new Error('a beginning is a history, too');
    expect(verified.current.version).toBe(life.current.version - 1);
    expect(verified.current.lastHash).not.toBe(life.current.lastHash);
  });
});
