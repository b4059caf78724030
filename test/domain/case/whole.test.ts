import { describe, expect, it } from 'vitest';
import { clocksOf } from '#domain/case/clocks.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { narrateCase } from '#domain/case/narrate.ts';
import { floorOf, type Policy, readPolicy } from '#domain/policy/policy.ts';
import {
  at,
  committee,
  county,
  dispatcher,
  filed,
  justice,
  Life,
  lifeAt,
  local,
  merged,
  nextDue,
  officer,
  police,
  policyInput,
  policyWith,
  reporter,
  township,
} from '../builders.ts';

/** The clock of a case from filing to closing. */

const WHOLE: Policy['limits'] = [
  { stage: 'whole', limit: { value: 10, unit: 'workDay' } },
  { stage: 'whole', severity: 'critical', limit: { value: 20, unit: 'urgentHour' } },
];
const LADDER: Policy['ladders'][number] = {
  stage: 'whole',
  rungs: [
    { share: 0.8, actions: ['remind'] },
    { share: 1, actions: ['redCard', 'supervise'] },
  ],
};
const policy = policyWith({
  limits: [
    ...policyInput.limits.map((row) => ({ ...row, limit: { value: 30, unit: 'workDay' as const } })),
    ...WHOLE,
  ],
  ladders: [...policyInput.ladders, LADDER],
});
const whole = ({ current }: Life) => current.whole!;
const due = (life: Life) => local(whole(life).dueAt);
const DUE = '2025-03-17 09:00';

