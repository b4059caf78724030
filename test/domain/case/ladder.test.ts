import { describe, expect, it } from 'vitest';
import { isOpen, partsOf } from '#domain/case/case.ts';
import { clocksOf } from '#domain/case/clocks.ts';
import type { CaseEvent, CaseEventOf } from '#domain/case/event.ts';
import { standingOf } from '#domain/case/standing.ts';
import type { Unit } from '#domain/place/unit.ts';
import { CLOCKED_STAGES, type Policy } from '#domain/policy/policy.ts';
import { isPaused } from '#domain/process/clock.ts';
import { instantAt } from '#domain/time/instant.ts';
import type { Limit } from '#domain/time/limit.ts';
import {
  at,
  city,
  committee,
  county,
  dispatcher,
  filed,
  judicial,
  justice,
  Life,
  lawFirm,
  lifeAt,
  local,
  nextDue,
  officer,
  police,
  policyInput,
  policyWith,
  township,
} from '../builders.ts';

/** A policy with one limit for all stages, and this ladder. */
const ladder = (
  limit: Limit,
  superviseEvery: Limit,
  ...rungs: [number, ...Policy['ladders'][number]['rungs'][number]['actions']][]
) =>
  policyWith({
    limits: CLOCKED_STAGES.map((stage) => ({ stage, limit })),
    ladders: [{ rungs: rungs.map(([share, ...actions]) => ({ share, actions })) }],
    superviseEvery,
  });

const onTheLadder = (policy: Policy): Life => new Life(filed({}, { policy }), { policy });

/** What fired, at which instant of which rung. */
const rungsOf = (events: CaseEvent[]): string[] =>
  events.map((event) =>
    'rung' in event && event.rung
      ? `${event.type} ${event.rung.share ?? 'again'} @ ${local(event.rung.at)}`
      : event.type,
  );

const HOUR: Limit = { value: 1, unit: 'urgentHour' };
const DAY: Limit = { value: 1, unit: 'naturalDay' };

describe('a rung', () => {
  it('fires at its instant, not a millisecond before', () => {
    const life = new Life();
    expect(life.sweep('2025-03-03T02:35:59.999Z')).toEqual([]);
    expect(life.sweep('2025-03-03T02:36:00.000Z').map(({ type }) => type)).toEqual(['reminded']);
  });

  it('tells its rule, its share, its instant and the unit that is late', () => {
    const [reminded, card, escalated] = new Life().sweep(at('2025-03-03 11:30'));
    expect(reminded).toMatchObject({
      at: at('2025-03-03 11:30'),
      by: { kind: 'rule', rule: 'ladder/0.8' },
      unit: committee.code,
      unitName: 'committee',
      rung: { share: 0.8, at: at('2025-03-03 10:36') },
    });
    expect(card).toMatchObject({ color: 'yellow', rung: { share: 1, at: at('2025-03-03 11:00') } });
    expect(escalated).toMatchObject({
      from: committee,
      to: township,
      level: 'township',
      reason: {
        'zh-CN': expect.stringContaining('committee的时限已于'),
        en: expect.stringContaining('the limit of committee ran out on '),
      },
    });
  });

  it('fires with all its actions although another one shares its instant', () => {
    // A day begun counts as a whole one: 1.2 and 1.5 days both end on the second day.
    const life = onTheLadder(ladder(DAY, DAY, [1.2, 'remind', 'yellowCard'], [1.5, 'escalate']));
    expect(rungsOf(life.sweep(at('2025-03-05 18:00')))).toEqual([
      'reminded 1.2 @ 2025-03-05 18:00',
      'cardGiven 1.2 @ 2025-03-05 18:00',
      'escalated 1.5 @ 2025-03-05 18:00',
    ]);
  });

  it('does not fire on New Year’s Day, which rests before its notice is known', () => {
    const policy = ladder({ value: 1, unit: 'workDay' }, DAY, [0.8, 'remind'], [1, 'yellowCard', 'escalate']);
    const life = new Life(filed({}, { policy, now: at('2026-12-31 16:00') }), { policy });
    const sweepUntil = (end: string): CaseEvent[] => {
      const [from, to] = [Date.parse(life.now), Date.parse(at(end))];
      const looks = Array.from({ length: (to - from) / 300_000 }, (_, look) => from + look * 300_000);
      return looks.flatMap((look) => life.sweep(instantAt(look)));
    };
    expect(rungsOf(sweepUntil('2027-01-04 08:00'))).toEqual([]);
    expect(rungsOf(life.sweep(at('2027-01-04 16:00')))).toEqual([
      'reminded 0.8 @ 2027-01-04 14:24',
      'cardGiven 1 @ 2027-01-04 16:00',
      'escalated 1 @ 2027-01-04 16:00',
    ]);
  });

  it('of a part fires among those of the case, by time', () => {
    const life = lifeAt('joint');
    // The parts run 2 days, the case itself 5.
    expect(rungsOf(life.sweep(at('2025-03-10 09:00')))).toEqual([
      'reminded 0.8 @ 2025-03-04 16:33',
      'reminded 0.8 @ 2025-03-04 16:33',
      'cardGiven 1 @ 2025-03-05 09:45',
      'partRaised 1 @ 2025-03-05 09:45',
      'cardGiven 1 @ 2025-03-05 09:45',
      'partRaised 1 @ 2025-03-05 09:45',
      'reminded 0.8 @ 2025-03-07 09:15',
    ]);
    expect(nextDue(life.current)).toBe(at('2025-03-10 09:15'));
  });

  it('does not fire on a clock that was replaced', () => {
    const life = new Life();
    life.give(
      dispatcher(township),
      { type: 'assign', unit: township.code, reason: 'x' },
      at('2025-03-03 10:50'),
    );
    expect(life.sweep(at('2025-03-03 11:30'))).toEqual([]);
  });

  it('does not fire on a case that is closed', () => {
    const life = lifeAt('closed');
    expect(clocksOf(life.current).filter(({ clock }) => !isPaused(clock))).toEqual([]);
    expect(nextDue(life.current)).toBeUndefined();
    expect(life.sweep(at('2026-03-03 11:30'))).toEqual([]);
  });

  it('fires also while the case is parked', () => {
    const life = new Life();
    life.rule({ type: 'park', reason: 'Out of retries.' });
    expect(life.sweep(at('2025-03-03 11:00')).map(({ type }) => type)).toEqual([
      'reminded',
      'cardGiven',
      'escalated',
    ]);
    expect(life.current.parked?.reason).toBe('Out of retries.');
  });
});

