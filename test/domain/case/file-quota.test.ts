import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import {
  at,
  committee,
  dispatcher,
  file,
  gridWorker,
  judicial,
  type Life,
  lifeAt,
  merged,
  officer,
  operator,
  police,
  reporter,
  resident,
  staff,
  township,
} from '../builders.ts';

const neighbour = resident('neighbour');
const files = (count: number) => Array.from({ length: count }, () => file());

/** How many files a case takes from somebody, one by one, until it refuses. */
const takes = (life: Life, actor: Actor): number => {
  for (let count = 0; ; count++) {
    const outcome = life.try({ type: 'attach', files: files(1) }, actor);
    if ('rejection' in outcome) {
      expect([outcome.rejection.code, outcome.rejection.field]).toEqual(['too-many-attachments', 'files']);
      return count;
    }
    if (count > 50) throw new Error('there is no end');
  }
};

/** A case that two residents have reported, in the hands of the police. */
const handled = (): Life => {
  const life = lifeAt('handling');
  life.rule({ type: 'absorb', from: merged({ reporter: neighbour.subject }), reason: 'The same.' });
  return life;
};

describe('the files that a case takes', () => {
  it('are so many from each reporter, each unit, and others who act for none', () => {
    const life = handled();
    const taken = [reporter, neighbour, officer(police), officer(judicial), operator('operator')].map(
      (actor) => takes(life, actor),
    );
    expect(taken).toEqual([10, 10, 20, 20, 10]);
    expect(life.current.attachments).toBe(70);
  });

  it('are those of the people of a unit together', () => {
    const life = handled();
    life.give(officer(police), { type: 'attach', files: files(15) });
    const colleague = staff('officer', police, 'colleague');
    expect(takes(life, colleague)).toBe(5);
  });

  it('are so many in one request, too: all or none', () => {
    const life = handled();
    life.give(reporter, { type: 'attach', files: files(8) });
    expect(life.try({ type: 'attach', files: files(3) }, reporter)).toMatchObject({
      rejection: { code: 'too-many-attachments' },
    });
    life.give(reporter, { type: 'attach', files: files(2) });
  });

  it('are counted as a reporter’s where staff have reported', () => {
    const officerReported = lifeAt(
      'handling',
      { actor: officer(judicial) },
      { reporter: officer(judicial).subject },
    );
    expect(takes(officerReported, officer(judicial))).toBe(10);
    expect(takes(officerReported, staff('officer', judicial, 'colleague'))).toBe(20);
  });

  it('leave the verifier what a result needs, whatever their unit has given, and again with each result', () => {
    const life = lifeAt('verification');
    expect(takes(life, dispatcher(committee))).toBe(20);
    for (let round = 0; round < 3; round++) {
      expect(takes(life, gridWorker)).toBe(10);
      expect(
        life.try(
          { type: 'verify', passed: true, evidence: { files: [file({ uploadedAt: life.now })] } },
          gridWorker,
        ),
      ).toMatchObject({
        rejection: { code: 'too-many-attachments' },
      });
      const seen = { takenAt: life.now };
      life.give(gridWorker, {
        type: 'verify',
        passed: false,
        code: 'notDone',
        reason: 'No.',
        evidence: seen,
      });
      life.give(
        officer(police),
        { type: 'submitResult', result: 'Now it is.' },
        at(`2025-03-03 1${round + 1}:30`),
      );
    }
  });

  it('come in whatever the others have given before', () => {
    const givers = [reporter, neighbour, officer(police), officer(judicial), dispatcher(township)];
    fc.assert(
      fc.property(
        fc.array(fc.nat(givers.length - 1), { maxLength: 120 }),
        fc.nat(givers.length - 1),
        (order, last) => {
          const life = handled();
          for (const giver of order.filter((one) => one !== last))
            life.try({ type: 'attach', files: files(1) }, givers[giver]!);
          expect(takes(life, givers[last]!)).toBe(last < 2 ? 10 : 20);
        },
      ),
      { numRuns: 40 },
    );
  });
});
