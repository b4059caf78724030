import { describe, expect, it } from 'vitest';
import {
  approvesRequest,
  dispatchesOrHears,
  mayAnnounce,
  mayApprove,
  mayDryRun,
  mayExport,
  mayFile,
  mayGrade,
  mayKnowReporter,
  mayKnowVerifier,
  mayOperate,
  mayPropose,
  mayReadAmendments,
  mayReadPolicy,
  mayReadStatistics,
  mayReadStatisticsOfUnit,
  maySee,
  maySeeStaff,
  mayWithdraw,
  merges,
  type Reading,
  readsAs,
} from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, type Stage } from '#domain/case/case.ts';
import { type PersonalCommand, personalCommands } from '#domain/case/commands.ts';
import { fileCase } from '#domain/case/file.ts';
import { STAGE_NAMES } from '#domain/case/stages.ts';
import type { Unit } from '#domain/place/unit.ts';
import {
  forbidden,
  WHO_ANNOUNCES,
  WHO_APPROVES,
  WHO_DRY_RUNS,
  WHO_EXPORTS,
  WHO_IS_SIGNED_IN,
  WHO_OPERATES,
  WHO_READS_AMENDMENTS,
  WHO_READS_POLICY,
  WHO_READS_STATISTICS,
  WHO_READS_STATISTICS_OF_UNIT,
  WHO_SEES_THE_CASE,
  WHO_SETTLES_ON_THE_SPOT,
  WHO_WITHDRAWS,
  type WhoMay,
} from '#domain/who-may.ts';
import { ACCESS, READINGS } from './access-table.ts';
import {
  at,
  city,
  committee,
  contextWith,
  county,
  dispatcher,
  elsewhere,
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
  MONDAY,
  matter,
  mayCommand,
  merged,
  officer,
  older,
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
  attach: may({ type: 'attach', files: [] }),
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
    const command = personalCommands[what.split(':')[0] as keyof typeof personalCommands];
    if (command) for (const column of may) expect(command.roles).toContain(PEOPLE[column]!.actor.role);
  });
});

/** Relations that the table leaves out: grid workers and dispatchers of a unit that owes a part, and staff who reported themselves. */
const MORE_PEOPLE = [
  { actor: staff('gridWorker', roads, 'worker of the road crew', GRID) },
  { actor: dispatcher(roads) },
  { actor: staff('gridWorker', committee, reporter.subject, GRID) },
  { actor: operator(reporter.subject) },
  { actor: staff('officer', roads, reporter.subject) },
  { actor: staff('dispatcher', roads, reporter.subject) },
];

/** What the city's centre has declined, on the desk of the supervising unit. */
const appealedAtTheTop = (): Case => {
  const life = new Life();
  life.give(dispatcher(city), { type: 'decline', code: 'inLitigation', reason: 'The court has it.' });
  life.give(reporter, { type: 'appeal', reason: 'The court has something else.' });
  return life.current;
};

