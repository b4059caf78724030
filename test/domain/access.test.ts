import { describe, expect, it } from 'vitest';
import { forbidden, mayCommand, mayFile, mayKnowReporter, mayOperate, maySee } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { Case, Stage } from '#domain/case/case.ts';
import type { CommandType, PersonalCommand } from '#domain/case/command.ts';
import { COMMAND_TYPES } from '#domain/case/decide.ts';
import { STAGE_NAMES } from '#domain/case/stage.ts';
import { ACCESS } from './access-table.ts';
import {
  at,
  city,
  committee,
  contextWith,
  county,
  dispatcher,
  elsewhere,
  filed,
  GRID,
  gridWorker,
  judicial,
  justice,
  Life,
  lawFirm,
  officer,
  operator,
  police,
  reporter,
  resident,
  roads,
  staff,
  township,
} from './builders.ts';

/** Nobody above the road crew is known, so that its late part stays with it. */
const { superior: _, ...alone } = roads;
const units = new Map([...contextWith().units, [roads.code, alone]]);

/**
 * A case in which units of all relations meet. The judicial office let its acknowledgement run late (co-responsible), so
 * that the county gave the case to the police station (in charge). This asked the road crew, and a law firm whose part was
 * raised to the justice bureau. The committee verifies, the township follows up.
 */
const WAY: [Stage, ((life: Life) => unknown)[]][] = [
  [
    'reported',
    [
      (life) => life.give(dispatcher(committee), { type: 'assign', unit: judicial.code, reason: 'Theirs.' }),
      (life) => life.sweep(at('2025-03-03 11:00')),
      (life) => life.give(dispatcher(county), { type: 'assign', unit: police.code, reason: 'No, theirs.' }),
    ],
  ],
  ['acknowledgement', [(life) => life.give(officer(police), { type: 'acknowledge' })]],
  [
    'handling',
    [
      (life) =>
        life.give(officer(police), { type: 'whistle', units: [lawFirm.code, roads.code], ask: 'Your part.' }),
      (life) => life.sweep(at('2025-03-05 14:00')),
    ],
  ],
  [
    'joint',
    [
      (life) => life.give(officer(justice), { type: 'respond', unit: lawFirm.code, answer: 'Done.' }),
      (life) => life.give(officer(roads), { type: 'respond', unit: roads.code, answer: 'Done.' }),
      (life) => life.give(officer(police), { type: 'submitResult', result: 'Settled.' }),
    ],
  ],
  ['verification', [(life) => life.give(gridWorker, { type: 'verify', passed: true })]],
  ['followUp', [(life) => life.give(reporter, { type: 'followUp', satisfied: true })]],
  ['closed', []],
];

const caseAt = (stage: Stage): Case => {
  const life = new Life(filed(), { units });
  for (const [reached, steps] of WAY) {
    if (reached === stage) break;
    for (const step of steps) step(life);
  }
  return life.current;
};

const PEOPLE: Record<string, Actor> = {
  'resident who reported': reporter,
  'another resident': resident('neighbour'),
  'grid worker of the grid': gridWorker,
  'grid worker of the community': staff('gridWorker', committee, 'leader', '320613001001'),
  'grid worker elsewhere': staff('gridWorker', committee, 'far away', '320613001002'),
  'committee: officer': officer(committee),
  'committee: dispatcher': dispatcher(committee),
  'township: officer': officer(township),
  'township: dispatcher': dispatcher(township),
  'county: officer': officer(county),
  'county: dispatcher': dispatcher(county),
  'city: dispatcher': dispatcher(city),
  'another county: dispatcher': dispatcher(elsewhere),
  'unit in charge: officer': officer(police),
  'a handler who changed units': staff('officer', committee, officer(police).subject),
  'co-responsible unit: officer': officer(judicial),
  'asked unit: officer': officer(roads),
  'late unit: officer': officer(lawFirm),
  'its superior: officer': officer(justice),
  'operator of the city': operator('operator'),
  'operator elsewhere': operator('stranger', '3205'),
};

type Ask = (actor: Actor, current: Case) => boolean;
const may =
  (command: PersonalCommand): Ask =>
  (actor, current) =>
    mayCommand(actor, command as never, current);

const COLUMNS: Record<string, Ask> = {
  see: maySee,
  'know-reporter': mayKnowReporter,
  assign: may({ type: 'assign', unit: roads.code, reason: '' }),
  acknowledge: may({ type: 'acknowledge' }),
  return: may({ type: 'return', code: 'notOurDuty', reason: '' }),
  whistle: may({ type: 'whistle', units: [], ask: '' }),
  'respond/asked': may({ type: 'respond', unit: roads.code, answer: '' }),
  'respond/late': may({ type: 'respond', unit: lawFirm.code, answer: '' }),
  submitResult: may({ type: 'submitResult', result: '' }),
  verify: may({ type: 'verify', passed: true }),
  followUp: may({ type: 'followUp', satisfied: true }),
  escalate: may({ type: 'escalate', reason: '' }),
  comment: may({ type: 'comment', text: '' }),
  restart: may({ type: 'restart', reason: '' }),
};

