import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpen, partsOf } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { narrateCase } from '#domain/case/narrate.ts';
import { CLOCKED_STAGES, type Policy, SEVERITIES, type Severity } from '#domain/policy/policy.ts';
import { explainClock } from '#domain/process/explain-clock.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { dueAtShare } from '#domain/time/ledger.ts';
import { LIMIT_UNITS, type Limit } from '#domain/time/limit.ts';
import {
  at,
  calendar,
  city,
  dispatcher,
  filed,
  judicial,
  justice,
  Life,
  lawFirm,
  lifeAt,
  local,
  officer,
  police,
  policyWith,
  replay,
  township,
} from '../builders.ts';
import { hold } from './ladder-watch.ts';

/** What a change of severity, limit or calendar does to the ladders of a case. */

const hours = (value: number): Limit => ({ value, unit: 'urgentHour' });
const severe = (severity: Severity): PersonalCommand => ({
  type: 'changeSeverity',
  severity,
  reason: 'Seen on the spot.',
});
const own = (life: Life) => {
  if (!isOpen(life.current)) throw new Error('the case is open');
  return life.current.state.clock;
};
const ahead = (life: Life) =>
  own(life).pending.map((rung) => `${rung.share ?? 'supervise'} @ ${local(rung.at)}`);
const rungsOf = (events: CaseEvent[]) =>
  events.flatMap((event) =>
    'rung' in event && event.rung ? `${event.type} ${event.rung.share ?? 'again'} @ ${local(event.at)}` : [],
  );

/** One limit for every stage by severity, and the general ladder. */
const bySeverity = (limits: Partial<Record<Severity, Limit>>, change: Partial<Policy> = {}): Policy =>
  policyWith({
    limits: [
      ...CLOCKED_STAGES.map((stage) => ({ stage, limit: { value: 5, unit: 'workDay' as const } })),
      ...CLOCKED_STAGES.flatMap((stage) =>
        SEVERITIES.flatMap((severity) =>
          limits[severity] ? [{ stage, severity, limit: limits[severity] }] : [],
        ),
      ),
    ],
    ...change,
  });

describe('a severity that changes', () => {
  it('stops a supervision of the old deadline until the new one runs out, and everything ahead fires again', () => {
    const policy = bySeverity({ critical: hours(1), low: hours(10) }, { superviseEvery: hours(1) });
    const life = new Life(filed({ severity: 'critical' }, { policy }), { policy });
    life.give(dispatcher(city), { type: 'assign', unit: city.code, reason: 'Ours.' });
    life.give(officer(city), { type: 'acknowledge' });
    expect(rungsOf(life.sweep(at('2025-03-03 12:00'))).at(-1)).toBe('supervised again @ 2025-03-03 12:00');
    life.give(dispatcher(city), severe('low'), at('2025-03-03 12:10'));
    expect(ahead(life)).toEqual(['0.8 @ 2025-03-03 17:00', '1 @ 2025-03-03 19:00']);
    expect(life.sweep(at('2025-03-03 16:59'))).toEqual([]);
    expect(rungsOf(life.sweep(at('2025-03-03 17:00')))).toEqual(['reminded 0.8 @ 2025-03-03 17:00']);
    expect(rungsOf(life.sweep(at('2025-03-03 19:00')))).toEqual([
      'cardGiven 1 @ 2025-03-03 19:00',
      'supervised 1 @ 2025-03-03 19:00',
    ]);
  });

  it('carries over what counted: 1.5 office hours over a weekend, of 4 urgent ones', () => {
    const policy = bySeverity({ critical: hours(4) });
    const friday = at('2026-06-12 17:00');
    const life = new Life(filed({}, { policy, now: friday }), { policy });
    life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' });
    life.give(officer(police), { type: 'acknowledge' });
    const [event] = life.give(dispatcher(township), severe('critical'), at('2026-06-15 08:30'));
    expect(event).toMatchObject({ moved: { from: at('2026-06-22 17:00'), to: at('2026-06-15 11:00') } });
    expect(explainClock(own(life), calendar).map(({ text }) => text.en)).toEqual([
      'Ran from Friday, 12 June 2026 at 17:00 to Monday, 15 June 2026 at 08:30; 1.5 hours used so far, as the present limit counts; then another limit took effect',
      'Under the present limit since Monday, 15 June 2026 at 08:30 with 2.5 hours left; due on Monday, 15 June 2026 at 11:00',
    ]);
  });

  it('makes nothing due before it was known, also where more was used than the new limit has', () => {
    const life = lifeAt('handling');
    const now = at('2025-03-04 09:00');
    life.give(dispatcher(township), severe('critical'), now);
    expect([own(life).dueAt, ...own(life).pending.map((rung) => rung.at)]).toEqual([now, now, now]);
  });

  it('leaves the deadline where it is when the limit is the same', () => {
    const life = lifeAt('handling');
    const [event] = life.give(dispatcher(township), severe('low'), at('2025-03-05 09:00'));
    expect(event).toMatchObject({ moved: { from: at('2025-03-10 09:15'), to: at('2025-03-10 09:15') } });
    expect(narrateCase(event!).en).toBe(
      'Severity changed to low; the deadline stays on Monday, 10 March 2025 at 09:15',
    );
  });

  it('puts the ladder of its own on the clock', () => {
    const policy = policyWith({
      ladders: [
        { rungs: [{ share: 1, actions: ['escalate'] }] },
        {
          severity: 'critical',
          rungs: [
            { share: 0.5, actions: ['remind'] },
            { share: 1, actions: ['redCard', 'escalate'] },
          ],
        },
      ],
    });
    const life = lifeAt('handling', { policy });
    life.give(dispatcher(township), severe('critical'), at('2025-03-03 10:00'));
    expect(own(life).pending).toEqual([
      { share: 0.5, actions: ['remind'], at: at('2025-03-03 10:15') },
      { share: 1, actions: ['redCard', 'escalate'], at: at('2025-03-03 11:15') },
    ]);
  });
});

