import type { Actor, Role, StaffMember } from '#domain/actor.ts';
import { type Case, type Matter, requestOf, type Stage } from '#domain/case/case.ts';
import type { Shown } from '#domain/case/commands/verify.ts';
import { type CaseCommand, type PersonalCommand, personalCommands } from '#domain/case/commands.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent, CaseEventBody } from '#domain/case/event.ts';
import { fileCase } from '#domain/case/file.ts';
import { caseClockwork } from '#domain/case/ladder.ts';
import { suspendedUntil } from '#domain/case/suspension.ts';
import type { Centres } from '#domain/place/centres.ts';
import type { Unit, UnitKind } from '#domain/place/unit.ts';
import { floorOf, type Policy, readPolicy } from '#domain/policy/policy.ts';
import type { BeginningContext, Context } from '#domain/process/context.ts';
import * as kernel from '#domain/process/decide.ts';
import { evolve as evolveProcess, replay as replayProcess } from '#domain/process/evolve.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import type { FileRef } from '#domain/process/process.ts';
import type { Rejection } from '#domain/rejection.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { calendarOf } from './calendars.ts';

/** One canonical value of each type, with the place, units and people of a corner of Chongchuan, Nantong. */

/** The secret of every decision here. */
const SEED = 'seed';

/** An instant from Shanghai's time: `at('2025-03-03 09:00')`. */
export const at = (local: string): Instant => instantAt(Date.parse(`${local.replace(' ', 'T')}+08:00`));

/** Shanghai's time of an instant, as `at` reads it. */
export const local = (instant: Instant): string =>
  new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');

export const GRID = '320613001001007';

/** Monday, 3 March 2025, 09:00: no holiday is near. */
export const MONDAY = at('2025-03-03 09:00');

export const calendar = calendarOf(2024, 2025, 2026);

const unit = (code: string, kind: Unit['kind'], name: string, superior?: string): Unit => ({
  code,
  kind,
  name,
  area: code.slice(0, code.indexOf('-')),
  ...(superior && { superior }),
});

export const committee = unit('320613001001-committee', 'committee', 'committee', '320613001-commandCenter');
export const township = unit(
  '320613001-commandCenter',
  'commandCenter',
  'township centre',
  '320613-commandCenter',
);
export const county = unit('320613-commandCenter', 'commandCenter', 'county centre', '3206-commandCenter');
export const city = unit('3206-commandCenter', 'commandCenter', 'city centre');
export const justice = unit('320613-department-justice', 'department', 'justice bureau', county.code);
export const police = unit('320613001-policeStation', 'policeStation', 'police station', county.code);
export const judicial = unit('320613001-judicialOffice', 'judicialOffice', 'judicial office', justice.code);
export const lawFirm = unit('320613-lawFirm', 'lawFirm', 'law firm', justice.code);
export const roads = unit('320613-department-urbanManagement', 'department', 'road crew', county.code);
/** Above the city's centre. */
export const supervising = unit('3206-supervisingUnit', 'supervisingUnit', 'supervising unit');
/** Of the neighbouring county: it has no business here. */
export const elsewhere = unit('320612-commandCenter', 'commandCenter', 'centre elsewhere', city.code);

const UNITS = [
  committee,
  township,
  county,
  city,
  justice,
  police,
  judicial,
  lawFirm,
  roads,
  elsewhere,
  supervising,
] as const;

export const centres: Centres = { community: committee, township, county, city };

export const resident = (subject: string): Actor => ({ subject, role: 'resident' });
export const operator = (subject: string, area = '3206'): StaffMember => ({
  subject,
  role: 'operator',
  area,
});
export const staff = (
  role: Exclude<Role, 'resident' | 'operator'>,
  of: Unit,
  subject = `${role} of the ${of.name}`,
  area = of.area,
): StaffMember => ({ subject, role, unit: of, area });
export const officer = (of: Unit): StaffMember => staff('officer', of);
export const dispatcher = (of: Unit): StaffMember => staff('dispatcher', of);
export const gridWorker = staff('gridWorker', committee, 'grid worker of the grid', GRID);
export const reporter = resident('reporter');

