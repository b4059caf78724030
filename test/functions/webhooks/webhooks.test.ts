import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_WEBHOOKS } from '#shared/store/webhooks.ts';
import { newSecret } from '../../../functions/webhooks/new-secret.ts';
import { GRID } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { STAFF } from '../world/world.ts';
import { Hooked } from './hooked.ts';

const log = recordLog();

const BODY = {
  url: 'https://desk.example.com/gridward',
  milestones: ['closed', 'escalated'],
  area: '320613',
};

let hooked: Hooked;
beforeEach(() => {
  hooked = new Hooked(['desk.gov.cn']);
});

const problemOf = (type: string) => `urn:gridward:problem:${type}`;
const inChinese = { headers: { 'accept-language': 'zh-CN', 'idempotency-key': 'key-of-a-chinese' } };
const inEnglish = { headers: { 'accept-language': 'en', 'idempotency-key': 'key-of-an-english' } };

describe('a webhook', () => {
  it('is made with a secret that is told once, and kept away from table, list and log', async () => {
    const sent = { body: BODY, headers: { 'idempotency-key': 'the-same-key' } };
    const made = await hooked.ask('createWebhook', sent);
    expect(made).toMatchObject({ status: 200, body: { ...BODY, createdAt: hooked.world.now } });
    const { secret, id } = made.body;
    expect(secret).toMatch(/^whsec_/);
    expect([...hooked.secrets]).toEqual([[`${id}/1`, secret]]);

    const repeated = await hooked.ask('createWebhook', sent);
    expect(repeated.body).toEqual({ ...made.body, secret: undefined });
    const list = await hooked.ask('listWebhooks');
    expect(list.body.items).toEqual([repeated.body]);
    const kept = JSON.stringify(await hooked.world.store.webhooks());
    for (const told of [kept, JSON.stringify([list.body, repeated.body]), log.text()])
      expect(told).not.toContain(secret.slice(6));
  });

  it('gets another secret by a command, told once; the one before lasts for a day and is then given up', async () => {
    const { id } = (await hooked.ask('createWebhook', { body: BODY })).body;
    const rotate = () => hooked.ask('rotateSecret', { params: { webhookId: id }, body: {} });
    const second = await rotate();
    expect(second.body).toMatchObject({ id, rotatedAt: hooked.world.now });
    expect(Date.parse(second.body.formerSecretUntil) - Date.parse(hooked.world.now)).toBe(86_400_000);
    expect([...hooked.secrets.keys()]).toEqual([`${id}/1`, `${id}/2`]);
    const third = await rotate();
    expect([...hooked.secrets.keys()]).toEqual([`${id}/2`, `${id}/3`]);
    expect(hooked.secrets.get(`${id}/3`)).toBe(third.body.secret);
    expect(JSON.stringify((await hooked.ask('listWebhooks')).body)).not.toContain('whsec_');
  });

  it('keeps the secret that was told where two ask for another at once', async () => {
    const { id } = (await hooked.ask('createWebhook', { body: BODY })).body;
    const rotate = () => hooked.ask('rotateSecret', { params: { webhookId: id }, body: {} });
    const answers = await Promise.all([rotate(), rotate()]);
    const told = answers.filter(({ status }) => status === 200).map(({ body }) => body.secret);
    expect(told.length).toBeGreaterThan(0);
    const [{ secrets } = { secrets: 0 }] = await hooked.world.store.webhooks();
    expect(told).toContain(hooked.secrets.get(`${id}/${secrets}`));
    for (const { status, body } of answers)
      if (status !== 200) expect(body.type).toBe(problemOf('changed-meanwhile'));
  });

  it('has secrets as the Standard Webhooks want them, of 32 bytes, none twice', () => {
    const drawn = Array.from({ length: 100 }, newSecret);
    expect(new Set(drawn).size).toBe(100);
    for (const secret of drawn) {
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32);
    }
  });

  it('goes with its secrets', async () => {
    const { id } = (await hooked.ask('createWebhook', { body: BODY })).body;
    await hooked.ask('rotateSecret', { params: { webhookId: id }, body: {} });
    expect((await hooked.ask('removeWebhook', { params: { webhookId: id }, body: {} })).body).toMatchObject({
      id,
    });
    expect([(await hooked.ask('listWebhooks')).body.items, hooked.secrets.size]).toEqual([[], 0]);
    expect(await hooked.ask('removeWebhook', { params: { webhookId: id }, body: {} })).toMatchObject({
      status: 404,
      body: { type: problemOf('unknown-webhook') },
    });
  });

  it('is not made where the city has as many as it may', async () => {
    for (let n = 0; n < MOST_WEBHOOKS; n++) await hooked.ask('createWebhook', { body: BODY });
    const told = await hooked.ask('createWebhook', { body: BODY, ...inEnglish });
    expect(told).toMatchObject({ status: 409, body: { type: problemOf('too-many-webhooks') } });
    expect(told.body.detail).toContain('first remove one');
    expect(hooked.secrets.size).toBe(MOST_WEBHOOKS);
  });
});

