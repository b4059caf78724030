import { describe, expect, it } from 'vitest';
import { FilesUnavailable } from '#shared/files/file-store.ts';
import { FileUsed } from '#shared/store/errors.ts';
import type { Receipt } from '#shared/use-cases/receipt.ts';
import { file, lifeAt, reporter } from '../../domain/builders.ts';
import { Died, type Gate, open } from '../world/faults.ts';
import { STAFF, World } from '../world/world.ts';
import { counting, typesOf } from './counting.ts';

/** Everything that brings files, on a world of its own: asked for with a key, as often as one likes. */
const WAYS: Record<
  string,
  {
    subject: string;
    prepare(world: World): Promise<string>;
    ask(world: World, on: string, files: { id: string }[], gate?: Gate): Promise<Receipt>;
    requests: string[];
    events: string[];
  }
> = {
  'a report': {
    subject: reporter.subject,
    prepare: async () => '',
    ask: (world, _on, files, gate) => world.report(reporter.subject, 'key', gate, files),
    requests: ['arrive', 'look', 'look', 'answer', 'keep', 'keep', 'commit'],
    events: ['reported', 'attached', 'attached'],
  },
  'a matter settled on the spot': {
    subject: STAFF.gridWorker.subject,
    prepare: async () => '',
    ask: (world, _on, files, gate) => world.settleOnTheSpot(STAFF.gridWorker.subject, 'key', gate, files),
    requests: ['arrive', 'look', 'look', 'keep', 'keep', 'commit'],
    events: ['reported', 'attached', 'attached', 'selfHandled', 'closed'],
  },
  'an attachment': {
    subject: reporter.subject,
    prepare: (world) => world.takeIn(lifeAt('handling')),
    ask: (world, on, given, gate) =>
      world.giveWithFiles(reporter, on, given, (files) => ({ type: 'attach', files }), 'key', gate),
    requests: ['load', 'answer', 'look', 'look', 'keep', 'keep', 'commit'],
    events: ['attached', 'attached'],
  },
  'a verification': {
    subject: STAFF.gridWorker.subject,
    prepare: (world) => world.takeIn(lifeAt('verification')),
    ask: (world, on, given, gate) =>
      world.giveWithFiles(
        STAFF.gridWorker,
        on,
        given,
        (files) => ({ type: 'verify', passed: true, evidence: { files } }),
        'key',
        gate,
      ),
    requests: ['load', 'answer', 'look', 'look', 'keep', 'keep', 'commit'],
    events: ['attached', 'attached', 'verified'],
  },
};

/** What costs a request, in an order that does not depend on which of two that go at once comes first. */
const prepared = async (way: (typeof WAYS)[string]) => {
  const world = new World();
  const on = await way.prepare(world);
  const given = [{ id: await world.upload(way.subject) }, { id: await world.upload(way.subject) }];
  const ids = given.map(({ id }) => id);
  return { world, on, given, ids, ask: (gate: Gate = open) => way.ask(world, on, given, gate) };
};

/** A function that dies at its n-th call, or at the n-th that has taken effect; two of them may be under way at once. */
const dyingAtOneOf = (call: number, when: 'before' | 'after'): Gate & { died: boolean } => {
  let passed = 0;
  const pass = async (at: 'before' | 'after', name: string): Promise<void> => {
    gate.died ||= at === when && ++passed === call;
    if (gate.died) throw new Died(`${at} ${name}`);
  };
  const gate = {
    died: false,
    before: (name: string) => pass('before', name),
    after: (name: string) => pass('after', name),
  };
  return gate;
};

describe.each(Object.entries(WAYS))('%s that brings two files', (_, way) => {
  it('costs two requests a file besides its own', async () => {
    const { world, ids, ask } = await prepared(way);
    const { gate, requests } = counting();
    const { id } = await ask(gate);
    expect(requests()).toEqual(way.requests);
    expect((await typesOf(world, id)).slice(-way.events.length)).toEqual(way.events);
    expect((await world.store.files({ kind: 'case', id })).map((one) => one.id)).toEqual(ids);
    expect(world.files.keptOf(id)).toEqual(ids);
  });

  it('keeps what each is, by the clock of the store', async () => {
    const { world, ask } = await prepared(way);
    const { id } = await ask();
    const { uploadedAt } = file();
    for (const one of await world.store.files({ kind: 'case', id })) {
      expect(one).toMatchObject({
        contentType: 'image/jpeg',
        bytes: 1024,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(one.uploadedAt! >= uploadedAt! && one.uploadedAt! <= world.now).toBe(true);
    }
  });

  it.each([
    'before',
    'after',
  ] as const)('leaves nothing that counts when the function dies %s any of its calls, and is done once when it is asked again', async (when) => {
    for (let call = 1; ; call++) {
      const { world, on, ids, ask } = await prepared(way);
      const before = world.store.all().length;
      const gate = dyingAtOneOf(call, when);
      const died = await ask(gate).catch((error: unknown) => error);
      if (!gate.died) {
        expect(call).toBeGreaterThan(5);
        break;
      }
      expect(died).toBeInstanceOf(Died);
      const events = on === '' ? [] : await world.store.files({ kind: 'case', id: on });
      const isCommitted = world.store.all().length > before || events.length > 0;
      if (isCommitted) expect(when).toBe('after');
      const { id } = await ask();
      expect((await world.store.files({ kind: 'case', id })).map((one) => one.id)).toEqual(ids);
      expect(world.files.keptOf(id)).toEqual(ids);
      expect(world.store.all()).toHaveLength(before + (on === '' ? 1 : 0));
    }
  });

  it.each([
    'look',
    'keep',
  ])('changes nothing and says so when the store of files fails to %s', async (failing) => {
    const { world, on, ask } = await prepared(way);
    const before = structuredClone(world.store.all().map(({ current }) => current));
    const gate: Gate = {
      ...open,
      before: async (call) => {
        if (call === failing) throw new FilesUnavailable('no answer');
      },
    };
    await expect(ask(gate)).rejects.toThrow(FilesUnavailable);
    expect(world.store.all().map(({ current }) => current)).toEqual(before);
    if (on !== '') expect(world.files.keptOf(on)).toEqual([]);
    expect((await ask()).version).toBeGreaterThan(0);
  });

  it('is refused where one of them was used for another case, also at the same moment', async () => {
    const { world, given, ask } = await prepared(way);
    const others = await Promise.allSettled([
      ask(),
      world.report(way.subject, 'other key', open, given.slice(1)),
    ]);
    expect(others.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(others.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(FileUsed),
    });
    const all = await Promise.all(
      world.store.all().map(({ current: { id } }) => world.store.files({ kind: 'case', id })),
    );
    expect(all.flat().filter(({ id }) => id === given[1]!.id)).toHaveLength(1);
  });
});
