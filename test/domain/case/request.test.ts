import { describe, expect, it } from 'vitest';
import type { Case, OpenCase } from '#domain/case/case.ts';
import { type PersonalCommand, personalCommands } from '#domain/case/commands.ts';
import type { Unit, UnitKind } from '#domain/place/unit.ts';
import {
  at,
  committee,
  county,
  dispatcher,
  judicial,
  lifeAt,
  MERGE,
  type Outcome,
  officer,
  older,
  pendingOf,
  police,
  policy,
  township,
} from '../builders.ts';

/** What is asked for, and where its time has passed. Who decides it is `round.test.ts`. */

const EXTEND: PersonalCommand = { type: 'extend', reason: 'They are away.' };
const APPROVE = { type: 'approve' } as const;
const VOID: PersonalCommand = { type: 'void', code: 'filedByMistake', reason: 'A test call.' };
const suspend = (until: string): PersonalCommand => ({
  type: 'suspend',
  until: at(until),
  reason: 'The works must wait.',
});
const refusal = (outcome: Outcome) => ('rejection' in outcome ? outcome.rejection : undefined);
const code = (outcome: Outcome) => refusal(outcome)?.code;

describe('whoever asks', () => {
  it('needs to know whether the city has a supervising unit, for its centre could be the one that asks', () => {
    const commands: PersonalCommand[] = [EXTEND, suspend('2025-03-10 09:00'), VOID];
    for (const command of commands)
      expect(personalCommands[command.type].needs?.(command as never, { policy }), command.type).toEqual({
        nearest: ['supervisingUnit'],
      });
  });

  it('below the city’s centre asks also where there is none', () => {
    const life = lifeAt('handling', { nearest: new Map<UnitKind, Unit>() });
    life.give(officer(police), EXTEND);
    expect(pendingOf(life.current).request?.kind).toBe('extension');
  });
});

describe('a wish beside one that waits', () => {
  it('is not asked for: a merge with a case in handling, from a desk where a void waits', () => {
    const life = lifeAt('reported');
    life.give(dispatcher(committee), VOID);
    const merge = (into: Case) => code(life.try({ ...MERGE, into }, dispatcher(committee)));
    expect(merge({ ...older, handlers: [officer(police).subject] })).toBe('already-requested');
    expect(merge(older)).toBeUndefined();
  });
});

describe('a merge', () => {
  it('is approved with the other case at hand, or not at all', () => {
    const life = lifeAt('handling');
    life.give(dispatcher(township), MERGE);
    for (const into of [undefined, { ...older, id: '01JNDQ0000000000000000MOR2' }])
      expect(() => life.try({ ...APPROVE, ...(into && { into }) }, dispatcher(county))).toThrow(
        `to merge, case ${older.id} must be at hand`,
      );
  });
});

describe('a suspension', () => {
  it('is not granted when its end has passed meanwhile', () => {
    const approved = (now: string) => {
      const life = lifeAt('handling');
      life.give(officer(police), suspend('2025-03-05 09:00'), at('2025-03-04 09:00'));
      return code(life.try(APPROVE, dispatcher(township), at(now)));
    };
    expect(approved('2025-03-05 08:59')).toBeUndefined();
    expect(approved('2025-03-05 09:00')).toBe('until-out-of-range');
  });

  it('is asked for up to the deadline, and until the last day that the policy gives', () => {
    const late = (now: string, until: string) =>
      code(lifeAt('handling').try(suspend(until), officer(police), at(now)));
    expect(late('2025-03-10 09:15', '2025-03-20 09:00')).toBeUndefined();
    expect(late('2025-03-10 09:16', '2025-03-20 09:00')).toBe('after-deadline');
    expect(late('2025-03-04 09:00', '2026-03-05 09:00')).toBeUndefined();
    expect(refusal(lifeAt('handling').try(suspend('2026-03-05 09:00'), officer(police)))).toMatchObject({
      code: 'until-out-of-range',
      field: 'until',
      message: {
        'zh-CN': '挂账结束时间须晚于现在，且在 366 天之内。',
        en: 'A suspension must end after now and within 366 days.',
      },
    });
  });

  it('that lasts is not asked for again, nor is one that was', () => {
    const life = lifeAt('handling');
    life.give(officer(police), suspend('2025-03-20 09:00'), at('2025-03-04 09:00'));
    life.give(dispatcher(township), APPROVE);
    expect(code(life.try(suspend('2025-03-21 09:00'), officer(police)))).toBe('suspended');
    life.give(officer(police), { type: 'resume' }, at('2025-03-05 09:00'));
    expect(refusal(life.try(suspend('2025-03-21 09:00'), officer(police)))).toMatchObject({
      code: 'suspended-once',
      message: {
        'zh-CN': '本案已挂账过一次，不能再次挂账。',
        en: 'The case has been suspended once; it cannot be suspended again.',
      },
    });
  });
});

describe('a wish of a stage that is over', () => {
  it('is not granted: a suspension in joint handling', () => {
    const life = lifeAt('handling');
    life.give(officer(police), suspend('2025-03-20 09:00'));
    life.give(officer(police), { type: 'whistle', units: [judicial.code], ask: 'Help.', join: 'all' });
    expect(refusal(life.try(APPROVE, dispatcher(township)))).toMatchObject({
      code: 'wrong-stage',
      message: {
        en: 'It is in joint handling; "Request a suspension" is possible only while it is being handled.',
      },
    });
  });

  it('is not granted: an extension before the work has begun', () => {
    const life = lifeAt('acknowledgement');
    const current = life.current as OpenCase;
    life.current = {
      ...current,
      state: { ...current.state, request: { kind: 'extension', by: 'x', reason: 'x' } },
    } as OpenCase;
    expect(refusal(life.try(APPROVE, dispatcher(township)))).toMatchObject({
      code: 'wrong-stage',
      message: {
        en: expect.stringMatching(
          /"Request an extension" is possible only while it is being handled or in joint handling\.$/,
        ),
      },
    });
  });
});
