import { describe, expect, it } from 'vitest';
import { maySee } from '#domain/access.ts';
import { isOpen, openParts, partsOf, presentParts } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { fileCase } from '#domain/case/file.ts';
import { drawVerifier } from '#domain/case/impartiality.ts';
import type { JoinPolicy } from '#domain/policy/policy.ts';
import type { Verifier } from '#domain/process/context.ts';
import type { WorkCalendar } from '#domain/time/calendar.ts';
import {
  at,
  calendar,
  centres,
  city,
  committee,
  county,
  dispatcher,
  file,
  filed,
  filingContext,
  GRID,
  gridWorker,
  judicial,
  Life,
  lawFirm,
  lifeAt,
  local,
  MERGE,
  matter,
  mayCommand,
  merged,
  nextDue,
  OTHER_CASE,
  type Outcome,
  officer,
  pendingOf,
  police,
  policyWith,
  reporter,
  resident,
  roads,
  seenAt,
  township,
} from '../builders.ts';

/** The rules of the office, one readable story each; the table of all commands is `commands.test.ts`. */

const typesOf = (events: readonly CaseEvent[]) => events.map(({ type }) => type);

const refusal = (outcome: Outcome): string => ('rejection' in outcome ? outcome.rejection.code : 'accepted');

const dueOf = ({ current }: Life): string => (isOpen(current) ? local(current.state.clock.dueAt) : 'never');

const unitOf = ({ current }: Life): string => (isOpen(current) ? current.state.unit.name : 'nobody');

const EXTEND: PersonalCommand = { type: 'extend', reason: 'They are away.' };
const APPROVE: PersonalCommand = { type: 'approve' };
const REFUSE: PersonalCommand = { type: 'refuse', reason: 'Go there today.' };

describe('an extension', () => {
  it('that is approved adds the limit once more, and tells from when to when', () => {
    const life = lifeAt('handling');
    life.give(officer(police), EXTEND);
    expect(pendingOf(life.current).request).toMatchObject({
      kind: 'extension',
      by: 'officer of the police station',
    });
    const [event] = life.give(dispatcher(township), APPROVE);
    expect(event).toMatchObject({
      type: 'extended',
      moved: { from: at('2025-03-10 09:15'), to: at('2025-03-17 09:15') },
    });
    expect(dueOf(life)).toBe('2025-03-17 09:15');
    expect(pendingOf(life.current).request).toBeUndefined();
  });

  it('that is refused moves nothing and uses up nothing', () => {
    const life = lifeAt('handling');
    for (let refused = 0; refused < 3; refused++) {
      life.give(officer(police), EXTEND);
      life.give(dispatcher(township), REFUSE);
    }
    expect([dueOf(life), pendingOf(life.current).extensions]).toEqual(['2025-03-10 09:15', 0]);
  });

  it('is granted twice and no third time', () => {
    const life = lifeAt('handling');
    for (let granted = 0; granted < 2; granted++) {
      life.give(officer(police), EXTEND);
      life.give(dispatcher(township), APPROVE);
    }
    expect(dueOf(life)).toBe('2025-03-24 09:15');
    expect(refusal(life.try(EXTEND, officer(police)))).toBe('extension-quota');
  });

  it('is neither asked for nor granted after the deadline', () => {
    const life = lifeAt('handling');
    expect(refusal(life.try(EXTEND, officer(police), at('2025-03-10 09:16')))).toBe('after-deadline');
    life.give(officer(police), EXTEND, at('2025-03-10 09:15'));
    expect(refusal(life.try(APPROVE, dispatcher(township), at('2025-03-10 09:16')))).toBe('after-deadline');
  });

  it('is decided by a second person', () => {
    const life = new Life();
    life.give(dispatcher(township), { type: 'assign', unit: township.code, reason: 'Theirs.' });
    life.give(dispatcher(township), { type: 'acknowledge' });
    life.give(dispatcher(township), EXTEND);
    expect(mayCommand(dispatcher(township), { type: 'approve' }, life.current)).toBe(false);
    expect(mayCommand(dispatcher(county), { type: 'approve' }, life.current)).toBe(true);
  });
});

