import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { type Case, type Channel, isOpen, type Stage } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import {
  city,
  committee,
  county,
  dispatcher,
  evolve,
  file,
  filed,
  GRID,
  judicial,
  justice,
  Life,
  lawFirm,
  mayCommand,
  merged,
  OTHER_CASE,
  officer,
  police,
  resident,
  roads,
  township,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { POINT, STAFF, World } from '../world/world.ts';
import { ASKED, answerTo, requestFor } from './scene.ts';

/**
 * Two lives that differ in one hidden field and in nothing else: whoever may not know it is answered the same by every
 * operation, byte for byte. Who may not know what is said here by itself, from the history.
 */

recordLog();

const LIVES = 150;

/** What may differ. */
interface Hidden {
  reporter: { actor: Actor; channel: Channel };
  /** What the first reporter writes: matter and comments. */
  account: string;
  /** Words and files of the second reporter. */
  otherAccount: string;
  /** Every text that offices write, but for results. */
  office: string;
  verifier: string;
}
const ONE: Hidden = {
  reporter: { actor: resident('lin-wei'), channel: 'resident' },
  account: 'The piano again.',
  otherAccount: 'I hear it too.',
  office: 'They are known to us.',
  verifier: STAFF.gridWorker.subject,
};
const OTHER: Hidden = {
  reporter: { actor: officer(roads), channel: 'hotline' },
  account: 'It is the trumpet now, and they shout at my mother.',
  otherAccount: 'My child cannot sleep.',
  office: 'Careful: he complains about everybody.',
  verifier: STAFF.colleague.subject,
};
type Field = keyof Hidden;
const FIELDS = Object.keys(ONE) as Field[];

const ZHAO = resident('zhao-min');
const DESKS = [committee, township, county, city].map(dispatcher);
const UNITS = [judicial, police, lawFirm, justice].map(officer);
const READERS: Actor[] = [
  ZHAO,
  resident('neighbour'),
  ...UNITS,
  STAFF.townshipOfficer,
  ...DESKS,
  STAFF.operator,
];

type Offer = (said: Hidden & { words: string }, now: CaseEvent['at']) => PersonalCommand;
const times = (n: number, offer: Offer): Offer[] => Array<Offer>(n).fill(offer);
const ASSIGN: Offer[] = [police, judicial, township].flatMap(({ code: unit }): Offer[] => [
  ({ office }) => ({ type: 'assign', unit, reason: office }),
  ({ office }) => ({ type: 'designate', unit, reason: office }),
]);
const PART_OFFERS: Offer[] = [lawFirm, justice].flatMap(({ code: unit }): Offer[] => [
  ({ office }) => ({ type: 'respond', unit, answer: office }),
  ({ office }) => ({ type: 'returnPart', unit, code: 'notOurDuty', reason: office }),
  ({ office }) => ({ type: 'removePart', unit, reason: office }),
  ({ office }) => ({ type: 'extendPart', unit, reason: office }),
]);
const ANYWHERE: Offer[] = [
  ({ office }) => ({ type: 'supervise', text: office }),
  ({ office }) => ({ type: 'reply', text: office }),
  ({ office }) => ({ type: 'extend', reason: office }),
  ({ office }) => ({ type: 'void', code: 'filedByMistake', reason: office }),
  ({ office }) => ({ type: 'refuse', reason: office }),
  ({ office }) => ({ type: 'changeSeverity', severity: 'serious', reason: office }),
  ({ office }) => ({ type: 'escalate', reason: office }),
];
const RETURN: Offer = ({ office }) => ({ type: 'return', code: 'notOurDuty', reason: office });
/** What is done at a stage; without a line, what may be done anywhere. */
const OFFERS: { [S in Stage]?: Offer[] } = {
  reported: ASSIGN,
  acknowledgement: [...times(12, () => ({ type: 'acknowledge' })), RETURN, ...ASSIGN],
  handling: [
    ({ office }) => ({
      type: 'whistle',
      units: [lawFirm.code, justice.code],
      ask: office,
      join: 'all',
    }),
    ...times(12, ({ office }) => ({
      type: 'submitResult',
      result: 'They play until nine.',
      parts: { [lawFirm.code]: office, [justice.code]: office },
    })),
    RETURN,
    ...ASSIGN,
  ],
  joint: PART_OFFERS,
  verification: [
    ({ office }, now) => ({
      type: 'verify',
      passed: true,
      note: office,
      evidence: { takenAt: now, point: POINT },
    }),
    ({ office }, now) => ({
      type: 'verify',
      passed: false,
      code: 'notDone',
      reason: office,
      evidence: { takenAt: now, point: POINT },
    }),
  ],
  followUp: [
    () => ({ type: 'followUp', satisfied: true }),
    ({ words }) => ({ type: 'followUp', satisfied: false, rating: 1, reason: words }),
  ],
  closed: [({ office }) => ({ type: 'reopen', reason: office })],
};

/** How every life ends: with an order and a wish that wait, where there is somebody to give them. */
const AT_LAST: Step[] = [0, 2].map((which) => ({ does: 'anything', which, who: 0 }));

type Step =
  | { does: 'go on' | 'anything' | 'say' | 'attach'; which: number; who: number }
  | { does: 'absorb' };
const nat = fc.nat(1000);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ does: fc.constant('go on' as const), which: nat, who: nat }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom('anything' as const, 'say' as const, 'attach' as const),
      which: nat,
      who: nat,
    }),
  },
  { weight: 1, arbitrary: fc.constant<Step>({ does: 'absorb' }) },
);

