import { describe, expect, it } from 'vitest';
import { forbidden, mayFile, mayKnowReporter, mayOperate, maySee } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, type Stage } from '#domain/case/case.ts';
import { type PersonalCommand, personalCommands } from '#domain/case/commands.ts';
import { STAGE_NAMES } from '#domain/case/stages.ts';
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
  MERGE,
  MONDAY,
  mayCommand,
  officer,
  operator,
  police,
  reporter,
  resident,
  roads,
  staff,
  supervising,
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
      (life) => life.give(dispatcher(township), { type: 'assign', unit: judicial.code, reason: 'Theirs.' }),
      (life) => life.sweep(at('2025-03-03 11:00')),
      (life) => life.give(dispatcher(county), { type: 'assign', unit: police.code, reason: 'No, theirs.' }),
    ],
  ],
  ['acknowledgement', [(life) => life.give(officer(police), { type: 'acknowledge' })]],
  [
    'handling',
    [
      (life) =>
        life.give(officer(police), {
          type: 'whistle',
          units: [lawFirm.code, roads.code],
          ask: 'Your part.',
          join: 'all',
        }),
      (life) => life.sweep(at('2025-03-05 14:00')),
    ],
  ],
  [
    'joint',
    [
      (life) => life.give(officer(justice), { type: 'respond', unit: lawFirm.code, answer: 'Done.' }),
      (life) => life.give(officer(roads), { type: 'respond', unit: roads.code, answer: 'Done.' }),
      (life) =>
        life.give(officer(police), {
          type: 'submitResult',
          result: 'Settled.',
          parts: { [lawFirm.code]: 'Agreed.', [roads.code]: 'Moved.' },
        }),
    ],
  ],
  [
    'verification',
    [(life) => life.give(gridWorker, { type: 'verify', passed: true, evidence: { takenAt: life.now } })],
  ],
  ['followUp', [(life) => life.give(reporter, { type: 'followUp', satisfied: true })]],
  ['closed', []],
];

/** The other ends, which a case reaches on the way: with the police station in charge. */
const ENDS: { [S in Stage]?: PersonalCommand[] } = {
  declined: [{ type: 'decline', code: 'inLitigation', reason: 'The court has it.' }],
  voided: [{ type: 'void', code: 'filedByMistake', reason: 'A test call.' }, { type: 'approve' }],
  merged: [MERGE],
};

const caseAt = (stage: Stage): Case => {
  const life = new Life(filed(), { units });
  const end = ENDS[stage];
  if (end) {
    for (const step of WAY[0]![1]) step(life);
    for (const command of end) life.give(dispatcher(county), command);
    return life.current;
  }
  for (const [reached, steps] of WAY) {
    if (reached === stage) break;
    for (const step of steps) step(life);
  }
  return life.current;
};

/** By the head of their column in the table. */
const PEOPLE: Record<string, { who: string; actor: Actor }> = {
  RR: { who: 'resident who reported', actor: reporter },
  RX: { who: 'another resident', actor: resident('neighbour') },
  GG: { who: 'grid worker of the grid', actor: gridWorker },
  GC: {
    who: 'grid worker of the community',
    actor: staff('gridWorker', committee, 'leader', '320613001001'),
  },
  GX: { who: 'grid worker elsewhere', actor: staff('gridWorker', committee, 'far away', '320613001002') },
  MO: { who: 'committee: officer', actor: officer(committee) },
  MD: { who: 'committee: dispatcher', actor: dispatcher(committee) },
  TO: { who: 'township: officer', actor: officer(township) },
  TD: { who: 'township: dispatcher', actor: dispatcher(township) },
  YO: { who: 'county: officer', actor: officer(county) },
  YD: { who: 'county: dispatcher', actor: dispatcher(county) },
  CD: { who: 'city: dispatcher', actor: dispatcher(city) },
  SU: { who: 'supervising unit: officer', actor: officer(supervising) },
  XD: { who: 'another county: dispatcher', actor: dispatcher(elsewhere) },
  PO: { who: 'unit in charge: officer', actor: officer(police) },
  PX: { who: 'a handler who changed units', actor: staff('officer', committee, officer(police).subject) },
  JO: { who: 'co-responsible unit: officer', actor: officer(judicial) },
  AO: { who: 'asked unit: officer', actor: officer(roads) },
  LO: { who: 'late unit: officer', actor: officer(lawFirm) },
  SO: { who: 'its superior: officer', actor: officer(justice) },
  OP: { who: 'operator of the city', actor: operator('operator') },
  OX: { who: 'operator elsewhere', actor: operator('stranger', '3205') },
};