/** In handling since Monday, 29 September 2025, 09:15: the holiday runs from 1 to 8 October. */
const beforeNationalDay = (): Life => {
  const now = at('2025-09-29 09:15');
  const life = new Life(filed({}, { now }));
  life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' });
  life.give(officer(police), { type: 'acknowledge' });
  return life;
};
const suspend = (life: Life, until: string): void => {
  const command: PersonalCommand = { type: 'suspend', until: at(until), reason: 'The works must wait.' };
  life.give(officer(police), command, at('2025-09-30 09:00'));
  life.give(dispatcher(township), APPROVE, at('2025-09-30 09:15'));
};

describe('a suspension over National Day', () => {
  it('lets no rung fire, and waits for its own end', () => {
    const life = beforeNationalDay();
    expect(dueOf(life)).toBe('2025-10-13 09:15');
    suspend(life, '2026-01-05 08:00');
    expect(life.sweep(at('2026-01-05 07:59'))).toEqual([]);
    expect(nextDue(life.current)).toBe(at('2026-01-05 08:00'));
  });

  it('keeps the eight hours that were used: four working days are left', () => {
    const life = beforeNationalDay();
    suspend(life, '2025-10-20 08:00');
    const [event] = life.give(officer(police), { type: 'resume' }, at('2025-10-09 08:00'));
    expect(event).toMatchObject({
      type: 'resumed',
      moved: { from: at('2025-10-13 09:15'), to: at('2025-10-13 18:00') },
    });
  });

  it('ends by itself at its date, also when the sweep comes late', () => {
    const life = beforeNationalDay();
    suspend(life, '2025-10-09 08:00');
    const [event] = life.sweep(at('2025-10-09 17:00'));
    expect(event).toMatchObject({
      type: 'resumed',
      at: at('2025-10-09 17:00'),
      by: { kind: 'rule', rule: 'suspension/end' },
    });
    expect(dueOf(life)).toBe('2025-10-13 18:00');
    expect(pendingOf(life.current).suspendedUntil).toBeUndefined();
  });

  it('comes once in the life of a case, and ends within a year', () => {
    const life = beforeNationalDay();
    const until = (date: string): PersonalCommand => ({ type: 'suspend', until: at(date), reason: 'Works.' });
    expect(refusal(life.try(until('2026-10-01 09:00'), officer(police)))).toBe('until-out-of-range');
    expect(refusal(life.try(until('2025-09-29 09:15'), officer(police)))).toBe('until-out-of-range');
    suspend(life, '2025-10-20 08:00');
    expect(refusal(life.try({ type: 'submitResult', result: 'Done.' }, officer(police)))).toBe('suspended');
    life.give(officer(police), { type: 'resume' }, at('2025-10-09 08:00'));
    expect(refusal(life.try(until('2025-11-01 09:00'), officer(police)))).toBe('suspended-once');
  });
});

describe('a severity that is raised', () => {
  const RAISE: PersonalCommand = { type: 'changeSeverity', severity: 'critical', reason: 'A knife.' };

  it('takes effect at once: what was used counts against the shorter limit', () => {
    const life = lifeAt('handling');
    const [event] = life.give(dispatcher(township), RAISE, at('2025-03-03 10:45'));
    expect(event).toMatchObject({ moved: { from: at('2025-03-10 09:15'), to: at('2025-03-03 11:15') } });
    expect(life.current.severity).toBe('critical');
  });

  it('may make a case late on the spot: its rungs fire in order', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(township), RAISE, at('2025-03-04 09:00'));
    expect(typesOf(life.sweep(at('2025-03-04 09:00')))).toEqual(['reminded', 'cardGiven', 'escalated']);
  });

  it('takes no extension away that was granted', () => {
    const life = lifeAt('handling');
    life.give(officer(police), EXTEND);
    life.give(dispatcher(township), APPROVE);
    life.give(dispatcher(township), { type: 'changeSeverity', severity: 'low', reason: 'Only noise.' });
    expect(dueOf(life)).toBe('2025-03-17 09:15');
  });
});

