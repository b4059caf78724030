import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { isOpen } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { Unit } from '#domain/place/unit.ts';
import {
  at,
  city,
  committee,
  contextWith,
  county,
  dispatcher,
  filed,
  Life,
  lifeAt,
  mayCommand,
  merged,
  type Outcome,
  officer,
  police,
  reporter,
  resident,
  staff,
  supervising,
  township,
} from '../builders.ts';

/** Who hears an appeal against a case that was declined, and what it may come to. */

const APPEAL: PersonalCommand = { type: 'appeal', reason: 'The court has something else.' };
const DECLINE: PersonalCommand = { type: 'decline', code: 'inLitigation', reason: 'The court has it.' };
const ASSIGN: PersonalCommand = { type: 'assign', unit: police.code, reason: 'They know both families.' };

const refusal = (outcome: Outcome): string => ('rejection' in outcome ? outcome.rejection.code : 'accepted');
const deskOf = ({ current }: Life): string => (isOpen(current) ? current.state.unit.name : 'nobody');
const may = (actor: Actor, command: PersonalCommand, { current }: Life): boolean =>
  mayCommand(actor, command, current);

/** Declined by the centre of a level, on whose desk the case had come. */
const declinedBy = (centre: Unit, context = {}): Life => {
  const life = new Life(filed(), context);
  const desks = [committee, township, county, city];
  for (const desk of desks.slice(0, desks.indexOf(centre)))
    life.give(dispatcher(desk), { type: 'escalate', reason: 'Too big.' });
  life.give(dispatcher(centre), DECLINE);
  return life;
};

describe('an appeal', () => {
  it.each([
    ['committee', committee, township, 'township'],
    ['township', township, county, 'county'],
    ['county', county, city, 'city'],
    ['city', city, supervising, 'city'],
  ] as const)('against the centre of the %s comes to the one above, with a new clock', (_, by, to, level) => {
    const life = declinedBy(by);
    life.give(reporter, APPEAL, at('2025-03-04 10:00'));
    expect([deskOf(life), life.current.level]).toEqual([to.name, level]);
    expect(life.current.state).toMatchObject({
      stage: 'reported',
      clock: { stage: 'dispatch', startedAt: at('2025-03-04 10:00') },
    });
  });

  it('against the city’s centre is heard by nobody where the city has no supervising unit, and says so', () => {
    const life = declinedBy(city, { nearest: new Map() });
    const { state } = life.current;
    expect(refusal(life.try(APPEAL, reporter))).toBe('nobody-hears-appeal');
    expect(life.current.state).toBe(state);
  });

  it('is its reporter’s to make, and of whoever reported the same', () => {
    const life = new Life();
    life.rule({ type: 'absorb', from: merged(), reason: 'The same piano.' });
    life.give(dispatcher(committee), DECLINE);
    for (const actor of [reporter, resident('neighbour')]) expect(may(actor, APPEAL, life)).toBe(true);
    for (const actor of [resident('somebody'), dispatcher(committee), dispatcher(township), officer(police)])
      expect(may(actor, APPEAL, life), actor.subject).toBe(false);
  });

  it('is made within the time for reopening, to its last moment', () => {
    // Fifteen natural days, to the end of the last office hours.
    const last = at('2025-03-18 18:00');
    expect(refusal(lifeAt('declined').try(APPEAL, reporter, last))).toBe('accepted');
    expect(refusal(lifeAt('declined').try(APPEAL, reporter, at('2025-03-18 18:01')))).toBe('appeal-too-late');
  });

  it('is made once, and what is declined then is declined for good', () => {
    const life = lifeAt('declined');
    life.give(reporter, APPEAL);
    life.give(dispatcher(township), DECLINE);
    expect(life.current.state).toMatchObject({ stage: 'declined', byLevel: 'township' });
    expect(refusal(life.try(APPEAL, reporter))).toBe('appealed-once');
  });

  it('is made once more by whoever’s case was merged in after the first', () => {
    const life = lifeAt('declined');
    life.give(reporter, APPEAL);
    life.give(dispatcher(township), ASSIGN);
    life.rule({ type: 'absorb', from: merged(), reason: 'The same piano.' });
    life.give(dispatcher(county), DECLINE);
    life.give(resident('neighbour'), APPEAL);
    expect(deskOf(life)).toBe(city.name);
  });

  it('is decided by nobody who declined the case or reported it, nor by their unit', () => {
    const colleague = staff('dispatcher', committee, 'colleague');
    const both = staff('dispatcher', township, dispatcher(committee).subject);
    const life = lifeAt('declined');
    life.give(reporter, APPEAL);
    for (const actor of [dispatcher(committee), colleague, both])
      for (const command of [ASSIGN, DECLINE])
        expect(may(actor, command, life), `${actor.subject} ${command.type}`).toBe(false);
    for (const actor of [dispatcher(township), dispatcher(county), dispatcher(city)])
      for (const command of [ASSIGN, DECLINE])
        expect(may(actor, command, life), `${actor.subject} ${command.type}`).toBe(true);
  });

  it('passes the desk of a centre for which the case was reported', () => {
    const own = dispatcher(township);
    const life = new Life(filed({ reporter: own.subject }, { actor: own }), {});
    life.give(dispatcher(committee), DECLINE);
    life.give(own, APPEAL);
    expect(deskOf(life)).toBe(county.name);
    expect(may(own, ASSIGN, life)).toBe(false);
  });

  it('is over once somebody has given the case to a unit: then its centres dispatch as before', () => {
    const life = lifeAt('declined');
    life.give(reporter, APPEAL);
    life.give(dispatcher(township), ASSIGN);
    expect(deskOf(life)).toBe(police.name);
    expect(life.current.appeal).toBe('decided');
    expect(may(dispatcher(committee), DECLINE, life)).toBe(false);
  });

  it('at the supervising unit goes to a unit, or is declined for good', () => {
    const heard = declinedBy(city);
    heard.give(reporter, APPEAL);
    expect(may(officer(supervising), ASSIGN, heard)).toBe(true);
    expect(may(dispatcher(city), ASSIGN, heard)).toBe(false);
    heard.give(officer(supervising), ASSIGN);
    expect(deskOf(heard)).toBe(police.name);
    // Once it has decided, the case is the centres' again.
    expect(may(officer(supervising), ASSIGN, heard)).toBe(false);
  });
});