describe('escalation by the clock', () => {
  it('passes over the centre that let its verification run late itself', () => {
    const life = new Life();
    life.give(dispatcher(committee), { type: 'assign', unit: committee.code, reason: 'x' });
    life.give(officer(committee), { type: 'acknowledge' });
    life.give(officer(committee), { type: 'submitResult', result: 'Settled.' });
    expect(life.current).toMatchObject({ level: 'community', state: { unit: township } });
    expect(life.sweep(at('2025-03-04 09:00')).at(-1)).toMatchObject({ from: township, to: county });
    expect(life.current).toMatchObject({
      level: 'county',
      coResponsible: [township],
      state: { stage: 'verification', unit: county, handledBy: committee, clock: { stage: 'verification' } },
    });
  });

  it('brings no verification before a centre that handled the case', () => {
    const life = new Life();
    for (const handling of [county, committee]) {
      life.give(dispatcher(county), { type: 'assign', unit: handling.code, reason: 'x' });
      life.give(officer(handling), { type: 'acknowledge' });
    }
    life.give(officer(committee), { type: 'submitResult', result: 'Settled.' });
    expect(life.current).toMatchObject({ level: 'community', state: { unit: township } });
    life.sweep(at('2025-03-04 09:00'));
    expect(life.current).toMatchObject({ level: 'city', state: { unit: city } });
  });

  it('of a follow-up moves up with a clock of its own', () => {
    const life = lifeAt('followUp');
    life.sweep(at('2025-03-06 12:00'));
    expect(life.current).toMatchObject({
      level: 'county',
      state: { stage: 'followUp', unit: county, clock: { stage: 'followUp' } },
    });
  });

  it('of joint handling moves the lead up, and the parts go on under it', () => {
    const life = lifeAt('joint');
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' });
    life.sweep(at('2025-03-05 09:45'));
    life.sweep(at('2025-03-07 09:45'));
    life.sweep(at('2025-03-10 09:15'));
    expect(life.current).toMatchObject({
      level: 'county',
      state: { stage: 'joint', unit: county, clock: { stage: 'handling' } },
    });
    expect(partsOf(life.current)[1]).toMatchObject({ state: 'open', responsible: county });
  });

  it('of a part without a superior becomes supervision of its unit', () => {
    const { superior: _, ...alone } = judicial;
    const underNobodyKnown = { ...lawFirm, superior: '3205-unknown' };
    const units = new Map([police, alone, underNobodyKnown].map((unit) => [unit.code, unit]));
    const life = lifeAt('joint', { units });
    expect(rungsOf(life.sweep(at('2025-03-06 09:45')))).toEqual([
      'reminded 0.8 @ 2025-03-04 16:33',
      'reminded 0.8 @ 2025-03-04 16:33',
      'cardGiven 1 @ 2025-03-05 09:45',
      'supervised 1 @ 2025-03-05 09:45',
      'cardGiven 1 @ 2025-03-05 09:45',
      'supervised 1 @ 2025-03-05 09:45',
      'supervised again @ 2025-03-06 09:45',
      'supervised again @ 2025-03-06 09:45',
    ]);
    expect(partsOf(life.current).map(({ responsible }) => responsible.name)).toEqual([
      'judicial office',
      'law firm',
    ]);
    expect(life.current.level).toBe('township');
  });

  it('of a part climbs from superior to superior', () => {
    const life = lifeAt('joint');
    const responsible = (now: string) => {
      life.sweep(at(now));
      return partsOf(life.current)[1]?.responsible.name;
    };
    expect(responsible('2025-03-05 09:44')).toBe('law firm');
    expect(responsible('2025-03-05 09:45')).toBe(justice.name);
    expect(responsible('2025-03-07 09:45')).toBe('county centre');
    expect(responsible('2025-03-11 09:45')).toBe('city centre');
    expect(responsible('2025-03-13 09:45')).toBe('city centre');
    expect(life.history.at(-1)).toMatchObject({ type: 'supervised', unit: city.code });
  });
});

