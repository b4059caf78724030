import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import { type Instant, plusDays } from '#domain/time/instant.ts';
import { KeyReused, VersionConflict } from '#shared/store/errors.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';
import { giveCommand } from '#shared/use-cases/give-command.ts';
import { type SeenVersion, VersionMismatch } from '#shared/use-cases/seen-version.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { judicial, justice, lawFirm, police, resident } from '../../domain/builders.ts';
import { open } from '../world/faults.ts';
import { STAFF, World } from '../world/world.ts';
import { counting, historyOf, typesOf } from './counting.ts';

/** A case that the police station has signed for. */
const handled = async () => {
  const world = new World();
  const { id } = await world.report('reporter', 'report-1');
  const assign = { type: 'assign' as const, unit: police.code, reason: 'Theirs.' };
  await world.give(STAFF.township, id, assign, 'assign-1');
  await world.give(STAFF.police, id, { type: 'acknowledge' }, 'acknowledge-1');
  return { world, id };
};

const COMMENT: PersonalCommand = { type: 'comment', text: 'Called both.' };
const RESULT: PersonalCommand = { type: 'submitResult', result: 'Settled.' };
const WHISTLE: PersonalCommand = { type: 'whistle', units: [judicial.code], ask: 'Come.' };

const refusal = (code: string) => expect.objectContaining({ rejection: expect.objectContaining({ code }) });

// Pauses between attempts are drawn; here they are none.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

describe('a command', () => {
  it.each([
    ['whistle', WHISTLE],
    ['submitResult', RESULT],
    ['comment', COMMENT],
  ])('%s takes three requests: what is there, what the city knows, the commit', async (_, command) => {
    const { world, id } = await handled();
    const { gate, requests } = counting();
    expect(await world.give(STAFF.police, id, command, 'key-1', gate)).toMatchObject({ id, version: 4 });
    expect(requests()).toEqual(['load', 'answer', 'commit']);
  });

  it('that comes again with its key gets its first answer, and changes nothing more', async () => {
    const { world, id } = await handled();
    const say = (fingerprint: string) =>
      giveCommand({
        services: world.services(),
        to: cases,
        id,
        command: COMMENT,
        request: { subject: STAFF.police.subject, key: 'key-1', fingerprint },
        seenVersion: undefined,
      });
    const first = await say('the same');
    expect(first.replayed).toBe(false);
    await world.give(STAFF.police, id, COMMENT, 'key-2');
    expect(await say('the same')).toEqual({ ...first, replayed: true });
    expect((await world.case(id)).version).toBe(5);
    await expect(say('another')).rejects.toThrow(KeyReused);
  });

  it.each<[string, Actor, string | undefined]>([
    ['on a case that does not exist', resident('reporter'), '01JNDQ00000000000000000000'],
    ['on a case that the person may not see', resident('somebody'), undefined],
  ])('%s is told the same', async (_, actor, other) => {
    const { world, id } = await handled();
    const named = other ?? id;
    await expect(world.give(actor, named, COMMENT, 'key-1')).rejects.toMatchObject({
      rejection: {
        kind: 'unknown',
        code: 'unknown-case',
        message: { en: `There is no case "${named}", or you may not see it.` },
      },
    });
  });

  it('is refused to whoever sees the case and may not', async () => {
    const { world, id } = await handled();
    await expect(world.give(resident('reporter'), id, RESULT, 'key-1')).rejects.toEqual(refusal('forbidden'));
  });

  it('is carried out on the version that was seen, or not at all', async () => {
    const { world, id } = await handled();
    const say = (seenVersion: SeenVersion) =>
      giveCommand({
        services: world.services(),
        to: cases,
        id,
        command: COMMENT,
        request: {
          subject: STAFF.police.subject,
          key: `key-${JSON.stringify(seenVersion)}`,
          fingerprint: 'f',
        },
        seenVersion,
      });
    await expect(say(2)).rejects.toThrow(VersionMismatch);
    expect((await say(3)).answer.version).toBe(4);
    await expect(say([])).rejects.toThrow(VersionMismatch);
    await expect(say([2, 3, 5])).rejects.toThrow(VersionMismatch);
    expect((await say([3, 4])).answer.version).toBe(5);
  });

  it('that loses a race is decided anew on what the other made of the case', async () => {
    const { world, id } = await handled();
    let others = 0;
    const gate = {
      ...open,
      before: async (call: string) => {
        if (call === 'commit' && others++ === 0)
          await world.give(STAFF.police, id, WHISTLE, 'key-of-the-other');
      },
    };
    await expect(world.give(STAFF.police, id, RESULT, 'key-1', gate)).rejects.toEqual(refusal('wrong-stage'));
    expect((await typesOf(world, id)).slice(3)).toEqual(['whistled']);
  });

  it('that loses every race is given up after twelve', async () => {
    const { world, id } = await handled();
    const { gate, requests } = counting();
    const losing = {
      ...gate,
      after: async (call: string) => {
        if (call === 'answer') throw new VersionConflict();
      },
    };
    await expect(world.give(STAFF.police, id, COMMENT, 'key-1', losing)).rejects.toThrow(VersionConflict);
    expect(requests().filter((call) => call === 'load')).toHaveLength(12);
  });
});

