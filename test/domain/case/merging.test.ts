import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import type { Case, Matter } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import {
  at,
  committee,
  county,
  dispatcher,
  filed,
  GRID,
  gridWorker,
  Life,
  lifeAt,
  MERGE,
  mayCommand,
  merged,
  OTHER_CASE,
  type Outcome,
  officer,
  older,
  police,
  reporter,
  resident,
  seenAt,
  township,
} from '../builders.ts';

/** Which case goes on, what it takes over, and who is asked at its end. */

const PLACE = { lon: 120.86, lat: 32.01 };
/** Some 111 m of latitude. */
const TOO_FAR = 0.001;

const refusal = (outcome: Outcome): string => ('rejection' in outcome ? outcome.rejection.code : 'accepted');
const filedAs = (change: Partial<Matter>): Case => filed({ id: OTHER_CASE, ...change }).next;
const into = (target: Case): PersonalCommand => ({ ...MERGE, into: target });
const otherInHand = (): Case =>
  lifeAt('handling', {}, { id: OTHER_CASE, reportedAt: at('2025-03-03 08:00') }).current;
const mergedInto = (target: Case, own: Partial<Matter> = {}): Outcome =>
  new Life(filed(own)).try(into(target), dispatcher(committee));

describe('a case is merged', () => {
  it.each([
    ['into one that was reported before', { reportedAt: at('2025-03-03 08:59') }, 'accepted'],
    ['into one that was reported later', { reportedAt: at('2025-03-03 09:01') }, 'merge-into-younger'],
    ['of one instant, into the one filed first', { id: '01JNDQ0000000000000000AAAA' }, 'accepted'],
    ['of one instant, into the one filed last', { id: '01JNDQ0000000000000000ZZZZ' }, 'merge-into-younger'],
  ])('%s: %o: %s', (_, change, result) => {
    expect(refusal(mergedInto(filedAs(change)))).toBe(result);
  });

  it.each([
    ['the same category', 'dispute.neighbour', 'accepted'],
    ['the category above', 'dispute', 'accepted'],
    ['one beside', 'dispute.marriageFamily', 'merge-unrelated'],
    ['one of another branch', 'cityFacility', 'merge-unrelated'],
  ])('within a branch of the categories: %s', (_, category, result) => {
    expect(refusal(mergedInto(filedAs({ category, reportedAt: at('2025-03-03 08:00') })))).toBe(result);
  });

  it.each([
    ['near by', { point: { ...PLACE, lat: PLACE.lat + 0.0008 } }, { point: PLACE }, 'accepted'],
    ['further off', { point: { ...PLACE, lat: PLACE.lat + TOO_FAR } }, { point: PLACE }, 'merge-too-far'],
    [
      'near by in another grid',
      { point: PLACE, grid: `${GRID.slice(0, -1)}8` },
      { point: PLACE },
      'accepted',
    ],
    ['without a point, in the same grid', {}, { point: PLACE }, 'accepted'],
    [
      'without a point, in another grid',
      { grid: `${GRID.slice(0, -1)}8` },
      { point: PLACE },
      'merge-too-far',
    ],
  ])('within the distance of the policy: %s', (_, there, here, result) => {
    const target = filedAs({ ...there, reportedAt: at('2025-03-03 08:00') });
    expect(refusal(mergedInto(target, here))).toBe(result);
  });

  it('not the wrong way round, and the way round is named', () => {
    const outcome = mergedInto(filedAs({ reportedAt: at('2025-03-03 10:00') }));
    expect('rejection' in outcome && outcome.rejection.message.en).toContain(
      `give "merge" on case ${OTHER_CASE}, into 01JNDQ0000000000000000CASE`,
    );
  });

  it.each([
    ['this one', lifeAt('handling'), older],
    ['the other one', new Life(), otherInHand()],
  ] as const)('by two once %s is in hand', (_, life, target) => {
    life.give(dispatcher(township), into(target));
    expect(life.current.state).toMatchObject({
      request: { kind: 'merge', into: OTHER_CASE, unit: township },
    });
    const approve = { type: 'approve', into: target } as const;
    expect(mayCommand(dispatcher(township), approve, life.current)).toBe(false);
    expect(mayCommand(dispatcher(committee), approve, life.current)).toBe(false);
    life.give(dispatcher(county), approve);
    expect(life.current.state).toMatchObject({ stage: 'merged', into: OTHER_CASE });
  });

  it('not by a wish that its own reporter grants', () => {
    const own = dispatcher(county);
    const life = new Life(filed({ reporter: own.subject }, { actor: own }));
    life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' });
    life.give(officer(police), { type: 'acknowledge' });
    life.give(dispatcher(township), MERGE);
    expect(mayCommand(own, { type: 'approve', into: older }, life.current)).toBe(false);
    const reportedThere = { ...older, reporter: own.subject };
    const other = lifeAt('handling');
    other.give(dispatcher(township), MERGE);
    expect(mayCommand(own, { type: 'approve', into: older }, other.current)).toBe(true);
    expect(mayCommand(own, { type: 'approve', into: reportedThere }, other.current)).toBe(false);
  });

  it('no more by a wish once the case that should go on has ended', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(township), MERGE);
    const ended = new Life(filed({ id: OTHER_CASE, reportedAt: older.reportedAt }));
    ended.give(dispatcher(committee), { type: 'decline', code: 'inLitigation', reason: 'The court has it.' });
    const approve = { type: 'approve', into: ended.current } as const;
    expect(refusal(life.try(approve, dispatcher(county)))).toBe('wrong-stage');
    expect(life.current.state.stage).toBe('handling');
  });
});

