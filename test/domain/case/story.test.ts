import { describe, expect, it } from 'vitest';
import { isOpen, partsOf } from '#domain/case/case.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { firstBrokenLink } from '#domain/process/chain.ts';
import {
  at,
  city,
  committee,
  county,
  dispatcher,
  filed,
  gridWorker,
  judicial,
  justice,
  Life,
  lawFirm,
  local,
  officer,
  police,
  replay,
  township,
} from '../builders.ts';

/** A history as people read it: when, by whom, what. */
const story = (events: readonly CaseEvent[]): string[] =>
  events.map((event) => {
    const by = event.by.kind === 'person' ? event.by.subject : event.by.rule;
    return `${local(event.at)} ${by}: ${event.type}`;
  });

describe('the noise dispute that the police could not settle on the spot', () => {
  const life = new Life(
    filed({ channel: 'police', reporter: officer(police).subject }, { actor: officer(police) }),
  );
  const duty = {
    unit: township,
    reason: { 'zh-CN': '矛盾纠纷由镇街中心负责', en: 'Disputes are for the township centre.' },
  };

  it('is assigned by the duty list to the township, which acknowledges within 2 work hours', () => {
    life.context = { ...life.context, duty };
    life.rule({ type: 'assignByDutyList' }, at('2025-03-03 09:00'));
    expect(life.current).toMatchObject({
      level: 'township',
      state: { stage: 'acknowledgement', unit: township, clock: { dueAt: at('2025-03-03 11:00') } },
    });
    life.give(officer(township), { type: 'acknowledge' }, at('2025-03-03 10:20'));
    expect(life.current.state).toMatchObject({ stage: 'handling', clock: { dueAt: at('2025-03-10 09:00') } });
  });

  it('is whistled to three offices, each with its own deadline', () => {
    life.give(
      officer(township),
      {
        type: 'whistle',
        template: 'threeOffice',
        ask: 'Mediate between the two families.',
      },
      at('2025-03-03 10:30'),
    );
    expect(partsOf(life.current).map((part) => [part.unit.name, part.state])).toEqual([
      ['judicial office', 'open'],
      ['police station', 'open'],
      ['law firm', 'open'],
    ]);
    expect(
      partsOf(life.current).every(
        (part) => part.state === 'open' && local(part.clock.dueAt) === '2025-03-05 10:30',
      ),
    ).toBe(true);
  });

  it('has two answers in time', () => {
    life.give(
      officer(police),
      { type: 'respond', unit: police.code, answer: 'Measured: 52 dB at midnight.' },
      at('2025-03-03 23:10'),
    );
    life.give(
      officer(judicial),
      { type: 'respond', unit: judicial.code, answer: 'Both sides were heard.' },
      at('2025-03-04 16:00'),
    );
  });

  it('shows that the law firm is silent: reminded, carded, and its part raised to the justice bureau', () => {
    expect(story(life.sweep(at('2025-03-05 10:31')))).toEqual([
      '2025-03-05 10:31 ladder/0.8: reminded',
      '2025-03-05 10:31 ladder/1: cardGiven',
      '2025-03-05 10:31 ladder/1: partRaised',
    ]);
    expect(partsOf(life.current)[2]).toMatchObject({ unit: lawFirm, responsible: justice, state: 'open' });
    expect(life.current.cards).toEqual([{ color: 'yellow', unit: lawFirm.code, at: at('2025-03-05 10:31') }]);
    expect(life.current.coResponsible).toEqual([lawFirm]);
    expect(life.current).toMatchObject({ level: 'township', state: { stage: 'joint', unit: township } });
  });

  it('goes back to the township when the bureau has answered for the firm', () => {
    life.give(
      officer(justice),
      { type: 'respond', unit: lawFirm.code, answer: 'Another lawyer drew up the agreement.' },
      at('2025-03-06 09:00'),
    );
    expect(partsOf(life.current)[2]).toMatchObject({ state: 'answered', answeredBy: justice.code });
    expect(life.current.state).toMatchObject({ stage: 'handling', unit: township });
  });

  it('is summed up, verified on the spot by a grid worker, and closed with the resident satisfied', () => {
    life.give(
      officer(township),
      {
        type: 'submitResult',
        result: 'Agreed: no piano after 21:00.',
        parts: {
          [judicial.code]: 'Both sides were heard.',
          [police.code]: 'Measured twice.',
          [lawFirm.code]: 'The agreement is signed.',
        },
      },
      at('2025-03-06 11:00'),
    );
    expect(life.current.state).toMatchObject({ stage: 'verification', unit: committee, handledBy: township });
    life.give(
      gridWorker,
      {
        type: 'verify',
        passed: true,
        note: 'Quiet now.',
        evidence: { takenAt: at('2025-03-06 16:50') },
      },
      at('2025-03-06 17:00'),
    );
    life.give(dispatcher(county), { type: 'followUp', satisfied: true, rating: 5 }, at('2025-03-07 10:00'));
    expect(life.current.state).toEqual({ stage: 'closed', closedAt: at('2025-03-07 10:00') });
  });

  it('can be told from its history, hop by hop', () => {
    expect(story(life.history)).toEqual([
      '2025-03-03 09:00 officer of the police station: reported',
      '2025-03-03 09:00 assignByDutyList: assigned',
      '2025-03-03 10:20 officer of the township centre: acknowledged',
      '2025-03-03 10:30 officer of the township centre: whistled',
      '2025-03-03 23:10 officer of the police station: responded',
      '2025-03-04 16:00 officer of the judicial office: responded',
      '2025-03-05 10:31 ladder/0.8: reminded',
      '2025-03-05 10:31 ladder/1: cardGiven',
      '2025-03-05 10:31 ladder/1: partRaised',
      '2025-03-06 09:00 officer of the justice bureau: responded',
      '2025-03-06 09:00 officer of the justice bureau: joined',
      '2025-03-06 11:00 officer of the township centre: resultSubmitted',
      '2025-03-06 17:00 grid worker of the grid: verified',
      '2025-03-07 10:00 dispatcher of the county centre: followedUp',
      '2025-03-07 10:00 dispatcher of the county centre: closed',
    ]);
    expect(replay(life.history)).toEqual(life.current);
    expect(firstBrokenLink(life.history)).toBeUndefined();
  });
});

