import { describe, expect, it } from 'vitest';
import { decidesPart, decidesRequest, staffInCharge, verifies } from '#domain/access.ts';
import { type Case, isOpen, openParts } from '#domain/case/case.ts';
import { entriesOf, WHY_NAMES, type Why } from '#domain/case/entries.ts';
import { STAGES } from '#domain/case/stages.ts';
import { decidersList, personsList } from '#domain/process/process.ts';
import { plusDays } from '#domain/time/instant.ts';
import {
  at,
  city,
  committee,
  county,
  dispatcher,
  gridWorker,
  judicial,
  justice,
  type Life,
  lawFirm,
  lifeAt,
  MONDAY,
  officer,
  operator,
  police,
  supervising,
  township,
} from '../builders.ts';

/** Each line as "why @ whose list, until when". */
const linesOf = (current: Case): string[] =>
  entriesOf(current).map(({ list, dueAt, shows }) => `${shows.why} @ ${list} ${dueAt}`);
const whose = (current: Case, why: Why): string[] =>
  entriesOf(current)
    .filter(({ shows }) => shows.why === why)
    .map(({ list }) => list);

const clockOf = ({ current }: Life) => {
  if (!isOpen(current)) throw new Error('the case has ended');
  return current.state.clock;
};

const asking = (life: Life): Life => {
  life.give(officer(police), { type: 'extend', reason: 'The neighbours are away.' });
  return life;
};

describe('a case stands', () => {
  it.each([
    ['reported', 'dispatch', committee.code],
    ['acknowledgement', 'acknowledge', police.code],
    ['handling', 'handle', police.code],
    ['joint', 'joint', police.code],
    ['verification', 'verify', committee.code],
    ['followUp', 'followUp', township.code],
  ] as const)('at %s, as "%s", on the list of %s until its deadline', (stage, why, list) => {
    const life = lifeAt(stage);
    expect(linesOf(life.current)[0]).toBe(`${why} @ ${list} ${clockOf(life).dueAt}`);
    expect(entriesOf(life.current)[0]).toMatchObject({ name: '', list, shows: { stage } });
  });

  it.each(STAGES.filter((stage) => !isOpen(lifeAt(stage).current)))('on nobody’s list at %s', (stage) => {
    expect(entriesOf(lifeAt(stage).current)).toEqual([]);
  });

  it('until the end of its suspension, and says so', () => {
    const life = lifeAt('handling');
    const until = plusDays(MONDAY, 60);
    life.give(officer(police), { type: 'suspend', until, reason: 'The builder comes in May.' });
    life.give(dispatcher(township), { type: 'approve' });
    expect(linesOf(life.current)).toEqual([`suspended @ ${police.code} ${until}`]);
    life.rule({ type: 'advanceClock' }, until);
    expect(linesOf(life.current)[0]).toBe(`handle @ ${police.code} ${clockOf(life).dueAt}`);
  });

  it('as an appeal on the list of whoever hears it', () => {
    const life = lifeAt('declined');
    life.give({ subject: 'reporter', role: 'resident' }, { type: 'appeal', reason: 'No court has it.' });
    expect(linesOf(life.current)).toEqual([`appeal @ ${township.code} ${clockOf(life).dueAt}`]);
  });
});