describe('a role', () => {
  it('that a command names has somebody who may give it, at some stage', () => {
    const given = new Map<string, Set<string>>();
    for (const current of [...STAGES.map(caseAt), appealedAtTheTop()]) {
      for (const [what, ask] of Object.entries(ROWS).slice(2))
        for (const { actor } of [...Object.values(PEOPLE), ...MORE_PEOPLE])
          if (ask(actor, current)) {
            const command = what.split(':')[0]!;
            given.set(command, (given.get(command) ?? new Set()).add(actor.role));
          }
    }
    for (const [command, { roles, who }] of Object.entries(personalCommands)) {
      expect([...roles].sort(), `${command}: ${who.en}`).toEqual([...given.get(command)!].sort());
    }
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

  it('is told so in words, and who may', () => {
    expect(forbidden(WHO_OPERATES)).toEqual({
      kind: 'forbidden',
      code: 'forbidden',
      message: {
        'zh-CN': '您的岗位、单位或辖区无权执行此操作；可执行的人员：运维人员。',
        en: 'Your role, unit or area does not allow this; it is for operators.',
      },
    });
  });
});

describe('who may what is no command', () => {
  const proposal = { by: 'operator' };
  const rules: [string, (actor: Actor) => boolean, WhoMay][] = [
    ['see a case', (actor) => maySee(actor, lifeAt('handling').current), WHO_SEES_THE_CASE],
    ['export it', (actor) => mayExport(actor, lifeAt('handling').current), WHO_EXPORTS],
    ['settle a matter', (actor) => mayFile(actor, 'selfHandle', GRID), WHO_SETTLES_ON_THE_SPOT],
    ['report one', (actor) => mayFile(actor, 'report', GRID), WHO_IS_SIGNED_IN],
    ['operate', mayOperate, WHO_OPERATES],
    ['propose', mayPropose, WHO_OPERATES],
    ['announce', (actor) => mayAnnounce(actor, '320613'), WHO_ANNOUNCES],
    ['read the policy', mayReadPolicy, WHO_READS_POLICY],
    ['try a policy', (actor) => mayDryRun(actor, '320613'), WHO_DRY_RUNS],
    ['read amendments', mayReadAmendments, WHO_READS_AMENDMENTS],
    ['approve one', (actor) => mayApprove(actor, proposal), WHO_APPROVES],
    ['withdraw one', (actor) => mayWithdraw(actor, proposal), WHO_WITHDRAWS],
    ['read statistics', (actor) => mayReadStatistics(actor, GRID), WHO_READS_STATISTICS],
    [
      'read those of a unit',
      (actor) => mayReadStatisticsOfUnit(actor, township.code),
      WHO_READS_STATISTICS_OF_UNIT,
    ],
  ];
  const everybody = [
    ...Object.values(PEOPLE).map(({ actor }) => actor),
    officer(supervising),
    operator('operator'),
  ];

  it.each(
    rules,
  )('may %s has one of the roles that are told, and each of them has somebody', (_, rule, whoMay) => {
    const roles = new Set(everybody.filter(rule).map(({ role }) => role));
    expect([...roles].sort()).toEqual([...whoMay.roles].sort());
    expect(whoMay.who.en).not.toMatch(/\p{Script=Han}/u);
    expect(whoMay.who['zh-CN']).toMatch(/\p{Script=Han}/u);
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

describe('a reader', () => {
  const MARKS: Record<string, Reading> = { o: 'overseer', u: 'unit', r: 'reporter' };
  const [head = '', ...rows] = READINGS.trim().split('\n');

  it.each(
    rows.map((row) => row.split(/\s+/)),
  )('at the stage "%s" reads as the table says', (stage, ...marks) => {
    const current = caseAt(stage as Stage);
    const read = Object.entries(PEOPLE).map(([column, { actor }]) => [
      column,
      maySee(actor, current) ? readsAs(actor, current) : undefined,
    ]);
    expect(read).toEqual(head.split(/\s+/).map((column, i) => [column, MARKS[marks[i]!]]));
  });

  it('has every stage in the table', () => {
    expect(rows.map((row) => row.split(' ')[0])).toEqual(STAGES);
  });

  it('of a unit that was taken off is a former one, unless they watch over the place or reported it', () => {
    const life = new Life(filed({ reporter: 'a clerk' }));
    life.give(dispatcher(township), { type: 'assign', unit: judicial.code, reason: 'Theirs.' });
    life.give(officer(judicial), { type: 'acknowledge' });
    expect(readsAs(officer(judicial), life.current)).toBe('unit');
    life.give(dispatcher(county), { type: 'assign', unit: county.code, reason: 'No, theirs.' });
    life.give(officer(county), { type: 'acknowledge' });
    expect(readsAs(officer(judicial), life.current)).toBe('formerUnit');
    expect(mayCommand(officer(judicial), { type: 'comment', text: 'Mine.' }, life.current)).toBe(false);
    expect(readsAs(staff('officer', judicial, 'a clerk'), life.current)).toBe('reporter');
    expect(readsAs(dispatcher(county), life.current)).toBe('unit');
    life.give(dispatcher(township), { type: 'assign', unit: judicial.code, reason: 'Theirs again.' });
    expect(readsAs(officer(judicial), life.current)).toBe('unit');
    expect(readsAs(officer(county), life.current)).toBe('formerUnit');
  });

  it('whose matter was merged into the case reads as another reporter, of whatever unit that was taken off', () => {
    const life = new Life();
    const clerk = staff('officer', judicial, 'a clerk');
    const from = { ...merged(), alsoReportedBy: [clerk.subject] };
    life.rule({ type: 'absorb', from, reason: 'The same piano.' });
    expect(readsAs(resident('neighbour'), life.current)).toBe('otherReporter');
    life.give(dispatcher(township), { type: 'assign', unit: judicial.code, reason: 'Theirs.' });
    life.give(officer(judicial), { type: 'acknowledge' });
    expect(readsAs(clerk, life.current)).toBe('unit');
    life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'No, theirs.' });
    expect(readsAs(clerk, life.current)).toBe('otherReporter');
  });
});

describe('a grid worker', () => {
  it('who reported from elsewhere reads as reporter, although their unit has the case', () => {
    const far = staff('gridWorker', committee, 'far', '320613001002');
    expect(readsAs(far, new Life(filed({ reporter: far.subject })).current)).toBe('reporter');
  });

  it('of a centre does what a grid worker does, and nothing of the centre’s', () => {
    const walker = staff('gridWorker', township, 'walker');
    expect(mayCommand(walker, { type: 'supervise', text: 'Why?' }, new Life().current)).toBe(false);
    expect(mayCommand(walker, { type: 'reopen', reason: 'Again.' }, caseAt('closed'))).toBe(false);
  });

  it('who reported on duty is known to the dispatcher of their unit, also where that handles the case', () => {
    const life = new Life(
      fileCase(
        { type: 'report', matter: matter({ reporter: 'walker' }), description: 'x', desk: committee },
        filingContext({ actor: staff('gridWorker', committee, 'walker', GRID) }),
      ),
    );
    life.give(dispatcher(committee), { type: 'assign', unit: committee.code, reason: 'Ours.' });
    expect(names((actor) => mayKnowReporter(actor, life.current))).toEqual([
      'committee: dispatcher',
      'township: dispatcher',
      'county: dispatcher',
      'city: dispatcher',
      'operator of the city',
    ]);
  });

  it('is no more to the unit of an officer who reported', () => {
    const life = new Life(
      fileCase(
        { type: 'report', matter: matter({ reporter: 'clerk' }), description: 'x', desk: committee },
        filingContext({ actor: staff('officer', committee, 'clerk') }),
      ),
    );
    life.give(dispatcher(committee), { type: 'assign', unit: committee.code, reason: 'Ours.' });
    expect(mayKnowReporter(dispatcher(committee), life.current)).toBe(false);
  });
});

describe('a centre of another place that let the case run late', () => {
  const life = new Life();
  life.give(dispatcher(city), { type: 'assign', unit: elsewhere.code, reason: 'Theirs.' });
  life.sweep(at('2025-03-03 11:00'));

  it('sees the case, and asks nobody about it', () => {
    expect(maySee(dispatcher(elsewhere), life.current)).toBe(true);
    expect(mayCommand(dispatcher(elsewhere), { type: 'supervise', text: 'Why?' }, life.current)).toBe(false);
  });

  it('does not reopen it', () => {
    const { unit, clock, ...state } = { ...life.current.state } as Record<string, unknown>;
    const closed = { ...life.current, state: { ...state, stage: 'closed', closedAt: life.now } } as Case;
    expect(mayCommand(dispatcher(elsewhere), { type: 'reopen', reason: 'Again.' }, closed)).toBe(false);
    expect(mayCommand(dispatcher(city), { type: 'reopen', reason: 'Again.' }, closed)).toBe(true);
  });
});

describe('a decision', () => {
  it('for which nobody has asked is refused to no dispatcher beforehand', () => {
    expect(mayCommand(dispatcher(township), { type: 'approve' }, new Life().current)).toBe(true);
  });

  it('about a part for which the lead itself must answer is for the centres above it', () => {
    const life = new Life();
    life.give(dispatcher(county), { type: 'assign', unit: county.code, reason: 'Ours.' });
    life.give(officer(county), { type: 'acknowledge' });
    const units = [justice.code, judicial.code];
    life.give(officer(county), { type: 'whistle', units, ask: 'Your part.', join: 'all' });
    const deciders = (unit: Unit) =>
      names((actor) => mayCommand(actor, { type: 'approvePart', unit: unit.code }, life.current));
    expect([justice, judicial].map(deciders)).toEqual([
      ['county: officer', 'county: dispatcher'],
      ['county: officer', 'county: dispatcher'],
    ]);
    // The county stands above the justice bureau, and this above the judicial office.
    life.sweep(at('2025-03-05 14:00'));
    expect([justice, judicial].map(deciders)).toEqual([
      ['city: dispatcher'],
      ['county: officer', 'county: dispatcher'],
    ]);
  });

  it('about a part is not for whoever asked, in whichever post', () => {
    const life = lifeAt('joint');
    life.give(officer(lawFirm), { type: 'extendPart', unit: lawFirm.code, reason: 'In court.' });
    const both = staff('officer', police, officer(lawFirm).subject);
    const approve = { type: 'approvePart', unit: lawFirm.code } as const;
    expect([both, officer(police)].map((actor) => mayCommand(actor, approve, life.current))).toEqual([
      false,
      true,
    ]);
  });
});

describe('who was drawn to verify', () => {
  const drawn = (stage: Stage): Case => {
    const { state, ...current } = caseAt(stage);
    return { ...current, state: { ...state, verifier: gridWorker.subject } } as Case;
  };

  it('is known to them, to the centre that has the verification, and to whoever oversees the case', () => {
    expect(names((actor) => mayKnowVerifier(actor, drawn('verification')))).toEqual([
      'grid worker of the grid',
      'committee: officer',
      'committee: dispatcher',
      'township: dispatcher',
      'city: dispatcher',
      'a handler who changed units',
      'operator of the city',
    ]);
  });

  it('is known to no staff in charge when it is verified', () => {
    expect(names((actor) => mayKnowVerifier(actor, drawn('followUp')))).toEqual([
      'committee: dispatcher',
      'township: dispatcher',
      'city: dispatcher',
      'operator of the city',
    ]);
  });

  const CENTRES = [committee, township, county, city].map(({ code }) => code);

  it('is not known to a centre that handled the case, although it has the verification', () => {
    const current = { ...drawn('verification'), handlingUnits: CENTRES };
    expect(names((actor) => mayKnowVerifier(actor, current))).toEqual([
      'grid worker of the grid',
      'operator of the city',
    ]);
  });
});

describe('a whole history', () => {
  it('is taken out by operators of the place and by the city’s centre', () => {
    expect(STAGES.map((stage) => names((actor) => mayExport(actor, caseAt(stage))))).toEqual(
      STAGES.map(() => ['city: dispatcher', 'operator of the city']),
    );
  });

  it('is not taken out by the city’s centre where it had the case itself', () => {
    const life = new Life();
    life.give(dispatcher(city), { type: 'assign', unit: city.code, reason: 'Ours.' });
    expect(names((actor) => mayExport(actor, life.current))).toEqual(['operator of the city']);
  });
});

describe('an amendment', () => {
  const by = (subject: string) => ({ by: subject });
  const OPERATORS = ['operator of the city', 'operator elsewhere'];

  it('is proposed by operators', () => {
    expect(names(mayPropose)).toEqual(OPERATORS);
  });

  it('is decided by another operator, or by a dispatcher of the city’s centre, so that one operator is enough', () => {
    expect(names((actor) => mayApprove(actor, by('an operator on leave')))).toEqual([
      'city: dispatcher',
      ...OPERATORS,
    ]);
  });

  it('is never decided by whoever proposed it, and withdrawn by nobody else', () => {
    const actors = Object.values(PEOPLE).map(({ actor }) => actor);
    expect(actors.filter((actor) => mayApprove(actor, by(actor.subject)))).toEqual([]);
    for (const { subject } of actors)
      for (const actor of actors)
        expect(mayWithdraw(actor, by(subject))).toBe(actor.role === 'operator' && actor.subject === subject);
  });

  it('is told to those who may decide, and to the supervising unit', () => {
    expect(names(mayReadAmendments)).toEqual(['city: dispatcher', 'supervising unit: officer', ...OPERATORS]);
  });
});

describe('a policy', () => {
  it('is read by all staff', () => {
    expect(names((actor) => !mayReadPolicy(actor))).toEqual(['resident who reported', 'another resident']);
  });

  it.each([
    ['3206', ['city: dispatcher', 'operator of the city']],
    ['320613', ['county: dispatcher', 'city: dispatcher', 'operator of the city']],
    ['320613001', ['county: dispatcher', 'city: dispatcher', 'operator of the city']],
    ['320612', ['city: dispatcher', 'another county: dispatcher', 'operator of the city']],
    ['3205', ['operator elsewhere']],
  ])('is tried on past cases of %s by %j', (area, expected) => {
    expect(names((actor) => mayDryRun(actor, area))).toEqual(expected);
  });
});

describe('who works in a unit', () => {
  it.each<[string, Actor, boolean]>([
    ['its own people', officer(lawFirm), true],
    ['its superior', officer(justice), true],
    ['a centre of a higher level above it', dispatcher(city), true],
    ['the centre of its own level', dispatcher(county), true],
    ['a centre below', dispatcher(township), false],
    ['a centre elsewhere', dispatcher(elsewhere), false],
    ['a unit beside it', officer(police), false],
    ['a grid worker', gridWorker, false],
    ['a resident', resident('anybody'), false],
    ['the supervising unit', officer(supervising), true],
    ['an operator of the city', operator('of the city'), true],
    ['an operator of another county', operator('of another', '320612'), false],
  ])('is told to %s: %s', (_, actor, told) => {
    expect(maySeeStaff(actor, lawFirm)).toBe(told);
  });

  it('is told to centres above a unit, and to no other unit of the place', () => {
    expect(who((actor) => maySeeStaff(actor, police))).toEqual([
      'operator',
      'dispatcher of the township centre',
      'dispatcher of the county centre',
      'dispatcher of the city centre',
      'officer of the police station',
      'officer of the supervising unit',
    ]);
    expect(maySeeStaff(officer(justice), roads)).toBe(false);
  });

  it('of the city’s centre is told to nobody below', () => {
    expect(maySeeStaff(dispatcher(county), city)).toBe(false);
    expect(maySeeStaff(officer(supervising), city)).toBe(true);
  });
});

const everybody: Actor[] = [
  resident('somebody'),
  operator('operator'),
  gridWorker,
  ...[committee, township, county, city, elsewhere].map(dispatcher),
  ...[police, justice, supervising].map(officer),
];
const named = (actor: Actor) => ('unit' in actor ? `${actor.role} of the ${actor.unit.name}` : actor.role);
const who = (may: (actor: Actor) => boolean) => everybody.filter(may).map(named);

const open = ({ state }: Case): Extract<Case['state'], { stage: 'reported' }> => {
  if (state.stage !== 'reported') throw new Error(`the case is at ${state.stage}`);
  return state;
};

const withAsker = (asks: Case, unit: Unit): Case => {
  const state = open(asks);
  return { ...asks, state: { ...state, ...(state.request && { request: { ...state.request, unit } }) } };
};

describe('a severity', () => {
  it('is the word of the dispatchers in whose area the matter lies', () => {
    expect(who((actor) => mayGrade(actor, GRID))).toEqual([
      'dispatcher of the committee',
      'dispatcher of the township centre',
      'dispatcher of the county centre',
      'dispatcher of the city centre',
    ]);
  });
});

describe('who is told of what happens in an area', () => {
  it('is said by operators whose own area holds it', () => {
    expect(who((actor) => mayAnnounce(actor, '320613'))).toEqual(['operator']);
    expect(mayAnnounce(operator('of a county', '320613'), '3206')).toBe(false);
    expect(mayAnnounce(operator('of a county', '320613'), GRID)).toBe(true);
  });
});

describe('a merge', () => {
  const of = filed().next;
  const into = (change: Partial<Case> = {}): Case => ({ ...older, ...change });

  it('is for whoever dispatches both cases', () => {
    const mine = dispatcher(committee);
    expect(merges(mine, of, {})).toBe(true);
    expect(merges(mine, of, { into: into() })).toBe(true);
    expect(merges(officer(police), of, {})).toBe(false);
    const risen: Case = { ...of, level: 'county', state: { ...open(of), unit: county } };
    expect(merges(mine, risen, { into: into() })).toBe(false);
    expect(
      merges(mine, of, { into: into({ level: 'county', state: { ...open(older), unit: county } }) }),
    ).toBe(false);
    expect(merges(mine, of, { into: into({ grid: '320612001001001' }) })).toBe(false);
    expect(merges(dispatcher(elsewhere), of, { into: into() })).toBe(false);
  });

  it('that was asked for is decided by whoever may in the case that goes on, too, and did not report it', () => {
    const asks: Case = {
      ...of,
      state: {
        ...open(of),
        request: {
          kind: 'merge',
          into: older.id,
          by: 'somebody',
          unit: committee,
          reason: 'The same piano.',
        },
      },
    };
    expect(who((actor) => approvesRequest(actor, asks, { into: into() }))).toEqual([
      'dispatcher of the township centre',
      'dispatcher of the county centre',
      'dispatcher of the city centre',
    ]);
    expect(approvesRequest(officer(supervising), withAsker(asks, city), { into: into() })).toBe(true);
    const township_ = dispatcher(township);
    expect(approvesRequest(township_, asks, { into: into({ reporter: township_.subject }) })).toBe(false);
    expect(approvesRequest(township_, asks, { into: into({ level: 'county' }) })).toBe(false);
    expect(approvesRequest(township_, asks, { into: into({ grid: '320612001001001' }) })).toBe(false);
  });
});

describe('an appeal', () => {
  it('is heard by the supervising unit where it came to that, and by nobody for whom it is not', () => {
    const heard: Case = {
      ...filed().next,
      appeal: 'waiting',
      level: 'city',
      state: { ...open(filed().next), unit: supervising },
    };
    expect(who((actor) => dispatchesOrHears(actor, heard))).toEqual([
      'dispatcher of the city centre',
      'officer of the supervising unit',
    ]);
    expect(dispatchesOrHears(officer(supervising), { ...heard, appeal: 'decided' })).toBe(false);
    const elsewhereNow = { ...heard, state: { ...open(heard), unit: city } };
    expect(dispatchesOrHears(officer(supervising), elsewhereNow)).toBe(false);
  });
});

describe('statistics', () => {
  it.each([
    [
      GRID,
      [
        'operator',
        'gridWorker of the committee',
        'dispatcher of the committee',
        'dispatcher of the township centre',
        'dispatcher of the county centre',
        'dispatcher of the city centre',
        'officer of the supervising unit',
      ],
    ],
    [
      '320613',
      [
        'operator',
        'dispatcher of the county centre',
        'dispatcher of the city centre',
        'officer of the supervising unit',
      ],
    ],
    ['3206', ['operator', 'dispatcher of the city centre', 'officer of the supervising unit']],
    ['32', []],
  ])('of %s are told to those who may see every case there', (area, expected) => {
    expect(who((actor) => mayReadStatistics(actor, area))).toEqual(expected);
    for (const actor of everybody.filter((one) => mayReadStatistics(one, area)))
      expect(maySee(actor, filed({ grid: GRID }).next), named(actor)).toBe(true);
  });

  it('of a unit are told to its staff, too, and to no grid worker', () => {
    expect(who((actor) => mayReadStatisticsOfUnit(actor, police.code))).toEqual([
      'operator',
      'dispatcher of the township centre',
      'dispatcher of the county centre',
      'dispatcher of the city centre',
      'officer of the police station',
      'officer of the supervising unit',
    ]);
    expect(who((actor) => mayReadStatisticsOfUnit(actor, committee.code))).not.toContain(named(gridWorker));
  });
});
