import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { getUnit, listUnits } from '../../../functions/registry/units.ts';
import { committee, GRID, justice, lawFirm, officer, resident } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import { counting } from '../use-cases/counting.ts';
import { STAFF, World } from '../world/world.ts';

recordLog();

const ANYBODY = resident('anybody');

const list = (query: Record<string, string>, world = new World()): Promise<Received> =>
  served([listUnits], { store: world.store }, eventFor(listUnits, { query, claims: { sub: 'anybody' } }));
const codes = async (query: Record<string, string>): Promise<string[]> =>
  (await list(query)).body.items.map(({ code }: { code: string }) => code);

const read = (
  { subject }: Actor,
  unitId: string,
  query: Record<string, string> = {},
  store: object = new World().store,
): Promise<Received> =>
  served([getUnit], { store }, eventFor(getUnit, { params: { unitId }, query, claims: { sub: subject } }));

describe('units', () => {
  it('are told to a resident: what they are called, where they sit, for what they are responsible', async () => {
    const { status, body } = await list({ area: '320613001' });
    expect(status).toBe(200);
    expect(body).toEqual({
      items: [
        {
          code: '320613001-commandCenter',
          name: 'township centre',
          kind: 'commandCenter',
          area: '320613001',
          level: 'township',
          superior: '320613-commandCenter',
          duties: [{ category: 'dispute', area: '320613001' }],
        },
        {
          code: '320613001-judicialOffice',
          name: 'judicial office',
          kind: 'judicialOffice',
          area: '320613001',
          level: 'township',
          superior: '320613-department-justice',
          duties: [],
        },
        {
          code: '320613001-policeStation',
          name: 'police station',
          kind: 'policeStation',
          area: '320613001',
          level: 'township',
          superior: '320613-commandCenter',
          duties: [],
        },
        {
          code: '320613001001-committee',
          name: 'committee',
          kind: 'committee',
          area: '320613001001',
          level: 'community',
          superior: '320613001-commandCenter',
          duties: [],
        },
      ],
    });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['an area and a kind', { area: '3206', kind: 'lawFirm' }, ['320613-lawFirm']],
    [
      'a place for which they answer',
      { answersFor: GRID, kind: 'department' },
      ['320613-department-justice', '320613-department-urbanManagement'],
    ],
    ['a place elsewhere', { answersFor: '320612001' }, ['3206-commandCenter']],
    ['a duty', { category: 'dispute' }, ['320613001-commandCenter']],
    [
      'a duty for what lies above',
      { category: 'cityFacility.manholeCover' },
      ['320613-department-urbanManagement'],
    ],
    ['a category that nobody has', { category: 'noise' }, []],
    ['an area without units', { area: '320699' }, []],
  ])('are found by %s', async (_, query, found) => {
    expect(await codes(query)).toEqual(found);
  });

  it('come in pages by code, each once', async () => {
    const whole = await codes({});
    expect(whole).toHaveLength(9);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await list({ limit: '4', ...(cursor !== undefined && { cursor }) });
      expect(body.items.length).toBeLessThanOrEqual(4);
      paged.push(...body.items.map(({ code }: { code: string }) => code));
      cursor = body.cursor;
    } while (cursor !== undefined);
    expect(paged).toEqual(whole);
    expect((await list({ limit: '9' })).body.cursor).toBeUndefined();
  });

  it('are told of a fault by its field', async () => {
    for (const [field, value] of [
      ['kind', 'ministry'],
      ['area', '32061'],
      ['answersFor', 'here'],
      ['cursor', 'made-up'],
    ] as const)
      expect((await list({ [field]: value })).body, field).toMatchObject({ status: 400, field });
  });
});

describe('who works in a unit', () => {
  const people = [
    {
      subject: 'officer of the law firm',
      name: 'Name of officer of the law firm',
      role: 'officer',
      area: '320613',
    },
  ];

  it.each<[string, Actor]>([
    ['a colleague', officer(lawFirm)],
    ['its superior', officer(justice)],
    ['the county centre', STAFF.county],
    ['the city centre', STAFF.city],
    ['an operator', STAFF.operator],
  ])('is told to %s', async (_, actor) => {
    const { status, body } = await read(actor, lawFirm.code);
    expect([status, body.name, body.staff]).toEqual([200, 'law firm', people]);
  });

  it.each<[string, Actor]>([
    ['a resident', ANYBODY],
    ['a grid worker of another unit', STAFF.gridWorker],
    ['an officer of another unit', STAFF.police],
    ['a centre below', STAFF.township],
  ])('is not told to %s', async (_, actor) => {
    const { status, body } = await read(actor, lawFirm.code);
    expect([status, body.name]).toEqual([200, 'law firm']);
    expect(body).not.toHaveProperty('staff');
    expect(JSON.stringify(body)).not.toContain('officer');
  });

  it('comes in pages', async () => {
    const world = new World();
    const first = await read(STAFF.township, committee.code, { limit: '2' }, world.store);
    expect(first.body.staff).toHaveLength(2);
    const { body } = await read(
      STAFF.township,
      committee.code,
      { limit: '2', cursor: first.body.cursor },
      world.store,
    );
    expect([...first.body.staff, ...body.staff].map(({ subject }) => subject)).toEqual(
      [STAFF.gridWorker, STAFF.colleague, STAFF.committee].map(({ subject }) => subject).toSorted(),
    );
    expect(body.cursor).toBeUndefined();
  });
});

it('a unit that is not there is told to be none', async () => {
  expect((await read(STAFF.operator, '320613-lawFirm-other')).body).toMatchObject({
    type: 'urn:gridward:problem:no-such-unit',
    status: 404,
  });
});

it('a unit with its people costs who asks and the page', async () => {
  const world = new World();
  const { gate, requests } = counting();
  await read(STAFF.county, lawFirm.code, {}, world.services(gate).store);
  expect(requests()).toEqual(['actor', 'staffOf']);
});