describe('who makes webhooks', () => {
  const paramsOf = async () => ({
    webhookId: (await hooked.ask('createWebhook', { body: BODY })).body.id as string,
  });

  it.each(Object.values(STAFF).filter(({ role }) => role !== 'operator'))('is not $role $subject', async ({
    subject,
  }) => {
    const params = await paramsOf();
    for (const answer of [
      await hooked.ask('listWebhooks', { by: subject }),
      await hooked.ask('createWebhook', { body: BODY, by: subject }),
      await hooked.ask('rotateSecret', { params, body: {}, by: subject }),
      await hooked.ask('removeWebhook', { params, body: {}, by: subject }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { type: problemOf('forbidden') } });
    expect(hooked.secrets.size).toBe(1);
  });

  it('is an operator for their own area, and knows of no other', async () => {
    const { city } = hooked.world.store;
    const actor = { ...STAFF.operator, area: '320612' };
    hooked.world.store.actor = async () => actor;
    hooked.world.store.load = async () => ({ actor, answered: undefined, found: new Map() });
    expect(await city.area('320612')).toBeDefined();
    const own = await hooked.ask('createWebhook', { body: { ...BODY, area: '320612' } });
    expect(own.status).toBe(200);
    for (const area of ['320613', '3206', GRID])
      expect((await hooked.ask('createWebhook', { body: { ...BODY, area } })).status).toBe(403);
    actor.area = '320613';
    expect((await hooked.ask('listWebhooks')).body.items).toEqual([]);
    const params = { webhookId: own.body.id };
    for (const command of ['rotateSecret', 'removeWebhook'])
      expect((await hooked.ask(command, { params, body: {} })).status).toBe(404);
  });
});

describe('bad input', () => {
  it.each([
    ['desk.example.com', '不是完整的网址；请写成', 'no whole address; use one such as'],
    ['https://1.2.3.999/', '不是完整的网址；请写成', 'no whole address; use one such as'],
    ['http://desk.example.com/', '不是 https', 'is not https; use https'],
    ['https://10.0.0.8/', '“10.0.0.8”不在公网；请改用', '"10.0.0.8" is not a public one; use'],
    ['https://localhost/', '“localhost”不在公网；请改用', '"localhost" is not a public one; use'],
    ['https://0x7f000001/', '“127.0.0.1”不在公网；请改用', '"127.0.0.1" is not a public one; use'],
    ['https://[::ffff:7f00:1]/', '不在公网；请改用', 'not a public one; use'],
    ['https://a:b@desk.example.com/', '密码；请去掉', 'a password; take it out'],
  ])('a webhook to %s is refused with parameter, reason and remedy', async (url, zh, en) => {
    const body = { ...BODY, url };
    const told = await hooked.ask('createWebhook', { body, ...inChinese });
    expect(told).toMatchObject({
      status: 422,
      body: { type: problemOf('address-not-allowed'), field: 'url' },
    });
    expect(told.body.detail).toContain('url：');
    expect(told.body.detail).toContain(zh);
    const english = (await hooked.ask('createWebhook', { body, ...inEnglish })).body.detail;
    expect(english).toContain('url: ');
    expect(english).toContain(en);
    expect([await hooked.world.store.webhooks(), hooked.secrets.size]).toEqual([[], 0]);
  });

  it.each([
    [{ url: '' }, 'url', '不能为空', 'must not be empty'],
    [{ url: `https://desk.example.com/${'x'.repeat(500)}` }, 'url', '最多 500', 'at most 500'],
    [{ url: 7 }, 'url', '应为文字', 'must be text'],
    [{ milestones: [] }, 'milestones', '不能为空', 'must not be empty'],
    [{ milestones: ['commented'] }, 'milestones.0', '应为其中之一', 'must be one of'],
    [{ milestones: 'closed' }, 'milestones', '应为列表', 'must be a list'],
    [{ area: '32061' }, 'area', '区划编码', 'an area code has'],
    [{ secret: 'mine' }, 'secret', '未知字段', 'unknown field'],
  ])('%j is refused at %s', async (over, field, zh, en) => {
    const body = { ...BODY, ...over };
    const told = await hooked.ask('createWebhook', { body, ...inChinese });
    expect(told).toMatchObject({ status: 400, body: { field } });
    expect(told.body.detail).toContain(zh);
    expect((await hooked.ask('createWebhook', { body, ...inEnglish })).body.detail).toContain(en);
    expect(await hooked.world.store.webhooks()).toEqual([]);
  });

  it('an area that there is not is refused at its place', async () => {
    const told = await hooked.ask('createWebhook', { body: { ...BODY, area: '320699' } });
    expect(told).toMatchObject({ status: 422, body: { type: problemOf('unknown-area'), field: 'area' } });
  });

  it('hosts of the city’s own network are taken, by plain HTTP, too', async () => {
    const body = { ...BODY, url: 'http://desk.gov.cn:8080/in' };
    expect((await hooked.ask('createWebhook', { body })).body.url).toBe('http://desk.gov.cn:8080/in');
  });
});