describe('the quota of returns', () => {
  const RETURN: PersonalCommand = { type: 'return', code: 'notOurDuty', reason: 'Not ours.' };
  const twiceReturned = (): Life => {
    const life = lifeAt('acknowledgement');
    life.give(officer(police), RETURN);
    life.give(dispatcher(township), { type: 'assign', unit: judicial.code, reason: 'Then yours.' });
    life.give(officer(judicial), RETURN);
    return life;
  };

  it('brings the case to the level above, which has to designate a unit', () => {
    const life = twiceReturned();
    expect([unitOf(life), life.current.level]).toEqual(['county centre', 'county']);
    const assign: PersonalCommand = { type: 'assign', unit: police.code, reason: 'Yours.' };
    expect(refusal(life.try(assign, dispatcher(county)))).toBe('must-designate');
    life.give(dispatcher(county), { type: 'designate', unit: police.code, reason: 'Yours, finally.' });
    expect(refusal(life.try(RETURN, officer(police)))).toBe('designated');
  });

  it('binds the designated unit, not a centre to which its joint handling was escalated', () => {
    const life = twiceReturned();
    life.give(dispatcher(county), { type: 'designate', unit: police.code, reason: 'Yours, finally.' });
    life.give(officer(police), { type: 'acknowledge' });
    life.give(officer(police), { type: 'whistle', units: [lawFirm.code], ask: 'Help.', join: 'all' });
    life.give(officer(police), { type: 'escalate', reason: 'Too big.' });
    life.give(officer(lawFirm), { type: 'respond', unit: lawFirm.code, answer: 'Done.' });
    expect(unitOf(life)).toBe('county centre');
    expect(refusal(life.try(RETURN, officer(county)))).toBe('accepted');
    expect(unitOf(life)).toBe('city centre');
  });
});

describe('joint handling goes on', () => {
  const whistled = (join: JoinPolicy): Life => {
    const life = lifeAt('handling');
    const units = [judicial.code, lawFirm.code, roads.code];
    life.give(officer(police), { type: 'whistle', units, ask: 'Help.', join });
    return life;
  };
  const answer = (life: Life, unit = judicial) =>
    typesOf(life.give(officer(unit), { type: 'respond', unit: unit.code, answer: 'Done.' }));
  const statesOf = (life: Life) => partsOf(life.current).map(({ state }) => state);

  it('with all parts', () => {
    const life = whistled('all');
    expect([judicial, lawFirm, roads].map((unit) => answer(life, unit))).toEqual([
      ['responded'],
      ['responded'],
      ['responded', 'joined'],
    ]);
  });

  it('with any part, and releases the others', () => {
    const life = whistled('any');
    expect(answer(life)).toEqual(['responded', 'joined']);
    expect(statesOf(life)).toEqual(['answered', 'released', 'released']);
  });

  it('with a quorum of two', () => {
    const life = whistled({ quorum: 2 });
    expect(answer(life)).toEqual(['responded']);
    expect(answer(life, roads)).toEqual(['responded', 'joined']);
    expect(statesOf(life)).toEqual(['answered', 'released', 'answered']);
  });

  it('never with a quorum larger than the units asked', () => {
    const outcome = lifeAt('handling').try({
      type: 'whistle',
      units: [judicial.code],
      ask: 'Help.',
      join: { quorum: 2 },
    });
    expect(refusal(outcome)).toBe('quorum-too-large');
  });

  it('when nobody is left to wait for: parts returned by their unit and taken off by the lead', () => {
    const life = whistled({ quorum: 2 });
    const back: PersonalCommand = {
      type: 'returnPart',
      unit: roads.code,
      code: 'notOurDuty',
      reason: 'No road.',
    };
    expect(typesOf(life.give(officer(roads), back))).toEqual(['partReturned']);
    expect(answer(life)).toEqual(['responded']);
    const off: PersonalCommand = { type: 'removePart', unit: lawFirm.code, reason: 'Settled without it.' };
    expect(typesOf(life.give(officer(police), off))).toEqual(['partRemoved', 'joined']);
    expect(statesOf(life)).toEqual(['answered', 'removed', 'returned']);
  });
});

