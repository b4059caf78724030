import { describe, expect, it } from 'vitest';
import { listNotices } from '../../../functions/queries/list-notices.ts';
import { at, township } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, served } from '../http/request.ts';
import { counting } from '../use-cases/counting.ts';
import { STAFF, World } from '../world/world.ts';
import { type Device, deviceOf } from './device.ts';
import { desk, MATTER, settle, verify } from './offices.ts';

/** What offices and residents are told besides what stands on their lists, and how they mark it as read. */
recordLog();

interface Notice {
  what: string;
  read: boolean;
  case: { id: string };
  names: { what: string };
}

const told = async (device: Device, query: string): Promise<string[]> =>
  (await device.get(`/notices?${query}`)).items.map(({ what }: Notice) => what);

const reported = async (world: World, by = 'lin-wei'): Promise<string> => {
  const { body, status } = await deviceOf(world, by).post('/cases', MATTER);
  expect(status).toBe(201);
  return body.id;
};

/** The township’s limits run out one after the other. */
const silent = async (world: World): Promise<string> => {
  const id = await reported(world);
  world.moveTo(at('2025-03-20 10:00'));
  await world.sweep();
  await world.settle();
  return id;
};

describe('a unit', () => {
  it('is told of each rung of its ladder, in words, with the case; the level above that it climbed', async () => {
    const world = new World();
    const id = await silent(world);
    const office = deviceOf(world, desk.subject);
    const { items } = await office.get('/notices?box=unit');
    const names = items.map((one: Notice) => one.names.what);
    expect(names).toContain('时限提醒');
    expect(items.every((one: Notice) => one.case.id === id && !one.read)).toBe(true);
    expect(items[0]).toMatchObject({ case: { title: MATTER.title, names: { stage: '待签收' } } });
    expect(await told(deviceOf(world, STAFF.county.subject), 'box=unit')).toContain('escalated');

    const { events } = await world.store.history(world.definitions[0]!, id, { limit: 1000 });
    const rungs = events.filter((event) => 'rung' in event && event.rung !== undefined);
    expect(rungs.length).toBeGreaterThan(2);
    let all = 0;
    for (const { subject } of [STAFF.township, STAFF.county, STAFF.city, STAFF.committee])
      all += (await deviceOf(world, subject).get('/notices?box=unit&limit=100')).items.length;
    expect(all).toBe(rungs.length);
  });

  it('is told what others ask of it, decide and answer', async () => {
    const world = new World();
    const id = await reported(world);
    const [office, county] = [desk, STAFF.county].map(({ subject }) => deviceOf(world, subject)) as [
      Device,
      Device,
    ];
    await office.post(`/cases/${id}/acknowledge`, {});
    const { status } = await county.post(`/cases/${id}/supervise`, { text: '请于今日下班前回复。' });
    expect(status).toBe(200);
    expect(await told(office, 'box=unit')).toEqual(['supervisionOrdered']);
    expect(await told(county, 'box=unit')).toEqual([]);
    await office.post(`/cases/${id}/reply`, { text: '今晚上门。' });
    expect(await told(county, 'box=unit')).toEqual(['supervisionAnswered']);
  });

  it('has no notices of a case that its reader may not see', async () => {
    const world = new World();
    const life = await silent(world);
    const stranger = deviceOf(world, STAFF.lawFirm.subject);
    expect((await stranger.get('/notices?box=unit')).items).toEqual([]);
    // The worker of another grid belongs to the same committee.
    expect(await told(deviceOf(world, STAFF.colleague.subject), 'box=unit')).toEqual([]);
    expect((await world.case(life)).coResponsible.map(({ code }) => code)).toContain(township.code);
  });
});

describe('a resident', () => {
  it('is told when it was done and checked, and may read on where the notice says', async () => {
    const world = new World();
    const id = await reported(world);
    const phone = deviceOf(world, 'lin-wei');
    expect(await phone.get('/notices?box=own')).toEqual({ items: [] });
    await settle(world, id);
    await verify(world, id);
    const { items } = await phone.get('/notices?box=own');
    expect(items).toMatchObject([
      { what: 'verified', read: false, names: { what: '已办结并核实，请您评价' }, case: { id } },
    ]);
    expect(await phone.get('/notices?box=unit')).toEqual({ items: [] });
    expect(await told(deviceOf(world, 'zhao-min'), 'box=own')).toEqual([]);
  });

  it('who reported the same is told as much, and shown no words of the first', async () => {
    const world = new World();
    const older = await reported(world);
    world.moveTo(at('2025-03-03 09:05'));
    const younger = await reported(world, 'zhao-min');
    const merged = await deviceOf(world, STAFF.township.subject).post(`/cases/${younger}/merge`, {
      into: older,
      reason: '同一事项。',
    });
    expect(merged.status).toBe(200);
    await settle(world, older);
    await verify(world, older);
    const { items } = await deviceOf(world, 'zhao-min').get('/notices?box=own');
    expect(items.map(({ what }: Notice) => what)).toEqual(['verified', 'merged']);
    expect(items[0].case).not.toHaveProperty('title');
  });
});

