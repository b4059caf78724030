import { describe, expect, it } from 'vitest';
import { type Case, isOpen, partsOf, type Stage } from '#domain/case/case.ts';
import { type CaseCommand, personalCommands } from '#domain/case/commands.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { fileCase } from '#domain/case/file.ts';
import { STAGE_NAMES } from '#domain/case/stages.ts';
import type { Unit, UnitKind } from '#domain/place/unit.ts';
import {
  at,
  city,
  committee,
  contextWith,
  county,
  decide,
  dispatcher,
  file,
  filed,
  filingContext,
  GRID,
  gridWorker,
  judicial,
  justice,
  Life,
  lawFirm,
  lifeAt,
  local,
  MERGE,
  matter,
  merged,
  type Outcome,
  officer,
  older,
  PARTS_NAMED,
  police,
  policyWith,
  reporter,
  roads,
  township,
} from '../builders.ts';

const STAGES = Object.keys(STAGE_NAMES) as Stage[];

const NO = 'refused: wrong-stage';
/** Whatever people want of a merged case. */
const ELSEWHERE = 'refused: goes-on-elsewhere';

const DUTY = { unit: roads, reason: { 'zh-CN': '第一行', en: 'Row 1.' } };

/** Rules of the system are nobody's. */
const by = ({ type }: CaseCommand) => {
  if (!(type in personalCommands)) return undefined;
  return type === 'assign' || type === 'designate' ? dispatcher(county) : officer(police);
};

/** One row: the answer at the stages named, and the same answer at all others. */
const stages = (otherwise: string, answers: Partial<Record<Stage, string>> = {}): Record<Stage, string> => ({
  ...(Object.fromEntries(STAGES.map((stage) => [stage, otherwise])) as Record<Stage, string>),
  ...(otherwise.startsWith('refused') && { merged: ELSEWHERE }),
  ...answers,
});

/**
 * Every command at every stage, on a case as `lifeAt` brings it there and, where a row says so, after what was `given`:
 * what happens → the stage after it, the unit in charge, the level, the clock that runs, and whether a new wait begins; or
 * the code of the refusal. Access is not asked: that is the table of `access.test.ts`.
 */