describe('a part of joint handling', () => {
  const EXTEND_PART: PersonalCommand = { type: 'extendPart', unit: lawFirm.code, reason: 'In court.' };
  const partDue = ({ current }: Life) => {
    const part = partsOf(current)[1]!;
    return part.state === 'open' && local(part.clock.dueAt);
  };

  it('gets its limit once more when the lead agrees, twice at most', () => {
    const life = lifeAt('joint');
    for (const due of ['2025-03-07 09:45', '2025-03-11 09:45']) {
      life.give(officer(lawFirm), EXTEND_PART);
      life.give(officer(police), { type: 'approvePart', unit: lawFirm.code });
      expect(partDue(life)).toBe(due);
    }
    expect(refusal(life.try(EXTEND_PART, officer(lawFirm)))).toBe('extension-quota');
  });

  it('gets no more time when the lead refuses, which uses up nothing, nor after its deadline', () => {
    const life = lifeAt('joint');
    life.give(officer(lawFirm), EXTEND_PART);
    life.give(officer(police), { type: 'refusePart', unit: lawFirm.code, reason: 'Send another lawyer.' });
    expect([partDue(life), partsOf(life.current)[1]!.extensions]).toEqual(['2025-03-05 09:45', 0]);
    const late = life.try(EXTEND_PART, officer(lawFirm), at('2025-03-05 09:46'));
    expect(refusal(late)).toBe('after-deadline');
  });

  it('is named in the summing-up when it was answered', () => {
    const life = lifeAt('joint');
    life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Mediated.' });
    life.give(officer(lawFirm), {
      type: 'returnPart',
      unit: lawFirm.code,
      code: 'notOurDuty',
      reason: 'No contract.',
    });
    const strange = life.try(
      { type: 'submitResult', result: 'Settled.', parts: { [judicial.code]: 'Mediated.', nobody: 'x' } },
      officer(police),
    );
    expect('rejection' in strange && [strange.rejection.code, strange.rejection.field]).toEqual([
      'unknown-unit',
      'parts.nobody',
    ]);
    const silent = life.try({ type: 'submitResult', result: 'Settled.' }, officer(police));
    expect('rejection' in silent && [silent.rejection.code, silent.rejection.field]).toEqual([
      'part-not-named',
      'parts.320613001-judicialOffice',
    ]);
    const parts = { [judicial.code]: 'They agreed.' };
    const [event] = life.give(officer(police), { type: 'submitResult', result: 'Settled.', parts });
    expect(event).toMatchObject({ partsSummed: parts });
  });
});

describe('a supervision', () => {
  const SUPERVISE: PersonalCommand = { type: 'supervise', text: 'What is going on?' };

  it('has a deadline of its own and ends with the reply', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(county), SUPERVISE);
    expect(pendingOf(life.current).supervision).toMatchObject({
      by: county.code,
      clock: { dueAt: at('2025-03-04 09:30') },
    });
    expect(refusal(life.try(SUPERVISE, dispatcher(city)))).toBe('already-supervised');
    life.give(officer(police), { type: 'reply', text: 'We go there tonight.' });
    expect(life.current).not.toHaveProperty('supervision');
    expect(life.sweep(at('2025-03-05 09:00'))).toEqual([]);
  });

  it('whose reply is late brings a card and another supervision, and no other unit', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(county), SUPERVISE);
    const fired = life.sweep(at('2025-03-04 09:30'));
    expect(typesOf(fired)).toEqual(['reminded', 'cardGiven', 'supervised']);
    expect(fired[2]).toMatchObject({ rung: { share: 1, supervision: true }, next: at('2025-03-05 09:30') });
    expect([unitOf(life), dueOf(life)]).toEqual(['police station', '2025-03-10 09:15']);
    life.give(officer(police), { type: 'reply', text: 'Sorry.' });
    expect(life.sweep(at('2025-03-05 09:30'))).toEqual([]);
  });
});