describe('a case that climbs', () => {
  it('to a centre that had it goes on with the clock of that centre', () => {
    const life = new Life();
    life.give(dispatcher(county), { type: 'assign', unit: county.code, reason: 'Ours.' });
    life.give(
      dispatcher(county),
      { type: 'assign', unit: police.code, reason: 'Theirs.' },
      at('2025-03-03 10:00'),
    );
    life.give(officer(police), { type: 'acknowledge' }, at('2025-03-03 10:30'));
    const [event] = life.give(
      officer(police),
      { type: 'escalate', reason: 'Too big.' },
      at('2025-03-04 09:00'),
    );
    // One of the county's two hours is left.
    expect(event).toMatchObject({ to: county, clock: { dueAt: at('2025-03-04 10:00') } });
    expect(event).not.toHaveProperty('others');
  });

  it('in joint handling goes on with the clock of handling that its new lead had', () => {
    const life = new Life();
    life.give(dispatcher(county), { type: 'assign', unit: county.code, reason: 'Ours.' });
    life.give(officer(county), { type: 'acknowledge' });
    life.give(
      dispatcher(county),
      { type: 'assign', unit: police.code, reason: 'Theirs.' },
      at('2025-03-04 09:00'),
    );
    life.give(officer(police), { type: 'acknowledge' });
    life.give(officer(police), { type: 'whistle', units: [lawFirm.code], ask: 'Help.', join: 'all' });
    const [event] = life.give(
      officer(police),
      { type: 'escalate', reason: 'Too big.' },
      at('2025-03-05 08:00'),
    );
    // Four of the county's five days are left; the part ends before, and stays as it is.
    expect(event).toMatchObject({ to: county, clock: { stage: 'handling', dueAt: at('2025-03-10 18:00') } });
    expect(event).not.toHaveProperty('others');
  });

  it('takes a reply with it that would end later, but none that its new lead waits for itself', () => {
    const slow = policyWith({
      limits: [
        ...policyInput.limits.filter(({ stage }) => stage !== 'supervision'),
        { stage: 'supervision', limit: { value: 20, unit: 'workDay' } },
      ],
    });
    const escalated = (by: Unit) => {
      const life = lifeAt('handling', { policy: slow });
      life.give(dispatcher(by), { type: 'supervise', text: 'Why so slow?' }, at('2025-03-03 10:00'));
      return life.give(officer(police), { type: 'escalate', reason: 'Too big.' }, at('2025-03-03 10:00'))[0];
    };
    expect(escalated(county)).not.toHaveProperty('others');
    const event = escalated(city);
    expect(event).toMatchObject({ others: [{ supervision: true, endsWithStage: true }] });
    const { others = [], clock } = event as CaseEventOf<'escalated'>;
    expect(others.map((other) => local(other.clock.dueAt))).toEqual([local(clock.dueAt)]);
  });
});

describe('supervision at the top', () => {
  const atTheTop = (policy: Policy): Life => {
    const life = onTheLadder(policy);
    life.give(dispatcher(city), { type: 'assign', unit: city.code, reason: 'x' });
    return life;
  };

  it('repeats once an interval, however many rungs escalate', () => {
    const life = atTheTop(ladder(HOUR, HOUR, [1, 'escalate'], [2.5, 'supervise', 'escalate']));
    expect(rungsOf(life.sweep(at('2025-03-03 13:00')))).toEqual([
      'supervised 1 @ 2025-03-03 10:00',
      'supervised again @ 2025-03-03 11:00',
      'supervised 2.5 @ 2025-03-03 11:30',
      'supervised 2.5 @ 2025-03-03 11:30',
      'supervised again @ 2025-03-03 12:00',
      'supervised again @ 2025-03-03 13:00',
    ]);
    expect(isOpen(life.current) && life.current.state.clock.pending).toEqual([
      { actions: ['supervise'], at: at('2025-03-03 14:00') },
    ]);
  });

  it('stands in its place among the rungs, so that a waiting workflow wakes for the next one', () => {
    const life = atTheTop(ladder({ value: 10, unit: 'urgentHour' }, HOUR, [1, 'escalate'], [2, 'escalate']));
    life.sweep(at('2025-03-03 19:05'));
    expect(isOpen(life.current) && life.current.state.clock.pending.map((rung) => local(rung.at))).toEqual([
      '2025-03-03 20:00',
      '2025-03-04 05:00',
    ]);
    expect(standingOf(life.current, at('2025-03-03 19:05')).guardSeconds).toBe(55 * 60 + 300);
  });
});