const one = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** A life in which these steps are taken; what is said and who it is differ, what happens does not. */
const lived = (steps: readonly Step[], said: Hidden): Life => {
  const reporter = said.reporter.actor;
  const drawn = [STAFF.gridWorker, STAFF.colleague].find(({ subject }) => subject === said.verifier) as Actor;
  const verifiers = [{ subject: said.verifier, area: GRID, unit: committee.code }];
  const life = new Life(
    filed(
      { reporter: reporter.subject, channel: said.reporter.channel, title: said.account, point: POINT },
      { actor: reporter },
      said.account,
    ),
    { verifiers },
  );
  // Both grid workers see the grid, so that either of the two lives has somebody to verify.
  const verifier = { ...drawn, area: GRID } as Actor;
  const cast = [reporter, ZHAO, verifier, ...UNITS, STAFF.townshipOfficer, ...DESKS, STAFF.operator];
  const wordsOf = (actor: Actor): string => {
    if (actor === reporter) return said.account;
    return actor === ZHAO ? said.otherAccount : said.office;
  };
  const give = (command: (actor: Actor) => PersonalCommand, who: number): void => {
    const able = cast.filter((actor) => mayCommand(actor, command(actor), life.current));
    const actor = able.length > 0 ? one(able, who) : undefined;
    if (actor) life.try(command(actor), actor);
  };
  for (const [n, taken] of [...steps, ...AT_LAST].entries())
    if (taken.does === 'absorb')
      life.try({
        type: 'absorb',
        from: { ...merged({ reporter: ZHAO.subject }), id: OTHER_CASE },
        reason: 'The same.',
      });
    else if (taken.does === 'say') give((actor) => ({ type: 'comment', text: wordsOf(actor) }), taken.who);
    else if (taken.does === 'attach')
      give(
        () => ({
          type: 'attach',
          files: [file({ id: `file-${n}`, contentType: 'image/png', bytes: n + 1 })],
        }),
        taken.who,
      );
    else {
      const offers = (taken.does === 'go on' && OFFERS[life.current.state.stage]) || ANYWHERE;
      give((actor) => one(offers, taken.which)({ ...said, words: wordsOf(actor) }, life.now), taken.who);
    }
  return life;
};

/** The units that ever had a case to handle, or a part of it, with the last event that took each off it. */
const booksOf = (history: readonly CaseEvent[]): Set<string> => {
  const given = new Set<string>();
  let current: Case | undefined;
  for (const event of history) {
    current = evolve(current, event);
    if (isOpen(current) && ['acknowledgement', 'handling', 'joint'].includes(current.state.stage))
      given.add(current.state.unit.code);
    if (event.type === 'whistled') for (const { unit } of event.parts) given.add(unit.code);
  }
  return given;
};

/** Whether somebody may not know a field, whatever has happened. */
const mayNotKnow = (reader: Actor, field: Field, given: ReadonlySet<string>): boolean => {
  if (reader.role === 'operator') return false;
  if (reader.role === 'resident') return field !== 'otherAccount' || reader !== ZHAO;
  const impartial = reader.role === 'dispatcher' && !given.has(reader.unit.code);
  return field === 'reporter' || (field === 'verifier' && reader !== STAFF.townshipOfficer)
    ? !impartial
    : false;
};

/** A world in which the life has come to its end so far. */
const worldOf = async (life: Life): Promise<World> => {
  const world = new World();
  await world.takeIn(life);
  return world;
};

const seen = { pairs: 0, equal: 0, told: 0, differing: new Set<Field>(), stages: new Set<Stage>() };

it('lives that differ in what somebody may not know are the same to them, whatever they ask', async () => {
  const asked = ASKED.filter(
    ({ operation, what }) =>
      /^\/(cases|worklist)/.test(operation.path) &&
      (operation.method === 'GET' || ['comment', 'addAttachment'].includes(what)),
  );
  expect(asked.map(({ what }) => what)).toEqual(
    expect.arrayContaining([
      'getCase',
      'listEvents',
      'getDeadline',
      'listAttachments',
      'findSimilar',
      'worklist',
    ]),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 8, maxLength: 40, size: 'max' }),
      fc.constantFrom(...FIELDS),
      async (steps, field) => {
        const lives = [lived(steps, ONE), lived(steps, { ...ONE, [field]: OTHER[field] })] as const;
        const [life] = lives;
        expect(lives[1].history.map(({ type }) => type)).toEqual(life.history.map(({ type }) => type));
        const given = booksOf(life.history);
        seen.pairs++;
        seen.stages.add(life.current.state.stage);
        const readers = [...READERS, ...(field === 'reporter' ? [] : [ONE.reporter.actor])];
        const id = life.current.id;
        const reading = await Promise.all(lives.map(worldOf));
        for (const reader of readers) {
          const isReporter = reader.subject === ONE.reporter.actor.subject;
          const hidden = isReporter
            ? ['office', 'verifier', 'otherAccount'].includes(field)
            : mayNotKnow(reader, field, given);
          for (const { what, ...one } of asked) {
            const worlds = one.operation.method === 'GET' ? reading : await Promise.all(lives.map(worldOf));
            const answers = [];
            for (const world of worlds)
              answers.push(
                (await answerTo(world, reader, one.operation, requestFor({ what, ...one }, id))).raw,
              );
            const [first, second] = answers;
            if (hidden) {
              seen.equal++;
              expect(second, `${field} to ${reader.subject} by ${what}`).toBe(first);
            } else if (first !== second) {
              seen.told++;
              seen.differing.add(field);
            }
          }
        }
      },
    ),
    // Of this seed, so that what is counted below does not hang on luck.
    { numRuns: LIVES, seed: 11 },
  );
  // Each field makes a difference to somebody: pairs that are the same to everybody would prove nothing.
  expect([...seen.differing].sort()).toEqual([...FIELDS].sort());
  expect(seen.stages.size).toBeGreaterThan(6);
  expect(seen.told).toBeGreaterThan(LIVES);
}, 300_000);