/** The commands that the system gives itself; nobody may. */
const RULES: CommandType[] = ['assignByDutyList', 'advanceClock', 'park'];

const MARK = { true: '✓', false: '·' };

/** A table's columns, and its rows: who, and a mark for each column. */
const readTable = (table: string) => {
  const [head = '', ...rows] = table.trim().split('\n');
  return {
    columns: head.trim().split(/\s+/),
    rows: rows.map((row) => {
      const [who = '', ...marks] = row.trim().split(/\s{2,}/);
      return { who, marks };
    }),
  };
};

const STAGES = Object.keys(STAGE_NAMES) as Stage[];

describe.each(STAGES)('at the stage "%s"', (stage) => {
  const current = caseAt(stage);
  const { columns, rows } = readTable(ACCESS[stage]);

  it('the table has every command and everybody', () => {
    expect(current.state.stage).toBe(stage);
    expect(columns).toEqual(Object.keys(COLUMNS));
    expect(rows.map(({ who }) => who)).toEqual(Object.keys(PEOPLE));
    const asked = new Set(columns.slice(2).map((column) => column.split('/')[0]));
    expect(asked).toEqual(new Set(COMMAND_TYPES.filter((type) => !RULES.includes(type))));
  });

  it.each(rows)('the $who may what the table says', ({ who, marks }) => {
    const answers = columns.map((column) => MARK[`${COLUMNS[column]!(PEOPLE[who]!, current)}`]);
    expect(Object.fromEntries(columns.map((column, i) => [column, answers[i]]))).toEqual(
      Object.fromEntries(columns.map((column, i) => [column, marks[i]])),
    );
  });
});

describe('who may do nothing', () => {
  it('may not command what he may not see', () => {
    for (const stage of STAGES)
      for (const actor of Object.values(PEOPLE))
        if (!maySee(actor, caseAt(stage)))
          for (const [column, ask] of Object.entries(COLUMNS))
            expect(ask(actor, caseAt(stage)), `${actor.subject}: ${column}`).toBe(false);
  });

  it('is told so in words', () => {
    expect(forbidden('assign')).toEqual({
      kind: 'forbidden',
      code: 'forbidden',
      message: {
        'zh-CN': '您的岗位或辖区无权执行“assign”。',
        en: 'Your office or area does not allow "assign".',
      },
    });
  });
});

describe('a handler', () => {
  it('neither verifies nor follows up, be he the reporter himself', () => {
    const life = new Life(filed({ reporter: officer(police).subject }), { units });
    const told = { ...caseAt('followUp'), reporter: officer(police).subject };
    expect(mayCommand(officer(police), { type: 'followUp', satisfied: true }, told)).toBe(false);
    expect(mayCommand(officer(police), { type: 'comment', text: 'Mine.' }, life.current)).toBe(true);
  });

  it('of a unit keeps its grid workers from verifying', () => {
    const life = new Life();
    life.give(dispatcher(committee), { type: 'assign', unit: committee.code, reason: 'Ours.' });
    life.give(officer(committee), { type: 'acknowledge' });
    life.give(officer(committee), { type: 'submitResult', result: 'Settled.' });
    expect(mayCommand(gridWorker, { type: 'verify', passed: true }, life.current)).toBe(false);
    expect(mayCommand(officer(township), { type: 'verify', passed: true }, life.current)).toBe(true);
  });

  it('does not learn who reported, although he dispatches for the place', () => {
    const life = new Life();
    expect(mayKnowReporter(dispatcher(committee), life.current)).toBe(true);
    life.give(dispatcher(committee), { type: 'assign', unit: committee.code, reason: 'Ours.' });
    life.give(officer(committee), { type: 'acknowledge' });
    expect(mayKnowReporter(dispatcher(committee), life.current)).toBe(false);
    expect(mayKnowReporter(dispatcher(township), life.current)).toBe(true);
  });
});

describe('filing', () => {
  it('is open to anyone, and settling on the spot to the grid workers of the place', () => {
    const settle = (actor: Actor) => mayFile(actor, 'selfHandle', GRID);
    expect(Object.values(PEOPLE).every((actor) => mayFile(actor, 'report', GRID))).toBe(true);
    expect(Object.keys(PEOPLE).filter((who) => settle(PEOPLE[who]!))).toEqual([
      'grid worker of the grid',
      'grid worker of the community',
    ]);
  });
});

describe('operating', () => {
  it('is for operators', () => {
    expect(Object.keys(PEOPLE).filter((who) => mayOperate(PEOPLE[who]!))).toEqual([
      'operator of the city',
      'operator elsewhere',
    ]);
  });
});