describe('whoever declines', () => {
  const declines = (actor: Actor, life: Life) => may(actor, DECLINE, life);

  it('has neither reported the case nor works where it was reported', () => {
    const own = dispatcher(committee);
    const life = new Life(filed({ reporter: own.subject }, { actor: own }));
    expect(declines(own, life)).toBe(false);
    expect(declines(staff('dispatcher', committee, 'colleague'), life)).toBe(false);
    expect(declines(dispatcher(township), life)).toBe(true);
  });
});

describe('a case is assigned', () => {
  const assign = (unit: Unit): PersonalCommand => ({ type: 'assign', unit: unit.code, reason: 'Theirs.' });
  const designate = (unit: Unit): PersonalCommand =>
    ({ ...assign(unit), type: 'designate' }) as PersonalCommand;

  it.each([
    ['the township', township, police, 'accepted'],
    ['the township', township, county, 'goes-too-high'],
    ['the committee', committee, township, 'goes-too-high'],
    ['the county', county, county, 'accepted'],
    ['the county', county, city, 'goes-too-high'],
    ['the city', city, city, 'accepted'],
  ] as const)('by the centre of %s to units of its level or below', (_, by, to, result) => {
    expect(refusal(new Life().try(assign(to), dispatcher(by)))).toBe(result);
    expect(refusal(new Life().try(designate(to), dispatcher(by)))).toBe(result);
  });

  it('as high as it has climbed by then, whoever gives it', () => {
    const life = declinedBy(county);
    life.give(reporter, APPEAL);
    expect(life.current.level).toBe('city');
    expect(refusal(life.try(assign(county), dispatcher(city)))).toBe('accepted');
  });

  it('to one that stands higher by the duty list, which is the city’s own rule', () => {
    const context = contextWith({ duty: { unit: county, reason: { 'zh-CN': '职责清单', en: 'duty list' } } });
    expect(refusal(new Life(filed(), context).try({ type: 'assignByDutyList' }))).toBe('accepted');
  });
});
