import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestOf, type Stage } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { countsOfCase } from '#domain/case/count.ts';
import { fileCase, type SelfHandle } from '#domain/case/file.ts';
import { type Counters, dayOf, nameOfRow, type Row, rowsOf } from '#domain/statistics/count.ts';
import { closuresOf } from '#domain/statistics/rates.ts';
import { plusSeconds } from '#domain/time/instant.ts';
import {
  at,
  centres,
  committee,
  county,
  dispatcher,
  filed,
  filingContext,
  GRID,
  gridWorker,
  judicial,
  justice,
  Life,
  lawFirm,
  lifeAt,
  MERGE,
  matter,
  officer,
  older,
  police,
  policyInput,
  policyWith,
  reporter,
  township,
} from '../builders.ts';

/** With a limit for the whole case of two working days: what was filed on Monday at 09:00 is due on Wednesday at 09:00. */
const policy = policyWith({
  limits: [...policyInput.limits, { stage: 'whole', limit: { value: 2, unit: 'workDay' } }],
  ladders: [
    ...policyInput.ladders,
    { stage: 'whole', rungs: [{ share: 1, actions: ['redCard', 'supervise'] }] },
  ],
});
const lives = (stage: Parameters<typeof lifeAt>[0]) => lifeAt(stage, { policy });

const rowsOfLife = ({ history }: Pick<Life, 'history'>): Row[] =>
  rowsOf(countsOfCase(history).flatMap(({ counts }) => counts));
const countersOf = (life: Pick<Life, 'history'>, name: string): Counters =>
  rowsOfLife(life).find((row) => nameOfRow(row) === name)?.counters ?? {};

