import { describe, expect, it } from 'vitest';
import { type Case, isOpen, openParts } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { fileCase } from '#domain/case/file.ts';
import { paused } from '#domain/process/clock.ts';
import {
  at,
  committee,
  county,
  dispatcher,
  evolve,
  file,
  filed,
  filingContext,
  judicial,
  Life,
  lawFirm,
  lifeAt,
  matter,
  merged,
  officer,
  pendingOf,
  police,
  roads,
  staff,
  township,
} from '../builders.ts';

/** What the record keeps from one event to the next. */

const SUPERVISE: PersonalCommand = { type: 'supervise', text: 'Why so slow?' };
const VOID: PersonalCommand = { type: 'void', code: 'filedByMistake', reason: 'A test call.' };
const EXTEND: PersonalCommand = { type: 'extend', reason: 'They are away.' };
const assign = (unit = judicial): PersonalCommand => ({ type: 'assign', unit: unit.code, reason: 'Theirs.' });
const whistle: PersonalCommand = { type: 'whistle', units: [lawFirm.code], ask: 'Help.', join: 'all' };
const kept = ({ current }: Life) => {
  const { request, supervision } = pendingOf(current);
  return [request?.kind, supervision?.by];
};

describe('a case', () => {
  it('begins with its first wait, which nobody has opened but the filing', () => {
    const { current } = new Life();
    expect([current.version, current.turn, current.ownTurn, current.driver]).toEqual([1, 1, false, 0]);
  });
});

describe('whoever reported', () => {
  const reportedBy = (actor: Parameters<typeof filingContext>[0] & object): Case =>
    fileCase({ type: 'report', matter: matter(), description: 'x', desk: committee }, filingContext(actor))
      .next;

  it('on duty is kept with their unit, a grid worker’s as the one whose report it was', () => {
    const unitsOf = ({ reportingUnit, staffReporters }: Case) => [
      reportingUnit,
      staffReporters.map(({ unit }) => unit),
    ];
    expect(unitsOf(reportedBy({ actor: staff('gridWorker', committee) }))).toEqual([
      committee.code,
      [committee.code],
    ]);
    expect(unitsOf(reportedBy({ actor: officer(police) }))).toEqual([undefined, [police.code]]);
    expect(unitsOf(reportedBy({}))).toEqual([undefined, []]);
    expect(reportedBy({})).not.toHaveProperty('reportingUnit');
  });

  it('for a unit in a case that is merged into another is kept there', () => {
    const life = new Life();
    const staffReporters = [{ subject: 'clerk', unit: police.code }];
    const from = { ...merged({ reporter: 'clerk' }), staffReporters };
    life.rule({ type: 'absorb', from, reason: 'The same.' });
    life.rule({
      type: 'absorb',
      from: merged({ id: '01JNDQ0000000000000000MOR2', reporter: 'clerk' }),
      reason: 'The same.',
    });
    expect(life.current).toMatchObject({ staffReporters, alsoReportedBy: ['clerk'] });
  });
});

describe('what is pending', () => {
  const pendingAtHandling = (): Life => {
    const life = lifeAt('handling');
    life.give(dispatcher(county), SUPERVISE);
    life.give(officer(police), EXTEND);
    return life;
  };

  it('goes on through joint handling and back, while the same unit has the case', () => {
    const life = pendingAtHandling();
    life.give(officer(police), whistle);
    expect(kept(life)).toEqual(['extension', county.code]);
    life.give(officer(lawFirm), { type: 'respond', unit: lawFirm.code, answer: 'Done.' });
    expect([life.current.state.stage, ...kept(life)]).toEqual(['handling', 'extension', county.code]);
  });

  it('goes on when the case is acknowledged', () => {
    const life = lifeAt('acknowledgement');
    life.give(dispatcher(county), SUPERVISE);
    life.give(dispatcher(township), VOID);
    life.give(officer(police), { type: 'acknowledge' });
    expect(kept(life)).toEqual(['void', county.code]);
  });

  it('leaves no trace where there is none', () => {
    const life = lifeAt('joint');
    expect(life.current.state).not.toHaveProperty('request');
    expect(life.current.state).not.toHaveProperty('supervision');
  });

  it('of a unit ends when another gets the case; what a level above asks for goes on', () => {
    const life = pendingAtHandling();
    life.give(dispatcher(township), assign());
    expect(kept(life)).toEqual([undefined, county.code]);
    expect(life.current.state).not.toHaveProperty('request');
  });

  it('of a centre outlasts a change of unit, and without it nothing is kept', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(township), VOID);
    life.give(dispatcher(township), assign());
    expect(kept(life)).toEqual(['void', undefined]);
    expect(life.current.state).not.toHaveProperty('supervision');
  });

  it('of a level above ends where that gets the case itself', () => {
    const life = pendingAtHandling();
    life.give(dispatcher(county), assign(county));
    expect(kept(life)).toEqual([undefined, undefined]);
  });
});