const TABLE: Record<string, { given?: CaseCommand[]; command: CaseCommand; at: Record<Stage, string> }> = {
  assign: {
    command: { type: 'assign', unit: roads.code, reason: 'Theirs.' },
    at: stages(NO, {
      reported: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
      acknowledgement: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
      handling: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
    }),
  },
  'assign by the duty list': {
    command: { type: 'assignByDutyList' },
    at: stages(NO, {
      reported: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
      merged: NO,
    }),
  },
  designate: {
    command: { type: 'designate', unit: roads.code, reason: 'Theirs, finally.' },
    at: stages(NO, {
      reported: 'designated → acknowledgement, road crew, county, acknowledgement clock, new turn',
      acknowledgement: 'designated → acknowledgement, road crew, county, acknowledgement clock, new turn',
      handling: 'designated → acknowledgement, road crew, county, acknowledgement clock, new turn',
    }),
  },
  delegate: {
    command: { type: 'delegate', reason: 'Small enough.' },
    at: stages(NO, {
      reported: 'refused: nobody-below',
      acknowledgement: 'delegated → acknowledgement, committee, community, acknowledgement clock, new turn',
      handling: 'delegated → acknowledgement, committee, community, acknowledgement clock, new turn',
    }),
  },
  acknowledge: {
    command: { type: 'acknowledge' },
    at: stages(NO, {
      acknowledgement: 'acknowledged → handling, police station, township, handling clock, new turn',
    }),
  },
  return: {
    command: { type: 'return', code: 'notOurDuty', reason: 'Not ours.' },
    at: stages(NO, {
      acknowledgement: 'returned → reported, township centre, township, dispatch clock, new turn',
      handling: 'returned → reported, township centre, township, dispatch clock, new turn',
    }),
  },
  'return by a designated unit': {
    given: [{ type: 'designate', unit: police.code, reason: 'Yours.' }],
    command: { type: 'return', code: 'notOurDuty', reason: 'Not ours.' },
    at: stages(NO, {
      reported: 'refused: designated',
      acknowledgement: 'refused: designated',
      handling: 'refused: designated',
    }),
  },
  whistle: {
    command: { type: 'whistle', units: [judicial.code, lawFirm.code], ask: 'Mediate.', join: 'all' },
    at: stages(NO, {
      handling: 'whistled → joint, police station, township, handling clock, new turn',
    }),
  },
  'respond: one of two': {
    command: { type: 'respond', unit: judicial.code, answer: 'Done.' },
    at: stages(NO, {
      joint: 'responded → joint, police station, township, handling clock, same turn',
    }),
  },
  'return a part': {
    command: { type: 'returnPart', unit: judicial.code, code: 'notOurDuty', reason: 'Not ours.' },
    at: stages(NO, {
      joint: 'partReturned → joint, police station, township, handling clock, same turn',
    }),
  },
  'take a part off': {
    command: { type: 'removePart', unit: judicial.code, reason: 'Settled without it.' },
    at: stages(NO, {
      joint: 'partRemoved → joint, police station, township, handling clock, same turn',
    }),
  },
  'ask for more time for a part': {
    command: { type: 'extendPart', unit: judicial.code, reason: 'They are away.' },
    at: stages(NO, {
      joint: 'partExtensionRequested → joint, police station, township, handling clock, same turn',
    }),
  },
  'grant a part more time unasked': {
    command: { type: 'approvePart', unit: judicial.code },
    at: stages(NO, {
      joint: 'refused: nothing-requested',
    }),
  },
  'grant a part more time': {
    given: [{ type: 'extendPart', unit: judicial.code, reason: 'They are away.' }],
    command: { type: 'approvePart', unit: judicial.code },
    at: stages(NO, {
      joint: 'partExtended → joint, police station, township, handling clock, same turn',
    }),
  },
  'refuse a part more time unasked': {
    command: { type: 'refusePart', unit: judicial.code, reason: 'No.' },
    at: stages(NO, {
      joint: 'refused: nothing-requested',
    }),
  },
  'refuse a part more time': {
    given: [{ type: 'extendPart', unit: judicial.code, reason: 'They are away.' }],
    command: { type: 'refusePart', unit: judicial.code, reason: 'No.' },
    at: stages(NO, {
      joint: 'partExtensionRefused → joint, police station, township, handling clock, same turn',
    }),
  },
  'submit the result': {
    command: { type: 'submitResult', result: 'Done.' },
    at: stages(NO, {
      handling: 'resultSubmitted → verification, committee, township, verification clock, new turn',
    }),
  },
  'verify: passed': {
    command: { type: 'verify', passed: true },
    at: stages(NO, {
      verification: 'verified → followUp, township centre, township, followUp clock, new turn',
    }),
  },
  'verify: not good enough': {
    command: { type: 'verify', passed: false, code: 'notDone', reason: 'Nothing was done.' },
    at: stages(NO, {
      verification: 'reworked → handling, police station, township, handling clock, new turn',
    }),
  },
  'follow up: satisfied': {
    command: { type: 'followUp', satisfied: true },
    at: stages(NO, {
      followUp: 'followedUp + closed → closed, township, new turn',
    }),
  },
  'follow up: not satisfied': {
    command: { type: 'followUp', satisfied: false, reason: 'Still loud.' },
    at: stages(NO, {
      followUp:
        'followedUp + secondLookOrdered → acknowledgement, county centre, county, acknowledgement clock, new turn',
    }),
  },
  escalate: {
    command: { type: 'escalate', reason: 'Too big.' },
    at: stages(NO, {
      reported: 'escalated → acknowledgement, township centre, township, acknowledgement clock, new turn',
      acknowledgement: 'escalated → acknowledgement, county centre, county, acknowledgement clock, new turn',
      handling: 'escalated → acknowledgement, county centre, county, acknowledgement clock, new turn',
      joint: 'escalated → joint, county centre, county, handling clock, new turn',
    }),
  },
  extend: {
    command: { type: 'extend', reason: 'They are away.' },
    at: stages(NO, {
      handling: 'requested → handling, police station, township, handling clock, same turn',
      joint: 'requested → joint, police station, township, handling clock, same turn',
    }),
  },
  'extend twice at a time': {
    given: [{ type: 'extend', reason: 'They are away.' }],
    command: { type: 'extend', reason: 'Once more.' },
    at: stages(NO, {
      handling: 'refused: already-requested',
      joint: 'refused: already-requested',
    }),
  },
  suspend: {
    command: { type: 'suspend', until: at('2025-06-01 09:00'), reason: 'Until the works are done.' },
    at: stages(NO, {
      handling: 'requested → handling, police station, township, handling clock, same turn',
    }),
  },
  'resume unsuspended': {
    command: { type: 'resume' },
    at: stages('refused: not-suspended'),
  },
  resume: {
    given: [{ type: 'suspend', until: at('2025-06-01 09:00'), reason: 'Works.' }, { type: 'approve' }],
    command: { type: 'resume' },
    at: stages('refused: not-suspended', {
      handling: 'resumed → handling, police station, township, handling clock, same turn',
    }),
  },
  void: {
    command: { type: 'void', code: 'filedByMistake', reason: 'A test call.' },
    at: stages(NO, {
      reported: 'requested → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'requested → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'requested → handling, police station, township, handling clock, same turn',
      joint: 'requested → joint, police station, township, handling clock, same turn',
      verification: 'requested → verification, committee, township, verification clock, same turn',
      followUp: 'requested → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  'approve: nothing': {
    command: { type: 'approve' },
    at: stages('refused: nothing-requested'),
  },
  'approve: an extension': {
    given: [{ type: 'extend', reason: 'They are away.' }],
    command: { type: 'approve' },
    at: stages('refused: nothing-requested', {
      handling: 'extended → handling, police station, township, handling clock, same turn',
      joint: 'extended → joint, police station, township, handling clock, same turn',
    }),
  },
  'approve: a suspension': {
    given: [{ type: 'suspend', until: at('2025-06-01 09:00'), reason: 'Works.' }],
    command: { type: 'approve' },
    at: stages('refused: nothing-requested', {
      handling: 'suspended → handling, police station, township, handling clock, same turn',
    }),
  },
  'approve: striking off': {
    given: [{ type: 'void', code: 'filedByMistake', reason: 'A test call.' }],
    command: { type: 'approve' },
    at: stages('voided → voided, township, new turn', {
      reported: 'voided → voided, community, new turn',
      closed: 'refused: nothing-requested',
      declined: 'refused: nothing-requested',
      voided: 'refused: nothing-requested',
      merged: ELSEWHERE,
    }),
  },
  'refuse: nothing': {
    command: { type: 'refuse', reason: 'No.' },
    at: stages('refused: nothing-requested'),
  },
  'refuse: striking off': {
    given: [{ type: 'void', code: 'filedByMistake', reason: 'A test call.' }],
    command: { type: 'refuse', reason: 'No.' },
    at: stages('refused: nothing-requested', {
      reported: 'requestRefused → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'requestRefused → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'requestRefused → handling, police station, township, handling clock, same turn',
      joint: 'requestRefused → joint, police station, township, handling clock, same turn',
      verification: 'requestRefused → verification, committee, township, verification clock, same turn',
      followUp: 'requestRefused → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  'change the severity': {
    command: { type: 'changeSeverity', severity: 'critical', reason: 'A knife was drawn.' },
    at: stages(NO, {
      reported: 'severityChanged → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'severityChanged → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'severityChanged → handling, police station, township, handling clock, same turn',
      joint: 'severityChanged → joint, police station, township, handling clock, same turn',
      verification: 'severityChanged → verification, committee, township, verification clock, same turn',
      followUp: 'severityChanged → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  supervise: {
    command: { type: 'supervise', text: 'What is going on?' },
    at: stages(NO, {
      reported: 'supervisionOrdered → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'supervisionOrdered → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'supervisionOrdered → handling, police station, township, handling clock, same turn',
      joint: 'supervisionOrdered → joint, police station, township, handling clock, same turn',
      verification: 'supervisionOrdered → verification, committee, township, verification clock, same turn',
      followUp: 'supervisionOrdered → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  'reply unasked': {
    command: { type: 'reply', text: 'We are at it.' },
    at: stages('refused: nothing-to-reply'),
  },
  reply: {
    given: [{ type: 'supervise', text: 'What is going on?' }],
    command: { type: 'reply', text: 'We are at it.' },
    at: stages('refused: nothing-to-reply', {
      reported: 'supervisionAnswered → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'supervisionAnswered → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'supervisionAnswered → handling, police station, township, handling clock, same turn',
      joint: 'supervisionAnswered → joint, police station, township, handling clock, same turn',
      verification: 'supervisionAnswered → verification, committee, township, verification clock, same turn',
      followUp: 'supervisionAnswered → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  decline: {
    command: { type: 'decline', code: 'inLitigation', reason: 'The court has it.' },
    at: stages(NO, {
      reported: 'declined → declined, community, new turn',
      acknowledgement: 'declined → declined, township, new turn',
    }),
  },
  merge: {
    command: MERGE,
    at: stages(NO, {
      reported: 'merged → merged, community, new turn',
      acknowledgement: 'merged → merged, township, new turn',
      handling: 'requested → handling, police station, township, handling clock, same turn',
      joint: 'requested → joint, police station, township, handling clock, same turn',
      verification: 'requested → verification, committee, township, verification clock, same turn',
      followUp: 'requested → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  absorb: {
    command: { type: 'absorb', from: merged(), reason: 'The same piano.' },
    at: stages(NO, {
      reported: 'absorbed → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'absorbed → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'absorbed → handling, police station, township, handling clock, same turn',
      joint: 'absorbed → joint, police station, township, handling clock, same turn',
      verification: 'absorbed → verification, committee, township, verification clock, same turn',
      followUp: 'absorbed → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  'approve: a merge': {
    given: [MERGE],
    command: { type: 'approve', into: older },
    at: stages('refused: nothing-requested', {
      reported: ELSEWHERE,
      acknowledgement: ELSEWHERE,
      handling: 'merged → merged, township, new turn',
      joint: 'merged → merged, township, new turn',
      verification: 'merged → merged, township, new turn',
      followUp: 'merged → merged, township, new turn',
    }),
  },
  appeal: {
    command: { type: 'appeal', reason: 'The court has something else.' },
    at: stages(NO, {
      declined: 'appealed → reported, township centre, township, dispatch clock, new turn',
    }),
  },
  reopen: {
    command: { type: 'reopen', reason: 'It is loud again.' },
    at: stages(NO, {
      closed: 'reopened → reported, township centre, township, dispatch clock, new turn',
    }),
  },
  attach: {
    command: { type: 'attach', files: [file()] },
    at: stages(NO, {
      reported: 'attached → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'attached → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'attached → handling, police station, township, handling clock, same turn',
      joint: 'attached → joint, police station, township, handling clock, same turn',
      verification: 'attached → verification, committee, township, verification clock, same turn',
      followUp: 'attached → followUp, township centre, township, followUp clock, same turn',
      closed: 'attached → closed, township, same turn',
      declined: 'attached → declined, community, same turn',
      voided: 'attached → voided, community, same turn',
    }),
  },
  comment: {
    command: { type: 'comment', text: 'Called back.' },
    at: stages(NO, {
      reported: 'commented → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'commented → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'commented → handling, police station, township, handling clock, same turn',
      joint: 'commented → joint, police station, township, handling clock, same turn',
      verification: 'commented → verification, committee, township, verification clock, same turn',
      followUp: 'commented → followUp, township centre, township, followUp clock, same turn',
      closed: 'commented → closed, township, same turn',
      declined: 'commented → declined, community, same turn',
      voided: 'commented → voided, community, same turn',
    }),
  },
  'advance the clock, nothing being due': {
    command: { type: 'advanceClock' },
    at: stages('nothing'),
  },
  'recalculate, nothing having changed': {
    command: { type: 'recalculate' },
    at: stages('nothing'),
  },
  rehome: {
    command: { type: 'rehome', grid: '320613001001008', borderVersion: 'g-2' },
    at: stages('nothing', {
      reported: 'rehomed → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'rehomed → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'rehomed → handling, police station, township, handling clock, same turn',
      joint: 'rehomed → joint, police station, township, handling clock, same turn',
      verification: 'rehomed → verification, committee, township, verification clock, same turn',
      followUp: 'rehomed → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  'rehome to the same grid': {
    command: { type: 'rehome', grid: GRID, borderVersion: 'g-2' },
    at: stages('nothing'),
  },
  park: {
    command: { type: 'park', reason: 'Out of retries.' },
    at: stages('nothing', {
      reported: 'parked → reported, committee, community, dispatch clock, same turn',
      acknowledgement: 'parked → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'parked → handling, police station, township, handling clock, same turn',
      joint: 'parked → joint, police station, township, handling clock, same turn',
      verification: 'parked → verification, committee, township, verification clock, same turn',
      followUp: 'parked → followUp, township centre, township, followUp clock, same turn',
    }),
  },
  restart: {
    command: { type: 'restart', reason: 'Looked at.' },
    at: stages(NO, {
      reported: 'restarted → reported, committee, community, dispatch clock, new turn',
      acknowledgement:
        'restarted → acknowledgement, police station, township, acknowledgement clock, new turn',
      handling: 'restarted → handling, police station, township, handling clock, new turn',
      joint: 'restarted → joint, police station, township, handling clock, new turn',
      verification: 'restarted → verification, committee, township, verification clock, new turn',
      followUp: 'restarted → followUp, township centre, township, followUp clock, new turn',
    }),
  },
  'hand on, the execution is gone': {
    command: { type: 'redrive', driver: 0 },
    at: stages('nothing', {
      reported: 'restarted → reported, committee, community, dispatch clock, new turn',
      acknowledgement:
        'restarted → acknowledgement, police station, township, acknowledgement clock, new turn',
      handling: 'restarted → handling, police station, township, handling clock, new turn',
      joint: 'restarted → joint, police station, township, handling clock, new turn',
      verification: 'restarted → verification, committee, township, verification clock, new turn',
      followUp: 'restarted → followUp, township centre, township, followUp clock, new turn',
    }),
  },
  'hand on, another execution drives by now': {
    command: { type: 'redrive', driver: 1 },
    at: stages('nothing'),
  },
};

const told = (before: Case, outcome: Outcome): string => {
  if ('rejection' in outcome) return `refused: ${outcome.rejection.code}`;
  const { events, next } = outcome;
  if (events.length === 0) return 'nothing';
  const turn = next.turn === before.turn ? 'same turn' : 'new turn';
  const happened = events.map(({ type }) => type).join(' + ');
  return isOpen(next)
    ? `${happened} → ${next.state.stage}, ${next.state.unit.name}, ${next.level}, ${next.state.clock.stage} clock, ${turn}`
    : `${happened} → ${next.state.stage}, ${next.level}, ${turn}`;
};

describe('the table of commands and stages', () => {
  it('has every command and every stage', () => {
    expect(new Set(Object.values(TABLE).map(({ command }) => command.type))).toEqual(
      new Set(Object.keys(caseProcess.commands)),
    );
    for (const { at: row } of Object.values(TABLE)) expect(Object.keys(row)).toEqual(STAGES);
    for (const stage of STAGES) expect(lifeAt(stage).current.state.stage).toBe(stage);
  });

  const cells = Object.entries(TABLE).flatMap(([row, { given = [], command, at: expected }]) =>
    STAGES.map((stage) => ({ row, given, command, stage, expected: expected[stage] })),
  );

  it.each(cells)('$row at "$stage": $expected', ({ given, command, stage, expected }) => {
    const life = lifeAt(stage, { duty: DUTY });
    for (const before of given) life.try(before, by(before));
    const before = life.current;
    expect(told(before, life.try(command, by(command)))).toBe(expected);
  });

  it('refuses in words that tell where the command has its place', () => {
    expect(lifeAt('verification').try({ type: 'return', code: 'notOurDuty', reason: '' })).toEqual({
      rejection: {
        kind: 'wrongStage',
        code: 'wrong-stage',
        message: {
          'zh-CN': '当前阶段为“待核实”，不能执行“退回”；该操作仅适用于：待签收、办理中。',
          en: 'It is waiting for verification; "Return" is possible only while it is waiting for acknowledgement or being handled.',
        },
      },
    });
  });
});

/** The refusal's kind, code and field, and the English sentence. */
const refusal = (outcome: Outcome) => {
  if (!('rejection' in outcome)) throw new Error('the command was accepted');
  const { kind, code, field, message } = outcome.rejection;
  return [kind, code, field, message.en];
};

const unitOf = ({ current }: Life): string => (isOpen(current) ? current.state.unit.name : 'nobody');

describe('report', () => {
  it('lays the case on the desk of a centre, with the dispatch clock running', () => {
    const { events, next } = filed();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      type: 'reported',
      seq: 1,
      at: at('2025-03-03 09:00'),
      by: { kind: 'person', subject: 'reporter', role: 'resident' },
      description: 'Every night after ten.',
      unit: committee,
    });
    expect(next).toMatchObject({
      ...matter(),
      version: 1,
      turn: 1,
      level: 'community',
      handlers: [],
      handlingUnits: [],
      state: { stage: 'reported', unit: committee, clock: { dueAt: at('2025-03-03 11:00') } },
    });
  });
});

describe('settling on the spot', () => {
  it('reports, handles and closes in one step', () => {
    const { events, next } = fileCase(
      {
        type: 'selfHandle',
        matter: matter(),
        description: 'A bicycle on the stairs.',
        desk: committee,
        result: 'Moved it.',
      },
      filingContext({ actor: gridWorker }),
    );
    expect(events.map(({ type, seq }) => [seq, type])).toEqual([
      [1, 'reported'],
      [2, 'selfHandled'],
      [3, 'closed'],
    ]);
    expect(next).toMatchObject({
      version: 3,
      handlers: ['grid worker of the grid'],
      handlingUnits: [committee.code],
      state: { stage: 'closed', closedAt: at('2025-03-03 09:00') },
    });
  });
});

describe('assign', () => {
  it('names a unit that exists', () => {
    expect(refusal(new Life().try({ type: 'assign', unit: '3206-nobody', reason: 'x' }))).toEqual([
      'unknown',
      'unknown-unit',
      'unit',
      'There is no unit "3206-nobody"; check the unit code.',
    ]);
  });

  it('sets the case on the level of the unit, also below', () => {
    const life = new Life();
    life.give(dispatcher(county), { type: 'assign', unit: roads.code, reason: 'Theirs.' });
    expect(life.current.level).toBe('county');
    life.give(dispatcher(county), { type: 'assign', unit: police.code, reason: 'No, theirs.' });
    expect(life.current.level).toBe('township');
  });

  it('by the duty list keeps the reason in both languages, and the rule as the one who did it', () => {
    const reason = { 'zh-CN': '第一行', en: 'Row 1.' };
    const [event] = new Life(filed(), { duty: { unit: township, reason } }).rule({
      type: 'assignByDutyList',
    });
    expect(event).toMatchObject({ reason, by: { kind: 'rule', rule: 'assignByDutyList' } });
  });
});

describe('acknowledge', () => {
  it('lets the handling limit run from the dispatch, not from the signature', () => {
    const life = new Life();
    life.give(
      dispatcher(township),
      { type: 'assign', unit: police.code, reason: 'x' },
      at('2025-03-03 10:00'),
    );
    life.give(officer(police), { type: 'acknowledge' }, at('2025-03-03 11:30'));
    expect(life.current.state).toMatchObject({
      clock: { startedAt: at('2025-03-03 10:00'), dueAt: at('2025-03-10 10:00') },
    });
  });

  it('makes unit and person handlers, once each', () => {
    const life = lifeAt('verification');
    expect(life.current.handlers).toEqual([
      'officer of the police station',
      'officer of the judicial office',
      'officer of the law firm',
    ]);
    expect(life.current.handlingUnits).toEqual([police.code, judicial.code, lawFirm.code]);
  });
});

describe('return', () => {
  it('needs a reason that the policy knows', () => {
    expect(refusal(lifeAt('handling').try({ type: 'return', code: 'noTime', reason: 'Too busy.' }))).toEqual([
      'invalid',
      'unknown-reason',
      'code',
      'The policy has no reason "noTime"; use one of notOurDuty.',
    ]);
  });

  it('by a centre goes to the centre above, and takes the level along', () => {
    const life = new Life(filed(), { policy: policyWith({ returnQuota: 9 }) });
    const climb = [committee, township, county].map((centre) => {
      life.give(dispatcher(centre), { type: 'assign', unit: centre.code, reason: 'Ours.' });
      life.give(dispatcher(centre), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' });
      return [unitOf(life), life.current.level, life.current.returns];
    });
    expect(climb).toEqual([
      ['township centre', 'township', 1],
      ['county centre', 'county', 2],
      ['city centre', 'city', 3],
    ]);
  });

  it('by the highest centre has nowhere to go', () => {
    const life = new Life();
    life.give(dispatcher(city), { type: 'assign', unit: city.code, reason: 'x' });
    expect(refusal(life.try({ type: 'return', code: 'notOurDuty', reason: 'x' }))).toEqual([
      'conflict',
      'nobody-above',
      undefined,
      'The case is already with the highest centre.',
    ]);
  });

  it('never brings the level down', () => {
    const life = lifeAt('handling');
    life.give(officer(police), { type: 'submitResult', result: 'Settled.' });
    life.sweep(at('2025-03-04 20:00'));
    expect(life.current.level).toBe('county');
    life.give(officer(county), { type: 'verify', passed: false, code: 'notDone', reason: 'Still loud.' });
    life.give(officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours after all.' });
    expect([unitOf(life), life.current.level]).toEqual(['township centre', 'county']);
  });
});

describe('whistle', () => {
  const whistle = (...units: string[]) =>
    refusal(lifeAt('handling').try({ type: 'whistle', units, ask: 'Help.', join: 'all' }));

  it('asks somebody', () => {
    expect(whistle()).toEqual([
      'invalid',
      'nobody-asked',
      'units',
      'A whistle asks at least one unit to join.',
    ]);
  });

  it('names units that exist', () => {
    expect(whistle(judicial.code, '3206-nobody')).toEqual([
      'unknown',
      'unknown-unit',
      'units.1',
      'There is no unit "3206-nobody"; check the unit code.',
    ]);
  });

  it('names a template that the policy has', () => {
    const outcome = lifeAt('handling').try({ type: 'whistle', template: 'fiveOffice', ask: 'Help.' });
    expect(outcome).toEqual({
      rejection: {
        kind: 'invalid',
        code: 'unknown-template',
        field: 'template',
        message: {
          'zh-CN': '没有名为“fiveOffice”的联动模板；可用：threeOffice。',
          en: 'There is no joint template "fiveOffice"; use one of threeOffice.',
        },
      },
    });
  });

  it('names every unit once, and not the one that leads', () => {
    const sentence = (name: string) =>
      `${name} is the lead unit or is listed twice; list each assistant unit once.`;
    expect(whistle(judicial.code, judicial.code)).toEqual([
      'invalid',
      'cannot-join',
      'units.1',
      sentence('judicial office'),
    ]);
    expect(whistle(police.code)).toEqual(['invalid', 'cannot-join', 'units.0', sentence('police station')]);
  });

  it('keeps the template by which it was given', () => {
    const life = new Life(filed(), { duty: { unit: township, reason: { 'zh-CN': '值班', en: 'On duty.' } } });
    life.rule({ type: 'assignByDutyList' });
    life.give(officer(township), { type: 'acknowledge' });
    const [event] = life.give(officer(township), {
      type: 'whistle',
      units: [roads.code],
      ask: 'Mediate.',
      template: 'threeOffice',
    });
    expect(event).toMatchObject({ type: 'whistled', template: 'threeOffice', join: 'all' });
    expect(partsOf(life.current).map(({ unit }) => unit)).toEqual([judicial, police, lawFirm, roads]);
  });

  it('gives each unit a part with a deadline of its own, while the lead’s goes on', () => {
    const life = lifeAt('joint');
    expect(partsOf(life.current)).toMatchObject([
      { unit: judicial, responsible: judicial, turn: 4, state: 'open' },
      { unit: lawFirm, responsible: lawFirm, turn: 4, state: 'open' },
    ]);
    // What is asked stands in the history, once, however many are asked.
    expect(life.history.filter((event) => 'ask' in event)).toMatchObject([
      { type: 'whistled', ask: 'Mediate on Thursday.' },
    ]);
    expect(JSON.stringify(life.current)).not.toContain('Mediate on Thursday.');
    expect(partsOf(life.current).map((part) => part.state === 'open' && local(part.clock.dueAt))).toEqual([
      '2025-03-05 09:45',
      '2025-03-05 09:45',
    ]);
    expect(life.current.state).toMatchObject({ clock: { dueAt: at('2025-03-10 09:15') } });
  });

  it('may call a unit again that has answered', () => {
    const life = lifeAt('joint');
    for (const unit of [judicial, lawFirm])
      life.give(officer(unit), { type: 'respond', unit: unit.code, answer: 'Done.' });
    life.give(officer(police), { type: 'whistle', units: [lawFirm.code], ask: 'Once more.', join: 'all' });
    expect(partsOf(life.current).map(({ unit, state, turn }) => [unit.name, state, turn])).toEqual([
      ['judicial office', 'answered', 4],
      ['law firm', 'answered', 4],
      ['law firm', 'open', 8],
    ]);
    life.give(officer(lawFirm), { type: 'respond', unit: lawFirm.code, answer: 'Done again.' });
    expect(life.current.state.stage).toBe('handling');
  });
});

describe('respond', () => {
  it('is for a part that is open', () => {
    const life = lifeAt('joint');
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' });
    expect(refusal(life.try({ type: 'respond', unit: judicial.code, answer: 'Again.' }))).toEqual([
      'conflict',
      'no-open-part',
      undefined,
      'Unit "320613001-judicialOffice" has no open part in this case.',
    ]);
  });

  it('of the last part lets the lead go on', () => {
    const life = lifeAt('joint');
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Done.' });
    const events = life.give(officer(lawFirm), { type: 'respond', unit: lawFirm.code, answer: 'Done.' });
    expect(events.map(({ type }) => type)).toEqual(['responded', 'joined']);
    expect(life.current.turn).toBe(events[1]!.seq);
    expect(life.current.state).toMatchObject({ stage: 'handling', unit: police });
  });

  it('keeps who answered, be it a person without a unit, and is given by people only', () => {
    const answered = (actor?: Parameters<Life['try']>[1]) => {
      const life = lifeAt('joint');
      life.try({ type: 'respond', unit: lawFirm.code, answer: 'Done.' }, actor);
      return partsOf(life.current)[1];
    };
    expect(answered(officer(justice))).toMatchObject({ state: 'answered', answeredBy: justice.code });
    expect(answered(reporter)).toMatchObject({ state: 'answered', answeredBy: 'reporter' });
    expect(() =>
      decide(
        lifeAt('joint').current,
        { type: 'respond', unit: lawFirm.code, answer: 'Done.' },
        contextWith(),
      ),
    ).toThrow('"respond" is given by people only');
  });
});

describe('submitting a result', () => {
  it.each([
    ['the committee', 'the township', committee, 'township centre'],
    ['the township', 'the committee', township, 'committee'],
    ['the county', 'the committee', county, 'committee'],
  ])('by %s gives the verification to %s', (_, __, handling, verifying) => {
    const life = new Life();
    life.give(dispatcher(handling), { type: 'assign', unit: handling.code, reason: 'x' });
    life.give(officer(handling), { type: 'acknowledge' });
    life.give(officer(handling), { type: 'submitResult', result: 'Settled.' });
    expect(unitOf(life)).toBe(verifying);
    expect(life.current.state).toMatchObject({ handledBy: handling });
  });

  it.each([
    ['the supervising unit', undefined, 'supervising unit'],
    ['the city where there is none', new Map<UnitKind, Unit>(), 'city centre'],
  ])('gives it to %s when every centre had a hand in the case', (_, nearest, judging) => {
    const life = new Life(filed(), nearest && { nearest });
    for (const centre of [committee, township, county, city]) {
      life.give(dispatcher(centre), { type: 'assign', unit: centre.code, reason: 'x' });
      life.give(officer(centre), { type: 'acknowledge' });
    }
    life.give(officer(city), { type: 'submitResult', result: 'Settled.' });
    expect(unitOf(life)).toBe(judging);
  });
});

describe('verify', () => {
  it('keeps a note, and goes to a centre that did not handle', () => {
    const life = new Life();
    life.give(dispatcher(township), { type: 'assign', unit: township.code, reason: 'x' });
    life.give(officer(township), { type: 'acknowledge' });
    life.give(officer(township), { type: 'submitResult', result: 'Settled.' });
    const [event] = life.give(officer(committee), { type: 'verify', passed: true, note: 'Quiet now.' });
    expect(event).toMatchObject({ type: 'verified', note: 'Quiet now.', to: county });
  });

  it('needs a reason that the policy knows to send work back', () => {
    expect(
      refusal(lifeAt('verification').try({ type: 'verify', passed: false, code: 'ugly', reason: 'x' })),
    ).toEqual(['invalid', 'unknown-reason', 'code', 'The policy has no reason "ugly"; use one of notDone.']);
  });

  it('sends work back with the handling limit afresh', () => {
    const life = lifeAt('verification');
    life.give(
      dispatcher(committee),
      { type: 'verify', passed: false, code: 'notDone', reason: 'Still loud.' },
      at('2025-03-04 10:00'),
    );
    expect(life.current.state).toMatchObject({
      stage: 'handling',
      unit: police,
      clock: { startedAt: at('2025-03-04 10:00'), dueAt: at('2025-03-11 10:00') },
    });
  });
});

describe('following up', () => {
  it('keeps the rating', () => {
    const [told, closed] = lifeAt('followUp').give(reporter, {
      type: 'followUp',
      satisfied: true,
      rating: 4,
    });
    expect(told).toMatchObject({ type: 'followedUp', satisfied: true, rating: 4 });
    expect(closed).toMatchObject({ type: 'closed' });
  });

  it('with a reporter who is not satisfied brings one second look, one level up, and then an end', () => {
    const life = lifeAt('followUp');
    life.give(reporter, { type: 'followUp', satisfied: false, reason: 'Still loud.' });
    expect(life.current).toMatchObject({
      secondLook: true,
      level: 'county',
      state: { stage: 'acknowledgement', unit: county },
    });
    life.give(officer(county), { type: 'acknowledge' });
    life.give(officer(county), {
      type: 'submitResult',
      result: 'Nothing more can be done.',
      parts: PARTS_NAMED,
    });
    life.give(dispatcher(committee), { type: 'verify', passed: true });
    const events = life.give(reporter, {
      type: 'followUp',
      satisfied: false,
      rating: 1,
      reason: 'Still loud.',
    });
    expect(events.map(({ type }) => type)).toEqual(['followedUp', 'closed']);
  });

  it('has its second look by the city when the case is with the city already', () => {
    const life = new Life();
    life.give(dispatcher(city), { type: 'assign', unit: city.code, reason: 'x' });
    life.give(officer(city), { type: 'acknowledge' });
    life.give(officer(city), { type: 'submitResult', result: 'Settled.' });
    life.give(dispatcher(committee), { type: 'verify', passed: true });
    life.give(reporter, { type: 'followUp', satisfied: false, reason: 'Still loud.' });
    expect(life.current).toMatchObject({ level: 'city', state: { stage: 'acknowledgement', unit: city } });
  });
});

describe('escalate', () => {
  it('leaves the lower unit co-responsible, named once', () => {
    const life = lifeAt('handling');
    life.give(officer(police), { type: 'escalate', reason: 'Too big.' });
    life.give(dispatcher(county), { type: 'assign', unit: police.code, reason: 'Not at all.' });
    life.give(officer(police), { type: 'escalate', reason: 'It is.' });
    expect(life.current.coResponsible).toEqual([police]);
    expect(life.history.at(-1)).toMatchObject({ from: police, to: county, reason: 'It is.' });
  });

  it('ends at the city', () => {
    const life = new Life();
    life.give(dispatcher(city), { type: 'assign', unit: city.code, reason: 'x' });
    expect(refusal(life.try({ type: 'escalate', reason: 'Too big.' }))).toEqual([
      'conflict',
      'nobody-above',
      undefined,
      'The case is already with the highest centre.',
    ]);
  });

  it('passes over a level whose centre stands in for the one below', () => {
    const centres = { community: committee, township: county, county, city };
    const life = new Life(filed(), { centres });
    life.give(dispatcher(committee), { type: 'escalate', reason: 'Too big.' });
    expect([unitOf(life), life.current.level]).toEqual(['county centre', 'county']);
    life.give(dispatcher(county), { type: 'escalate', reason: 'Too big for us.' });
    expect([unitOf(life), life.current.level]).toEqual(['city centre', 'city']);
  });
});

describe('park and restart', () => {
  it('parks once, with the first reason, and clears it on restart', () => {
    const life = lifeAt('handling');
    life.rule({ type: 'park', reason: 'Out of retries.' }, at('2025-03-03 10:00'));
    expect(life.rule({ type: 'park', reason: 'Again.' })).toEqual([]);
    expect(life.current.parked).toEqual({ reason: 'Out of retries.', at: at('2025-03-03 10:00') });
    life.rule({ type: 'restart', reason: 'Looked at.' });
    expect(life.current).not.toHaveProperty('parked');
    expect(life.current.driver).toBe(life.history.at(-1)!.seq);
  });

  it('leaves no closed case on the operators’ list', () => {
    const life = lifeAt('followUp');
    life.rule({ type: 'park', reason: 'Out of retries.' });
    life.give(reporter, { type: 'followUp', satisfied: true });
    expect(life.current).not.toHaveProperty('parked');
  });
});

describe('two commands decided on the same version', () => {
  it('both claim the next number, so that the store lets only one of them in', () => {
    const { current } = lifeAt('handling');
    const outcomes = [
      decide(current, { type: 'submitResult', result: 'Done.' }, contextWith({ actor: officer(police) })),
      decide(current, { type: 'escalate', reason: 'Too big.' }, contextWith({ actor: officer(police) })),
      decide(current, { type: 'advanceClock' }, contextWith({ now: at('2025-04-01 09:00') })),
    ];
    expect(outcomes.map((outcome) => 'events' in outcome && outcome.events[0]?.seq)).toEqual([4, 4, 4]);
  });
});