describe('the counts of a case', () => {
  it('of a straight life stand in the rows of its grid and of all areas above it up to the county, and of its units', () => {
    const life = lives('closed');
    const area = {
      filed: 1,
      whistled: 1,
      satisfied: 1,
      closed: 1,
      closedAfter0: 1,
      due: 1,
      closedOnTime: 1,
      dueRaw: 1,
      closedOnTimeRaw: 1,
      secondsToClosing: 7200,
      dispatchDue: 1,
      dispatchDone: 1,
      dispatchOnTime: 1,
      acknowledgementDue: 1,
      acknowledgementDone: 1,
      acknowledgementOnTime: 1,
      partDue: 2,
      partDone: 2,
      partOnTime: 2,
      handlingDue: 1,
      handlingDone: 1,
      handlingOnTime: 1,
      verificationDue: 1,
      verificationDone: 1,
      verificationOnTime: 1,
      followUpDue: 1,
      followUpDone: 1,
      followUpOnTime: 1,
      reachedTownship: 1,
    };
    const part = { partsReceived: 1, partDue: 1, partDone: 1, partOnTime: 1 };
    expect(Object.fromEntries(rowsOfLife(life).map((row) => [nameOfRow(row), row.counters]))).toEqual({
      [`${GRID} 2025-03-03`]: area,
      '320613001001 2025-03-03': area,
      '320613001 2025-03-03': area,
      '320613 2025-03-03': area,
      [`${committee.code} 2025-03`]: {
        dispatchDue: 1,
        dispatchDone: 1,
        dispatchOnTime: 1,
        verificationDue: 1,
        verificationDone: 1,
        verificationOnTime: 1,
      },
      [`${police.code} 2025-03`]: {
        received: 1,
        whistled: 1,
        satisfied: 1,
        acknowledgementDue: 1,
        acknowledgementDone: 1,
        acknowledgementOnTime: 1,
        handlingDue: 1,
        handlingDone: 1,
        handlingOnTime: 1,
      },
      [`${judicial.code} 2025-03`]: part,
      [`${lawFirm.code} 2025-03`]: part,
      [`${township.code} 2025-03`]: { followUpDue: 1, followUpDone: 1, followUpOnTime: 1 },
    });
  });

  it('put what was closed late among what was due on the day of its deadline', () => {
    const life = lives('followUp');
    life.sweep(at('2025-03-05 10:00'));
    life.give(reporter, { type: 'followUp', satisfied: true }, at('2025-03-06 10:00'));
    expect(countersOf(life, '320613 2025-03-05')).toEqual({
      due: 1,
      closedLate: 1,
      dueRaw: 1,
      redCards: 1,
      supervised: 1,
    });
    expect(countersOf(life, '320613 2025-03-06')).toMatchObject({ closed: 1, followUpOnTime: 1 });
    expect(countersOf(life, '320613 2025-03-06').closedOnTime).toBeUndefined();
    expect(countersOf(life, '320613 2025-03-03').closedAfter3).toBe(1);
  });

  it('take the very instant of a deadline for in time, of the case and of a stage', () => {
    const life = lives('followUp');
    const [stage, whole] = [life.current.state, life.current.whole!];
    expect(whole.dueAt).toBe(at('2025-03-05 09:00'));
    life.give(reporter, { type: 'followUp', satisfied: true }, whole.dueAt);
    expect(countersOf(life, '320613 2025-03-05')).toMatchObject({ closedOnTime: 1, due: 1 });
    expect('clock' in stage && stage.clock.dueAt > whole.dueAt).toBe(true);
    const late = lives('acknowledgement');
    const { clock } = late.current.state as Extract<typeof late.current.state, { stage: 'acknowledgement' }>;
    late.give(officer(police), { type: 'acknowledge' }, clock.dueAt);
    expect(countersOf(late, `${police.code} 2025-03`)).toMatchObject({ acknowledgementOnTime: 1 });
  });

  it('stand on the day and in the month that Shanghai has', () => {
    const reportedAt = at('2025-03-01 02:00');
    const life = new Life(filed({ reportedAt }, { now: reportedAt }), {});
    expect(reportedAt.slice(0, 10)).toBe('2025-02-28');
    life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' });
    expect(countersOf(life, '320613 2025-03-01')).toMatchObject({ filed: 1, dispatchDone: 1 });
    expect(countersOf(life, `${police.code} 2025-03`)).toEqual({ received: 1 });
    expect(rowsOfLife(life).map(nameOfRow).join()).not.toContain('2025-02');
  });

  it('call everything that took longer than a period can be the same', () => {
    const life = lives('followUp');
    life.give(reporter, { type: 'followUp', satisfied: true }, at('2025-09-01 10:00'));
    const closed = Object.keys(countersOf(life, '320613 2025-03-03')).filter((name) =>
      name.startsWith('closedAfter'),
    );
    expect(closed).toEqual(['closedAfter92']);
  });

  it('keep an overdue case among what was due and is open, and take out what was declined', () => {
    expect(countersOf(lives('reported'), '320613 2025-03-05')).toEqual({ due: 1, dueRaw: 1 });
    const declined = lives('declined');
    expect(countersOf(declined, '320613 2025-03-05')).toEqual({});
    expect(countersOf(declined, '320613 2025-03-03')).toEqual({ filed: 1, declined: 1 });
  });

  it('move what is due with its deadline: a suspended case is not due, and a resumed one later', () => {
    const life = lives('handling');
    const ask: PersonalCommand = {
      type: 'suspend',
      until: at('2025-03-04 09:45'),
      reason: 'Until the works are done.',
    };
    life.give(officer(police), ask);
    life.give(dispatcher(township), { type: 'approve' });
    // Suspensions not taken off, it is due all the same.
    expect(countersOf(life, '320613 2025-03-05')).toEqual({ dueRaw: 1 });
    life.give(dispatcher(township), { type: 'resume' }, at('2025-03-04 09:30'));
    expect(countersOf(life, '320613 2025-03-05')).toEqual({ dueRaw: 1 });
    expect(countersOf(life, '320613 2025-03-06')).toEqual({ due: 1 });
  });

  it('call what was suspended in time by the one deadline, and late by the one that nothing has moved', () => {
    const life = lives('handling');
    const until = at('2025-03-10 09:45');
    life.give(officer(police), { type: 'suspend', until, reason: 'Until the works are done.' });
    life.give(dispatcher(township), { type: 'approve' });
    life.give(dispatcher(township), { type: 'resume' }, at('2025-03-06 09:30'));
    life.give(officer(police), { type: 'submitResult', result: 'Settled.' }, at('2025-03-06 10:00'));
    const passed = { type: 'verify', passed: true, instead: 'The worker is away.' } as const;
    life.give(dispatcher(county), passed, at('2025-03-06 11:00'));
    life.give(reporter, { type: 'followUp', satisfied: true }, at('2025-03-06 12:00'));
    expect(countersOf(life, '320613 2025-03-06')).toMatchObject({ due: 1, closedOnTime: 1 });
    expect(countersOf(life, '320613 2025-03-06').dueRaw).toBeUndefined();
    expect(countersOf(life, '320613 2025-03-05')).toEqual({ dueRaw: 1 });
  });

  it('take another severity for another limit, also where nothing is taken off', () => {
    const life = lives('handling');
    const { dueAt } = life.current.whole!;
    life.give(dispatcher(township), { type: 'changeSeverity', severity: 'critical', reason: 'A fire.' });
    const moved = life.current.whole!.dueAt;
    expect(moved <= dueAt).toBe(true);
    expect(countersOf(life, `320613 ${dayOf(moved)}`)).toMatchObject({ due: 1, dueRaw: 1 });
  });

  it('call a limit that the ladder escalates due and not done, and what a unit does after its deadline late', () => {
    const life = lives('acknowledgement');
    life.sweep(at('2025-03-03 16:00'));
    expect(countersOf(life, `${police.code} 2025-03`)).toEqual({
      received: 1,
      yellowCards: 1,
      escalated: 1,
      acknowledgementDue: 1,
    });
    expect(countersOf(life, `${county.code} 2025-03`)).toEqual({ received: 1 });
    const patient = policyWith({ ladders: [{ rungs: [{ share: 3, actions: ['escalate'] }] }] });
    const late = lifeAt('acknowledgement', { policy: patient });
    late.give(officer(police), { type: 'acknowledge' }, at('2025-03-03 15:00'));
    expect(countersOf(late, `${police.code} 2025-03`)).toEqual({
      received: 1,
      acknowledgementDue: 1,
      acknowledgementDone: 1,
    });
  });

  it('follow a case into another grid, and leave what is told of its filing where it was filed', () => {
    const other = GRID.replace(/7$/, '8');
    const life = lives('followUp');
    life.rule({ type: 'rehome', grid: other, borderVersion: 'g-2' }, at('2025-03-04 09:00'));
    expect(countersOf(life, `${GRID} 2025-03-05`)).toEqual({});
    expect(countersOf(life, `${other} 2025-03-05`)).toEqual({ due: 1, dueRaw: 1 });
    expect(countersOf(life, '320613001001 2025-03-05')).toEqual({ due: 1, dueRaw: 1 });
    life.give(reporter, { type: 'followUp', satisfied: true }, at('2025-03-04 10:00'));
    expect(countersOf(life, `${other} 2025-03-04`)).toMatchObject({ closed: 1, closedOnTime: 1, due: 1 });
    expect(countersOf(life, `${GRID} 2025-03-03`)).toMatchObject({ filed: 1, closedAfter1: 1 });
  });

  it('tell of any evening what stood closed then: a reopened case is taken off from its day on', () => {
    const life = lives('closed');
    life.give(dispatcher(township), { type: 'reopen', reason: 'It is loud again.' }, at('2025-03-05 09:00'));
    const filedThen = rowsOfLife(life).filter((row) => 'area' in row && row.area === '320613') as (Row & {
      day: string;
    })[];
    const closedOn = (evening: string) => closuresOf(filedThen, evening).closedAtReport;
    expect(['2025-03-03', '2025-03-04', '2025-03-05'].map(closedOn)).toEqual([1, 1, 0]);
    expect(closuresOf(filedThen, '2025-03-03').closedFinally).toBe(0);
  });

  it('count the first time that a case reaches a level, once', () => {
    const life = lives('acknowledgement');
    life.give(officer(police), { type: 'acknowledge' });
    life.give(officer(police), { type: 'escalate', reason: 'Too big.' });
    life.give(dispatcher(county), { type: 'delegate', reason: 'Small enough.' });
    life.give(dispatcher(township), { type: 'escalate', reason: 'Too big.' });
    const sums = countersOf(life, '320613 2025-03-03');
    expect(sums).toMatchObject({ reachedTownship: 1, reachedCounty: 1, escalated: 2 });
    expect(sums.reachedCity).toBeUndefined();
  });
});

