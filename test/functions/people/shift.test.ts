import { beforeAll, describe, expect, it } from 'vitest';
import { project } from '../../../functions/projector/project.ts';
import { runTask } from '../../../functions/tasks/run-task.ts';
import { at, township } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { STAFF, World } from '../world/world.ts';
import { deviceOf } from './device.ts';
import { desk, MATTER, settle, verify } from './offices.ts';

/** The questions of a shift, each asked by whoever asks it, and answered in two requests at most. */
recordLog();

const world = new World();
/** Overdue at the city, to which it climbed; waiting for an approval; parked; closed the week before; due within the hour. */
let late: string;
let asking: string;
let parked: string;
let closed: string;
let next: string;

const report = async (title: string): Promise<string> =>
  (await deviceOf(world, 'lin-wei').post('/cases', { ...MATTER, title })).body.id;
const TUESDAY = at('2025-03-11 08:30');

beforeAll(async () => {
  const office = deviceOf(world, desk.subject);
  closed = await report('上周的琴声');
  await settle(world, closed);
  await verify(world, closed);
  await deviceOf(world, 'lin-wei').post(`/cases/${closed}/follow-up`, { satisfied: true });

  world.moveTo(at('2025-03-07 15:00'));
  asking = await report('要求延期的琴声');
  await office.post(`/cases/${asking}/acknowledge`, {});
  parked = await report('中断的琴声');
  const payload = {
    task: 'park',
    kind: 'case',
    id: parked,
    reason: 'the workflow gave up',
    execution: parked,
  };
  await runTask(payload, { ...world.services(), workflow: world.workflow });
  late = await report('超期的琴声');
  await office.post(`/cases/${asking}/extend`, { reason: '双方外出。' });

  // Nobody was there until Tuesday; the sweep was, and let cases climb to the city.
  for (let due = world.nextDue(); due !== undefined && due < TUESDAY; due = world.nextDue()) {
    world.moveTo(due);
    await world.sweep();
    await world.settle();
  }
  world.moveTo(TUESDAY);
  next = await report('今天的琴声');
  world.moveTo(at('2025-03-11 09:45'));
  await project(world.store.stream, world.countingServices());
});

/** Who asks, and how many requests it took. */
const asks = async <T>(
  who: { subject: string },
  question: (device: ReturnType<typeof deviceOf>) => Promise<T>,
): Promise<T> => {
  const device = deviceOf(world, who.subject);
  const answer = await question(device);
  expect(device.requests()).toBeLessThanOrEqual(2);
  return answer;
};
const idsOf = (list: { items: { id: string }[] }): string[] => list.items.map(({ id }) => id);

describe('somebody on shift learns', () => {
  it('which cases are overdue in the county', async () => {
    const found = await asks(STAFF.county, (device) => device.get('/cases?overdue=true'));
    expect(idsOf(found)).toContain(late);
    expect(found.items.every(({ overdue }: { overdue: boolean }) => overdue)).toBe(true);
  });

  it('who is slow', async () => {
    const { items } = await asks(STAFF.county, (device) =>
      device.get('/areas/320613001/units/statistics?from=2025-03&to=2025-03'),
    );
    const { counts } = items.find(({ of }: { of: string }) => of === township.code);
    // Of four that it had to acknowledge it let two climb.
    expect(counts).toMatchObject({
      acknowledgementDue: 4,
      acknowledgementOnTime: 2,
      escalated: 2,
      yellowCards: 2,
    });
  });

  it('where a case is and why', async () => {
    const [seen, deadline] = await asks(STAFF.county, async (device) => [
      await device.get(`/cases/${late}`),
      await device.get(`/cases/${late}/deadline`),
    ]);
    expect(seen.answer).toMatch(/时限至/);
    expect(seen.unit.name).toBeTruthy();
    expect(deadline.clocks[0].steps.length).toBeGreaterThan(1);
  });

  it('why it was routed there', async () => {
    const { items } = await asks(STAFF.county, (device) => device.get(`/cases/${late}/events`));
    const assigned = items.find(({ type }: { type: string }) => type === 'assigned');
    expect(JSON.stringify(assigned.details.reason)).toContain('dispute');
  });

  it('what is due within the hour', async () => {
    const { dueSoon } = await asks(desk, (device) => device.get('/overview'));
    expect(dueSoon.count).toBeGreaterThan(0);
    expect(idsOf(dueSoon)).toContain(next);
  });

  it('what failed in the night, and what is stuck', async () => {
    const [list, { troubles }] = await asks(STAFF.operator, async (device) => [
      await device.get('/worklist'),
      await device.get('/overview'),
    ]);
    expect(list.items).toMatchObject([{ id: parked, why: 'parked', reason: 'the workflow gave up' }]);
    expect(troubles).toMatchObject({ undriven: { count: 0 }, unrelayed: { count: 0 } });
  });

  it('what waits for an approval of theirs', async () => {
    const who = [STAFF.county, STAFF.city];
    const found = await Promise.all(
      who.map((actor) => asks(actor, (device) => device.get('/worklist?why=approve'))),
    );
    expect(found.flatMap(idsOf)).toContain(asking);
  });

  it('how last week was beside the week before', async () => {
    const { items } = await asks(STAFF.county, (device) =>
      device.get('/areas/320613/statistics?from=2025-03-03&to=2025-03-09&compare=before'),
    );
    expect([items[0].counts.filed, items[0].before.counts.filed]).toEqual([4, 0]);
  });

  it('which jobs run', async () => {
    const { items } = await asks(STAFF.operator, (device) => device.get('/operations/jobs'));
    expect(Array.isArray(items)).toBe(true);
  });

  it('and an operator restarts what is stuck, with one request and a reason', async () => {
    const { status, body } = await asks(STAFF.operator, (device) =>
      device.post(`/operations/cases/${parked}/restart`, { reason: '故障已排除。' }),
    );
    expect([status, body.id]).toEqual([200, parked]);
    expect((await deviceOf(world, STAFF.operator.subject).get('/worklist')).items).toEqual([]);
  });

  it('how it all stands, in the first minute and in one request', async () => {
    const shift = await asks(STAFF.county, (device) => device.get('/overview'));
    expect(shift.overdue.count).toBeGreaterThan(0);
    expect(shift.overdue.units.length).toBeGreaterThan(0);
    expect(shift.days.at(-1)).toMatchObject({ day: '2025-03-11', filed: 1 });
    expect(shift.calendar.knownUntil >= '2025-12-31').toBe(true);
  });
});