describe('a case ends beside the way', () => {
  it('declined with a coded reason', () => {
    const life = new Life();
    const decline = (code: string): PersonalCommand => ({ type: 'decline', code, reason: 'The court.' });
    expect(refusal(life.try(decline('tooHard'), dispatcher(committee)))).toBe('unknown-reason');
    life.give(dispatcher(committee), decline('inLitigation'));
    expect(life.current.state).toEqual({
      stage: 'declined',
      closedAt: life.now,
      code: 'inLitigation',
      byLevel: 'community',
    });
  });

  it('void only when a second person agrees', () => {
    const life = lifeAt('handling');
    const strike: PersonalCommand = { type: 'void', code: 'filedByMistake', reason: 'A test call.' };
    life.give(dispatcher(township), strike);
    expect(life.current.state.stage).toBe('handling');
    expect(mayCommand(dispatcher(township), { type: 'approve' }, life.current)).toBe(false);
    expect(mayCommand(dispatcher(county), { type: 'approve' }, life.current)).toBe(true);
    life.give(dispatcher(county), APPROVE);
    expect(life.current.state).toMatchObject({ stage: 'voided', code: 'filedByMistake' });
  });

  it('merged into another, which keeps every reporter informed', () => {
    const second = lifeAt('merged');
    expect(second.current.state).toMatchObject({ stage: 'merged', into: OTHER_CASE });
    expect(partsOf(second.current)).toEqual([]);
    const first = lifeAt('handling');
    expect(maySee(resident('neighbour'), first.current)).toBe(false);
    for (let told = 0; told < 2; told++)
      first.rule({ type: 'absorb', from: merged(), reason: 'The same piano.' });
    expect(first.current.mergedFrom).toEqual([merged().id]);
    expect(first.current.alsoReportedBy).toEqual(['neighbour']);
    expect(maySee(resident('neighbour'), first.current)).toBe(true);
    expect(refusal(first.try({ ...MERGE, into: first.current }))).toBe('merge-into-itself');
  });
});

describe('a closed case', () => {
  const REOPEN: PersonalCommand = { type: 'reopen', reason: 'It is loud again.' };

  it('is reopened within the window, at the desk of the township, for a dispatch by hand', () => {
    const life = lifeAt('closed');
    life.give(dispatcher(township), REOPEN, at('2025-03-18 18:00'));
    expect(life.current).toMatchObject({
      reopened: 1,
      level: 'township',
      state: { stage: 'reported', unit: township, clock: { dueAt: at('2025-03-19 10:00') } },
    });
  });

  it('stays closed after it', () => {
    const late = lifeAt('closed').try(REOPEN, dispatcher(township), at('2025-03-18 18:01'));
    expect(refusal(late)).toBe('reopen-too-late');
    expect('rejection' in late && late.rejection.message).toEqual({
      'zh-CN': '重开期限已于2025年3月18日（星期二）18:00届满；请重新上报。',
      en: 'The case could be reopened until Tuesday, 18 March 2025 at 18:00; report the matter again.',
    });
  });
});

describe('the summing-up', () => {
  it('leaves out parts that another unit had in hand', () => {
    const life = lifeAt('joint');
    for (const part of openParts(life.current))
      life.give(officer(part.responsible), { type: 'respond', unit: part.unit.code, answer: 'done' });
    expect(presentParts(life.current)).not.toHaveLength(0);
    life.give(dispatcher(county), { type: 'designate', unit: roads.code, reason: 'theirs after all' });
    expect(presentParts(life.current)).toEqual([]);
    expect(partsOf(life.current)).not.toHaveLength(0);
  });
});