/** What the last step of a life adds, in the grid and for units, without what comes of the clock of the whole case. */
const added = (life: Life, step: () => unknown) => {
  const before = life.history.length;
  step();
  const counts = countsOfCase(life.history, before).flatMap((event) => event.counts);
  const rows = rowsOf(counts);
  const grid = rows.filter((row) => 'area' in row && row.area.length === 15);
  const units = rows.flatMap((row) => ('unit' in row ? [[row.unit, row.counters] as const] : []));
  return {
    grid: Object.assign({}, ...grid.map(({ counters }) => counters)),
    units: Object.fromEntries(units),
  };
};
const assignedTo = (unit: typeof township): Life => {
  const life = lifeAt('reported');
  life.give(dispatcher(unit.kind === 'commandCenter' ? unit : township), {
    type: 'assign',
    unit: unit.code,
    reason: 'Theirs.',
  });
  return life;
};
const inJoint = (): Life => {
  const life = lifeAt('handling');
  life.give(officer(police), {
    type: 'whistle',
    units: [judicial.code, lawFirm.code],
    ask: 'Mediate.',
    join: 'all',
  });
  return life;
};
/** Asked for by the unit, and decided by the township's centre. */
const asked = (life: Life, command: PersonalCommand): Life => {
  life.give(officer(police), command);
  return life;
};
const approve: [ReturnType<typeof officer>, PersonalCommand] = [dispatcher(township), { type: 'approve' }];
const ON_TIME = (stage: string) => ({ [`${stage}Due`]: 1, [`${stage}Done`]: 1, [`${stage}OnTime`]: 1 });

