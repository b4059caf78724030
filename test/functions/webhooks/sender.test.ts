import { createHmac, timingSafeEqual } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plusSeconds } from '#domain/time/instant.ts';
import { listTroubles } from '../../../functions/operators/list-troubles.ts';
import { redeliver } from '../../../functions/operators/redeliver.ts';
import { signedHeaders } from '../../../functions/sender/sign.ts';
import { GRID, lifeAt } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import { STAFF } from '../world/world.ts';
import { Hooked } from './hooked.ts';
import { type Got, openReceiver, type Receiver } from './receiver.ts';

const log = recordLog();

let receiver: Receiver;
let hooked: Hooked;
beforeEach(async () => {
  receiver = await openReceiver();
  hooked = new Hooked();
});
afterEach(() => receiver.close());

const closed = async (): Promise<{ id: string; seq: number }> => {
  const { world } = hooked;
  const life = lifeAt('closed');
  const id = await world.takeIn(life);
  await world.settle();
  return { id, seq: life.history.findLast(({ type }) => type === 'closed')!.seq };
};

/** As a receiver checks it: whether a signature of the header is that of this secret. */
const isSignedBy = (secret: string, { headers, body }: Got): boolean => {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  return headers['webhook-signature']!.split(' ').some((signature) => {
    const told = Buffer.from(signature.replace('v1,', ''), 'base64');
    return told.length === expected.length && timingSafeEqual(told, expected);
  });
};

describe('a receiver', () => {
  it('is told of the milestones that it wants, by ids alone, signed', async () => {
    const { secret } = await hooked.hook(receiver.url);
    const { id, seq } = await closed();
    await hooked.run();
    expect(receiver.got).toHaveLength(1);
    const [got] = receiver.got as [Got];
    expect(got.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': `${id}-${seq}`,
      'webhook-timestamp': String(Math.floor(Date.parse(hooked.world.now) / 1000)),
    });
    const { at } = lifeAt('closed').history.find((event) => event.seq === seq)!;
    expect(JSON.parse(got.body)).toEqual({
      type: 'case.closed',
      timestamp: at,
      data: { caseId: id, seq, grid: GRID },
    });
    expect(isSignedBy(secret, got)).toBe(true);
    expect(hooked.queue).toEqual([]);
    expect(await hooked.troubles()).toEqual([]);
  });

  it('knows a body, an id or a time that was changed, and another secret', async () => {
    const { secret } = await hooked.hook(receiver.url);
    await closed();
    await hooked.run();
    const [got] = receiver.got as [Got];
    const with_ = (headers: Record<string, string>) => ({ ...got, headers: { ...got.headers, ...headers } });
    for (const changed of [
      { ...got, body: got.body.replace('closed', 'voided') },
      with_({ 'webhook-id': 'another' }),
      with_({ 'webhook-timestamp': String(Number(got.headers['webhook-timestamp']) + 1) }),
    ])
      expect(isSignedBy(secret, changed)).toBe(false);
    const other = await hooked.hook(receiver.url);
    expect(isSignedBy(other.secret, got)).toBe(false);
  });

  it.each([
    ['another milestone', ['voided'], '3206', 0],
    ['two of them', ['reported', 'closed'], '3206', 2],
    ['its county', ['closed'], GRID.slice(0, 6), 1],
    ['its grid', ['closed'], GRID, 1],
    ['another county', ['closed'], '320612', 0],
  ])('that wants %s is told as often as it comes', async (_, milestones, area, times) => {
    await hooked.hook(receiver.url, milestones, area);
    await closed();
    await hooked.run();
    expect(receiver.got).toHaveLength(times);
    expect(hooked.queue).toEqual([]);
  });

  it('is told with numbers by which it can put things in order', async () => {
    await hooked.hook(receiver.url, ['reported', 'assigned', 'closed']);
    await closed();
    await hooked.run();
    const seqs = receiver.got.map(({ body }) => JSON.parse(body).data.seq);
    expect(seqs.toSorted((a, b) => a - b)).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
    expect(seqs).toHaveLength(3);
  });

  it('that has a new secret is signed to by both for a day, and then by the new one alone', async () => {
    const first = await hooked.hook(receiver.url);
    const params = { webhookId: first.id };
    const second = (await hooked.ask('rotateSecret', { params, body: {} })).body;
    expect(second.secret).not.toBe(first.secret);
    await closed();
    receiver.answer = (response) => response.writeHead(500).end();
    await hooked.run();
    hooked.world.moveTo(plusSeconds(hooked.world.now, 86_401));
    await hooked.run();
    const signers = receiver.got.map((got) => [first, second].map(({ secret }) => isSignedBy(secret, got)));
    expect(signers[0]).toEqual([true, true]);
    expect(signers.at(-1)).toEqual([false, true]);
  });
});