describe('what somebody has read', () => {
  const mark = (device: Device, box: string, until: string) => device.post('/notices/read', { box, until });

  it('is theirs alone, and left out where only the unread is asked for', async () => {
    const world = new World();
    await silent(world);
    const [one, other] = [deviceOf(world, STAFF.township.subject), deviceOf(world, desk.subject)];
    const before = (await one.get('/notices?box=unit')).items;
    world.moveTo(at('2025-03-20 10:05'));
    const { body } = await mark(one, 'unit', before[0].at);
    expect(body).toEqual({ box: 'unit', readUntil: before[0].at });
    const after = await one.get('/notices?box=unit');
    expect(after.readUntil).toBe(before[0].at);
    expect(after.items.every(({ read }: Notice) => read)).toBe(true);
    expect(await told(one, 'box=unit&unread=true')).toEqual([]);
    expect(await told(other, 'box=unit&unread=true')).toHaveLength(before.length);
    // What comes later is unread again.
    world.moveTo(at('2025-04-20 10:00'));
    await world.sweep();
    const city = deviceOf(world, STAFF.city.subject);
    const unread = await told(city, 'box=unit&unread=true');
    expect(unread.length).toBeGreaterThan(0);
  });

  it('never goes back, nor into the last minute, of which something may not be listed yet', async () => {
    const world = new World();
    const office = deviceOf(world, desk.subject);
    expect((await mark(office, 'unit', at('2025-03-03 08:00'))).body.readUntil).toBe(at('2025-03-03 08:00'));
    const minuteBefore = at('2025-03-03 08:59');
    expect((await mark(office, 'unit', at('2030-01-01 00:00'))).body.readUntil).toBe(minuteBefore);
    expect((await mark(office, 'unit', at('2025-03-03 08:30'))).body.readUntil).toBe(minuteBefore);
    const { read } = await world.store.reader(desk.subject);
    expect(read.until).toEqual({ [township.code]: minuteBefore });
  });

  it('is refused for a unit by whoever belongs to none', async () => {
    const { status, body } = await mark(deviceOf(new World(), 'lin-wei'), 'unit', at('2025-03-03 08:00'));
    expect([status, body.type, body.field]).toEqual([422, 'urn:gridward:problem:no-unit', 'box']);
  });

  it('is refused for a box that there is not', async () => {
    const device = deviceOf(new World(), 'lin-wei');
    await expect(device.get('/notices')).rejects.toThrow('400');
    await expect(device.get('/notices?box=all')).rejects.toThrow('400');
    await expect(device.get('/notices?box=own&since=2025')).rejects.toThrow('400');
  });
});

describe('a page of notices', () => {
  it('costs three requests, and a cursor is good for its box and reader only', async () => {
    const world = new World();
    await silent(world);
    const office = deviceOf(world, STAFF.township.subject);
    const first = await office.get('/notices?box=unit&limit=1');
    expect(first.items).toHaveLength(1);
    const second = await office.get(`/notices?box=unit&limit=1&cursor=${first.cursor}`);
    expect(second.items[0].seq).not.toBe(first.items[0].seq);
    for (const [device, address] of [
      [office, `/notices?box=own&cursor=${first.cursor}`],
      [deviceOf(world, desk.subject), `/notices?box=unit&limit=1&cursor=${first.cursor}`],
    ] as const)
      await expect(device.get(address)).rejects.toThrow('malformed-cursor');

    const { gate, requests } = counting();
    const services = { ...world.services(), ...world.apiServices(gate) };
    const { subject } = STAFF.township;
    const event = eventFor(listNotices, { query: { box: 'unit' }, claims: { sub: subject } });
    expect((await served([listNotices], services, event)).status).toBe(200);
    expect(requests()).toEqual(['reader', 'told', 'readAll']);
  });
});