/** A case of the same matter that was reported before. */
export const OTHER_CASE = '01JNDQ0000000000000000MAIN';

const name = (en: string, zh: string) => ({ 'zh-CN': zh, en });

/** As a person would write it: small, with every part that a policy has. */
export const policyInput: Policy = {
  version: 'test-1',
  categories: [
    { code: 'cityFacility', name: name('City facility', '城市部件') },
    { code: 'cityFacility.manholeCover', name: name('Manhole cover', '井盖') },
    { code: 'dispute', name: name('Dispute', '矛盾纠纷') },
    {
      code: 'dispute.neighbour',
      name: name('Neighbours', '邻里纠纷'),
      national: { standard: '矛盾纠纷类型（17类）', code: '02' },
    },
  ],
  limits: [
    { stage: 'dispatch', limit: { value: 2, unit: 'workHour' } },
    { stage: 'acknowledgement', limit: { value: 2, unit: 'workHour' } },
    { stage: 'handling', limit: { value: 5, unit: 'workDay' } },
    { stage: 'handling', severity: 'critical', limit: { value: 2, unit: 'urgentHour' } },
    { stage: 'handling', category: 'cityFacility', limit: { value: 2, unit: 'workDay' } },
    {
      stage: 'handling',
      category: 'cityFacility',
      severity: 'serious',
      limit: { value: 4, unit: 'workHour' },
    },
    { stage: 'part', limit: { value: 2, unit: 'workDay' } },
    { stage: 'verification', limit: { value: 1, unit: 'workDay' } },
    { stage: 'followUp', limit: { value: 3, unit: 'workDay' } },
    { stage: 'supervision', limit: { value: 1, unit: 'workDay' } },
  ],
  ladders: [
    {
      rungs: [
        { share: 0.8, actions: ['remind'] },
        { share: 1, actions: ['yellowCard', 'escalate'] },
      ],
    },
  ],
  superviseEvery: { value: 24, unit: 'urgentHour' },
  returnQuota: 2,
  extensionQuota: 2,
  suspensionDays: 366,
  reopenWithin: { value: 15, unit: 'naturalDay' },
  onSpot: { severities: ['general', 'low'], rules: [{ allowed: true, sample: 0.05 }] },
  verifyWithinMetres: 200,
  similar: { metres: 100, days: 7 },
  guardGraceSeconds: 300,
  returnReasons: [{ code: 'notOurDuty', name: name('Not our duty', '不属于本单位职责') }],
  reworkReasons: [{ code: 'notDone', name: name('Nothing was done', '未实际处置') }],
  declineReasons: [{ code: 'inLitigation', name: name('Before the courts', '已进入诉讼程序') }],
  voidReasons: [{ code: 'filedByMistake', name: name('Filed by mistake', '误报') }],
  jointTemplates: [
    {
      code: 'threeOffice',
      name: name('Three offices', '三所联调'),
      members: ['judicialOffice', 'policeStation', 'lawFirm'],
      join: 'all',
    },
  ],
  duties: [
    { category: 'dispute', kind: 'commandCenter', level: 'township' },
    { category: 'cityFacility', unit: roads.code, area: '320613' },
  ],
};

/** The canonical policy with some of it changed, through the reader that every policy goes through. */
export const policyWith = (change: Partial<Policy> = {}): Policy => {
  const read = readPolicy({ ...policyInput, ...change }, floorOf({ protect: true }));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return read.policy;
};

export const policy = policyWith();

export const matter = (change: Partial<Matter> = {}): Matter => ({
  id: '01JNDQ0000000000000000CASE',
  title: 'Piano at night',
  category: 'dispute.neighbour',
  severity: 'general',
  channel: 'police',
  grid: GRID,
  borderVersion: 'g-1',
  reporter: reporter.subject,
  policyVersion: 'test-1',
  reportedAt: MONDAY,
  ...change,
});

