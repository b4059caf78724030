import { describe, expect, it } from 'vitest';
import { fileCase } from '#domain/case/file.ts';
import { centresAmong, compare, escalationsUnder, type Rules } from '#domain/dry-run.ts';
import type { Unit } from '#domain/place/unit.ts';
import { layOutDuties, rosterOf } from '#domain/policy/duties.ts';
import type { Policy } from '#domain/policy/policy.ts';
import {
  at,
  calendar,
  centres,
  city,
  committee,
  county,
  dispatcher,
  elsewhere,
  filed,
  filingContext,
  GRID,
  gridWorker,
  judicial,
  Life,
  lifeAt,
  matter,
  officer,
  police,
  policy,
  policyInput,
  policyWith,
  roads,
  township,
} from './builders.ts';

const UNITS = new Map<string, Unit>(
  [committee, township, county, city, police, judicial, roads, elsewhere].map((unit) => [unit.code, unit]),
);
const AREAS = new Set(['3206', '320613', '320613001', '320613001001']);
const rulesOf = (of: Policy): Rules => ({
  policy: of,
  roster: rosterOf(layOutDuties(of, AREAS, UNITS).duties),
});
const present = rulesOf(policy);
const UNTIL = at('2025-03-10 09:00');
const circumstances = { calendar, centres, until: UNTIL };
const compared = (life: Life, change: Partial<Policy>, until = UNTIL) =>
  compare(life.history, present, rulesOf(policyWith({ version: 'test-2', ...change })), {
    ...circumstances,
    until,
  });

/** Handling limits of the canonical policy but for disputes, which get another one. */
const disputesWithin = (value: number): Partial<Policy> => ({
  limits: [
    ...policyInput.limits,
    { stage: 'handling', category: 'dispute', limit: { value, unit: 'workDay' } },
  ],
});

describe('a dry run of the policy in use', () => {
  it.each([
    'reported',
    'acknowledgement',
    'handling',
    'joint',
    'verification',
    'followUp',
    'closed',
    'declined',
    'voided',
    'merged',
  ] as const)('finds no difference in a case at %s', (stage) => {
    expect(compared(lifeAt(stage), {})).toBeUndefined();
  });
});

describe('the unit on duty', () => {
  it('is told before and after where it differs', () => {
    const duties = [
      ...policyInput.duties,
      { category: 'dispute.neighbour', kind: 'judicialOffice' as const, level: 'township' as const },
    ];
    expect(compared(lifeAt('reported'), { duties })).toEqual({
      id: matter().id,
      routed: { before: township, after: judicial },
    });
  });

  it('may be nobody', () => {
    const [, ...duties] = policyInput.duties;
    expect(compared(lifeAt('reported'), { duties })).toEqual({
      id: matter().id,
      routed: { before: township },
    });
  });

  it('is nothing to a matter that was settled on the spot', () => {
    const { events, next } = fileCase(
      { type: 'selfHandle', matter: matter(), description: 'Loud.', desk: committee, result: 'Settled.' },
      filingContext({ actor: gridWorker }),
    );
    expect(compared(new Life({ events, next }), { duties: [] })).toBeUndefined();
  });
});

describe('the deadline of handling', () => {
  it('is counted from the dispatch by either limit', () => {
    expect(compared(lifeAt('closed'), disputesWithin(1))).toEqual({
      id: matter().id,
      due: {
        before: {
          limit: { value: 5, unit: 'workDay' },
          dueAt: at('2025-03-10 09:15'),
          beyondCalendar: false,
        },
        after: { limit: { value: 1, unit: 'workDay' }, dueAt: at('2025-03-04 09:15'), beyondCalendar: false },
      },
    });
  });

  it('is none of a case that was never dispatched', () => {
    expect(compared(lifeAt('declined'), disputesWithin(1))).toBeUndefined();
  });

  it('does not differ for a limit of the same length in other words', () => {
    expect(
      compared(lifeAt('closed'), {
        limits: [
          ...policyInput.limits,
          { stage: 'handling', category: 'dispute', limit: { value: 40, unit: 'workHour' } },
        ],
      }),
    ).toBeUndefined();
  });
});

describe('escalations', () => {
  it('are those of the ladder, counted over the real waits', () => {
    // 5 work days from Monday 09:15 end on the next Monday; acknowledgement and dispatch were in time.
    const life = lifeAt('handling');
    expect(escalationsUnder(policy, life.history, circumstances)).toBe(0);
    expect(escalationsUnder(policy, life.history, { ...circumstances, until: at('2025-03-10 09:15') })).toBe(
      1,
    );
  });

  it('come sooner and more often under shorter limits', () => {
    const life = lifeAt('handling');
    // 1 work day: to the county on Tuesday 09:15. It never signs (2 work hours): to the city at 11:15, the top.
    expect(compared(life, disputesWithin(1))?.escalations).toEqual({ happened: 0, before: 0, after: 2 });
    expect(compared(life, disputesWithin(1), at('2025-03-04 11:14'))?.escalations).toEqual({
      happened: 0,
      before: 0,
      after: 1,
    });
  });

  it('agree with what the ladder did when the sweep was in time', () => {
    const life = lifeAt('acknowledgement');
    for (const minute of ['11:15', '15:15', '17:15']) life.sweep(at(`2025-03-03 ${minute}`));
    const happened = life.history.filter(({ type }) => type === 'escalated').length;
    expect(happened).toBe(2);
    expect(escalationsUnder(policy, life.history, circumstances)).toBe(happened);
  });

  it('stand still while a case is suspended', () => {
    const life = lifeAt('handling');
    const until = at('2025-03-07 18:00');
    life.give(
      officer(police),
      { type: 'suspend', until, reason: 'The family is away.' },
      at('2025-03-03 10:00'),
    );
    life.give(dispatcher(township), { type: 'approve' }, at('2025-03-03 10:05'));
    expect(compared(life, disputesWithin(1), at('2025-03-07 18:00'))?.escalations).toBeUndefined();
  });

  it('are over when the case is', () => {
    const life = lifeAt('closed');
    expect(compared(life, disputesWithin(0.2), at('2025-06-01 09:00'))?.escalations).toBeUndefined();
    expect(compared(life, disputesWithin(0.02), at('2025-06-01 09:00'))?.escalations).toMatchObject({
      happened: 0,
      before: 0,
    });
  });

  it('follow the ladder of the new policy', () => {
    const life = lifeAt('handling');
    expect(
      compared(
        life,
        {
          ladders: [
            ...policyInput.ladders,
            { category: 'dispute', rungs: [{ share: 1, actions: ['supervise'] }] },
          ],
        },
        at('2025-03-12 09:00'),
      )?.escalations,
    ).toEqual({ happened: 0, before: 2, after: 0 });
  });
});

describe('a category that the new policy does not have', () => {
  it('is told, and nothing else', () => {
    const life = new Life(filed({ category: 'dispute.neighbour' }));
    expect(
      compared(life, {
        categories: policyInput.categories.filter(({ code }) => code !== 'dispute.neighbour'),
      }),
    ).toEqual({ id: matter().id, unknownCategory: true });
  });
});

describe('centres', () => {
  it('are the first seats by code, and where a level has none the next above', () => {
    expect(centresAmong([city, county, committee])(GRID)).toEqual({
      community: committee,
      township: county,
      county,
      city,
    });
    expect(() => centresAmong([county])(GRID)).toThrow('no command centre');
  });
});