describe('the case that goes on', () => {
  it('knows who had a hand in the other one, so that they judge neither', () => {
    const other = lifeAt(
      'handling',
      {},
      { id: '01JNDQ0000000000000000MORE', reportedAt: at('2025-03-03 09:30') },
    );
    other.give(dispatcher(township), into(new Life().current));
    other.give(dispatcher(county), { type: 'approve', into: new Life().current });
    const life = new Life();
    life.rule({ type: 'absorb', from: other.current, reason: 'The same piano.' });
    expect(life.current).toMatchObject({
      handlers: [officer(police).subject],
      handlingUnits: [police.code],
      mergedFrom: [other.current.id],
    });
  });

  it('takes over a higher severity, and no lower one', () => {
    const absorbed = (severity: Matter['severity']) => {
      const life = new Life();
      life.rule({ type: 'absorb', from: merged({ severity }), reason: 'The same piano.' });
      return life.current.severity;
    };
    expect([absorbed('critical'), absorbed('low')]).toEqual(['critical', 'general']);
  });

  it('takes in none while it is suspended', () => {
    const life = lifeAt('handling');
    life.give(officer(police), { type: 'suspend', until: at('2025-04-01 09:00'), reason: 'Works.' });
    life.give(dispatcher(township), { type: 'approve' });
    expect(refusal(life.try({ type: 'absorb', from: merged(), reason: 'The same piano.' }))).toBe(
      'suspended',
    );
  });
});

describe('at the end everybody who reported is asked', () => {
  const neighbour = resident('neighbour');
  const YES: PersonalCommand = { type: 'followUp', satisfied: true };
  const NO: PersonalCommand = { type: 'followUp', satisfied: false, reason: 'Still loud.' };

  /** Two reporters, and the work done and checked. */
  const asked = (): Life => {
    const life = lifeAt('handling');
    life.rule({ type: 'absorb', from: merged(), reason: 'The same piano.' });
    life.give(officer(police), { type: 'submitResult', result: 'Settled.' }, at('2025-03-03 10:40'));
    life.give(
      gridWorker,
      { type: 'verify', passed: true, evidence: seenAt('10:45') },
      at('2025-03-03 10:46'),
    );
    return life;
  };

  it('and the last answer closes the case', () => {
    const life = asked();
    life.give(neighbour, YES);
    expect(life.current.state).toMatchObject({ stage: 'followUp', answered: ['neighbour'] });
    expect(refusal(life.try(YES, neighbour))).toBe('answered-already');
    life.give(reporter, YES);
    expect(life.current.state.stage).toBe('closed');
  });

  it('and one “no” brings the second look at once, whatever the other says', () => {
    const life = asked();
    life.give(reporter, YES);
    life.give(neighbour, NO);
    expect(life.current).toMatchObject({ secondLook: true, state: { stage: 'acknowledgement' } });
  });

  it('and the unit in charge answers for those who have not', () => {
    const life = asked();
    life.give(neighbour, YES);
    const centre = dispatcher(township);
    expect(mayCommand(centre, YES, life.current)).toBe(true);
    life.give(centre, YES);
    expect(life.current.state.stage).toBe('closed');
  });

  it.each([
    ['whoever handled it', [officer(police).subject], []],
    ['whoever reported it for the unit that handled it', [], [{ subject: 'neighbour', unit: police.code }]],
  ])('but %s', (_, reporters, staffReporters) => {
    const life = lifeAt('handling');
    const from = { ...merged(), staffReporters, ...(reporters[0] && { reporter: reporters[0] }) };
    life.rule({ type: 'absorb', from, reason: 'The same piano.' });
    life.give(officer(police), { type: 'submitResult', result: 'Settled.' }, at('2025-03-03 10:40'));
    life.give(
      gridWorker,
      { type: 'verify', passed: true, evidence: seenAt('10:45') },
      at('2025-03-03 10:46'),
    );
    const unasked: Actor = reporters[0] ? officer(police) : neighbour;
    expect(mayCommand(unasked, YES, life.current)).toBe(false);
    life.give(reporter, YES);
    expect(life.current.state.stage).toBe('closed');
  });

  it('again after a second look, whose first “no” closes nothing', () => {
    const life = asked();
    life.give(neighbour, NO);
    life.give(officer(township), { type: 'acknowledge' });
    life.give(officer(township), { type: 'submitResult', result: 'Settled again.' });
    life.give(dispatcher(county), { type: 'verify', passed: true, instead: 'The grid worker is ill.' });
    life.give(neighbour, NO);
    expect(life.current.state).toMatchObject({ stage: 'followUp', answered: ['neighbour'] });
    life.give(reporter, YES);
    expect(life.current.state.stage).toBe('closed');
  });
});
