import { describe, expect, it } from 'vitest';
import type { Stage } from '#domain/case/case.ts';
import { withClock } from '#domain/case/clocks.ts';
import { STAGE_NAMES } from '#domain/case/stages.ts';
import {
  asksTheDutyList,
  type CaseStanding,
  openBranches,
  openWaits,
  standingOf,
  toldTo,
} from '#domain/case/standing.ts';
import { plusSeconds, secondsUntil } from '#domain/time/instant.ts';
import { at, judicial, Life, lawFirm, lifeAt, officer, police, policyWith, reporter } from '../builders.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Seconds that the policy grants the sweep. */
const GRACE = 300;

const TEN = at('2025-03-03 10:00');

describe('where a case stands', () => {
  const STANDING: Record<Stage, CaseStanding> = {
    reported: { step: 'dispatch', wait: 'stage#1', guardSeconds: 1 * HOUR + GRACE },
    acknowledgement: { step: 'acknowledgement', wait: 'stage#2', guardSeconds: 75 * MINUTE + GRACE },
    handling: { step: 'handling', wait: 'stage#3', guardSeconds: 7 * DAY - 45 * MINUTE + GRACE },
    joint: { step: 'joint', wait: 'stage#4', guardSeconds: 7 * DAY - 45 * MINUTE + GRACE },
    verification: { step: 'verification', wait: 'stage#8', guardSeconds: 1 * DAY + 30 * MINUTE + GRACE },
    followUp: { step: 'followUp', wait: 'stage#9', guardSeconds: 3 * DAY + 45 * MINUTE + GRACE },
    closed: { step: 'closed', wait: 'stage#11', guardSeconds: 1 },
    declined: { step: 'closed', wait: 'stage#2', guardSeconds: 1 },
    voided: { step: 'closed', wait: 'stage#3', guardSeconds: 1 },
    merged: { step: 'closed', wait: 'stage#2', guardSeconds: 1 },
  };

  it.each(Object.keys(STAGE_NAMES) as Stage[])('tells the workflow its next step at "%s"', (stage) => {
    expect(standingOf(lifeAt(stage).current, TEN)).toEqual(STANDING[stage]);
  });

  it('is a dispatch by hand after a return: the duty list would name the unit that has just refused', () => {
    const life = lifeAt('acknowledgement');
    life.give(officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' });
    expect(standingOf(life.current, TEN).step).toBe('dispatch');
    expect(asksTheDutyList(life.current)).toBe(false);
  });

  it('lets the workflow ask the duty list for a new case, once', () => {
    const asking = (Object.keys(STAGE_NAMES) as Stage[]).filter((stage) =>
      asksTheDutyList(lifeAt(stage).current),
    );
    expect(asking).toEqual(['reported']);
  });

  it('is looked at after a year at the latest: a longer wait would be refused', () => {
    const limits = policyWith().limits.map((row) => ({
      ...row,
      limit: { value: 3650, unit: 'naturalDay' as const },
    }));
    const { current } = lifeAt('handling', { policy: policyWith({ limits }) });
    expect(standingOf(current, TEN).guardSeconds).toBe(365 * DAY);
  });

  it('is parked until an operator restarts it', () => {
    const life = lifeAt('handling');
    life.rule({ type: 'park', reason: 'Out of retries.' });
    expect(standingOf(life.current, TEN).step).toBe('parked');
    life.rule({ type: 'restart', reason: 'Looked at.' });
    expect(standingOf(life.current, TEN).step).toBe('handling');
  });
});

describe('the guard of a wait', () => {
  it('looks past reminders, at the rung that moves the case', () => {
    const policy = policyWith({
      ladders: [
        {
          rungs: [
            { share: 0.5, actions: ['remind'] },
            { share: 1, actions: ['yellowCard'] },
            { share: 1.5, actions: ['escalate'] },
          ],
        },
      ],
    });
    expect(standingOf(lifeAt('reported', { policy }).current, TEN).guardSeconds).toBe(2 * HOUR + GRACE);
  });

  it('waits a second at least, however late it is', () => {
    expect(standingOf(lifeAt('reported').current, at('2025-03-03 11:05')).guardSeconds).toBe(1);
    expect(standingOf(lifeAt('reported').current, at('2026-03-03 11:05')).guardSeconds).toBe(1);
  });

  it('looks at the deadline when no rung is left that moves the case', () => {
    const { current } = lifeAt('reported');
    const bare = withClock(current, {}, (clock) => ({ ...clock, pending: [] }));
    expect(standingOf(bare, TEN).guardSeconds).toBe(1 * HOUR + GRACE);
  });
});

describe('where a part stands', () => {
  it('is open with a guard of its own, and then done', () => {
    const life = lifeAt('joint');
    const wait = `part#${judicial.code}#4`;
    const open = { unit: judicial.code, wait, guardSeconds: 2 * DAY - 15 * MINUTE + GRACE, done: false };
    expect(openBranches(life.current, TEN)[0]).toEqual(open);
    expect(toldTo(life.current, wait, TEN)).toEqual(open);
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' });
    expect(openBranches(life.current, TEN).map(({ unit }) => unit)).toEqual([lawFirm.code]);
    expect(toldTo(life.current, wait, TEN)).toEqual({
      unit: judicial.code,
      wait,
      guardSeconds: 1,
      done: true,
    });
  });

  it('is not told of a unit that was never asked', () => {
    expect(() => toldTo(lifeAt('joint').current, 'part#320613-nobody#4', TEN)).toThrow(
      'unit 320613-nobody has no part in case 01JNDQ0000000000000000CASE',
    );
  });
});

describe('the waits that a case has open', () => {
  it('are one for its stage, or one for each part of joint handling, or none', () => {
    expect(openWaits(lifeAt('handling').current)).toEqual(['stage#3']);
    expect(openWaits(lifeAt('joint').current)).toEqual([`part#${judicial.code}#4`, `part#${lawFirm.code}#4`]);
    expect(openWaits(lifeAt('closed').current)).toEqual([]);
  });

  it('have names that tables can keep', () => {
    expect(openWaits(lifeAt('joint').current)[1]).toBe('part#320613-lawFirm#4');
  });

  it('change their name when a part is raised, and only that part’s', () => {
    const life = lifeAt('joint');
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' });
    life.sweep(at('2025-03-05 09:45'));
    expect(openWaits(life.current)).toEqual([`part#${lawFirm.code}#${life.current.version}`]);
  });

  it('outlast a comment and a reminder', () => {
    const life = new Life();
    life.give(reporter, { type: 'comment', text: 'Well?' });
    life.sweep(at('2025-03-03 10:59'));
    expect(life.history.map(({ type }) => type)).toEqual(['reported', 'commented', 'reminded']);
    expect(openWaits(life.current)).toEqual(['stage#1']);
  });
});

describe('an instant', () => {
  it('moves by seconds, and is so many whole seconds away, rounded up', () => {
    expect(plusSeconds(TEN, 90)).toBe('2025-03-03T02:01:30.000Z');
    expect(secondsUntil(TEN, '2025-03-03T02:01:30.001Z')).toBe(91);
    expect(secondsUntil(TEN, '2025-03-03T01:59:00.000Z')).toBe(-60);
  });
});