describe('nothing is lost and nothing goes on for ever', () => {
  const PAUSES = [10, 40, 160, 760, 2_560, 6_160, 13_360, 27_760, 42_160, 56_560, 70_960, 85_360, 86_400];

  it.each<[string, Receiver['answer'], string]>([
    ['fails', (response) => response.writeHead(500).end('out of order'), 'the receiver answered 500'],
    ['does not know the signature', (response) => response.writeHead(401).end(), 'the receiver answered 401'],
    [
      'sends us elsewhere',
      (response) => response.writeHead(307, { location: 'https://elsewhere.example' }).end(),
      'the receiver answered 307',
    ],
    ['hangs up', (response) => response.socket?.destroy(), 'socket hang up'],
    ['says nothing', () => {}, 'no answer came within 0.3 s'],
  ])('with a receiver that %s: it is tried for a day with growing pauses, and then listed', async (_, answer, cause) => {
    await hooked.hook(receiver.url);
    receiver.answer = answer;
    const { id, seq } = await closed();
    const [webhookId] = (await hooked.world.store.webhooks()).map((webhook) => webhook.id);
    const began = hooked.world.now;
    expect(await hooked.live(200_000)).toEqual([0, ...PAUSES]);
    expect(receiver.got).toHaveLength(PAUSES.length + 1);
    expect(new Set(receiver.got.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(hooked.queue).toEqual([]);
    expect(hooked.givenUp).toBe(1);
    expect(await hooked.troubles()).toEqual([
      {
        kind: 'case',
        id,
        trouble: 'undelivered',
        part: `webhook-${webhookId}-${seq}`,
        since: began,
        cause: expect.stringContaining(cause),
        times: 1,
      },
    ]);
    expect(log.text()).not.toContain(receiver.url);
  });

  it('with one that comes to itself again: it has the event once', async () => {
    await hooked.hook(receiver.url);
    const { answer } = receiver;
    receiver.answer = (response) => response.writeHead(503).end();
    await closed();
    await hooked.run();
    receiver.answer = answer;
    expect(await hooked.live(200_000)).toEqual([0, 10]);
    expect(receiver.got).toHaveLength(2);
    expect(await hooked.troubles()).toEqual([]);
  });

  it('with one that fails beside one that does not: neither waits for the other', async () => {
    const other = await openReceiver();
    await hooked.hook(receiver.url);
    await hooked.hook(other.url);
    receiver.answer = () => {};
    await closed();
    await hooked.run();
    expect(other.got).toHaveLength(1);
    expect(hooked.deliveries()).toHaveLength(1);
    await other.close();
  });

  it('with one that is gone (410): its webhook is stopped, what it has not taken is listed', async () => {
    const { id: webhookId } = await hooked.hook(receiver.url, ['assigned', 'closed']);
    receiver.answer = (response) => response.writeHead(410).end();
    await closed();
    expect(await hooked.live(200_000)).toHaveLength(1);
    expect(hooked.queue).toEqual([]);
    const { items } = (await hooked.ask('listWebhooks')).body;
    expect(items).toMatchObject([{ id: webhookId, stoppedAt: hooked.world.now }]);
    expect((await hooked.troubles()).map(({ cause }) => cause)).toHaveLength(2);
    for (const { cause } of await hooked.troubles()) expect(cause).toContain('410');

    const tries = receiver.got.length;
    await hooked.world.takeIn(lifeAt('closed', {}, { id: '01JNDQ0000000000000000MAIN' }));
    await hooked.world.settle();
    await hooked.run();
    expect(receiver.got).toHaveLength(tries);
  });

  it('with one that was removed: nothing more is sent', async () => {
    const { id: webhookId } = await hooked.hook(receiver.url);
    receiver.answer = (response) => response.writeHead(500).end();
    await closed();
    await hooked.run();
    await hooked.ask('removeWebhook', { params: { webhookId }, body: {} });
    await hooked.live(200_000);
    expect(receiver.got).toHaveLength(1);
    expect([hooked.queue, await hooked.troubles(), hooked.secrets.size]).toEqual([[], [], 0]);
  });

  it('with one whose address the city does not allow any more', async () => {
    await hooked.hook(receiver.url);
    hooked.post = new Hooked([]).post;
    await closed();
    await hooked.live(200_000);
    expect(receiver.got).toEqual([]);
    expect((await hooked.troubles())[0]?.cause).toContain('the address is not https');
  });

  it.each(['read', 'postpone', 'noteTrouble', 'add'])('while %s fails', async (call) => {
    await hooked.hook(receiver.url);
    const { answer } = receiver;
    receiver.answer = (response) => response.writeHead(500).end();
    hooked.failing.add(call);
    await closed();
    for (const seconds of [0, 600, 90_000]) {
      hooked.world.moveTo(plusSeconds(hooked.world.now, seconds));
      await hooked.run();
      expect(hooked.queue.length + (await hooked.troubles()).length).toBeGreaterThan(0);
    }
    hooked.failing.clear();
    receiver.answer = answer;
    await hooked.live(400_000);
    expect(hooked.queue).toEqual([]);
    const isListed = (await hooked.troubles()).length === 1;
    const isTold = receiver.got.length > 0;
    expect(isListed || isTold).toBe(true);
  });

  it('with a message that nobody can read: it is left to the queue, and others go on', async () => {
    await hooked.hook(receiver.url);
    hooked.queue.push({
      id: 'x',
      receipt: 'x',
      body: '{"a":1}',
      times: 0,
      since: hooked.world.now,
      visibleAt: 0,
    });
    await closed();
    await hooked.run();
    expect(hooked.queue.map(({ id }) => id)).toEqual(['x']);
    expect(receiver.got).toHaveLength(1);
  });

  it('with a webhook whose secret was never made: it says so, and goes on when it has one', async () => {
    hooked.failing.add('keep');
    const body = { url: receiver.url, milestones: ['closed'], area: '3206' };
    expect((await hooked.ask('createWebhook', { body })).status).toBe(500);
    hooked.failing.clear();
    await closed();
    await hooked.run();
    expect(receiver.got).toEqual([]);
    const [webhookId] = (await hooked.world.store.webhooks()).map((webhook) => webhook.id);
    const { secret } = (await hooked.ask('rotateSecret', { params: { webhookId: webhookId! }, body: {} }))
      .body;
    await hooked.live(200_000);
    expect(receiver.got.map((got) => isSignedBy(secret, got))).toEqual([true]);
  });
});

describe('what was not delivered', () => {
  const operators = () => ({ ...hooked.world.services(), workflow: hooked.world.workflow });
  const listed = async (): Promise<Received['body'][]> =>
    (
      await served(
        [listTroubles],
        operators(),
        eventFor(listTroubles, { query: { kind: 'undelivered' }, claims: { sub: 'operator' } }),
      )
    ).body.items;
  const again = (id: string, delivery: string, key: string) =>
    served(
      [redeliver],
      operators(),
      eventFor(redeliver, {
        params: { id, delivery },
        body: { reason: 'The receiver is mended.' },
        claims: { sub: STAFF.operator.subject },
        headers: { 'idempotency-key': key },
      }),
    );

  it('is on the list of operators, who have it delivered once more to that receiver alone', async () => {
    const other = await openReceiver();
    await hooked.hook(other.url);
    await hooked.hook(receiver.url);
    const { answer } = receiver;
    receiver.answer = (response) => response.writeHead(500).end();
    const { id, seq } = await closed();
    await hooked.live(200_000);
    const [entry] = await listed();
    expect(entry).toMatchObject({ caseId: id, state: 'Case is closed', grid: GRID });
    expect(entry.delivery).toMatch(new RegExp(`^webhook-[0-9A-Z]{26}-${seq}$`));

    expect((await again(id, entry.delivery, 'key-one-00')).status).toBe(200);
    await hooked.world.settle();
    await hooked.run();
    expect(await listed(), 'it stays until it is taken').toHaveLength(1);

    receiver.answer = answer;
    await hooked.live(200_000);
    expect(await listed()).toEqual([]);
    expect(new Set(receiver.got.map(({ body }) => body)).size).toBe(1);
    expect(other.got).toHaveLength(1);
    expect((await again(id, entry.delivery, 'key-two-00')).status).toBe(404);
    await other.close();
  });

  it('goes from the list when nobody is left to be told', async () => {
    const { id: webhookId } = await hooked.hook(receiver.url);
    receiver.answer = (response) => response.writeHead(410).end();
    const { id } = await closed();
    await hooked.run();
    const [entry] = await listed();
    await hooked.ask('removeWebhook', { params: { webhookId }, body: {} });
    await again(id, entry.delivery, 'key-one-00');
    await hooked.world.settle();
    await hooked.run();
    expect(await listed()).toEqual([]);
  });
});

describe('a signature', () => {
  it('is that of the Standard Webhooks, by their own example', () => {
    const told = signedHeaders(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', seconds: 1_614_265_330 },
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    );
    expect(told['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });
});