type Ask = (actor: Actor, current: Case) => boolean;
const may =
  (command: PersonalCommand): Ask =>
  (actor, current) =>
    mayCommand(actor, command, current);
/** Deciding a request that somebody made, or the actor himself. */
const requested =
  (by: string | undefined, command: PersonalCommand): Ask =>
  (actor, current) =>
    mayCommand(actor, command, withRequest(current, by ?? actor.subject));

/** The case with a request that waits; an ended case has none. */
const withRequest = (current: Case, by: string): Case =>
  isOpen(current)
    ? { ...current, state: { ...current.state, request: { kind: 'extension', by, reason: '' } } }
    : current;

/** The case with somebody drawn to verify, or nobody; that is a matter of verification alone. */
const drawn = (current: Case, verifier?: string): Case => {
  if (current.state.stage !== 'verification') return current;
  const { verifier: _, ...state } = current.state;
  return { ...current, state: { ...state, ...(verifier !== undefined && { verifier }) } };
};

const ROWS: Record<string, Ask> = {
  see: maySee,
  'know the reporter': mayKnowReporter,
  assign: may({ type: 'assign', unit: roads.code, reason: '' }),
  designate: may({ type: 'designate', unit: roads.code, reason: '' }),
  delegate: may({ type: 'delegate', reason: '' }),
  acknowledge: may({ type: 'acknowledge' }),
  return: may({ type: 'return', code: 'notOurDuty', reason: '' }),
  whistle: may({ type: 'whistle', units: [], ask: '', join: 'all' }),
  'respond: asked part': may({ type: 'respond', unit: roads.code, answer: '' }),
  'respond: late part': may({ type: 'respond', unit: lawFirm.code, answer: '' }),
  'returnPart: asked part': may({ type: 'returnPart', unit: roads.code, code: '', reason: '' }),
  'returnPart: late part': may({ type: 'returnPart', unit: lawFirm.code, code: '', reason: '' }),
  'extendPart: asked part': may({ type: 'extendPart', unit: roads.code, reason: '' }),
  'extendPart: late part': may({ type: 'extendPart', unit: lawFirm.code, reason: '' }),
  removePart: may({ type: 'removePart', unit: roads.code, reason: '' }),
  approvePart: may({ type: 'approvePart', unit: roads.code }),
  refusePart: may({ type: 'refusePart', unit: roads.code, reason: '' }),
  submitResult: may({ type: 'submitResult', result: '' }),
  'verify: nobody drawn': (actor, current) =>
    mayCommand(actor, { type: 'verify', passed: true }, drawn(current)),
  'verify: GG drawn': (actor, current) =>
    mayCommand(actor, { type: 'verify', passed: true }, drawn(current, gridWorker.subject)),
  followUp: may({ type: 'followUp', satisfied: true }),
  escalate: may({ type: 'escalate', reason: '' }),
  extend: may({ type: 'extend', reason: '' }),
  suspend: may({ type: 'suspend', until: MONDAY, reason: '' }),
  resume: may({ type: 'resume' }),
  void: may({ type: 'void', code: '', reason: '' }),
  'approve: another’s': requested('somebody', { type: 'approve' }),
  'approve: own': requested(undefined, { type: 'approve' }),
  'refuse: another’s': requested('somebody', { type: 'refuse', reason: '' }),
  'refuse: own': requested(undefined, { type: 'refuse', reason: '' }),
  changeSeverity: may({ type: 'changeSeverity', severity: 'low', reason: '' }),
  supervise: may({ type: 'supervise', text: '' }),
  reply: may({ type: 'reply', text: '' }),
  decline: may({ type: 'decline', code: '', reason: '' }),
  merge: (actor, current) => mayCommand(actor, { type: 'merge', into: current, reason: '' }, current),
  appeal: may({ type: 'appeal', reason: '' }),
  reopen: may({ type: 'reopen', reason: '' }),
  attach: may({ type: 'attach', attachment: { id: '', contentType: '', bytes: 1 } }),
  comment: may({ type: 'comment', text: '' }),
  restart: may({ type: 'restart', reason: '' }),
};

