import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { getCase } from '../../../functions/queries/get-case.ts';
import { worklist } from '../../../functions/queries/worklist.ts';
import { type Life, lifeAt, replay, reporter } from '../../domain/builders.ts';
import { counting } from '../use-cases/counting.ts';
import { ASKED, answerTo, READERS, requestFor, sceneAt } from '../visible/scene.ts';
import { STAFF, World } from '../world/world.ts';
import { recordLog } from './log.ts';
import { eventFor, type Received, type Sent, served } from './request.ts';

/** Whoever names what they have got already is told 304 while it is right, and never when it is not. */
recordLog();

const withTag = (sent: Sent, etag: string | undefined): Sent => ({
  ...sent,
  headers: { ...sent.headers, 'if-none-match': etag },
});

describe('every answer to a GET', () => {
  const life = sceneAt('closed');
  const readers: Actor[] = [READERS.RR!, READERS.TD!, READERS.OP!];
  // A scene has no amendment, and its request names no days of statistics: these answers get their tag by the same code.
  const elsewhere = ['getAreaStatistics', 'getUnitStatistics', 'listUnitStatistics', 'getAmendment'];
  it.each(
    ASKED.filter(({ operation: { method, id } }) => method === 'GET' && !elsewhere.includes(id)).map(
      (asked) => [asked.what, asked] as const,
    ),
  )('of %s has a tag, with which it is not sent again', async (_, asked) => {
    const world = new World();
    const sent = requestFor(asked, await world.takeIn(life));
    const answers = await Promise.all(
      readers.map(async (reader) => [reader, await answerTo(world, reader, asked.operation, sent)] as const),
    );
    const given = answers.filter(([, { status }]) => status === 200);
    expect(given.length).toBeGreaterThan(0);
    for (const [reader, { headers }] of given) {
      expect(headers.etag).toMatch(/^(W\/)?"([1-9]\d*-)?[0-9a-f]{16}"$/);
      const again = await answerTo(world, reader, asked.operation, withTag(sent, headers.etag));
      expect([again.status, again.body]).toEqual([304, null]);
      expect(again.headers).toEqual({
        etag: headers.etag,
        'cache-control': headers['cache-control'],
        'x-request-id': 'request-1',
      });
      const other = await answerTo(world, reader, asked.operation, withTag(sent, '"7-0123456789abcdef"'));
      expect(other.body).toEqual((await answerTo(world, reader, asked.operation, sent)).body);
    }
  });

  it('tells nothing to somebody else who names its tag', async () => {
    const world = new World();
    const id = await world.takeIn(life);
    const sent = { params: { id } };
    const { headers } = await answerTo(world, READERS.RR!, getCase, sent);
    expect((await answerTo(world, READERS.RX!, getCase, withTag(sent, headers.etag))).status).toBe(404);
    expect((await answerTo(world, READERS.TD!, getCase, withTag(sent, headers.etag))).status).toBe(200);
  });
});

describe('a case', () => {
  const read = (world: World, reader: Actor, id: string, now: Instant, language: string) =>
    served(
      [getCase],
      { ...world.services(), now: () => now },
      eventFor(getCase, {
        params: { id },
        headers: { 'accept-language': language },
        claims: { sub: reader.subject },
      }),
    );

  /** Steps of a whole life; after each, and days later, everybody is answered something with a tag. */
  const answersOf = async (life: Life): Promise<[reader: string, Received][]> => {
    const answers: [string, Received][] = [];
    for (const step of life.history.keys()) {
      const history = life.history.slice(0, step + 1);
      const world = new World();
      const current = replay(history) as Life['current'];
      const now = history.at(-1)!.at;
      await world.takeIn({ current, history, now } as Life);
      for (const [name, reader] of Object.entries(READERS))
        for (const days of [0, 3, 40])
          for (const language of ['zh-CN', 'en'])
            answers.push([
              `${name} ${language}`,
              await read(world, reader, current.id, plusSeconds(now, days * 86_400), language),
            ]);
    }
    return answers;
  };

  it('has the same tag for the same reader only where everything that is shown is the same', async () => {
    const seen = new Map<string, unknown>();
    let again = 0;
    for (const life of [sceneAt('closed'), lifeAt('declined')])
      for (const [reader, { status, headers, body }] of await answersOf(life)) {
        if (status !== 200) continue;
        const key = `${body.id} ${body.title} ${reader} ${headers.etag}`;
        if (seen.has(key)) again += 1;
        expect(body, key).toEqual(seen.get(key) ?? body);
        seen.set(key, body);
      }
    expect(seen.size).toBeGreaterThan(500);
    expect(again).toBeGreaterThan(500);
  }, 30_000);

  it('that has not changed costs its record and who asks; one that has, one request more', async () => {
    const world = new World();
    const { id } = await world.report('reporter', 'report-1');
    const asked = async (etag?: string) => {
      const { gate, requests } = counting();
      const event = eventFor(getCase, withTag({ params: { id }, claims: { sub: 'reporter' } }, etag));
      const { status, headers } = await served([getCase], world.services(gate), event);
      return { status, etag: headers.etag, requests: requests() };
    };
    const { etag, requests } = await asked();
    expect(requests).toEqual(['loadWithStart']);
    expect(await asked(etag)).toEqual({ status: 304, etag, requests: ['loadAll'] });
    await world.give(reporter, id, { type: 'comment', text: 'It goes on.' }, 'key-1');
    const changed = await asked(etag);
    expect(changed).toMatchObject({ status: 200, requests: ['loadAll', 'loadWithStart'] });
    expect(changed.etag).not.toBe(etag);
  });

  it('has a tag that a command takes as the version that was seen', async () => {
    const world = new World();
    const id = await world.takeIn(lifeAt('acknowledgement'));
    const { headers, body } = await answerTo(world, STAFF.police, getCase, { params: { id } });
    expect(headers.etag).toMatch(new RegExp(`^"${body.version}-[0-9a-f]{16}"$`));
  });
});

describe('a worklist', () => {
  const look = (world: World, now: Instant, etag?: string) =>
    served(
      [worklist],
      { ...world.services(), now: () => now },
      eventFor(worklist, withTag({ claims: { sub: STAFF.police.subject } }, etag)),
    );

  it('counts as changed when a line does, or another whole hour of office time is left, and not before', async () => {
    const world = new World();
    const life = lifeAt('handling');
    await world.takeIn(life);
    const { body, headers } = await look(world, life.now);
    const minutes = body.items[0].officeMinutesLeft;
    expect(minutes).toBeGreaterThan(60);
    for (let after = 0; after <= 60; after++) {
      const { status } = await look(world, plusSeconds(life.now, after * 60), headers.etag);
      expect([after, status]).toEqual([after, after <= minutes % 60 ? 304 : 200]);
    }
  });
});

it('a condition that is no list of tags names none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (condition) => {
      fc.pre(condition.trim() !== '*');
      const world = new World();
      const { id } = await world.report('reporter', 'report-1');
      const { status } = await answerTo(world, reporter, getCase, withTag({ params: { id } }, condition));
      expect(status).toBe(200);
    }),
    { numRuns: 50 },
  );
});
