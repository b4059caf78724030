import { describe, expect, it } from 'vitest';
import { type Case, isOpen, type Stage } from '#domain/case/case.ts';
import type { Command } from '#domain/case/command.ts';
import { type Change, COMMAND_TYPES, decide, file } from '#domain/case/decide.ts';
import { STAGE_NAMES } from '#domain/case/stage.ts';
import type { Rejection } from '#domain/rejection.ts';
import {
  at,
  city,
  committee,
  contextWith,
  county,
  dispatcher,
  filed,
  filingContext,
  gridWorker,
  judicial,
  justice,
  Life,
  lawFirm,
  lifeAt,
  local,
  matter,
  officer,
  police,
  reporter,
  roads,
  township,
} from '../builders.ts';

const STAGES = Object.keys(STAGE_NAMES) as Stage[];

const NO = 'refused: wrong-stage';

/**
 * Every command at every stage, on a case of the straight way (`lifeAt`): what happens → the stage after it, the unit
 * in charge, the level, the clock that runs, and whether a new wait begins; or the code of the refusal.
 */
const TABLE: Record<string, { command: Command; at: Record<Stage, string> }> = {
  assign: {
    command: { type: 'assign', unit: roads.code, reason: 'Theirs.' },
    at: {
      reported: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
      acknowledgement: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
      handling: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
      joint: NO,
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  'assign by the duty list': {
    command: {
      type: 'assignByDutyList',
      duty: { unit: roads, reason: { 'zh-CN': '第一行', en: 'Row 1.' } },
    },
    at: {
      reported: 'assigned → acknowledgement, road crew, county, acknowledgement clock, new turn',
      acknowledgement: NO,
      handling: NO,
      joint: NO,
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  acknowledge: {
    command: { type: 'acknowledge' },
    at: {
      reported: NO,
      acknowledgement: 'acknowledged → handling, police station, township, handling clock, new turn',
      handling: NO,
      joint: NO,
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  return: {
    command: { type: 'return', code: 'notOurDuty', reason: 'Not ours.' },
    at: {
      reported: NO,
      acknowledgement: 'returned → reported, township centre, township, dispatch clock, new turn',
      handling: 'returned → reported, township centre, township, dispatch clock, new turn',
      joint: NO,
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  whistle: {
    command: { type: 'whistle', units: [judicial.code, lawFirm.code], ask: 'Mediate.' },
    at: {
      reported: NO,
      acknowledgement: NO,
      handling: 'whistled → joint, police station, township, handling clock, new turn',
      joint: NO,
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  'respond: one of two': {
    command: { type: 'respond', unit: judicial.code, answer: 'Done.' },
    at: {
      reported: NO,
      acknowledgement: NO,
      handling: NO,
      joint: 'responded → joint, police station, township, handling clock, same turn',
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  'submit the result': {
    command: { type: 'submitResult', result: 'Done.' },
    at: {
      reported: NO,
      acknowledgement: NO,
      handling: 'resultSubmitted → verification, committee, township, verification clock, new turn',
      joint: NO,
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  'verify: passed': {
    command: { type: 'verify', passed: true },
    at: {
      reported: NO,
      acknowledgement: NO,
      handling: NO,
      joint: NO,
      verification: 'verified → followUp, township centre, township, followUp clock, new turn',
      followUp: NO,
      closed: NO,
    },
  },
  'verify: not good enough': {
    command: { type: 'verify', passed: false, code: 'notDone', reason: 'Nothing was done.' },
    at: {
      reported: NO,
      acknowledgement: NO,
      handling: NO,
      joint: NO,
      verification: 'reworked → handling, police station, township, handling clock, new turn',
      followUp: NO,
      closed: NO,
    },
  },
  'follow up: satisfied': {
    command: { type: 'followUp', satisfied: true },
    at: {
      reported: NO,
      acknowledgement: NO,
      handling: NO,
      joint: NO,
      verification: NO,
      followUp: 'followedUp + closed → closed, township, new turn',
      closed: NO,
    },
  },
  'follow up: not satisfied': {
    command: { type: 'followUp', satisfied: false, reason: 'Still loud.' },
    at: {
      reported: NO,
      acknowledgement: NO,
      handling: NO,
      joint: NO,
      verification: NO,
      followUp:
        'followedUp + secondLookOrdered → acknowledgement, county centre, county, acknowledgement clock, new turn',
      closed: NO,
    },
  },
  escalate: {
    command: { type: 'escalate', reason: 'Too big.' },
    at: {
      reported: 'escalated → acknowledgement, township centre, township, acknowledgement clock, new turn',
      acknowledgement: 'escalated → acknowledgement, county centre, county, acknowledgement clock, new turn',
      handling: 'escalated → acknowledgement, county centre, county, acknowledgement clock, new turn',
      joint: 'escalated → joint, county centre, county, handling clock, new turn',
      verification: NO,
      followUp: NO,
      closed: NO,
    },
  },
  comment: {
    command: { type: 'comment', text: 'Called back.' },
    at: {
      reported: 'commented → reported, committee, community, dispatch clock, same turn',
      acknowledgement:
        'commented → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'commented → handling, police station, township, handling clock, same turn',
      joint: 'commented → joint, police station, township, handling clock, same turn',
      verification: 'commented → verification, committee, township, verification clock, same turn',
      followUp: 'commented → followUp, township centre, township, followUp clock, same turn',
      closed: 'commented → closed, township, same turn',
    },
  },
  'advance the clock, nothing being due': {
    command: { type: 'advanceClock' },
    at: {
      reported: 'nothing',
      acknowledgement: 'nothing',
      handling: 'nothing',
      joint: 'nothing',
      verification: 'nothing',
      followUp: 'nothing',
      closed: 'nothing',
    },
  },
  park: {
    command: { type: 'park', reason: 'Out of retries.' },
    at: {
      reported: 'parked → reported, committee, community, dispatch clock, same turn',
      acknowledgement: 'parked → acknowledgement, police station, township, acknowledgement clock, same turn',
      handling: 'parked → handling, police station, township, handling clock, same turn',
      joint: 'parked → joint, police station, township, handling clock, same turn',
      verification: 'parked → verification, committee, township, verification clock, same turn',
      followUp: 'parked → followUp, township centre, township, followUp clock, same turn',
      closed: 'nothing',
    },
  },
  restart: {
    command: { type: 'restart', reason: 'Looked at.' },
    at: {
      reported: 'restarted → reported, committee, community, dispatch clock, new turn',
      acknowledgement:
        'restarted → acknowledgement, police station, township, acknowledgement clock, new turn',
      handling: 'restarted → handling, police station, township, handling clock, new turn',
      joint: 'restarted → joint, police station, township, handling clock, new turn',
      verification: 'restarted → verification, committee, township, verification clock, new turn',
      followUp: 'restarted → followUp, township centre, township, followUp clock, new turn',
      closed: NO,
    },
  },
};

const told = (before: Case, outcome: Change | { rejection: Rejection }): string => {
  if ('rejection' in outcome) return `refused: ${outcome.rejection.code}`;
  const { events, next } = outcome;
  if (events.length === 0) return 'nothing';
  const turn = next.turn === before.turn ? 'same turn' : 'new turn';
  const happened = events.map(({ type }) => type).join(' + ');
  return isOpen(next)
    ? `${happened} → ${next.state.stage}, ${next.state.unit.name}, ${next.level}, ${next.state.clock.stage} clock, ${turn}`
    : `${happened} → closed, ${next.level}, ${turn}`;
};

describe('the table of commands and stages', () => {
  it('has every command', () => {
    expect(new Set(Object.values(TABLE).map(({ command }) => command.type))).toEqual(new Set(COMMAND_TYPES));
  });

  it.each(Object.keys(TABLE))('has every stage for: %s', (row) => {
    expect(Object.keys(TABLE[row]!.at)).toEqual(STAGES);
  });

  const cells = Object.entries(TABLE).flatMap(([row, { command, at: stages }]) =>
    STAGES.map((stage) => ({ row, command, stage, expected: stages[stage] })),
  );

  it.each(cells)('$row at "$stage": $expected', ({ command, stage, expected }) => {
    const life = lifeAt(stage);
    const before = life.current;
    expect(told(before, life.try(command, officer(police)))).toBe(expected);
  });

  it('refuses in words that tell where the command has its place', () => {
    expect(lifeAt('verification').try({ type: 'return', code: 'notOurDuty', reason: '' })).toEqual({
      rejection: {
        kind: 'wrongStage',
        code: 'wrong-stage',
        message: {
          'zh-CN': '案件现在处于“待核实”，不能执行“return”；该操作只适用于：待签收、办理中。',
          en: 'The case is waiting for verification; "return" is possible only while it is waiting for acknowledgement or being handled.',
        },
      },
    });
  });
});

/** The refusal's kind, code and field, and the English sentence. */
const refusal = (outcome: Change | { rejection: Rejection }) => {
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
    const { events, next } = file(
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
      handlers: ['grid worker'],
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
    life.give(dispatcher(committee), { type: 'assign', unit: roads.code, reason: 'Theirs.' });
    expect(life.current.level).toBe('county');
    life.give(dispatcher(county), { type: 'assign', unit: police.code, reason: 'No, theirs.' });
    expect(life.current.level).toBe('township');
  });

  it('by the duty list keeps the reason in both languages, and the rule as the one who did it', () => {
    const reason = { 'zh-CN': '第一行', en: 'Row 1.' };
    const [event] = new Life().rule({ type: 'assignByDutyList', duty: { unit: township, reason } });
    expect(event).toMatchObject({ reason, by: { kind: 'rule', rule: 'assignByDutyList' } });
  });
});

describe('acknowledge', () => {
  it('lets the handling limit run from the dispatch, not from the signature', () => {
    const life = new Life();
    life.give(
      dispatcher(committee),
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
    const life = new Life();
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
    life.give(dispatcher(committee), { type: 'assign', unit: city.code, reason: 'x' });
    expect(refusal(life.try({ type: 'return', code: 'notOurDuty', reason: 'x' }))).toEqual([
      'conflict',
      'nobody-above',
      undefined,
      'city centre is the highest centre; there is nobody to return the case to.',
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
    refusal(lifeAt('handling').try({ type: 'whistle', units, ask: 'Help.' }));

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

  it('names every unit once, and not the one that leads', () => {
    const sentence = (name: string) =>
      `${name} leads the case or stands in the list already; name every assistant unit once.`;
    expect(whistle(judicial.code, judicial.code)).toEqual([
      'invalid',
      'cannot-join',
      'units.1',
      sentence('judicial office'),
    ]);
    expect(whistle(police.code)).toEqual(['invalid', 'cannot-join', 'units.0', sentence('police station')]);
  });

  it('keeps the template by which it was given', () => {
    const life = lifeAt('handling');
    const [event] = life.give(officer(police), {
      type: 'whistle',
      units: [judicial.code],
      ask: 'Mediate.',
      template: 'threeOffice',
    });
    expect(event).toMatchObject({ type: 'whistled', template: 'threeOffice' });
  });

  it('gives each unit a part with a deadline of its own, while the lead’s goes on', () => {
    const life = lifeAt('joint');
    expect(life.current.parts).toMatchObject([
      { unit: judicial, responsible: judicial, ask: 'Mediate on Thursday.', turn: 4, state: 'open' },
      { unit: lawFirm, responsible: lawFirm, ask: 'Mediate on Thursday.', turn: 4, state: 'open' },
    ]);
    expect(life.current.parts.map((part) => part.state === 'open' && local(part.clock.dueAt))).toEqual([
      '2025-03-05 09:45',
      '2025-03-05 09:45',
    ]);
    expect(life.current.state).toMatchObject({ clock: { dueAt: at('2025-03-10 09:15') } });
  });

  it('may call a unit again that has answered', () => {
    const life = lifeAt('joint');
    for (const unit of [judicial, lawFirm])
      life.give(officer(unit), { type: 'respond', unit: unit.code, answer: 'Done.' });
    life.give(officer(police), { type: 'whistle', units: [lawFirm.code], ask: 'Once more.' });
    expect(life.current.parts.map(({ unit, state, turn }) => [unit.name, state, turn])).toEqual([
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

  it('keeps who answered, be it a person without a unit or a rule', () => {
    const answered = (actor?: Parameters<Life['try']>[1]) => {
      const life = lifeAt('joint');
      life.try({ type: 'respond', unit: lawFirm.code, answer: 'Done.' }, actor);
      return life.current.parts[1];
    };
    expect(answered(officer(justice))).toMatchObject({ state: 'answered', answeredBy: justice.code });
    expect(answered(reporter)).toMatchObject({ state: 'answered', answeredBy: 'reporter' });
    expect(answered()).toMatchObject({ state: 'answered', answeredBy: 'respond' });
  });
});

describe('submitting a result', () => {
  it.each([
    ['the committee', 'the township', committee, 'township centre'],
    ['the township', 'the committee', township, 'committee'],
    ['the county', 'the committee', county, 'committee'],
  ])('by %s gives the verification to %s', (_, __, handling, verifying) => {
    const life = new Life();
    life.give(dispatcher(committee), { type: 'assign', unit: handling.code, reason: 'x' });
    life.give(officer(handling), { type: 'acknowledge' });
    life.give(officer(handling), { type: 'submitResult', result: 'Settled.' });
    expect(unitOf(life)).toBe(verifying);
    expect(life.current.state).toMatchObject({ handledBy: handling });
  });

  it('gives it to the city when every centre had a hand in the case', () => {
    const life = new Life();
    for (const centre of [committee, township, county, city]) {
      life.give(dispatcher(centre), { type: 'assign', unit: centre.code, reason: 'x' });
      life.give(officer(centre), { type: 'acknowledge' });
    }
    life.give(officer(city), { type: 'submitResult', result: 'Settled.' });
    expect(unitOf(life)).toBe('city centre');
  });
});

describe('verify', () => {
  it('keeps a note, and goes to a centre that did not handle', () => {
    const life = new Life();
    life.give(dispatcher(committee), { type: 'assign', unit: township.code, reason: 'x' });
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
      gridWorker,
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
    life.give(officer(county), { type: 'submitResult', result: 'Nothing more can be done.' });
    life.give(gridWorker, { type: 'verify', passed: true });
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
    life.give(dispatcher(committee), { type: 'assign', unit: city.code, reason: 'x' });
    life.give(officer(city), { type: 'acknowledge' });
    life.give(officer(city), { type: 'submitResult', result: 'Settled.' });
    life.give(gridWorker, { type: 'verify', passed: true });
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
    life.give(dispatcher(committee), { type: 'assign', unit: city.code, reason: 'x' });
    expect(refusal(life.try({ type: 'escalate', reason: 'Too big.' }))).toEqual([
      'conflict',
      'nobody-above',
      undefined,
      'The case is with the city; there is no level above.',
    ]);
  });

  it('passes over a level whose centre stands in for the one below', () => {
    const centres = { community: committee, township: county, county, city };
    const life = new Life(filed(), { centres });
    life.give(dispatcher(committee), { type: 'escalate', reason: 'Too big.' });
    expect([unitOf(life), life.current.level]).toEqual(['county centre', 'township']);
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
    expect(life.current.restarts).toBe(1);
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
