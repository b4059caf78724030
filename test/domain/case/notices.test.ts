import { describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { MOST_TOLD, withNotices } from '#domain/process/notices.ts';
import { plusDays } from '#domain/time/instant.ts';
import {
  at,
  committee,
  county,
  dispatcher,
  gridWorker,
  judicial,
  justice,
  Life,
  lawFirm,
  lifeAt,
  officer,
  police,
  replay,
  reporter,
  seenAt,
  township,
} from '../builders.ts';

const REPORTER = `person#${reporter.subject}`;

/** Each notice of the events that were added as "what → whom". */
const toldOf = (life: Life, events: readonly CaseEvent[]): string[] => {
  const first = events[0]!.seq;
  const before = first === 1 ? undefined : replay(life.history.slice(0, first - 1));
  return withNotices(caseProcess, before, events).flatMap(({ notices }) =>
    notices.map(({ to, what }) => `${what} → ${to}`),
  );
};

/** What is told because of the last step of a life. */
const told = (life: Life, happens: (life: Life) => CaseEvent[]): string[] => toldOf(life, happens(life));

const asked = (): Life => {
  const life = lifeAt('handling');
  life.give(officer(police), { type: 'extend', reason: 'The neighbours are away.' });
  return life;
};
const wishing = (): Life => {
  const life = lifeAt('joint');
  life.give(officer(judicial), { type: 'extendPart', unit: judicial.code, reason: 'Two parties.' });
  return life;
};

describe('somebody is told', () => {
  it.each<[string, Life, (life: Life) => CaseEvent[], string[]]>([
    [
      'what is asked for: whoever decides',
      lifeAt('handling'),
      (life) => life.give(officer(police), { type: 'extend', reason: 'They are away.' }),
      [`requested → ${township.code}`],
    ],
    [
      'that it was granted: whoever asked',
      asked(),
      (life) => life.give(dispatcher(township), { type: 'approve' }),
      [`extended → ${police.code}`],
    ],
    [
      'that it was refused: whoever asked',
      asked(),
      (life) => life.give(dispatcher(township), { type: 'refuse', reason: 'No.' }),
      [`requestRefused → ${police.code}`],
    ],
    [
      'a supervision: the unit in charge',
      lifeAt('handling'),
      (life) => life.give(dispatcher(county), { type: 'supervise', text: 'Report by noon.' }),
      [`supervisionOrdered → ${police.code}`],
    ],
    [
      'the reply: whoever ordered it',
      (() => {
        const life = lifeAt('handling');
        life.give(dispatcher(county), { type: 'supervise', text: 'Report by noon.' });
        return life;
      })(),
      (life) => life.give(officer(police), { type: 'reply', text: 'Done by eleven.' }),
      [`supervisionAnswered → ${county.code}`],
    ],
    [
      'that a part wants more time: the lead',
      lifeAt('joint'),
      (life) => life.give(officer(judicial), { type: 'extendPart', unit: judicial.code, reason: 'Two.' }),
      [`partExtensionRequested → ${police.code}`],
    ],
    [
      'that it has it: whoever answers for the part',
      wishing(),
      (life) => life.give(officer(police), { type: 'approvePart', unit: judicial.code }),
      [`partExtended → ${judicial.code}`],
    ],
    [
      'that a part was answered: the lead',
      lifeAt('joint'),
      (life) => life.give(officer(judicial), { type: 'respond', unit: judicial.code, answer: 'Mediated.' }),
      [`responded → ${police.code}`],
    ],
    [
      'that a part is not wanted any more: its unit',
      lifeAt('joint'),
      (life) => life.give(officer(police), { type: 'removePart', unit: lawFirm.code, reason: 'Not needed.' }),
      [`partRemoved → ${lawFirm.code}`],
    ],
    [
      'that a case came back: whoever dispatches',
      lifeAt('acknowledgement'),
      (life) => life.give(officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' }),
      [`returned → ${township.code}`],
    ],
    [
      'a comment of others: the unit in charge',
      lifeAt('handling'),
      (life) => life.give(reporter, { type: 'comment', text: 'It is loud again.' }),
      [`commented → ${police.code}`],
    ],
    [
      'nothing of what somebody does themselves',
      lifeAt('handling'),
      (life) => life.give(officer(police), { type: 'comment', text: 'On our way.' }),
      [],
    ],
    [
      'that a case was not accepted: its reporter',
      lifeAt('reported'),
      (life) =>
        life.give(dispatcher(township), {
          type: 'decline',
          code: 'inLitigation',
          reason: 'The court has it.',
        }),
      [`declined → ${REPORTER}`],
    ],
    [
      'of new work nothing besides what stands on the list',
      lifeAt('reported'),
      (life) => life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' }),
      [],
    ],
  ])('%s', (_, life, happens, expected) => {
    expect(told(life, happens)).toEqual(expected);
  });

  it('is the reporter, that it was done and checked, and that it is closed when somebody else says so', () => {
    const life = lifeAt('closed');
    const notices = toldOf(life, life.history);
    expect(notices.filter((one) => one.endsWith(REPORTER))).toEqual([`verified → ${REPORTER}`]);
    const silent = lifeAt('followUp');
    const closing = told(silent, (one) =>
      one.give(dispatcher(township), { type: 'followUp', satisfied: true }),
    );
    expect(closing).toEqual([`closed → ${REPORTER}`]);
  });

  it('is whom a rung calls: reminded, with a card, or the level above', () => {
    const life = lifeAt('handling');
    const notices = told(life, (one) => one.sweep(plusDays(one.now, 60)));
    expect(notices).toContain(`reminded → ${police.code}`);
    expect(notices).toContain(`yellowCard → ${police.code}`);
    expect(notices).toContain(`escalated → ${county.code}`);
    const rungs = life.history.filter((event) => 'rung' in event && event.rung !== undefined);
    expect(notices).toHaveLength(rungs.length);
  });

  it('is the unit above to which a late part is raised', () => {
    const life = lifeAt('joint');
    const notices = told(life, (one) => one.sweep(at('2025-03-07 10:00')));
    expect(notices).toContain(`partRaised → ${justice.code}`);
  });

  it('is the unit itself when its suspension ends', () => {
    const life = lifeAt('handling');
    const until = plusDays(life.now, 20);
    life.give(officer(police), { type: 'suspend', until, reason: 'The other party is abroad.' });
    const granted = told(life, (one) => one.give(dispatcher(township), { type: 'approve' }));
    expect(granted).toEqual([`suspended → ${police.code}`]);
    const resumed = told(life, (one) => one.rule({ type: 'advanceClock' }, until));
    expect(resumed).toEqual([`resumed → ${police.code}`]);
  });

  it('is who asked to have a case struck off, and who reported it', () => {
    const desk = lifeAt('reported');
    const wish = { type: 'void', code: 'filedByMistake', reason: 'A test call.' } as const;
    expect(told(desk, (one) => one.give(dispatcher(committee), wish))).toEqual([
      `requested → ${township.code}`,
    ]);
    expect(told(desk, (one) => one.give(dispatcher(township), { type: 'approve' }))).toEqual([
      `voided → ${committee.code}`,
      `voided → ${REPORTER}`,
    ]);
  });

  it('is nobody who would make a commit too large: ten of those who reported the same', () => {
    const { current } = lifeAt('verification');
    const alsoReportedBy = Array.from({ length: 60 }, (_, n) => `neighbour-${n}`);
    const crowd = new Life({ events: [], next: { ...current, alsoReportedBy } });
    const passed = { type: 'verify', passed: true, evidence: seenAt('11:50') } as const;
    const events = crowd.give(gridWorker, passed, at('2025-03-03 12:00'));
    const [verified] = withNotices(caseProcess, { ...current, alsoReportedBy }, events);
    expect(verified?.notices).toHaveLength(MOST_TOLD);
  });
});