describe('each event', () => {
  it.each<[string, Life, [Parameters<Life['give']>[0], PersonalCommand], object, object]>([
    [
      'delegated',
      assignedTo(township),
      [dispatcher(township), { type: 'delegate', reason: 'Small.' }],
      { delegated: 1 },
      { [township.code]: { delegated: 1 }, [committee.code]: { received: 1 } },
    ],
    [
      'returned',
      lifeAt('acknowledgement'),
      [officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' }],
      { returned: 1 },
      { [police.code]: { returned: 1 } },
    ],
    [
      'escalated by a person',
      lifeAt('handling'),
      [officer(police), { type: 'escalate', reason: 'Too big.' }],
      { escalated: 1, reachedCounty: 1 },
      { [police.code]: { escalated: 1 }, [county.code]: { received: 1 } },
    ],
    [
      'designated',
      lifeAt('reported'),
      [dispatcher(township), { type: 'designate', unit: police.code, reason: 'Theirs.' }],
      { ...ON_TIME('dispatch'), reachedTownship: 1 },
      { [committee.code]: ON_TIME('dispatch'), [police.code]: { received: 1 } },
    ],
    [
      'designated where it is already in charge',
      lifeAt('acknowledgement'),
      [dispatcher(township), { type: 'designate', unit: police.code, reason: 'Theirs.' }],
      {},
      {},
    ],
    [
      'whistled',
      lifeAt('handling'),
      [
        officer(police),
        { type: 'whistle', units: [judicial.code, lawFirm.code], ask: 'Mediate.', join: 'all' },
      ],
      { whistled: 1 },
      {
        [police.code]: { whistled: 1 },
        [judicial.code]: { partsReceived: 1 },
        [lawFirm.code]: { partsReceived: 1 },
      },
    ],
    [
      'partReturned',
      inJoint(),
      [
        officer(judicial),
        { type: 'returnPart', unit: judicial.code, code: 'notOurDuty', reason: 'Not ours.' },
      ],
      {},
      { [judicial.code]: { partsReturned: 1 } },
    ],
    [
      'partExtensionRequested',
      inJoint(),
      [officer(judicial), { type: 'extendPart', unit: judicial.code, reason: 'They are away.' }],
      {},
      {},
    ],
    [
      'responded',
      inJoint(),
      [officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' }],
      ON_TIME('part'),
      { [judicial.code]: ON_TIME('part') },
    ],
    [
      'reworked',
      lifeAt('verification'),
      [
        dispatcher(committee),
        {
          type: 'verify',
          passed: false,
          code: 'notDone',
          reason: 'Nothing was done.',
          instead: 'The grid worker is ill.',
        },
      ],
      { reworked: 1, ...ON_TIME('verification') },
      { [police.code]: { reworked: 1 }, [committee.code]: ON_TIME('verification') },
    ],
    [
      'followedUp by somebody who is not satisfied',
      lifeAt('followUp'),
      [reporter, { type: 'followUp', satisfied: false, reason: 'Still loud.' }],
      { unsatisfied: 1, secondLooks: 1, reachedCounty: 1, ...ON_TIME('followUp') },
      {
        [police.code]: { unsatisfied: 1 },
        [township.code]: ON_TIME('followUp'),
        [county.code]: { received: 1 },
      },
    ],
    [
      'requested',
      lifeAt('handling'),
      [officer(police), { type: 'extend', reason: 'They are away.' }],
      {},
      {},
    ],
    [
      'extended',
      asked(lifeAt('handling'), { type: 'extend', reason: 'They are away.' }),
      approve,
      { extended: 1 },
      { [police.code]: { extended: 1 } },
    ],
    [
      'suspended',
      asked(lifeAt('handling'), { type: 'suspend', until: at('2025-04-01 09:00'), reason: 'Works.' }),
      approve,
      { suspended: 1 },
      { [police.code]: { suspended: 1 } },
    ],
    [
      'voided',
      asked(lifeAt('handling'), { type: 'void', code: 'filedByMistake', reason: 'A test call.' }),
      approve,
      { voided: 1 },
      {},
    ],
    [
      'supervisionOrdered',
      lifeAt('handling'),
      [dispatcher(county), { type: 'supervise', text: 'What is going on?' }],
      { supervised: 1 },
      { [police.code]: { supervised: 1 } },
    ],
    ['merged', lifeAt('reported'), [dispatcher(committee), MERGE], { merged: 1 }, {}],
    [
      'appealed',
      lifeAt('declined'),
      [reporter, { type: 'appeal', reason: 'The court has something else.' }],
      { appealed: 1 },
      {},
    ],
    [
      'reopened',
      lifeAt('closed'),
      [dispatcher(township), { type: 'reopen', reason: 'It is loud again.' }],
      { reopened: 1, closedAfter0: -1 },
      {},
    ],
    ['commented', lifeAt('handling'), [officer(police), { type: 'comment', text: 'Called.' }], {}, {}],
    [
      'severityChanged',
      lifeAt('handling'),
      [dispatcher(township), { type: 'changeSeverity', severity: 'critical', reason: 'A knife.' }],
      {},
      {},
    ],
  ])('%s adds this', (_, life, [actor, command], grid, units) => {
    expect(added(life, () => life.give(actor, command))).toEqual({ grid, units });
  });

  it('of a late part counts against the unit that was late, and then for the one to which it was raised', () => {
    const life = inJoint();
    const late = added(life, () => life.sweep(at('2025-03-05 12:00')));
    expect(late.units[judicial.code]).toEqual({ partDue: 1, yellowCards: 1 });
    const answered = added(life, () =>
      life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' }),
    );
    expect(answered.units).toEqual({ [justice.code]: ON_TIME('part') });
  });

  it('of a matter settled on the spot counts in its place alone, drawn for verification or not', () => {
    const settled = (sample?: SelfHandle['sample']) =>
      rowsOf(
        countsOfCase(
          fileCase(
            {
              type: 'selfHandle',
              matter: matter({ channel: 'gridWorker' }),
              description: 'On the stairs.',
              desk: committee,
              result: 'Moved it.',
              ...(sample && { sample }),
            },
            filingContext({ actor: gridWorker }),
          ).events,
        ).flatMap(({ counts }) => counts),
      );
    const names = (rows: Row[]) => rows.map(nameOfRow);
    expect(settled().at(0)?.counters).toEqual({
      filed: 1,
      selfHandled: 1,
      closed: 1,
      closedAfter0: 1,
    });
    const sampled = settled({ centres, verifiers: [] });
    expect(sampled.at(0)?.counters).toEqual({ filed: 1, selfHandled: 1, sampled: 1 });
    for (const rows of [settled(), sampled]) expect(names(rows)).toHaveLength(4);
  });
});

const OFFERS: readonly ((life: Life) => unknown)[] = [
  ...(
    [
      { type: 'assign', unit: police.code, reason: 'Theirs.' },
      { type: 'designate', unit: township.code, reason: 'Theirs.' },
      { type: 'acknowledge' },
      { type: 'acknowledge' },
      { type: 'return', code: 'notOurDuty', reason: 'Not ours.' },
      { type: 'delegate', reason: 'Small.' },
      { type: 'escalate', reason: 'Too big.' },
      { type: 'whistle', units: [judicial.code, lawFirm.code], ask: 'Mediate.', join: 'any' },
      { type: 'respond', unit: judicial.code, answer: 'Done.' },
      { type: 'extend', reason: 'They are away.' },
      { type: 'suspend', until: at('2025-05-01 09:00'), reason: 'Works.' },
      { type: 'approve' },
      { type: 'resume' },
      {
        type: 'submitResult',
        result: 'Settled.',
        parts: { [judicial.code]: 'Done.', [lawFirm.code]: 'Done.' },
      },
      { type: 'verify', passed: true, instead: 'The grid worker is ill.', note: 'Seen.' },
      { type: 'verify', passed: false, code: 'notDone', reason: 'Nothing was done.', instead: 'Ill.' },
      { type: 'followUp', satisfied: true },
      { type: 'followUp', satisfied: false, reason: 'Still loud.' },
      { type: 'reopen', reason: 'It is loud again.' },
      MERGE,
      { type: 'decline', code: 'inLitigation', reason: 'The court has it.' },
      { type: 'changeSeverity', severity: 'critical', reason: 'A knife.' },
      { type: 'supervise', text: 'What is going on?' },
    ] satisfies PersonalCommand[]
  ).map((said) => (life: Life) => {
    const wish = requestOf(life.current);
    const command = said.type === 'approve' && wish?.kind === 'merge' ? { ...said, into: older } : said;
    life.try(command, CAST[life.history.length % CAST.length]);
  }),
  (life) => life.rule({ type: 'rehome', grid: GRID.replace(/7$/, '8'), borderVersion: 'g-2' }),
];
/** What usually comes next, so that lives come to their end now and then. */
const USUAL: Partial<Record<Stage, PersonalCommand>> = {
  reported: { type: 'assign', unit: police.code, reason: 'Theirs.' },
  acknowledgement: { type: 'acknowledge' },
  handling: { type: 'submitResult', result: 'Settled.' },
  joint: { type: 'respond', unit: lawFirm.code, answer: 'Done.' },
  verification: { type: 'verify', passed: true, instead: 'The grid worker is ill.', note: 'Seen.' },
  followUp: { type: 'followUp', satisfied: true },
};
const doTheUsual = (life: Life): void => {
  const usual = USUAL[life.current.state.stage];
  if (usual) life.try(usual);
};

const CAST = [dispatcher(township), officer(police), reporter, gridWorker];

const someLife = fc
  .array(
    fc.record({
      offer: fc.oneof(fc.nat(OFFERS.length - 1), fc.constant(-1)),
      hours: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(60) }),
    }),
    { minLength: 5, maxLength: 40 },
  )
  .map((steps) => {
    const life = new Life(filed({}, { policy }), { policy });
    let now = life.now;
    for (const { offer, hours } of steps) {
      now = plusSeconds(now, hours * 3600);
      life.sweep(now);
      (OFFERS[offer] ?? doTheUsual)(life);
    }
    return life;
  });