describe('a grid worker who verifies', () => {
  const verify = (evidence?: Extract<PersonalCommand, { type: 'verify' }>['evidence']): PersonalCommand => ({
    type: 'verify',
    passed: true,
    ...(evidence && { evidence }),
  });
  const verifiedBy = (actor = gridWorker, evidence?: Parameters<typeof verify>[0]): string => {
    const life = lifeAt('verification');
    life.current = { ...life.current, point: { lon: 120.87, lat: 32.02 } };
    return refusal(life.try(verify(evidence), actor, at('2025-03-03 11:00')));
  };

  it('shows evidence; a centre may verify from its desk', () => {
    expect(verifiedBy(gridWorker)).toBe('evidence-missing');
    expect(verifiedBy(dispatcher(committee))).toBe('accepted');
  });

  const onTheSpot = (time: string) => ({ ...seenAt(time), point: { lon: 120.87, lat: 32.02 } });

  it('shows where it was taken, when the case has a place', () => {
    expect(verifiedBy(gridWorker, seenAt('10:50'))).toBe('evidence-missing');
    expect(verifiedBy(dispatcher(committee), seenAt('10:50'))).toBe('accepted');
  });

  it('has taken it between the handing-in and now', () => {
    expect(
      ['10:28', '10:30', '11:00', '11:02'].map((time) => verifiedBy(gridWorker, onTheSpot(time))),
    ).toEqual(['evidence-time', 'accepted', 'accepted', 'evidence-time']);
  });

  it.each([
    ['10:28:59', 'evidence-time'],
    ['10:29:00', 'accepted'],
    ['11:00:03', 'accepted'],
    ['11:00:59', 'accepted'],
    ['11:01:00', 'accepted'],
    ['11:01:01', 'evidence-time'],
  ])('has taken it by a clock that is a minute off at most: %s', (time, outcome) => {
    expect(verifiedBy(gridWorker, onTheSpot(time))).toBe(outcome);
  });

  describe('where the policy asks for a file', () => {
    const policy = policyWith({ verifyWithFile: true });
    const judged = (
      evidence?: Parameters<typeof verify>[0],
      { by = gridWorker, life = lifeAt('verification'), on = '2025-03-03' } = {},
    ) => {
      life.context = { policy };
      return refusal(life.try(verify(evidence), by, at(`${on} 11:00`)));
    };
    const uploaded = (time: string) => ({ files: [file({ uploadedAt: at(`2025-03-03 ${time}`) })] });

    it('shows one; a centre may verify from its desk', () => {
      expect(judged()).toBe('evidence-missing');
      expect(judged(seenAt('10:50'))).toBe('evidence-missing');
      expect(judged({ ...seenAt('10:50'), ...uploaded('10:50') })).toBe('accepted');
      expect(judged(uploaded('10:50'))).toBe('accepted');
      expect(judged(undefined, { by: dispatcher(committee) })).toBe('accepted');
    });

    it.each([
      ['10:29:59', 'evidence-time'],
      ['10:30', 'accepted'],
      ['11:00', 'accepted'],
    ])('shows one that came after the result, whoever shows it: %s', (time, outcome) => {
      expect(judged(uploaded(time))).toBe(outcome);
      expect(judged(uploaded(time), { by: dispatcher(committee) })).toBe(outcome);
    });

    it('shows one that came in the very second of the result, which is all that the store tells', () => {
      const life = lifeAt('handling');
      life.give(officer(police), { type: 'submitResult', result: 'Settled.' }, '2025-03-03T02:30:00.900Z');
      expect(judged({ files: [file({ uploadedAt: '2025-03-03T02:30:00.000Z' })] }, { life })).toBe(
        'accepted',
      );
    });

    it('may show one that came before the case climbed, since the result is the same', () => {
      const life = lifeAt('verification');
      life.context = { policy };
      expect(life.sweep(at('2025-03-04 10:30')).map(({ type }) => type)).toContain('escalated');
      expect(judged(uploaded('10:40'), { life, on: '2025-03-04' })).toBe('accepted');
    });

    it('is told of by an event for each, and the verdict names them', () => {
      const life = lifeAt('verification');
      const files = [file({ id: 'one', caption: 'The stairs.' }), file({ id: 'two' })].map((one) => ({
        ...one,
        uploadedAt: at('2025-03-03 10:50'),
      }));
      const events = life.give(
        gridWorker,
        { type: 'verify', passed: true, evidence: { files } },
        at('2025-03-03 11:00'),
      );
      expect(events).toMatchObject([
        { type: 'attached', attachment: files[0] },
        { type: 'attached', attachment: files[1] },
        { type: 'verified', evidence: { files: ['one', 'two'] } },
      ]);
    });
  });

  it('has taken it within 200 metres of the place', () => {
    const from = (lat: number) => verifiedBy(gridWorker, { ...seenAt('10:50'), point: { lon: 120.87, lat } });
    // A thousandth of a degree of latitude is 111 metres.
    expect([from(32.021), from(32.023)]).toEqual(['accepted', 'evidence-place']);
  });
});