describe('a part of joint handling, and a reply', () => {
  it('come under the new severity, and end with the case at the latest', () => {
    const life = lifeAt('joint');
    life.give(dispatcher(township), { type: 'supervise', text: 'Why so slow?' }, at('2025-03-03 10:00'));
    const [event] = life.give(dispatcher(township), severe('critical'), at('2025-03-03 10:15'));
    // The case ran for an hour; its two hours end at 11:15. Two working days for parts would end on Wednesday.
    expect(event).toMatchObject({
      moved: { to: at('2025-03-03 11:15') },
      others: [
        { part: judicial.code, unitName: 'judicial office', endsWithStage: true },
        { part: lawFirm.code, unitName: 'law firm', endsWithStage: true },
        { supervision: true, unitName: 'police station', endsWithStage: true },
      ],
    });
    const dues = [
      ...partsOf(life.current).map((part) => part.state === 'open' && part.clock),
      supervision(life),
    ];
    expect(dues.map((clock) => clock && local(clock.dueAt))).toEqual(Array(3).fill('2025-03-03 11:15'));
    // Half an hour was used when the deadline came, an hour is left: the reminder keeps its place.
    expect(dues.map((clock) => clock && local(clock.pending[0]!.at))).toEqual([
      '2025-03-03 10:57',
      '2025-03-03 10:57',
      '2025-03-03 11:00',
    ]);
    expect(narrateCase(event!).en).toContain(
      '; the deadline of law firm moves from Wednesday, 5 March 2025 at 09:45 to Monday, 3 March 2025 at 11:15 (no later than the case)',
    );
    expect(narrateCase(event!)['zh-CN']).toContain('；law firm的到期时间由');
  });

  it('end with the case also where a calendar brings its deadline forward', () => {
    const life = lifeAt('joint', {
      policy: policyWith({
        limits: [
          ...CLOCKED_STAGES.map((stage) => ({ stage, limit: { value: 5, unit: 'workDay' as const } })),
          { stage: 'part', severity: 'general', limit: hours(168) },
        ],
      }),
    });
    life.context = { ...life.context, calendar: working('2025-03-08', '2025-03-09') };
    const [event] = life.rule({ type: 'recalculate' }, at('2025-03-06 10:00'));
    expect(event).toMatchObject({
      changes: [
        { moved: { from: at('2025-03-10 09:15'), to: at('2025-03-08 09:15') } },
        { part: judicial.code, moved: { to: at('2025-03-08 09:15') }, endsWithStage: true },
        { part: lawFirm.code, moved: { to: at('2025-03-08 09:15') }, endsWithStage: true },
      ],
    });
    expect(life.rule({ type: 'recalculate' }, at('2025-03-06 10:01'))).toEqual([]);
  });

  it('end with the case also where its new lead has less time than the old one had', () => {
    const life = lifeAt('handling');
    for (let granted = 0; granted < 2; granted++) {
      life.give(officer(police), { type: 'extend', reason: 'Away.' });
      life.give(dispatcher(township), { type: 'approve' });
    }
    const units = [lawFirm.code];
    life.give(officer(police), { type: 'whistle', units, ask: 'Help.', join: 'all' });
    for (let granted = 0; granted < 2; granted++) {
      life.give(officer(lawFirm), { type: 'extendPart', unit: lawFirm.code, reason: 'In court.' });
      life.give(officer(police), { type: 'approvePart', unit: lawFirm.code });
    }
    const [event] = life.give(officer(police), { type: 'escalate', reason: 'Too big.' });
    expect(event).toMatchObject({
      clock: { dueAt: at('2025-03-10 09:30') },
      others: [
        {
          part: lawFirm.code,
          moved: { from: at('2025-03-11 09:30'), to: at('2025-03-10 09:30') },
          endsWithStage: true,
        },
      ],
    });
    expect(partsOf(life.current)[0]).toMatchObject({ clock: { dueAt: at('2025-03-10 09:30') } });
    expect(narrateCase(event!).en).toMatch(/^Escalated from .* to .*; the deadline of law firm moves from /);
  });
});

