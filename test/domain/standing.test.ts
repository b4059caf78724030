import { describe, expect, it } from 'vitest';
import { isOpen, type Stage } from '#domain/case/case.ts';
import { STAGE_NAMES } from '#domain/case/stage.ts';
import {
  openWaits,
  partStandingOf,
  partWait,
  type Standing,
  stageWait,
  standingOf,
} from '#domain/case/standing.ts';
import { plusSeconds, secondsUntil } from '#domain/time/instant.ts';
import { at, judicial, Life, lawFirm, lifeAt, officer, police, policyWith, reporter } from './builders.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Seconds that the policy grants the sweep. */
const GRACE = 300;

const TEN = at('2025-03-03 10:00');

describe('where a case stands', () => {
  const STANDING: Record<Stage, Standing> = {
    reported: { step: 'assign', turn: 1, guardSeconds: 1 * HOUR + GRACE },
    acknowledgement: { step: 'acknowledgement', turn: 2, guardSeconds: 75 * MINUTE + GRACE },
    handling: { step: 'handling', turn: 3, guardSeconds: 7 * DAY - 45 * MINUTE + GRACE },
    joint: { step: 'joint', turn: 4, guardSeconds: 7 * DAY - 45 * MINUTE + GRACE },
    verification: { step: 'verification', turn: 8, guardSeconds: 1 * DAY + 30 * MINUTE + GRACE },
    followUp: { step: 'followUp', turn: 9, guardSeconds: 3 * DAY + 45 * MINUTE + GRACE },
    closed: { step: 'closed', turn: 11, guardSeconds: 1 },
    declined: { step: 'closed', turn: 2, guardSeconds: 1 },
    voided: { step: 'closed', turn: 3, guardSeconds: 1 },
    merged: { step: 'closed', turn: 2, guardSeconds: 1 },
  };

  it.each(Object.keys(STAGE_NAMES) as Stage[])('tells the workflow its next step at "%s"', (stage) => {
    expect(standingOf(lifeAt(stage).current, TEN)).toEqual(STANDING[stage]);
  });

  it('is a dispatch by hand after a return: the duty list would name the unit that has just refused', () => {
    const life = lifeAt('acknowledgement');
    life.give(officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' });
    expect(standingOf(life.current, TEN).step).toBe('dispatch');
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
    if (!isOpen(current)) throw new Error('the case is open');
    const bare = { ...current, state: { ...current.state, clock: { ...current.state.clock, pending: [] } } };
    expect(standingOf(bare, TEN).guardSeconds).toBe(1 * HOUR + GRACE);
  });
});

describe('where a part stands', () => {
  it('is open with a guard of its own, and then done', () => {
    const life = lifeAt('joint');
    expect(partStandingOf(life.current.parts[0]!, TEN)).toEqual({
      unit: judicial.code,
      turn: 4,
      guardSeconds: 2 * DAY - 15 * MINUTE + GRACE,
      done: false,
    });
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' });
    expect(partStandingOf(life.current.parts[0]!, TEN)).toEqual({
      unit: judicial.code,
      turn: 4,
      guardSeconds: 1,
      done: true,
    });
  });
});

describe('the waits that a case has open', () => {
  it('are one for its stage, or one for each part of joint handling, or none', () => {
    expect(openWaits(lifeAt('handling').current)).toEqual([stageWait(3)]);
    expect(openWaits(lifeAt('joint').current)).toEqual([
      partWait(judicial.code, 4),
      partWait(lawFirm.code, 4),
    ]);
    expect(openWaits(lifeAt('closed').current)).toEqual([]);
  });

  it('have names that tables can keep', () => {
    expect(stageWait(3)).toBe('stage#3');
    expect(partWait(lawFirm.code, 4)).toBe('part#320613-lawFirm#4');
  });

  it('change their name when a part is raised, and only that part’s', () => {
    const life = lifeAt('joint');
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' });
    life.sweep(at('2025-03-05 09:45'));
    expect(openWaits(life.current)).toEqual([partWait(lawFirm.code, life.current.version)]);
  });

  it('outlast a comment and a reminder', () => {
    const life = new Life();
    life.give(reporter, { type: 'comment', text: 'Well?' });
    life.sweep(at('2025-03-03 10:59'));
    expect(life.history.map(({ type }) => type)).toEqual(['reported', 'commented', 'reminded']);
    expect(openWaits(life.current)).toEqual([stageWait(1)]);
  });
});

describe('an instant', () => {
  it('moves by seconds, and is so many whole seconds away, rounded up', () => {
    expect(plusSeconds(TEN, 90)).toBe('2025-03-03T02:01:30.000Z');
    expect(secondsUntil(TEN, '2025-03-03T02:01:30.001Z')).toBe(91);
    expect(secondsUntil(TEN, '2025-03-03T01:59:00.000Z')).toBe(-60);
  });
});