describe('the clock of the whole case', () => {
  it('runs from filing to closing, whoever has the case in between', () => {
    const life = new Life(filed({}, { policy }), { policy });
    const commands: [Parameters<Life['give']>[0], PersonalCommand][] = [
      [dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' }],
      [officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' }],
      [dispatcher(township), { type: 'assign', unit: township.code, reason: 'Ours.' }],
      [dispatcher(township), { type: 'delegate', reason: 'Small.' }],
      [officer(committee), { type: 'escalate', reason: 'Too big.' }],
      [dispatcher(county), { type: 'designate', unit: justice.code, reason: 'Yours.' }],
      [officer(justice), { type: 'acknowledge' }],
      [officer(justice), { type: 'extend', reason: 'They are away.' }],
      [dispatcher(county), { type: 'approve' }],
    ];
    const started = whole(life);
    for (const [index, [actor, command]] of commands.entries()) {
      life.give(actor, command, at(`2025-03-0${3 + Math.floor(index / 3)} 10:0${index}`));
      expect(whole(life)).toEqual(started);
    }
    life.rule({ type: 'absorb', from: merged(), reason: 'The same.' });
    expect([whole(life), due(life)]).toEqual([started, DUE]);
  });

  it('has a ladder of its own: it tells the centre of the unit in charge, and moves nothing', () => {
    const life = lifeAt('handling', { policy });
    const fired = life.sweep(at('2025-03-18 09:00'));
    expect(
      fired.map(
        (event) => 'rung' in event && event.rung && [event.type, event.rung.share, local(event.rung.at)],
      ),
    ).toEqual([
      ['reminded', 0.8, '2025-03-13 09:00'],
      ['cardGiven', 1, DUE],
      ['supervised', 1, DUE],
      ['supervised', undefined, '2025-03-18 09:00'],
    ]);
    expect(fired[0]).toMatchObject({
      unit: township.code,
      unitName: 'township centre',
      rung: { whole: true },
    });
    expect(fired.slice(0, 2).map(narrateCase)).toEqual([
      {
        'zh-CN': '全程时限已用 80%，提醒township centre',
        en: '80% of the limit of the whole case is used; township centre is reminded',
      },
      {
        'zh-CN': '全程时限已用 100%，对township centre亮红牌',
        en: '100% of the limit of the whole case is used; red card for township centre',
      },
    ]);
    expect(life.current).toMatchObject({ level: 'township', state: { stage: 'handling', unit: police } });
    expect(nextDue(life.current)).toBe(at('2025-03-19 09:00'));
  });

  it('stands still with the case, and runs on with it', () => {
    const life = lifeAt('handling', { policy });
    const until = at('2025-03-24 09:00');
    life.give(officer(police), { type: 'suspend', until, reason: 'The works must wait.' });
    life.give(dispatcher(township), { type: 'approve' }, at('2025-03-04 09:00'));
    expect(life.sweep(at('2025-03-21 09:00'))).toEqual([]);
    const [event] = life.sweep(until);
    // Of ten working days one was used.
    expect(due(life)).toBe('2025-04-07 09:00');
    expect(narrateCase(event!).en).toContain(
      '; the deadline of the whole case moves from Monday, 17 March 2025 at 09:00 to Monday, 7 April 2025 at 09:00',
    );
  });

  it('runs on where a suspended case goes to another unit', () => {
    const life = lifeAt('handling', { policy });
    life.give(officer(police), { type: 'suspend', until: at('2025-03-24 09:00'), reason: 'Works.' });
    life.give(dispatcher(township), { type: 'approve' }, at('2025-03-04 09:00'));
    const assign: PersonalCommand = { type: 'assign', unit: justice.code, reason: 'Theirs.' };
    const events = life.give(dispatcher(county), assign, at('2025-03-06 09:00'));
    expect(events.map(({ type }) => type)).toEqual(['resumed', 'assigned']);
    expect(due(life)).toBe('2025-03-19 09:00');
  });

  it('comes under the limit of another severity, which it carries its use into', () => {
    const life = lifeAt('handling', { policy });
    const raise: PersonalCommand = { type: 'changeSeverity', severity: 'critical', reason: 'A knife.' };
    const [event] = life.give(dispatcher(township), raise, at('2025-03-04 11:00'));
    expect(event).toMatchObject({
      others: [{ whole: true, moved: { from: at(DUE), to: at('2025-03-04 21:00') } }],
    });
  });

  it('goes on where a stage comes under a shorter limit: it serves none', () => {
    const limits: Policy['limits'] = [
      ...policyInput.limits,
      { stage: 'whole', limit: { value: 10, unit: 'workDay' } },
    ];
    const shorter = policyWith({ limits, ladders: [...policyInput.ladders, LADDER] });
    const life = lifeAt('handling', { policy: shorter });
    const raise: PersonalCommand = { type: 'changeSeverity', severity: 'critical', reason: 'A knife.' };
    const [event] = life.give(dispatcher(township), raise, at('2025-03-03 10:00'));
    expect(event).toMatchObject({ moved: { from: at('2025-03-10 09:15'), to: at('2025-03-03 11:15') } });
    expect(due(life)).toBe(DUE);
  });

  it('is stopped by closing, and runs on with what was used when the case is reopened', () => {
    const life = lifeAt('closed', { policy });
    expect(local(whole(life).ran[0]!.to)).toBe('2025-03-03 11:00');
    expect(clocksOf(life.current)).toEqual([]);
    const reopen: PersonalCommand = { type: 'reopen', reason: 'It is loud again.' };
    life.give(dispatcher(township), reopen, at('2025-03-10 11:00'));
    expect(due(life)).toBe('2025-03-24 09:00');
  });

  it('keeps a deadline that had passed when the case was closed', () => {
    const life = lifeAt('followUp', { policy });
    life.sweep(at('2025-03-17 10:00'));
    life.give(reporter, { type: 'followUp', satisfied: true }, at('2025-03-17 10:00'));
    life.give(dispatcher(township), { type: 'reopen', reason: 'Again.' }, at('2025-03-20 10:00'));
    expect(due(life)).toBe(DUE);
    expect(life.sweep(at('2025-03-20 10:01'))).toEqual([]);
  });

  it('is not there for cases of a policy without it', () => {
    const life = lifeAt('handling');
    expect(life.current).not.toHaveProperty('whole');
    expect(clocksOf(life.current)).toHaveLength(1);
  });
});

describe('a policy that times the whole case', () => {
  const faultsOf = (change: Partial<Policy>) => {
    const read = readPolicy({ ...policyInput, ...change }, floorOf({ protect: true }));
    return 'faults' in read ? read.faults : [];
  };

  it('has a limit for every category and severity', () => {
    const limits = [...policyInput.limits, WHOLE[1]!];
    expect(faultsOf({ limits, ladders: [...policyInput.ladders, LADDER] })).toContainEqual({
      path: 'limits',
      message: expect.stringMatching(/^no limit for stage "whole" in .*category "dispute" \([^)]*low\)/),
    });
  });

  it('has a ladder for it, which moves nothing', () => {
    const limits = [...policyInput.limits, ...WHOLE];
    expect(faultsOf({ limits })).toEqual([
      {
        path: 'ladders',
        message:
          'the ladder of the whole case is missing: add one of stage whole, without category, severity and level',
      },
    ]);
    const escalating = { stage: 'whole' as const, rungs: [{ share: 1, actions: ['escalate' as const] }] };
    expect(faultsOf({ limits, ladders: [...policyInput.ladders, escalating] })).toEqual([
      {
        path: 'ladders.1.rungs.0.actions',
        message:
          'the limit of the whole case moves nothing: the clock of the stage escalates; write supervise',
      },
    ]);
  });
});