export const filingContext = (change: Partial<BeginningContext> = {}): BeginningContext => ({
  now: MONDAY,
  actor: reporter,
  seed: SEED,
  policy,
  calendar,
  ...change,
});

export const contextWith = (change: Partial<Context> = {}): Context => ({
  now: MONDAY,
  seed: SEED,
  policy,
  calendar,
  centres,
  units: new Map(UNITS.map((known) => [known.code, known])),
  nearest: new Map<UnitKind, Unit>([judicial, police, lawFirm, supervising].map((near) => [near.kind, near])),
  verifiers: [],
  ...change,
});

export type Change = kernel.Change<Case, CaseEventBody>;
export type Outcome = Change | { rejection: Rejection };

/** The kernel's words about the case. */
export const decide = (current: Case, command: CaseCommand, context: Context): Outcome =>
  kernel.decide(caseProcess, current, command, context);
export const mayCommand = (actor: Actor, command: PersonalCommand, current: Case): boolean =>
  kernel.may(caseProcess, actor, current, command);
export const evolve = (current: Case | undefined, event: CaseEvent): Case =>
  evolveProcess(caseProcess, current, event);
export const replay = (history: readonly CaseEvent[]): Case | undefined =>
  replayProcess(caseProcess, history);

/** When the clock next has something to do in a case. */
export const nextDue = (current: Case): Instant | undefined => nextDueAt(caseClockwork, current);

/** What hangs on the open stage of a case, as one looks for it in a test. */
export const pendingOf = (current: Case) => ({
  request: requestOf(current),
  suspendedUntil: suspendedUntil(current),
  extensions: 'extensions' in current.state ? current.state.extensions : 0,
  verifier: 'verifier' in current.state ? current.state.verifier : undefined,
  supervision: 'supervision' in current.state ? current.state.supervision : undefined,
});

/** A case filed on Monday at 09:00, on the committee's desk. */
export const filed = (
  change: Partial<Matter> = {},
  context: Partial<BeginningContext> = {},
  description = 'Every night after ten.',
): Change =>
  fileCase({ type: 'report', matter: matter(change), description, desk: committee }, filingContext(context));

/** A case of the same matter that was reported an hour before. */
export const older = filed({
  id: OTHER_CASE,
  reporter: 'neighbour',
  reportedAt: at('2025-03-03 08:00'),
}).next;

/** The command that ends a case in favour of that one. */
export const MERGE = { type: 'merge', into: older, reason: 'The same piano.' } as const;

/** Another case of the same matter, as it has ended when it was merged into one that was reported before. */
export const merged = (change: Partial<Matter> = {}): Case => {
  const life = new Life(filed({ id: '01JNDQ0000000000000000MORE', reporter: 'neighbour', ...change }));
  life.give(dispatcher(committee), MERGE);
  return life.current;
};

/** Whoever gives a command where it does not matter who: somebody without a unit. */
const ANYBODY = operator('anybody');

/** A case and its history as time goes by. Access is not asked: that is `access.test.ts`. */
export class Life {
  current: Case;
  history: CaseEvent[];
  /** What it is decided by, but for time and actor; may change on the way, as when a new calendar is loaded. */
  context: Partial<Context>;

  constructor(change: Change = filed(), context: Partial<Context> = {}) {
    this.current = change.next;
    this.history = [...change.events];
    this.context = context;
  }

  /** The answer to a command, which is taken over when it is no refusal. */
  try(command: CaseCommand, actor?: Actor, now: Instant = this.now): Outcome {
    const by = actor ?? (command.type in personalCommands ? ANYBODY : undefined);
    const decided = decide(
      this.current,
      command,
      contextWith({ ...this.context, now, ...(by && { actor: by }) }),
    );
    if ('rejection' in decided) return decided;
    this.current = decided.next;
    this.history.push(...decided.events);
    return decided;
  }

  /** What a command that must be accepted adds. */
  give(actor: Actor, command: PersonalCommand, now?: Instant): CaseEvent[] {
    return this.#accepted(this.try(command, actor, now));
  }

  rule(command: CaseCommand, now?: Instant): CaseEvent[] {
    return this.#accepted(this.try(command, undefined, now));
  }