describe('a part’s wish for more time', () => {
  it('is kept with its reason and whoever asked, until it is answered', () => {
    const life = lifeAt('joint');
    life.give(officer(lawFirm), { type: 'extendPart', unit: lawFirm.code, reason: 'In court.' });
    const wishes = () => openParts(life.current).map(({ extension }) => extension);
    expect(wishes()).toEqual([undefined, { reason: 'In court.', by: officer(lawFirm).subject }]);
    life.give(officer(police), { type: 'refusePart', unit: lawFirm.code, reason: 'Send another.' });
    expect(wishes()).toEqual([undefined, undefined]);
  });
});

describe('a turn', () => {
  it('is the workflow’s own where the duty list has assigned the case, and nobody else’s', () => {
    const duty = { unit: roads, reason: { 'zh-CN': '第一行', en: 'Row 1.' } };
    const life = new Life(filed(), { duty });
    life.rule({ type: 'assignByDutyList' });
    expect(life.current).toMatchObject({ state: { unit: roads }, ownTurn: true });
    life.give(officer(roads), { type: 'acknowledge' });
    expect(life.current.ownTurn).toBe(false);
    life.sweep(at('2025-03-31 09:00'));
    expect([life.current.coResponsible.length > 0, life.current.ownTurn]).toEqual([true, false]);
  });

  it('of an end, and of a case that is reopened, is nobody’s own', () => {
    const life = lifeAt('closed');
    expect(life.current.ownTurn).toBe(false);
    life.give(dispatcher(township), { type: 'reopen', reason: 'It is loud again.' });
    expect(life.current).toMatchObject({ ownTurn: false, secondLook: false, spent: [], returns: 0 });
  });
});

describe('the record', () => {
  it('counts the files', () => {
    const life = new Life();
    for (const id of ['a', 'b']) life.give(officer(committee), { type: 'attach', files: [file({ id })] });
    expect(life.current).toMatchObject({ attachments: 2, filesFrom: { units: { [committee.code]: 2 } } });
  });

  it('remembers no spent time before a unit has left, nor after a result', () => {
    expect(filed().next.spent).toEqual([]);
    const life = lifeAt('handling');
    life.give(dispatcher(township), assign());
    expect(life.current.spent.map(({ unit }) => unit)).toEqual([police.code]);
    life.give(officer(judicial), { type: 'acknowledge' });
    life.give(officer(judicial), { type: 'submitResult', result: 'Settled.' });
    expect(life.current.spent).toEqual([]);
    expect(life.current.state).not.toHaveProperty('verifier');
  });

  it('tells the last hundred cards', () => {
    const life = new Life();
    const card = (seq: number): CaseEvent =>
      ({
        ...life.history[0],
        seq,
        type: 'cardGiven',
        color: 'yellow',
        unit: `unit ${seq}`,
        unitName: 'x',
        rung: { at: at('2020-01-01 00:00') },
      }) as CaseEvent;
    const { cards } = Array.from({ length: 101 }, (_, i) => card(i)).reduce<Case>(evolve, life.current);
    expect([cards.length, cards[0]!.unit, cards.at(-1)!.unit]).toEqual([100, 'unit 1', 'unit 100']);
  });

  it('takes nobody in hand by a rule', () => {
    const life = new Life();
    const [first] = life.history;
    const settled = {
      ...first,
      type: 'selfHandled',
      by: { kind: 'rule', rule: 'somebody' },
    } as unknown as CaseEvent;
    expect(evolve(life.current, settled)).toMatchObject({ handlers: [], handlingUnits: [] });
  });
});

describe('an event that cannot follow', () => {
  const follows = (life: Life, event: object) => () =>
    evolve(life.current, { ...life.history[0], seq: 99, ...event } as unknown as CaseEvent);

  it.each([
    ['a whistle', 'acknowledgement', { type: 'whistled', parts: [], join: 'all' }],
    ['an extension', 'acknowledgement', { type: 'extended' }],
    ['the end of a suspension', 'joint', { type: 'resumed' }],
    ['what parts have come to', 'handling', { type: 'joined' }],
  ] as const)('makes no case of its history: %s at the stage "%s"', (_, stage, event) => {
    expect(follows(lifeAt(stage), event)).toThrow(`"${event.type}" cannot follow in case`);
  });

  it('makes no case of its history: a whistle while it is suspended', () => {
    const life = lifeAt('handling');
    if (!isOpen(life.current)) throw new Error('the case is open');
    life.current = {
      ...life.current,
      state: { ...life.current.state, clock: paused(life.current.state.clock, life.now) },
    } as Case;
    expect(follows(life, { type: 'whistled', parts: [], join: 'all' })).toThrow('a suspended case cannot');
  });
});