/** Who has the case after each sweep, and what the sweep did. */
const climbed = (life: Life, now: string): [string, ...string[]] => {
  const fired = life.sweep(at(now)).map(({ type }) => type);
  const { current } = life;
  return [isOpen(current) ? `${current.state.unit.name}, ${current.level}` : 'closed', ...fired];
};

describe('the case that nobody answers', () => {
  it('climbs from the community to the city within a day, and is supervised there every day', () => {
    const life = new Life();
    expect(climbed(life, '2025-03-03 10:36')).toEqual(['committee, community', 'reminded']);
    expect(climbed(life, '2025-03-03 11:00')).toEqual([
      'township centre, township',
      'cardGiven',
      'escalated',
    ]);
    expect(climbed(life, '2025-03-03 14:36')).toEqual(['township centre, township', 'reminded']);
    expect(climbed(life, '2025-03-03 15:00')).toEqual(['county centre, county', 'cardGiven', 'escalated']);
    expect(climbed(life, '2025-03-03 17:00')).toEqual([
      'city centre, city',
      'reminded',
      'cardGiven',
      'escalated',
    ]);
    expect(climbed(life, '2025-03-04 09:00')).toEqual([
      'city centre, city',
      'reminded',
      'cardGiven',
      'supervised',
    ]);
    for (const day of ['05', '06', '07', '08', '09', '10']) {
      expect(climbed(life, `2025-03-${day} 08:59`)).toEqual(['city centre, city']);
      expect(climbed(life, `2025-03-${day} 09:00`)).toEqual(['city centre, city', 'supervised']);
    }
    expect(life.current.coResponsible.map(({ name }) => name)).toEqual([
      'committee',
      'township centre',
      'county centre',
    ]);
    expect(life.current.cards.map(({ unit }) => unit)).toEqual([
      '320613001001-committee',
      '320613001-commandCenter',
      '320613-commandCenter',
      '3206-commandCenter',
    ]);
  });

  it('climbs one level only after an outage of ten limits: the next centre gets its full time', () => {
    const life = new Life();
    // The limit is 2 work hours: ten of them end on Wednesday at 15:00.
    expect(climbed(life, '2025-03-05 15:00')).toEqual([
      'township centre, township',
      'reminded',
      'cardGiven',
      'escalated',
    ]);
    expect(life.current.state).toMatchObject({ clock: { dueAt: at('2025-03-05 17:00') } });
    expect(climbed(life, '2025-03-05 15:01')).toEqual(['township centre, township']);
  });

  it('at the top makes up for every day of supervision that an outage let pass', () => {
    const life = new Life();
    life.give(dispatcher(city), { type: 'assign', unit: '3206-commandCenter', reason: 'x' });
    const fired = life.sweep(at('2025-03-13 11:00'));
    expect(
      fired.map((event) =>
        'rung' in event && event.rung ? `${local(event.rung.at)} ${event.type}` : event.type,
      ),
    ).toEqual([
      '2025-03-03 10:36 reminded',
      '2025-03-03 11:00 cardGiven',
      '2025-03-03 11:00 supervised',
      '2025-03-04 11:00 supervised',
      '2025-03-05 11:00 supervised',
      '2025-03-06 11:00 supervised',
      '2025-03-07 11:00 supervised',
      '2025-03-08 11:00 supervised',
      '2025-03-09 11:00 supervised',
      '2025-03-10 11:00 supervised',
      '2025-03-11 11:00 supervised',
      '2025-03-12 11:00 supervised',
      '2025-03-13 11:00 supervised',
    ]);
  });
});