describe('the verifier', () => {
  const worker = (subject: string, area: string, unit = committee.code): Verifier => ({
    subject,
    area,
    unit,
  });
  const draw = (verifiers: Verifier[], now = at('2025-03-03 10:30')) =>
    drawVerifier({ ...matter(), handlers: ['handler'] }, verifiers, [police.code], now);

  it('is neither handler nor reporter, nor of a unit that handled', () => {
    const barred = [
      worker('handler', GRID),
      worker(reporter.subject, GRID),
      worker('constable', GRID, police.code),
    ];
    expect(draw(barred)).toBeUndefined();
    expect(draw([...barred, worker('far', '320613002001001')])).toBe('far');
  });

  it('is the nearest', () => {
    expect(
      draw([worker('town', '320613001'), worker('next door', '320613001001008'), worker('here', GRID)]),
    ).toBe('here');
  });

  it('is drawn among equals by case and time, and the same draw draws the same', () => {
    const equals = ['a', 'b', 'c'].map((subject) => worker(subject, GRID));
    const drawn = Array.from({ length: 60 }, (_, i) => {
      const now = at(`2025-03-03 10:${String(i).padStart(2, '0')}`);
      expect(draw(equals, now)).toBe(draw(equals, now));
      return draw(equals, now);
    });
    expect(new Set(drawn)).toEqual(new Set(['a', 'b', 'c']));
  });

  it('who was drawn verifies, and no other grid worker', () => {
    const life = lifeAt('handling', { verifiers: [worker('drawn', GRID)] });
    life.give(officer(police), { type: 'submitResult', result: 'Settled.' });
    expect(pendingOf(life.current).verifier).toBe('drawn');
    const may = (subject: string) =>
      mayCommand({ ...gridWorker, subject }, { type: 'verify', passed: true }, life.current);
    expect([may('drawn'), may(gridWorker.subject)]).toEqual([true, false]);
  });
});

describe('a self-handled case that was drawn for the sample', () => {
  it('goes to verification by somebody else, under a centre that did not handle it', () => {
    const own = matter({ reporter: gridWorker.subject });
    const verifiers = [gridWorker.subject, 'colleague'].map((subject) => ({
      subject,
      area: GRID,
      unit: '320613001002-committee',
    }));
    const { events, next } = fileCase(
      {
        type: 'selfHandle',
        matter: own,
        description: 'A bicycle.',
        desk: committee,
        result: 'Moved it.',
        sample: { centres, verifiers },
      },
      filingContext({ actor: gridWorker }),
    );
    expect(typesOf(events)).toEqual(['reported', 'selfHandled', 'resultSubmitted']);
    expect(next).toMatchObject({
      state: { stage: 'verification', unit: township, handledBy: committee, verifier: 'colleague' },
    });
    expect(mayCommand(gridWorker, { type: 'verify', passed: true }, next)).toBe(false);
  });
});

describe('the ladder', () => {
  it('may give a yellow card and later a red one', () => {
    const policy = policyWith({
      ladders: [
        {
          rungs: [
            { share: 1, actions: ['yellowCard'] },
            { share: 2, actions: ['redCard', 'escalate'] },
          ],
        },
      ],
    });
    const life = new Life(filed({}, { policy }), { policy });
    life.sweep(at('2025-03-03 15:00'));
    expect(life.current.cards).toEqual([
      { color: 'yellow', unit: committee.code, at: at('2025-03-03 15:00') },
      { color: 'red', unit: committee.code, at: at('2025-03-03 15:00') },
    ]);
    expect(unitOf(life)).toBe('township centre');
  });

  it('is that of category, severity, stage and level: here parts are supervised and never raised', () => {
    const policy = policyWith({
      ladders: [
        { rungs: [{ share: 1, actions: ['escalate'] }] },
        { stage: 'part', rungs: [{ share: 1, actions: ['supervise'] }] },
        { level: 'county', rungs: [{ share: 1, actions: ['redCard', 'escalate'] }] },
      ],
    });
    const life = lifeAt('joint', { policy });
    expect(typesOf(life.sweep(at('2025-03-05 09:45')))).toEqual(['supervised', 'supervised']);
    const desk = new Life(filed({}, { policy }), { policy });
    const climb = ['2025-03-03 11:00', '2025-03-03 15:00', '2025-03-03 17:00'];
    expect(climb.map((now) => typesOf(desk.sweep(at(now))))).toEqual([
      ['escalated'],
      ['escalated'],
      ['cardGiven', 'escalated'],
    ]);
  });
});