describe('what is due', () => {
  /** A case that nobody took up has climbed to the city, where it is supervised every day. */
  const atTheCity = async () => {
    const world = new World();
    const { id } = await world.report('reporter', 'report-1');
    const advance = () =>
      applyRule({
        services: world.services(),
        definition: cases.definition,
        id,
        rule: { type: 'advanceClock' },
      });
    while ((await world.case(id)).level !== 'city') {
      world.moveTo(plusDays(world.now, 40));
      await advance();
    }
    return { world, id, advance };
  };
  const rungsOf = async (world: World, id: string) =>
    (await historyOf(world, id)).flatMap((event) =>
      'rung' in event && event.rung ? [`${event.type} ${event.rung.share} ${event.rung.at}`] : [],
    );

  it('comes before the command, however much it is and in as many commits as it takes', async () => {
    const DAYS = 100;
    const watched = await atTheCity();
    for (let day = 0; day < DAYS; day++) {
      watched.world.moveTo(plusDays(watched.world.now, 1));
      await watched.advance();
    }
    const forgotten = await atTheCity();
    forgotten.world.moveTo(plusDays(forgotten.world.now, DAYS));
    const { gate, requests } = counting();
    await watched.world.give(STAFF.city, watched.id, { type: 'acknowledge' }, 'key-1');
    await forgotten.world.give(STAFF.city, forgotten.id, { type: 'acknowledge' }, 'key-1', gate);

    const rungs = await rungsOf(forgotten.world, forgotten.id);
    expect(rungs).toEqual(await rungsOf(watched.world, watched.id));
    expect(rungs.filter((rung) => rung.startsWith('supervised')).length).toBeGreaterThan(90);
    expect((await typesOf(forgotten.world, forgotten.id)).at(-1)).toBe('acknowledged');
    expect(requests().filter((call) => call === 'commit')).toHaveLength(3);
  });

  it('fires each rung once and in order, be they one or sixty', async () => {
    const watched = await atTheCity();
    const known = (await rungsOf(watched.world, watched.id)).length;
    for (let due = 1; due <= 60; due++) {
      watched.world.moveTo(nextDueAt(cases.definition, await watched.world.case(watched.id)) as Instant);
      await watched.advance();
      const forgotten = await atTheCity();
      forgotten.world.moveTo(watched.world.now);
      await forgotten.world.give(STAFF.city, forgotten.id, { type: 'acknowledge' }, 'key-1');
      const rungs = await rungsOf(forgotten.world, forgotten.id);
      expect(rungs, `${due} due`).toEqual(await rungsOf(watched.world, watched.id));
      expect(new Set(rungs).size).toBe(rungs.length);
      expect(rungs.length - known).toBeGreaterThanOrEqual(due);
      expect((await typesOf(forgotten.world, forgotten.id)).at(-1)).toBe('acknowledged');
    }
  });

  it('comes before the answer of the last unit that was asked, whose own limit ran out with the others', async () => {
    const { world, id } = await handled();
    const units = [judicial.code, lawFirm.code, justice.code];
    await world.give(STAFF.police, id, { type: 'whistle', units, ask: 'Come.' }, 'whistle-1');
    world.moveTo(plusDays(world.now, 60));
    const { version } = await world.case(id);
    await world.give(STAFF.justice, id, { type: 'respond', unit: justice.code, answer: 'Done.' }, 'key-1');
    const fired = (await historyOf(world, id)).filter(({ seq }) => seq > version);
    expect(fired.at(-1)?.type).toBe('responded');
    for (const unit of units) {
      const own = fired.filter((event) => 'rung' in event && event.rung?.part === unit);
      expect(own.map(({ type }) => type).slice(0, 3), unit).toEqual(['reminded', 'cardGiven', 'partRaised']);
    }
  });

  it('is kept although the command is refused then', async () => {
    const { world, id } = await atTheCity();
    const { version } = await world.case(id);
    world.moveTo(plusDays(world.now, 100));
    await expect(world.give(STAFF.city, id, { type: 'resume' }, 'key-1')).rejects.toEqual(
      refusal('not-suspended'),
    );
    // Two commits of forty; the rest is the sweep's.
    expect((await world.case(id)).version).toBe(version + 80);
  });
});
