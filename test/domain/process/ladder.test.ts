import { describe, expect, it } from 'vitest';
import { type Clock, paused, startClock } from '#domain/process/clock.ts';
import type { EventBody } from '#domain/process/event.ts';
import { advance, nextDueAt, stageClock } from '#domain/process/ladder.ts';
import type { Clockwork, Process } from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';
import { at, calendar, contextWith, MONDAY, police, policy } from '../builders.ts';

/** What comes first where a pause ends and another clock runs on; of a kind of process that has no pauses. */

interface Thing extends Process {
  clocks: Clock[];
  pauseEnd?: Instant;
}
type Done = EventBody & { type: string };

const withoutPauses: Clockwork<Thing, Done, object> = {
  isOpen: () => true,
  clocks: ({ clocks }) => clocks.map((clock) => ({ clock, responsible: police })),
  withClock: (current) => current,
  raise: () => undefined,
};
const clockwork: Clockwork<Thing, Done, object> = {
  ...withoutPauses,
  pauseEnd: ({ pauseEnd }) => pauseEnd && { at: pauseEnd, ends: () => ({ type: 'resumed' }) },
};

// Two office hours: the reminder is due at 10:36, the limit ends at eleven.
const running = startClock(
  'dispatch',
  { category: 'dispute', severity: 'general', level: 'township' },
  MONDAY,
  policy,
  calendar,
);
const REMINDER = at('2025-03-03 10:36');
const thing = (pauseEnd?: Instant): Thing => ({
  id: 'thing',
  version: 1,
  lastHash: '',
  turn: 1,
  ownTurn: false,
  policyVersion: policy.version,
  driver: 0,
  state: { stage: 'open' },
  clocks: [paused(running, at('2025-03-03 09:30')), running],
  ...(pauseEnd && { pauseEnd }),
});
const first = (pauseEnd: Instant | undefined, now: Instant, by = clockwork) => {
  const decision = advance(by, thing(pauseEnd), contextWith({ now }));
  return 'events' in decision ? decision.events.map(({ type }) => type) : decision;
};

describe('what is due first', () => {
  it('is the rung of the clock that runs, where the pause ends after it', () => {
    expect(first(at('2025-03-03 10:40'), at('2025-03-03 10:50'))).toEqual(['reminded']);
    expect(nextDueAt(clockwork, thing(at('2025-03-03 10:40')))).toBe(REMINDER);
  });

  it.each(['2025-03-03 10:30', '2025-03-03 10:36'])('is the end of the pause at %s', (end) => {
    expect(first(at(end), at('2025-03-03 10:50'))).toEqual(['resumed']);
    expect(nextDueAt(clockwork, thing(at(end)))).toBe(at(end));
  });

  it('is the end of the pause from its instant on', () => {
    expect(first(at('2025-03-03 10:30'), at('2025-03-03 10:30'))).toEqual(['resumed']);
    expect(first(at('2025-03-03 10:31'), at('2025-03-03 10:30'))).toEqual([]);
  });

  it('is a rung where nothing is paused, also in a kind of process without pauses', () => {
    expect(first(undefined, REMINDER)).toEqual(['reminded']);
    expect(first(undefined, REMINDER, withoutPauses)).toEqual(['reminded']);
    expect(nextDueAt(withoutPauses, thing())).toBe(REMINDER);
  });

  it('is nothing once the process has ended, whatever runs on it still', () => {
    expect(first(undefined, REMINDER, { ...clockwork, isOpen: () => false })).toEqual([]);
  });
});

describe('the clock of the stage', () => {
  const whole = paused(running, REMINDER);
  const withWhole = (
    ...clocks: { clock: Clock; whole?: true }[]
  ): Clockwork<Thing, Done, { whole?: true }> => ({
    ...withoutPauses,
    clocks: () => clocks.map((one) => ({ ...one, responsible: police })),
  });

  it('is the one without a name, wherever it stands among the others', () => {
    expect(stageClock(withWhole({ clock: whole, whole: true }, { clock: running }), thing())).toBe(running);
    expect(stageClock(withWhole({ clock: running }, { clock: whole, whole: true }), thing())).toBe(running);
  });

  it('is none where there are only others, or none at all', () => {
    expect(stageClock(withWhole({ clock: whole, whole: true }), thing())).toBeUndefined();
    expect(stageClock(withWhole(), thing())).toBeUndefined();
  });
});