describe('an extension', () => {
  it('has the reminder fire again, at its share of the longer limit', () => {
    const life = lifeAt('handling');
    expect(rungsOf(life.sweep(at('2025-03-07 09:15')))).toEqual(['reminded 0.8 @ 2025-03-07 09:15']);
    life.give(officer(police), { type: 'extend', reason: 'They are away.' });
    life.give(dispatcher(township), { type: 'approve' });
    expect(ahead(life)).toEqual(['0.8 @ 2025-03-13 09:15', '1 @ 2025-03-17 09:15']);
  });
});

describe('a calendar that is corrected', () => {
  const storm = (...dates: string[]): WorkCalendar => ({
    ...calendar,
    version: dates.join(),
    days: [...calendar.days, ...dates.map((date) => ({ date, name: 'Storm', rest: true }))],
  });

  it('has the reminder fire again for a deadline that has moved on, and not for one that has not', () => {
    const life = lifeAt('handling');
    life.sweep(at('2025-03-07 09:15'));
    life.context = { calendar: storm('2025-03-07') };
    life.rule({ type: 'recalculate' }, at('2025-03-07 09:20'));
    expect(ahead(life)).toEqual(['0.8 @ 2025-03-10 09:15', '1 @ 2025-03-11 09:15']);
    life.sweep(at('2025-03-10 09:15'));
    life.context = { calendar: storm('2025-03-07', '2025-03-12') };
    expect(life.rule({ type: 'recalculate' }, at('2025-03-10 09:20'))).toEqual([]);
    expect(ahead(life)).toEqual(['1 @ 2025-03-11 09:15']);
  });

  it('moves a deadline no further back than to the correction', () => {
    const life = lifeAt('handling');
    life.context = { calendar: working('2025-03-08', '2025-03-09') };
    const [event] = life.rule({ type: 'recalculate' }, at('2025-03-09 09:00'));
    expect(event).toMatchObject({ changes: [{ moved: { to: at('2025-03-09 09:00') } }] });
    expect(explainClock(own(life), working('2025-03-08', '2025-03-09')).at(-1)).toEqual({
      at: at('2025-03-09 09:00'),
      text: {
        'zh-CN':
          '日历调整不使到期时间早于调整之时，也不移动已届满的到期时间：2025年3月9日（星期日）09:00到期',
        en: 'A corrected calendar moves no deadline to before the correction, and none that has run out: due on Sunday, 9 March 2025 at 09:00',
      },
    });
    expect(life.rule({ type: 'recalculate' }, at('2025-03-09 09:01'))).toEqual([]);
  });
});