  /** What a sweep at this instant adds: rungs until none is due. */
  sweep(now: Instant): CaseEvent[] {
    const fired: CaseEvent[] = [];
    for (;;) {
      const events = this.rule({ type: 'advanceClock' }, now);
      if (events.length === 0) return fired;
      fired.push(...events);
    }
  }

  get now(): Instant {
    return this.history.at(-1)!.at;
  }

  #accepted(decided: Outcome): CaseEvent[] {
    if ('rejection' in decided) throw new Error(decided.rejection.message.en);
    return decided.events;
  }
}

/** What the lead says of the two parts of the straight way. */
export const PARTS_NAMED = { [judicial.code]: 'Mediated.', [lawFirm.code]: 'Agreement drawn up.' };

/** What a grid worker saw on that Monday. */
export const seenAt = (time: string): Shown => ({ takenAt: at(`2025-03-03 ${time}`) });

/** A file that was uploaded and looked at. */
export const file = (change: Partial<FileRef> = {}): FileRef => ({
  id: 'f'.repeat(32),
  contentType: 'image/jpeg',
  bytes: 90_000,
  sha256: '0'.repeat(64),
  uploadedAt: MONDAY,
  ...change,
});

/** The straight way of a case, a quarter of an hour a step: who gives which command to reach the next stage. */
const STRAIGHT_WAY: { to: Stage; by: Actor; command: PersonalCommand }[] = [
  {
    to: 'acknowledgement',
    by: dispatcher(township),
    command: { type: 'assign', unit: police.code, reason: 'They know both families.' },
  },
  { to: 'handling', by: officer(police), command: { type: 'acknowledge' } },
  {
    to: 'joint',
    by: officer(police),
    command: {
      type: 'whistle',
      units: [judicial.code, lawFirm.code],
      ask: 'Mediate on Thursday.',
      join: 'all',
    },
  },
  {
    to: 'joint',
    by: officer(judicial),
    command: { type: 'respond', unit: judicial.code, answer: 'Mediated.' },
  },
  {
    to: 'handling',
    by: officer(lawFirm),
    command: { type: 'respond', unit: lawFirm.code, answer: 'Agreement drawn up.' },
  },
  {
    to: 'verification',
    by: officer(police),
    command: { type: 'submitResult', result: 'Settled.', parts: PARTS_NAMED },
  },
  { to: 'followUp', by: gridWorker, command: { type: 'verify', passed: true, evidence: seenAt('10:45') } },
  { to: 'closed', by: reporter, command: { type: 'followUp', satisfied: true, rating: 5 } },
];

/** The other ends of a case. */
const BESIDE_THE_WAY: { [S in Stage]?: { by: Actor; command: PersonalCommand }[] } = {
  declined: [
    {
      by: dispatcher(committee),
      command: { type: 'decline', code: 'inLitigation', reason: 'The court has it.' },
    },
  ],
  voided: [
    { by: dispatcher(committee), command: { type: 'void', code: 'filedByMistake', reason: 'A test call.' } },
    { by: dispatcher(township), command: { type: 'approve' } },
  ],
  merged: [{ by: dispatcher(committee), command: MERGE }],
};

/**
 * A case on the straight way, the first time it stands at a stage: on the committee's desk, with the police
 * station, in joint handling with judicial office and law firm, verified by the committee, at the township's follow-up.
 * The ends beside the way are reached from the desk.
 */
export const lifeAt = (stage: Stage, context: Partial<Context> = {}, change: Partial<Matter> = {}): Life => {
  const life = new Life(filed(change, context), context);
  const beside = BESIDE_THE_WAY[stage];
  if (beside) {
    for (const { by, command } of beside) life.give(by, command, at('2025-03-03 11:00'));
    return life;
  }
  for (const [step, { by, command }] of STRAIGHT_WAY.entries()) {
    if (life.current.state.stage === stage) break;
    life.give(by, command, instantAt(Date.parse(MONDAY) + (step + 1) * 15 * 60_000));
  }
  return life;
};
