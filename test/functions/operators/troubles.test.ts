import { describe, expect, it } from 'vitest';
import { plusSeconds } from '#domain/time/instant.ts';
import { newJob } from '#shared/store/jobs.ts';
import type { TroubleKind } from '#shared/store/troubles.ts';
import { listTroubles } from '../../../functions/operators/list-troubles.ts';
import { redeliver } from '../../../functions/operators/redeliver.ts';
import { runJobs } from '../../../functions/sweep/run-jobs.ts';
import { lifeAt } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, type Sent, served } from '../http/request.ts';
import { STAFF, World } from '../world/world.ts';

/** What operators see of troubles, and what they do about them. */

recordLog();

const idOf = (n: number): string => `01JNDQ${String(n).padStart(20, '0')}`;
const worldOf = async (count: number): Promise<World> => {
  const world = new World();
  for (let n = 0; n < count; n++) await world.takeIn(lifeAt('handling', {}, { id: idOf(n) }));
  await world.settle();
  return world;
};

const servicesOf = (world: World) => ({ ...world.services(), workflow: world.workflow });
const asks = (world: World, subject: string, kind: string, query = {}): Promise<Received> =>
  served(
    [listTroubles],
    servicesOf(world),
    eventFor(listTroubles, { query: { kind, ...query }, claims: { sub: subject } }),
  );
const wants = (world: World, subject: string, sent: Sent): Promise<Received> =>
  served(
    [redeliver],
    servicesOf(world),
    eventFor(redeliver, { body: { reason: 'Mended.' }, claims: { sub: subject }, ...sent }),
  );

const note = (world: World, n: number, trouble: TroubleKind, part = ''): Promise<unknown> =>
  world.store.noteTrouble(
    { kind: 'case', id: idOf(n) },
    { trouble, part, since: plusSeconds(world.now, n), cause: 'Error: throttled', listed: true },
    world.now,
  );

describe('the list of troubles', () => {
  it('shows operators the oldest first, page by page, with where each case stands', async () => {
    const world = await worldOf(3);
    for (const n of [2, 0, 1]) await note(world, n, 'undriven');
    const first = await asks(world, STAFF.operator.subject, 'undriven', { limit: '2' });
    expect(first.status).toBe(200);
    const { state } = first.body.items[0];
    expect(state).toBe('Wait for the result');
    const { current } = lifeAt('handling');
    expect(first.body.items[0]).toEqual({
      caseId: idOf(0),
      since: world.now,
      cause: 'Error: throttled',
      times: 1,
      level: current.level,
      grid: current.grid,
      state,
    });
    const { cursor } = first.body;
    const second = await asks(world, STAFF.operator.subject, 'undriven', { cursor });
    expect([...first.body.items, ...second.body.items].map(({ caseId }) => caseId)).toEqual(
      [0, 1, 2].map(idOf),
    );
    expect(second.body).not.toHaveProperty('cursor');
  });

  it('tells of a case that has ended only what was not passed on', async () => {
    const world = new World();
    await world.takeIn(lifeAt('closed', {}, { id: idOf(0) }));
    await note(world, 0, 'undriven');
    await note(world, 0, 'unrelayed', 'event-2');
    expect((await asks(world, 'operator', 'undriven')).body.items).toEqual([]);
    expect((await asks(world, 'operator', 'unrelayed')).body.items).toMatchObject([
      { caseId: idOf(0), delivery: 'event-2', state: 'Case is closed' },
    ]);
  });

  it('is for operators, and of one of its kinds', async () => {
    const world = await worldOf(0);
    expect((await asks(world, STAFF.township.subject, 'undriven')).body).toMatchObject({
      type: 'urn:gridward:problem:forbidden',
    });
    const { status, body } = await asks(world, 'operator', 'lost');
    expect([status, body.errors[0].field]).toEqual([400, 'kind']);
    for (const cursor of ['x', Buffer.from('{"kind":"case"}').toString('base64url')])
      expect((await asks(world, 'operator', 'undriven', { cursor })).body.type).toBe(
        'urn:gridward:problem:malformed-cursor',
      );
  });

  it('names the cases whose grid is gone, until they are moved', async () => {
    const world = await worldOf(2);
    const { grid } = await world.case(idOf(0));
    const unknown = grid.replace(/7$/, '9');
    for (const n of [0, 1]) await note(world, n, 'unplaced', n === 0 ? grid : unknown);
    // Another grid than the one that was gone: this case was moved.
    expect((await asks(world, 'operator', 'unplaced')).body.items).toMatchObject([{ caseId: idOf(0), grid }]);
  });

  it('hears of them from the job that moves cases', async () => {
    const world = new World();
    const id = await world.takeIn(lifeAt('handling', {}, { id: idOf(0) }));
    await world.settle();
    const { city } = world.store;
    world.store.city = { ...city, area: async () => undefined, successor: async () => undefined };
    await world.store.saveJob(newJob('rehome', world.now, undefined));
    await runJobs(world.services());
    const { grid } = await world.case(id);
    const { items } = (await asks(world, 'operator', 'unplaced')).body;
    expect(items).toMatchObject([
      { caseId: id, cause: `there is no grid ${grid} in the borders in use, and no successor of it` },
    ]);
  });
});

describe('a redelivery', () => {
  const params = { id: idOf(0), delivery: 'event-2' };

  it('is asked for by an operator with a reason, once however often the request comes', async () => {
    const world = await worldOf(1);
    await note(world, 0, 'unrelayed', 'event-2');
    const before = world.store.stream.length;
    const first = await wants(world, 'operator', { params });
    expect(first).toMatchObject({
      status: 200,
      body: { caseId: idOf(0), delivery: 'event-2', askedAt: world.now },
    });
    expect((await wants(world, 'operator', { params })).body).toEqual(first.body);
    expect(world.store.stream.slice(before)).toMatchObject([
      { kind: 'redelivery', id: idOf(0), part: 'event-2' },
    ]);
    const told = world.told.length;
    await world.settle();
    expect(world.told.slice(told).map(({ event }) => event.seq)).toEqual([2]);
    expect((await asks(world, 'operator', 'unrelayed')).body.items).toEqual([]);
  });

  it('is refused where nothing waits to be delivered, to others than operators, and without a reason', async () => {
    const world = await worldOf(1);
    expect(await wants(world, 'operator', { params })).toMatchObject({
      status: 404,
      body: { type: 'urn:gridward:problem:unknown-delivery' },
    });
    await note(world, 0, 'unrelayed', 'event-2');
    expect(await wants(world, STAFF.township.subject, { params })).toMatchObject({ status: 403 });
    expect(await wants(world, 'operator', { params, body: {} })).toMatchObject({ status: 400 });
    const other = { params: { ...params, delivery: 'event-2-3' } };
    expect(await wants(world, 'operator', other)).toMatchObject({ status: 400 });
  });
});
