import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { isOpen } from '#domain/case/case.ts';
import type { CaseCommand, PersonalCommand } from '#domain/case/commands.ts';
import { fileCase } from '#domain/case/file.ts';
import type { Unit, UnitKind } from '#domain/place/unit.ts';
import {
  at,
  city,
  committee,
  county,
  dispatcher,
  elsewhere,
  filed,
  filingContext,
  gridWorker,
  judicial,
  Life,
  lifeAt,
  local,
  matter,
  mayCommand,
  type Outcome,
  officer,
  police,
  policyWith,
  reporter,
  staff,
  supervising,
  township,
} from '../builders.ts';

/** Rules that several people could get round together, were they not so. */

const code = (outcome: Outcome): string | undefined =>
  'rejection' in outcome ? outcome.rejection.code : undefined;
const dueOf = ({ current }: Life): string => (isOpen(current) ? local(current.state.clock.dueAt) : 'ended');
const give = (life: Life, by: Actor, command: PersonalCommand, time: string) =>
  life.give(by, command, at(time));
const deciders = (life: Life, people: Record<string, Actor>): string[] =>
  Object.entries(people)
    .filter(([, actor]) => mayCommand(actor, { type: 'approve' }, life.current))
    .map(([who]) => who);

const CENTRES = {
  committee: dispatcher(committee),
  township: dispatcher(township),
  'second of the township': staff('dispatcher', township, 'second'),
  county: dispatcher(county),
  city: dispatcher(city),
  supervising: officer(supervising),
};

describe('what a unit asks for', () => {
  it.each([
    ['the police station', officer(police), ['township', 'second of the township', 'county', 'city']],
  ])('as %s, a centre above decides', (_, by, expected) => {
    const life = lifeAt('handling');
    life.give(by, { type: 'extend', reason: 'They are away.' });
    expect(deciders(life, CENTRES)).toEqual(expected);
  });

  it('as the township’s centre, neither a second account of it decides nor the reporter', () => {
    const life = new Life(filed({ reporter: dispatcher(county).subject }));
    life.give(dispatcher(township), { type: 'void', code: 'filedByMistake', reason: 'A test call.' });
    expect(deciders(life, CENTRES)).toEqual(['city']);
  });

  it('as the city’s centre, the supervising unit decides, and without one nobody is asked', () => {
    const asks: CaseCommand = { type: 'void', code: 'filedByMistake', reason: 'A test call.' };
    const life = new Life();
    life.give(dispatcher(city), asks);
    expect(deciders(life, CENTRES)).toEqual(['supervising']);
    const alone = new Life(filed(), { nearest: new Map<UnitKind, Unit>() }).try(asks, dispatcher(city));
    expect(code(alone)).toBe('nobody-decides');
    expect('rejection' in alone && alone.rejection.message.en).toContain(
      'supervisingUnit at the city to units.csv',
    );
  });
});

describe('a unit that gets a case again', () => {
  it('goes on with its clock and its extensions; what others used is not its own', () => {
    const life = lifeAt('handling');
    expect(dueOf(life)).toBe('2025-03-10 09:15');
    give(life, officer(police), { type: 'extend', reason: 'They are away.' }, '2025-03-03 10:00');
    give(life, dispatcher(township), { type: 'approve' }, '2025-03-03 10:00');
    expect(dueOf(life)).toBe('2025-03-17 09:15');
    give(
      life,
      dispatcher(township),
      { type: 'assign', unit: judicial.code, reason: 'x' },
      '2025-03-04 09:15',
    );
    give(life, dispatcher(township), { type: 'assign', unit: police.code, reason: 'x' }, '2025-03-06 09:15');
    give(life, officer(police), { type: 'acknowledge' }, '2025-03-06 09:30');
    expect(dueOf(life)).toBe('2025-03-19 09:15');
    expect(life.current.state).toMatchObject({ stage: 'handling', extensions: 1 });
  });

  it('is not assigned what it has, and is only bound when it is designated', () => {
    const life = lifeAt('handling');
    expect(code(life.try({ type: 'assign', unit: police.code, reason: 'x' }))).toBe('already-in-charge');
    const before = life.current.state;
    life.give(dispatcher(township), { type: 'designate', unit: police.code, reason: 'x' });
    expect(life.current).toMatchObject({ designated: true, state: before });
  });

  it('has a new limit once the old one ran out and the case rose', () => {
    const life = lifeAt('handling');
    life.sweep(at('2025-03-10 09:15'));
    expect(life.current.level).toBe('county');
    give(life, dispatcher(county), { type: 'assign', unit: police.code, reason: 'x' }, '2025-03-10 10:00');
    give(life, officer(police), { type: 'acknowledge' }, '2025-03-10 10:15');
    expect(dueOf(life)).toBe('2025-03-17 10:00');
  });
});