describe('a clock that runs again', () => {
  it('goes on supervised where it was', () => {
    const policy = policyWith({
      ladders: [
        {
          rungs: [
            { share: 0.5, actions: ['supervise'] },
            { share: 1, actions: ['escalate'] },
          ],
        },
      ],
    });
    const life = lifeAt('handling', { policy });
    life.sweep(at('2025-03-05 15:15'));
    expect(ahead(life)).toEqual(['supervise @ 2025-03-06 15:15', '1 @ 2025-03-10 09:15']);
    const until = at('2025-03-20 15:15');
    life.give(officer(police), { type: 'suspend', until, reason: 'The works must wait.' });
    life.give(dispatcher(township), { type: 'approve' }, at('2025-03-05 16:15'));
    life.sweep(until);
    expect(ahead(life)).toEqual(['supervise @ 2025-03-21 14:15', '1 @ 2025-03-25 08:15']);
  });
});

const supervision = ({ current }: Life) => isOpen(current) && current.state.supervision?.clock;

const working = (...dates: string[]): WorkCalendar => ({
  ...calendar,
  version: `working ${dates.join()}`,
  days: [...calendar.days, ...dates.map((date) => ({ date, name: 'Storm', rest: false }))],
});

/** Changes in any order, sweeps that come late or not at all. */
type Step =
  | { does: 'wait'; seconds: number }
  | { does: 'sweep' | 'extend' | 'suspend' | 'resume' | 'supervise' }
  | { does: 'severity' | 'calendar'; which: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      seconds: fc.oneof(fc.nat(7_200), fc.nat(5 * 86_400)),
    }),
  },
  { weight: 5, arbitrary: fc.constant<Step>({ does: 'sweep' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('severity' as const, 'calendar' as const),
      which: fc.nat(3),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('extend' as const, 'suspend' as const, 'resume' as const, 'supervise' as const),
    }),
  },
);

const CALENDARS: WorkCalendar[] = [
  calendar,
  working('2025-03-08', '2025-03-09', '2025-03-15'),
  {
    ...calendar,
    version: 'rest',
    days: [...calendar.days, { date: '2025-03-05', name: 'Storm', rest: true }],
  },
  {
    ...calendar,
    version: 'long rest',
    days: [
      ...calendar.days,
      ...['03', '04', '06', '07', '10', '11'].map((day) => ({
        date: `2025-03-${day}`,
        name: 'Storm',
        rest: true,
      })),
    ],
  },
];

const limits: fc.Arbitrary<Record<Severity, Limit>> = fc.record(
  Object.fromEntries(
    SEVERITIES.map((severity) => [
      severity,
      fc.record({ value: fc.integer({ min: 1, max: 9 }), unit: fc.constantFrom(...LIMIT_UNITS) }),
    ]),
  ) as Record<Severity, fc.Arbitrary<Limit>>,
);

const COMMANDS: Record<'extend' | 'suspend' | 'resume' | 'supervise', (now: Instant) => PersonalCommand[]> = {
  extend: () => [{ type: 'extend', reason: 'Away.' }, { type: 'approve' }],
  suspend: (now) => [
    { type: 'suspend', until: plusSeconds(now, 9 * 86_400), reason: 'Works.' },
    { type: 'approve' },
  ],
  resume: () => [{ type: 'resume' }],
  supervise: () => [{ type: 'supervise', text: 'Why?' }],
};

