import { describe, expect, it } from 'vitest';
import { ROLES } from '#domain/actor.ts';
import { CHANNELS } from '#domain/case/case.ts';
import { personalCommands } from '#domain/case/commands.ts';
import { STAGES } from '#domain/case/stages.ts';
import { UNIT_KINDS } from '#domain/place/unit.ts';
import { SEVERITIES } from '#domain/policy/policy.ts';
import { getCatalogue } from '../../../functions/registry/catalogue.ts';
import { policy, policyWith, resident } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import { publishPolicy } from '../store/contract-city.ts';
import { counting } from '../use-cases/counting.ts';
import { World } from '../world/world.ts';

recordLog();

const ask = (
  world: World,
  { version, condition }: { version?: string; condition?: string } = {},
  store = world.store,
): Promise<Received> =>
  served(
    [getCatalogue],
    { store },
    eventFor(getCatalogue, {
      ...(version !== undefined && { query: { version } }),
      ...(condition !== undefined && { headers: { 'if-none-match': condition } }),
      claims: { sub: resident('anybody').subject },
    }),
  );

const codesOf = (list: { code: string }[]): string[] => list.map(({ code }) => code);

describe('the catalogue', () => {
  it('tells a resident every code of the policy in force, in both languages', async () => {
    const { status, body } = await ask(new World());
    expect(status).toBe(200);
    expect(body.policyVersion).toBe('test-1');
    expect(body.categories).toEqual([
      { code: 'cityFacility', name: { 'zh-CN': '城市部件', en: 'City facility' }, sensitive: false },
      {
        code: 'cityFacility.manholeCover',
        name: { 'zh-CN': '井盖', en: 'Manhole cover' },
        parent: 'cityFacility',
        sensitive: false,
      },
      { code: 'dispute', name: { 'zh-CN': '矛盾纠纷', en: 'Dispute' }, sensitive: false },
      {
        code: 'dispute.neighbour',
        name: { 'zh-CN': '邻里纠纷', en: 'Neighbours' },
        parent: 'dispute',
        sensitive: false,
        national: { standard: '矛盾纠纷类型（17类）', code: '02' },
      },
    ]);
    for (const reasons of ['returnReasons', 'reworkReasons', 'declineReasons', 'voidReasons'] as const)
      expect(body[reasons]).toEqual(policy[reasons]);
    expect(body.jointTemplates).toEqual(policy.jointTemplates);
  });

  it('tells the limits row by row, each in words', async () => {
    const { body } = await ask(new World());
    expect(body.limits).toHaveLength(policy.limits.length);
    expect(body.limits[3]).toEqual({
      stage: 'handling',
      severity: 'critical',
      limit: { value: 2, unit: 'urgentHour' },
      text: {
        'zh-CN': '2小时，连续计算，不分昼夜和节假日',
        en: '2 h, running day and night, holidays included',
      },
    });
  });

  it('marks what lies under a sensitive category', async () => {
    const [city, manhole, dispute, ...rest] = policy.categories;
    const world = new World({
      policy: policyWith({ categories: [city!, manhole!, { ...dispute!, sensitive: true }, ...rest] }),
    });
    const { body } = await ask(world);
    expect(body.categories.map(({ sensitive }: { sensitive: boolean }) => sensitive)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('has every code that other answers hold, with a name in Chinese and one in English', async () => {
    const { body } = await ask(new World());
    expect(codesOf(body.stages)).toEqual(STAGES);
    expect(codesOf(body.commands)).toEqual(Object.keys(personalCommands));
    expect(codesOf(body.severities)).toEqual(SEVERITIES);
    expect(codesOf(body.channels)).toEqual(CHANNELS);
    expect(codesOf(body.unitKinds)).toEqual(UNIT_KINDS);
    expect(codesOf(body.roles)).toEqual(ROLES);
    expect(codesOf(body.eventTypes)).toContain('secondLookOrdered');
    expect(codesOf(body.timedStages)).toContain('whole');
    for (const list of Object.values(body).filter(Array.isArray))
      for (const { name } of list.filter((one) => 'name' in one)) {
        expect(name['zh-CN']).toMatch(/\p{Script=Han}/u);
        expect(name.en).toMatch(/^\P{Script=Han}+$/u);
      }
  });
});

describe('a client keeps it', () => {
  it('for a minute where it asks for the one in force, and asks then whether it has changed', async () => {
    const world = new World();
    const { headers } = await ask(world);
    expect(headers['cache-control']).toBe('private, max-age=60');
    for (const condition of [headers.etag!, `W/${headers.etag}`, `"other", ${headers.etag}`, '*'])
      expect(await ask(world, { condition })).toEqual({
        status: 304,
        headers: {
          etag: headers.etag,
          'cache-control': 'private, max-age=60',
          'x-request-id': headers['x-request-id'],
        },
        body: null,
      });
    for (const condition of ['"other"', headers.etag!.slice(1, -1), ''])
      expect((await ask(world, { condition })).status).toBe(200);
  });

  it('for good where it names the version', async () => {
    const world = new World();
    const { body } = await ask(world);
    const named = await ask(world, { version: body.version });
    expect(named.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(named.body).toEqual(body);
  });

  it('for a minute where it names the policy of a case: the words of a release may change', async () => {
    const world = new World();
    const { headers, body } = await ask(world, { version: 'test-1' });
    expect(headers['cache-control']).toBe('private, max-age=60');
    expect(body).toEqual((await ask(world)).body);
  });

  it('until another policy is in force; the one before is told to whoever names it', async () => {
    const world = new World();
    const before = await ask(world);
    const declineReasons = [{ code: 'elsewhere', name: { 'zh-CN': '他处受理', en: 'Taken up elsewhere' } }];
    const next = policyWith({ version: '规则 2/甲', declineReasons });
    expect(await publishPolicy(world.store.city, { policy: next, duties: [] })).toBe('done');
    world.moveTo('2025-03-03T01:02:00.000Z');
    const after = await ask(world, { condition: before.headers.etag! });
    expect(after.status).toBe(200);
    expect(after.headers.etag).toMatch(/^"[0-9a-f]{16}"$/);
    expect(after.body.declineReasons).toEqual(declineReasons);
    expect((await ask(world, { version: after.body.version })).body).toEqual(after.body);
    expect((await ask(world, { version: before.body.version })).body).toEqual(before.body);
  });

  it.each(['test-0', 'test-1~0badf00d', '~'])('and is told that there is no version %s', async (version) => {
    const { status, headers, body } = await ask(new World(), { version });
    expect([status, body.type]).toEqual([404, 'urn:gridward:problem:unknown-catalogue']);
    expect(headers['cache-control']).toBe('no-store');
  });
});

it('costs nothing once the policy is at hand', async () => {
  const world = new World();
  const { gate, requests } = counting();
  await ask(world, {}, world.services(gate).store as World['store']);
  expect(requests()).toEqual([]);
});