describe('returning and delegating', () => {
  it('share a quota, after which the level above decides and a designated unit is bound', () => {
    const life = new Life();
    life.give(dispatcher(township), { type: 'assign', unit: township.code, reason: 'x' });
    life.give(dispatcher(township), { type: 'delegate', reason: 'x' });
    life.give(dispatcher(committee), { type: 'return', code: 'notOurDuty', reason: 'x' });
    expect(life.current).toMatchObject({ returns: 2, level: 'county', state: { unit: county } });
    expect(code(life.try({ type: 'assign', unit: township.code, reason: 'x' }))).toBe('must-designate');
    life.give(dispatcher(county), { type: 'designate', unit: township.code, reason: 'x' });
    const passed: CaseCommand[] = [
      { type: 'delegate', reason: 'x' },
      { type: 'return', code: 'notOurDuty', reason: 'x' },
      { type: 'assign', unit: police.code, reason: 'x' },
    ];
    expect(passed.map((command) => code(life.try(command, dispatcher(township))))).toEqual([
      'designated',
      'designated',
      'designated',
    ]);
  });
});

describe('units of another place', () => {
  it('come in through the common centre only, and the supervising unit never', () => {
    const life = new Life();
    const assign = (unit: Unit, by: Actor) =>
      code(life.try({ type: 'assign', unit: unit.code, reason: 'x' }, by));
    expect(assign(elsewhere, dispatcher(county))).toBe('unit-elsewhere');
    expect(assign(supervising, dispatcher(city))).toBe('unit-elsewhere');
    expect(assign(elsewhere, dispatcher(city))).toBeUndefined();
  });

  it('join no whistle of a unit below', () => {
    const whistle: PersonalCommand = { type: 'whistle', units: [judicial.code, elsewhere.code], ask: 'x' };
    expect(lifeAt('handling').try(whistle, officer(police))).toMatchObject({
      rejection: { code: 'unit-elsewhere', field: 'units.1' },
    });
  });
});

describe('whoever reported', () => {
  const reportedBy = (actor: Actor): Life =>
    new Life(
      fileCase(
        { type: 'report', matter: matter({ reporter: actor.subject }), description: 'x', desk: committee },
        filingContext({ actor }),
      ),
    );
  const handledByPolice = (life: Life): Life => {
    life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'x' });
    life.give(staff('officer', police, 'another of the police'), { type: 'acknowledge' });
    life.give(staff('officer', police, 'another of the police'), { type: 'submitResult', result: 'x' });
    return life;
  };

  it('does not verify', () => {
    const life = handledByPolice(reportedBy(dispatcher(committee)));
    const verify: PersonalCommand = { type: 'verify', passed: true };
    expect(mayCommand(dispatcher(committee), verify, life.current)).toBe(false);
    expect(mayCommand(staff('officer', committee, 'another'), verify, life.current)).toBe(true);
  });

  it('for the unit that handled is not asked, in whatever post they are now: the centre confirms', () => {
    const life = handledByPolice(reportedBy(officer(police)));
    life.give(gridWorker, { type: 'verify', passed: true, evidence: { takenAt: life.now } });
    const satisfied: PersonalCommand = { type: 'followUp', satisfied: true };
    const inAnotherPost = staff('officer', judicial, officer(police).subject);
    expect(mayCommand(officer(police), satisfied, life.current)).toBe(false);
    expect(mayCommand(inAnotherPost, satisfied, life.current)).toBe(false);
    expect(mayCommand(dispatcher(township), satisfied, life.current)).toBe(true);
  });
});

describe('a centre that verifies in place of the drawn grid worker', () => {
  it('says why', () => {
    const verifiers = [{ subject: gridWorker.subject, area: '320613001001007', unit: committee.code }];
    const life = lifeAt('verification', { verifiers });
    expect(code(life.try({ type: 'verify', passed: true }, dispatcher(committee)))).toBe('instead-missing');
    const [verified] = life.give(dispatcher(committee), {
      type: 'verify',
      passed: true,
      instead: 'They are ill.',
    });
    expect(verified).toMatchObject({ type: 'verified', instead: 'They are ill.' });
  });
});

describe('reopening', () => {
  it('beyond the quota takes a higher level each time, onto its own desk', () => {
    const life = lifeAt('closed', { policy: policyWith({ reopenQuota: 1 }) });
    const again = (by: Actor) => {
      const outcome = life.try({ type: 'reopen', reason: 'It is loud again.' }, by);
      if ('rejection' in outcome) return outcome.rejection.code;
      const { level } = life.current;
      life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'x' });
      life.give(officer(police), { type: 'acknowledge' });
      life.give(officer(police), { type: 'submitResult', result: 'x' });
      life.give(gridWorker, { type: 'verify', passed: true, evidence: { takenAt: life.now } });
      life.give(reporter, { type: 'followUp', satisfied: true });
      return level;
    };
    expect([township, township, county, county, city, city].map((unit) => again(dispatcher(unit)))).toEqual([
      'township',
      'reopen-quota',
      'county',
      'reopen-quota',
      'city',
      'reopen-quota',
    ]);
  });
});