describe('whatever changes, in whatever order', () => {
  const seen = { fired: 0, again: 0, moved: 0 };

  it('no rung fires before it was known, none twice under one deadline, everything ahead once, and replay agrees', () => {
    fc.assert(
      fc.property(
        limits,
        fc.boolean(),
        fc.array(step, { minLength: 5, maxLength: 40 }),
        (chosen, top, steps) => {
          const policy = bySeverity(chosen, { superviseEvery: hours(200), extensionQuota: 10 });
          const life = new Life(filed({}, { policy }), { policy });
          life.give(dispatcher(city), {
            type: 'assign',
            unit: top ? city.code : justice.code,
            reason: 'Theirs.',
          });
          life.give(officer(justice), { type: 'acknowledge' });
          let now = life.now;
          // By the events alone: which deadline holds, since when, and what has fired under it.
          let known = now;
          let dueAt = own(life).dueAt;
          let under = new Set<string>();
          const told = new Map<string, number>();
          const follow = (events: CaseEvent[]) => {
            for (const event of events) {
              const rung = 'rung' in event ? event.rung : undefined;
              if (rung && !('supervision' in rung)) {
                hold(rung.at >= known && rung.at <= event.at, 'no rung fires before it was known');
                const name = `${event.type} ${event.type === 'cardGiven' ? event.color : ''} ${rung.share ?? rung.at}`;
                hold(!under.has(name), 'no rung fires twice under one deadline');
                under.add(name);
                told.set(name, (told.get(name) ?? 0) + 1);
                seen.fired++;
                if ((told.get(name) ?? 0) > 1) seen.again++;
              }
              const clock =
                event.type === 'recalculated'
                  ? event.changes.find((change) => !('supervision' in change))?.clock
                  : 'clock' in event && event.type !== 'supervisionOrdered' && event.type !== 'suspended'
                    ? event.clock
                    : undefined;
              if (!clock) continue;
              if (clock.dueAt !== dueAt || event.type === 'escalated') {
                known = event.type === 'resumed' ? clock.runningSince : event.at;
                hold(clock.dueAt >= known, 'no deadline moves to before it was known');
                under = new Set(event.type === 'escalated' ? [] : stillTold(under, clock, known, life));
                seen.moved++;
              }
              dueAt = clock.dueAt;
            }
          };
          const give = (command: PersonalCommand) => {
            follow(life.sweep(now));
            const outcome = life.try(
              command,
              command.type === 'approve' ? dispatcher(city) : officer(justice),
              now,
            );
            if ('events' in outcome) follow(outcome.events);
          };
          for (const each of steps) {
            if (each.does === 'wait') now = plusSeconds(now, each.seconds);
            else if (each.does === 'sweep') follow(life.sweep(now));
            else if (each.does === 'severity') give(severe(SEVERITIES[each.which]!));
            else if (each.does === 'calendar') {
              follow(life.sweep(now));
              life.context = { ...life.context, calendar: CALENDARS[each.which]! };
              follow(life.rule({ type: 'recalculate' }, now));
              hold(life.rule({ type: 'recalculate' }, now).length === 0, 'a recount is done once');
            } else for (const command of COMMANDS[each.does](now)) give(command);
            if (isOpen(life.current))
              hold(
                own(life).pending.length > 0 &&
                  own(life).pending.every((rung) => rung.at >= known || own(life).runningSince === undefined),
                'everything ahead lies after it was known',
              );
          }
          // A case that climbs gets its full time at each level.
          for (let level = 0; level < 5; level++) {
            now = plusSeconds(now, 90 * 86_400);
            follow(life.sweep(now));
          }
          hold(
            isDeepStrictEqual(replay(JSON.parse(JSON.stringify(life.history))), life.current),
            'replay agrees',
          );
          if (isOpen(life.current))
            hold(
              own(life).pending.every((rung) => rung.at > now) &&
                own(life).fired?.some((fired) => fired.share === 1) === true,
              'everything that lay ahead has fired',
            );
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('was seen often enough to tell', () => {
    expect(seen.fired).toBeGreaterThan(5_000);
    expect(seen.again).toBeGreaterThan(200);
    expect(seen.moved).toBeGreaterThan(2_000);
  });
});

/** What fired before and does not lie ahead now, by the ledger of the clock alone. */
const stillTold = (
  under: ReadonlySet<string>,
  clock: Parameters<typeof dueAtShare>[0],
  known: Instant,
  life: Life,
): string[] =>
  [...under].filter((name) => {
    const share = Number(name.split(' ').at(-1));
    if (Number.isNaN(share)) return true;
    const due = dueAtShare(clock, share, life.context.calendar ?? calendar)?.dueAt;
    return due === undefined || due <= known;
  });