/** A storm closed the offices on Wednesday, 5 March. */
const stormy: WorkCalendar = {
  ...calendar,
  version: '2025-2',
  days: [...calendar.days, { date: '2025-03-05', name: 'Storm', rest: true }],
};

describe('another calendar', () => {
  const recalculated = (life: Life): CaseEvent[] => {
    life.context = { ...life.context, calendar: stormy };
    return life.rule({ type: 'recalculate' });
  };

  it('moves a deadline that it touches, and tells from when to when', () => {
    const life = lifeAt('handling');
    const [event] = recalculated(life);
    expect(event).toMatchObject({
      type: 'recalculated',
      calendarVersion: '2025-2',
      by: { kind: 'rule', rule: 'recalculate' },
      changes: [{ moved: { from: at('2025-03-10 09:15'), to: at('2025-03-11 09:15') } }],
    });
    expect(dueOf(life)).toBe('2025-03-11 09:15');
    expect(recalculated(life)).toEqual([]);
  });

  it('moves those of parts and replies, too', () => {
    const life = lifeAt('joint');
    life.give(dispatcher(county), { type: 'supervise', text: 'Well?' }, at('2025-03-04 14:00'));
    const [event] = recalculated(life);
    expect(
      event?.type === 'recalculated' &&
        event.changes.map(({ part, supervision, moved }) => [part ?? supervision, local(moved.to)]),
    ).toEqual([
      [undefined, '2025-03-11 09:15'],
      [judicial.code, '2025-03-06 09:45'],
      [lawFirm.code, '2025-03-06 09:45'],
      [true, '2025-03-06 12:00'],
    ]);
  });

  it('leaves alone what it does not touch: shorter clocks, stopped ones and closed cases', () => {
    expect(recalculated(lifeAt('reported'))).toEqual([]);
    expect(recalculated(lifeAt('closed'))).toEqual([]);
    const suspended = beforeNationalDay();
    suspend(suspended, '2025-10-20 08:00');
    expect(recalculated(suspended)).toEqual([]);
  });
});

describe('borders that have changed', () => {
  it('move an open case to the grid of its place, and leave a closed one in the grid of its time', () => {
    const rehome = { type: 'rehome', grid: '320613001001008', borderVersion: 'g-2' } as const;
    const open = lifeAt('handling');
    const turn = open.current.turn;
    expect(open.rule(rehome)[0]).toMatchObject({ type: 'rehomed', from: GRID, grid: '320613001001008' });
    expect(open.current).toMatchObject({ grid: '320613001001008', borderVersion: 'g-2', turn });
    const closed = lifeAt('closed');
    expect(closed.rule(rehome)).toEqual([]);
    expect(closed.current).toMatchObject({ grid: GRID, borderVersion: 'g-1' });
  });
});

describe('delegation', () => {
  it('hands a case one level down, to the community at last', () => {
    const life = new Life();
    life.give(dispatcher(county), { type: 'assign', unit: county.code, reason: 'Theirs.' });
    const down = [county, township].map((centre) => {
      life.give(dispatcher(centre), { type: 'delegate', reason: 'Small enough.' });
      return [unitOf(life), life.current.level];
    });
    expect(down).toEqual([
      ['township centre', 'township'],
      ['committee', 'community'],
    ]);
    expect(refusal(life.try({ type: 'delegate', reason: 'Smaller.' }))).toBe('nobody-below');
  });
});