describe('what else waits is on a list of its own', () => {
  it('each open part at whoever must answer it, until its own deadline', () => {
    const life = lifeAt('joint');
    const [first, second] = openParts(life.current);
    expect(linesOf(life.current).slice(1)).toEqual([
      `part @ ${judicial.code} ${first!.clock.dueAt}`,
      `part @ ${lawFirm.code} ${second!.clock.dueAt}`,
    ]);
    life.sweep(at('2025-03-05 09:45'));
    expect(whose(life.current, 'part')).toEqual([justice.code, justice.code]);
  });

  it('a request at the nearest centre above whoever asked', () => {
    expect(whose(asking(lifeAt('handling')).current, 'approve')).toEqual([decidersList(township.code)]);
    const desk = lifeAt('reported');
    desk.give(dispatcher(committee), { type: 'void', code: 'filedByMistake', reason: 'A test.' });
    expect(whose(desk.current, 'approve')).toEqual([decidersList(township.code)]);
  });

  it('and what the city’s centre asks for, at the supervising unit', () => {
    const life = lifeAt('reported');
    life.give(dispatcher(city), { type: 'void', code: 'filedByMistake', reason: 'A test.' });
    expect(whose(life.current, 'approve')).toEqual([decidersList(supervising.code)]);
  });

  it('a request climbs with the case, so that whoever has it may decide it', () => {
    const life = lifeAt('reported');
    life.give(dispatcher(committee), { type: 'void', code: 'filedByMistake', reason: 'A test.' });
    life.give(dispatcher(committee), { type: 'escalate', reason: 'Too big for us.' }, at('2025-03-03 09:10'));
    expect(whose(life.current, 'approve')).toEqual([decidersList(township.code)]);
    life.give(dispatcher(township), { type: 'escalate', reason: 'For us, too.' }, at('2025-03-03 09:20'));
    expect(whose(life.current, 'approve')).toEqual([decidersList(county.code)]);
    expect(decidesRequest(dispatcher(township), life.current)).toBe(false);
    expect(decidesRequest(dispatcher(county), life.current)).toBe(true);
  });

  it('and is gone once it is decided', () => {
    const life = asking(lifeAt('handling'));
    life.give(dispatcher(township), { type: 'refuse', reason: 'Five days are enough.' });
    expect(whose(life.current, 'approve')).toEqual([]);
  });

  it('more time for parts once at the lead unit, until the first of them ends', () => {
    const life = lifeAt('joint');
    for (const unit of [lawFirm, judicial])
      life.give(officer(unit), { type: 'extendPart', unit: unit.code, reason: 'Next week.' });
    expect(whose(life.current, 'approvePart')).toEqual([police.code]);
    expect(decidesPart(officer(police), life.current, { unit: lawFirm.code })).toBe(true);
  });

  it('or, where the lead answers for the part itself, above it', () => {
    const life = lifeAt('handling');
    life.give(officer(police), {
      type: 'whistle',
      units: [county.code, lawFirm.code],
      ask: 'Mediate.',
      join: 'all',
    });
    while (life.current.level !== 'county')
      life.give(dispatcher(township), { type: 'escalate', reason: 'Too big.' });
    life.give(dispatcher(county), { type: 'extendPart', unit: county.code, reason: 'Next week.' });
    expect(whose(life.current, 'joint')).toEqual([county.code]);
    expect(whose(life.current, 'approvePart')).toEqual([decidersList(city.code)]);
  });

  it('a supervision at the unit in charge, until the reply is due', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(county), { type: 'supervise', text: 'What is the matter?' });
    const { state } = life.current;
    expect(linesOf(life.current).slice(1)).toEqual([
      `reply @ ${police.code} ${'supervision' in state ? state.supervision?.clock.dueAt : ''}`,
    ]);
  });

  it('a verification at the person who was drawn, besides their committee', () => {
    const verifier = { subject: gridWorker.subject, area: gridWorker.area, unit: committee.code };
    const life = lifeAt('verification', { verifiers: [verifier] });
    expect(whose(life.current, 'inspect')).toEqual([personsList(gridWorker.subject)]);
    expect(verifies(gridWorker, life.current)).toBe(true);
  });

  it('a case at every centre past which it climbed, until it ends', () => {
    const life = lifeAt('reported');
    expect(whose(life.current, 'climbedPast')).toEqual([]);
    life.sweep(at('2025-03-03 11:00'));
    expect(whose(life.current, 'climbedPast')).toEqual([committee.code]);
    life.sweep(at('2025-03-03 16:00'));
    expect(whose(life.current, 'climbedPast')).toEqual([committee.code, township.code]);
    life.give(
      dispatcher(county),
      { type: 'void', code: 'filedByMistake', reason: 'A test.' },
      at('2025-03-03 16:10'),
    );
    life.give(dispatcher(city), { type: 'approve' }, at('2025-03-03 16:20'));
    expect(entriesOf(life.current)).toEqual([]);
  });

  it('a parked case at the operators', () => {
    const life = lifeAt('handling');
    life.rule({ type: 'park', reason: 'an execution gave up' });
    expect(linesOf(life.current)).toContain(`parked @ operators ${life.now}`);
    life.give(operator('operator'), { type: 'restart', reason: 'Mended.' });
    expect(whose(life.current, 'parked')).toEqual([]);
  });

  it('a line names its case, who has that in charge, and no more than there is', () => {
    const { shows } = entriesOf(lifeAt('joint').current)[1]!;
    expect(Object.keys(shows).sort()).toEqual(
      [
        'category',
        'grid',
        'id',
        'level',
        'part',
        'severity',
        'stage',
        'title',
        'unit',
        'unitName',
        'why',
      ].sort(),
    );
    expect(shows).toMatchObject({ part: judicial.code, unit: police.code, unitName: police.name });
  });
});

it.each([
  'reported',
  'acknowledgement',
  'handling',
  'joint',
  'followUp',
] as const)('the people of the unit on whose list a case stands at %s act on it, and no others', (stage) => {
  const { current } = lifeAt(stage);
  const [main] = entriesOf(current);
  for (const unit of [committee, township, county, city, police, judicial, lawFirm, justice])
    expect(staffInCharge(dispatcher(unit), current)).toBe(main?.list === unit.code);
});

it('every reason has its words in both languages', () => {
  for (const { 'zh-CN': zh, en } of Object.values(WHY_NAMES)) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).toMatch(/^[a-z, -]+$/);
  }
});