/** The commands that the system gives itself; nobody may. */

/** The heads of a table's columns, and its rows: what, and a mark for each column. */
const readTable = (table: string) => {
  const [head = '', ...rows] = table.trim().split('\n');
  return {
    columns: head.trim().split(/\s+/),
    rows: rows.map((row) => {
      const marks = row.search(/[✓·]/);
      return { what: row.slice(0, marks).trim(), marks: row.slice(marks).split(/\s+/) };
    }),
  };
};

const STAGES = Object.keys(STAGE_NAMES) as Stage[];

describe.each(STAGES)('at the stage "%s"', (stage) => {
  const current = caseAt(stage);
  const { columns, rows } = readTable(ACCESS[stage]);

  it('the table has every command and everybody', () => {
    expect(current.state.stage).toBe(stage);
    expect(columns).toEqual(Object.keys(PEOPLE));
    expect(rows.map(({ what }) => what)).toEqual(Object.keys(ROWS));
    const asked = new Set(rows.slice(2).map(({ what }) => what.split(':')[0]));
    expect(asked).toEqual(new Set(Object.keys(personalCommands)));
  });

  it.each(rows)('$what is for those whom the table says', ({ what, marks }) => {
    const may = columns.filter((column) => ROWS[what]!(PEOPLE[column]!.actor, current));
    expect(marks).toHaveLength(columns.length);
    expect(may).toEqual(columns.filter((_, i) => marks[i] === '✓'));
  });
});

describe('who may do nothing', () => {
  it('may not command what he may not see', () => {
    for (const stage of STAGES)
      for (const { who, actor } of Object.values(PEOPLE))
        if (!maySee(actor, caseAt(stage)))
          for (const [what, ask] of Object.entries(ROWS))
            expect(ask(actor, caseAt(stage)), `${who}: ${what}`).toBe(false);
  });

  it('is told so in words', () => {
    expect(forbidden('assign')).toEqual({
      kind: 'forbidden',
      code: 'forbidden',
      message: {
        'zh-CN': '您的岗位、单位或辖区无权执行“assign”。',
        en: 'Your role, unit or area does not allow "assign".',
      },
    });
  });
});

describe('a verifier who was drawn from elsewhere', () => {
  const verify = { type: 'verify', passed: true } as const;
  const COMMUNITY = '320613002001';
  const otherCommittee = { ...committee, code: `${COMMUNITY}-committee`, area: COMMUNITY };
  const far = staff('gridWorker', otherCommittee, 'far', `${COMMUNITY}001`);

  it('sees the case and verifies it, and nobody of the place does in their stead', () => {
    const { state, ...current } = caseAt('verification');
    const drawn = { ...current, state: { ...state, verifier: far.subject } } as Case;
    expect(maySee(far, drawn)).toBe(true);
    expect(mayCommand(far, verify, drawn)).toBe(true);
    expect(mayCommand(gridWorker, verify, drawn)).toBe(false);
    expect(mayKnowReporter(far, drawn)).toBe(false);
  });

  it('no longer sees it once it is verified', () => {
    expect(maySee(far, caseAt('followUp'))).toBe(false);
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

const names = (may: (actor: Actor) => boolean): string[] =>
  Object.values(PEOPLE)
    .filter(({ actor }) => may(actor))
    .map(({ who }) => who);

describe('filing', () => {
  it('is open to anyone, and settling on the spot to the grid workers of the place', () => {
    const settle = (actor: Actor) => mayFile(actor, 'selfHandle', GRID);
    expect(Object.values(PEOPLE).every(({ actor }) => mayFile(actor, 'report', GRID))).toBe(true);
    expect(names(settle)).toEqual(['grid worker of the grid', 'grid worker of the community']);
  });
});

describe('operating', () => {
  it('is for operators', () => {
    expect(names(mayOperate)).toEqual(['operator of the city', 'operator elsewhere']);
  });
});