const RUNS = { numRuns: 400 };

describe('whatever becomes of a case', () => {
  it('it is counted the same in one go and in any pieces', () => {
    fc.assert(
      fc.property(someLife, fc.array(fc.nat(60)), ({ history }, cuts) => {
        const ends = [...new Set([...cuts.filter((cut) => cut < history.length), history.length])].sort(
          (a, b) => a - b,
        );
        const pieces = ends.flatMap((end, i) => countsOfCase(history.slice(0, end), ends[i - 1] ?? 0));
        expect(pieces).toEqual(countsOfCase(history));
      }),
      RUNS,
    );
  });

  it('its sums say where it stands, and every level has the same', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(someLife, (life) => {
        const rows = rowsOfLife(life);
        const sums = (length: number): Record<string, number> => {
          const sum: Record<string, number> = {};
          for (const row of rows)
            if ('area' in row && row.area.length === length)
              for (const [name, by] of Object.entries(row.counters)) sum[name] = (sum[name] ?? 0) + by;
          return Object.fromEntries(Object.entries(sum).filter(([, by]) => by !== 0));
        };
        const county = sums(6);
        for (const length of [9, 12, 15]) expect(sums(length)).toEqual(county);
        const of = (name: string) => county[name] ?? 0;
        const { state, whole } = life.current;
        const isClosed = state.stage === 'closed' ? 1 : 0;
        seen.add(state.stage);
        expect(of('filed')).toBe(1);
        expect(of('closed') - of('reopened')).toBe(isClosed);
        expect(of('closedOnTime') + of('closedLate')).toBe(isClosed);
        expect(closuresOf([{ day: '2025-03-03', counters: county }], '2025-03-03').closedFinally).toBe(
          isClosed,
        );
        const isDue = isClosed || (!('closedAt' in state) && whole?.runningSince !== undefined) ? 1 : 0;
        expect(of('due')).toBe(isDue);
        expect(of('dueRaw')).toBe((isClosed || !('closedAt' in state)) && whole ? 1 : 0);
        expect(of('closedOnTimeRaw')).toBeLessThanOrEqual(of('closedOnTime'));
        for (const stage of ['dispatch', 'acknowledgement', 'handling', 'part', 'verification', 'followUp'])
          expect([
            of(`${stage}OnTime`) <= of(`${stage}Done`),
            of(`${stage}Done`) <= of(`${stage}Due`),
          ]).toEqual([true, true]);
      }),
      RUNS,
    );
    expect([...seen].sort()).toEqual(
      expect.arrayContaining(['acknowledgement', 'closed', 'declined', 'handling', 'verification']),
    );
  });
});
