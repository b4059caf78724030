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
  MERGE,
  matter,
  merged,
  officer,
  pendingOf,
  police,
  reporter,
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

  it('is in no unit where the history names none', () => {
    const [filing] = new Life().history as [CaseEvent];
    const by = { kind: 'person', subject: reporter.subject, role: 'gridWorker' } as const;
    const current = evolve(undefined, { ...filing, by });
    expect(current).not.toHaveProperty('reportingUnit');
    expect(current.staffReporters).toEqual([]);
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

describe('a case that takes another one in', () => {
  const card = (unit: string, minute: number): Case['cards'][number] => ({
    color: 'yellow',
    unit,
    at: at(`2025-03-03 08:${minute}`),
  });
  const absorbing = (own: Partial<Case>, others: Partial<Case>): Case => {
    const life = new Life();
    life.current = { ...life.current, ...own };
    const from = { ...merged({ reporter: 'neighbour' }), ...others };
    life.rule({ type: 'absorb', from, reason: 'The same.' });
    return life.current;
  };

  it('keeps who had a hand in either, each once', () => {
    const own = {
      handlers: ['a'],
      handlingUnits: [police.code],
      givenTo: [roads.code],
      coResponsible: [committee],
    };
    const others = {
      handlers: ['a', 'b'],
      handlingUnits: [police.code, judicial.code],
      givenTo: [roads.code, lawFirm.code],
      coResponsible: [committee, township],
    };
    expect(absorbing(own, others)).toMatchObject({
      handlers: ['a', 'b'],
      handlingUnits: [police.code, judicial.code],
      givenTo: [roads.code, lawFirm.code],
      coResponsible: [committee, township],
    });
  });

  it('has nothing of what neither had', () => {
    const current = absorbing({}, {});
    expect(current).not.toHaveProperty('givenTo');
    expect(current).not.toHaveProperty('declinedBy');
    expect(current).not.toHaveProperty('appeal');
    expect([current.handlers, current.cards, current.coResponsible]).toEqual([[], [], []]);
  });

  it('keeps what it had by an event of before the other’s course was told', () => {
    const life = lifeAt('handling');
    const { handlers, handlingUnits, cards } = life.current;
    const [filing] = life.history as [CaseEvent];
    const absorbed: CaseEvent = {
      ...{ ...filing, seq: 99 },
      ...{ type: 'absorbed', caseId: 'x', reporters: ['neighbour'] },
    };
    const next = evolve(life.current, absorbed);
    expect(next).toMatchObject({ handlers, handlingUnits, cards, alsoReportedBy: ['neighbour'] });
  });

  it('takes over what only the other had, and keeps what only it had', () => {
    const declined = [{ subject: 'clerk', unit: police.code }];
    expect(absorbing({}, { declinedBy: declined, givenTo: [roads.code] })).toMatchObject({
      declinedBy: declined,
      givenTo: [roads.code],
    });
    expect(absorbing({ declinedBy: declined, givenTo: [roads.code] }, {})).toMatchObject({
      declinedBy: declined,
      givenTo: [roads.code],
    });
  });

  it('has the cards of both in the order of time, its own first where two came at once', () => {
    const own = [card('own', 10), card('own', 30)];
    const others = [card('others', 10), card('others', 20), card('others', 40)];
    expect(
      absorbing({ cards: own }, { cards: others }).cards.map(({ unit, at: when }) => [unit, when]),
    ).toEqual([
      ['own', own[0]!.at],
      ['others', others[0]!.at],
      ['others', others[1]!.at],
      ['own', own[1]!.at],
      ['others', others[2]!.at],
    ]);
  });

  it('tells the last hundred cards, and the last fifty who declined', () => {
    const cards = Array.from({ length: 80 }, (_, n) => card(`own ${n}`, 10));
    const late = Array.from({ length: 40 }, (_, n) => card(`others ${n}`, 20));
    const kept = absorbing({ cards }, { cards: late }).cards.map(({ unit }) => unit);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([100, 'own 20', 'others 39']);
    const people = (who: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({ subject: `${who} ${n}` }));
    const declinedBy = absorbing(
      { declinedBy: people('own', 30) },
      { declinedBy: people('others', 30) },
    ).declinedBy?.map(({ subject }) => subject);
    expect([declinedBy?.length, declinedBy?.[0], declinedBy?.at(-1)]).toEqual([50, 'own 10', 'others 29']);
  });

  it('goes on waiting for its appeal to be decided, and for no other', () => {
    expect(absorbing({ appeal: 'waiting' }, {}).appeal).toBe('waiting');
    expect(absorbing({ appeal: 'decided' }, {})).not.toHaveProperty('appeal');
  });
});

describe('whoever declines', () => {
  const DECLINE: PersonalCommand = { type: 'decline', code: 'inLitigation', reason: 'The court has it.' };
  const declined = (actor: Parameters<Life['give']>[0], before: Case['declinedBy'] = undefined): Case => {
    const life = new Life();
    if (before) life.current = { ...life.current, declinedBy: before };
    life.give(actor, DECLINE);
    return life.current;
  };

  it('is kept with their unit, where they acted for one', () => {
    const clerk = dispatcher(committee);
    expect(declined(clerk).declinedBy).toEqual([{ subject: clerk.subject, unit: committee.code }]);
    const { declinedBy } = declined({ subject: 'somebody', role: 'operator', area: '3206' });
    expect(declinedBy).toEqual([{ subject: 'somebody' }]);
    expect(declinedBy?.[0]).not.toHaveProperty('unit');
  });

  it('is kept behind those before, fifty at most', () => {
    const before = Array.from({ length: 50 }, (_, n) => ({ subject: `before ${n}` }));
    const kept = declined(dispatcher(committee), before).declinedBy?.map(({ subject }) => subject);
    expect([kept?.length, kept?.[0], kept?.at(-1)]).toEqual([50, 'before 1', dispatcher(committee).subject]);
  });

  it('is nobody where a rule declined', () => {
    const life = new Life();
    const before = life.current;
    life.give(dispatcher(committee), DECLINE);
    const event = { ...life.history.at(-1)!, by: { kind: 'rule', rule: 'somehow' } } as CaseEvent;
    expect(evolve(before, event).declinedBy).toEqual([]);
  });
});

describe('an appeal', () => {
  it('begins a turn of its own that the workflow has not opened, and binds nobody', () => {
    const life = lifeAt('declined');
    life.current = { ...life.current, designated: true, ownTurn: true };
    life.give(reporter, { type: 'appeal', reason: 'No court has it.' });
    expect(life.current).toMatchObject({ designated: false, ownTurn: false, appeal: 'waiting' });
  });
});

describe('a history', () => {
  it('begins with the report, and with nothing else', () => {
    const [first] = new Life().history;
    const commented = { ...first, type: 'commented', text: 'x' } as unknown as CaseEvent;
    expect(() => evolve(undefined, commented)).toThrow(
      'a history begins with "reported", not with "commented"',
    );
    expect(evolve(undefined, first!).version).toBe(1);
  });
});

describe('who was asked in a follow-up', () => {
  const asked = (): Life => {
    const life = new Life();
    life.rule({ type: 'absorb', from: merged({ reporter: 'neighbour' }), reason: 'The same.' });
    const followed = lifeAt('followUp');
    followed.current = { ...followed.current, alsoReportedBy: life.current.alsoReportedBy };
    return followed;
  };
  const answeredIn = ({ state }: Case) => ('answered' in state ? state.answered : undefined);

  it('is kept as having answered, and nobody else is', () => {
    const life = asked();
    life.give(reporter, { type: 'followUp', satisfied: true, rating: 5 });
    expect(answeredIn(life.current)).toEqual([reporter.subject]);
    const told = life.history.at(-1)!;
    const by = (cause: CaseEvent['by']) => answeredIn(evolve(asked().current, { ...told, by: cause }));
    expect(
      by({ kind: 'person', subject: 'a clerk', role: 'dispatcher', unit: township.code }),
    ).toBeUndefined();
    expect(by({ kind: 'rule', rule: 'somehow' })).toBeUndefined();
    const elsewhere = evolve(lifeAt('handling').current, { ...told, seq: 4 });
    expect(elsewhere.state).not.toHaveProperty('answered');
  });

  it('has still answered when the follow-up climbs', () => {
    const life = asked();
    life.give(reporter, { type: 'followUp', satisfied: true, rating: 5 });
    life.sweep(at('2025-03-20 10:00'));
    expect([life.current.state.stage, answeredIn(life.current)]).toEqual(['followUp', [reporter.subject]]);
    const silent = lifeAt('followUp');
    silent.sweep(at('2025-03-20 10:00'));
    expect(silent.current.state).not.toHaveProperty('answered');
  });
});

describe('a part', () => {
  it('of a case that is not in joint handling is nowhere', () => {
    const life = lifeAt('joint');
    life.give(officer(lawFirm), { type: 'extendPart', unit: lawFirm.code, reason: 'Next week.' });
    const { current } = lifeAt('handling');
    expect(evolve(current, { ...life.history.at(-1)!, seq: 4 }).state).toEqual(current.state);
    life.give(officer(lawFirm), {
      type: 'returnPart',
      unit: lawFirm.code,
      code: 'notOurDuty',
      reason: 'No.',
    });
    expect(evolve(current, { ...life.history.at(-1)!, seq: 4 }).endedParts).toEqual([]);
  });

  it('whose wish was a rule’s names nobody who asked', () => {
    const life = lifeAt('joint');
    const before = life.current;
    life.give(officer(lawFirm), { type: 'extendPart', unit: lawFirm.code, reason: 'Next week.' });
    const event = { ...life.history.at(-1)!, by: { kind: 'rule', rule: 'somehow' } } as CaseEvent;
    const part = openParts(evolve(before, event)).find(({ unit }) => unit.code === lawFirm.code);
    expect(part?.extension).toEqual({ reason: 'Next week.' });
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

  it('of a centre to merge the case outlasts a change of unit, too', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(township), MERGE);
    life.give(dispatcher(township), assign());
    expect(kept(life)).toEqual(['merge', undefined]);
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

describe('a designation', () => {
  it('of the unit in charge binds it, and its wait goes on', () => {
    const life = lifeAt('acknowledgement');
    const { turn, state } = life.current;
    life.give(dispatcher(township), { type: 'designate', unit: police.code, reason: 'Theirs.' });
    expect(life.current).toMatchObject({ designated: true, turn, state });
  });

  it('by which a centre takes a case from its own desk begins a wait', () => {
    const life = lifeAt('reported');
    life.give(dispatcher(committee), { type: 'designate', unit: committee.code, reason: 'Ours.' });
    expect(life.current).toMatchObject({
      designated: true,
      turn: life.current.version,
      state: { stage: 'acknowledgement', unit: committee, clock: { stage: 'acknowledgement' } },
    });
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

  it('remembers what a unit had used when its case was declined, because an appeal may bring it back', () => {
    const life = new Life();
    life.give(dispatcher(township), assign());
    life.give(
      dispatcher(township),
      { type: 'decline', code: 'inLitigation', reason: 'The court has it.' },
      at('2025-03-03 10:00'),
    );
    life.give(reporter, { type: 'appeal', reason: 'No court has it.' }, at('2025-03-03 10:15'));
    life.give(dispatcher(county), assign(), at('2025-03-03 10:30'));
    // One of the two hours is left.
    expect(life.current.state).toMatchObject({
      stage: 'acknowledgement',
      clock: { dueAt: at('2025-03-03 11:30') },
    });
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
