import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReceiver, type Receiver } from '../functions/webhooks/receiver.ts';
import { atStage, GRID, person, reportAs, until } from './city.ts';

/** What only the deployed parts show: rule, queue, pauses and secrets. The demo city lists this machine as a host. */

let receiver: Receiver;
beforeAll(async () => {
  receiver = await openReceiver();
});
afterAll(() => receiver.close());

const operator = () => person('operator-01');

describe('a webhook', () => {
  it('tells its receiver of a case, from bus to queue to sender, again after it has failed', async () => {
    const { answer } = receiver;
    receiver.answer = (response) => response.writeHead(503).end();
    const made = await operator().post('/webhooks', {
      url: receiver.url,
      milestones: ['reported', 'assigned'],
      area: GRID.slice(0, 9),
    });
    expect(made.status, JSON.stringify(made.body)).toBe(200);
    const { id: webhookId, secret } = made.body;
    const caseId = await reportAs('resident-01');
    await atStage(caseId, 'acknowledgement');
    const ofCase = () => receiver.got.filter(({ body }) => JSON.parse(body).data.caseId === caseId);
    await until(
      async () => ofCase().length,
      (tries) => tries >= 2,
    );
    receiver.answer = answer;
    const idsOf = (times: number) =>
      [...Map.groupBy(ofCase(), ({ headers }) => headers['webhook-id'])].filter(
        ([, same]) => same.length >= times,
      );
    await until(
      async () => idsOf(2).length,
      (count) => count === 2,
      90,
    );

    for (const { headers, body } of ofCase()) {
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      expect(headers['webhook-signature']).toBe(
        `v1,${createHmac('sha256', key).update(signed).digest('base64')}`,
      );
      const { type, data } = JSON.parse(body);
      expect(['case.reported', 'case.assigned']).toContain(type);
      expect(data).toMatchObject({ caseId, grid: GRID });
    }

    const list = await operator().get('/webhooks');
    expect(JSON.stringify(list.body)).not.toContain('whsec_');
    const rotated = await operator().post(`/webhooks/${webhookId}/rotate-secret`, {});
    expect(rotated.body.secret).toMatch(/^whsec_/);
    const seen = receiver.got.length;
    const another = await reportAs('resident-01');
    await until(
      async () => receiver.got.length,
      (count) => count > seen,
    );
    const latest = receiver.got.findLast(({ body }) => JSON.parse(body).data.caseId === another)!;
    expect(latest.headers['webhook-signature']!.split(' ')).toHaveLength(2);
    const removed = await operator().post(`/webhooks/${webhookId}/remove`, {});
    expect([removed.status, removed.body.id]).toEqual([200, webhookId]);
  });

  it('that is gone is stopped, and what it has not taken is listed and delivered once more', async () => {
    const { answer } = receiver;
    receiver.answer = (response) => response.writeHead(410).end();
    const { body: made } = await operator().post('/webhooks', {
      url: receiver.url,
      milestones: ['reported'],
      area: GRID,
    });
    const caseId = await reportAs('resident-02');
    const listed = async () =>
      (await operator().get('/operations/troubles?kind=undelivered&limit=100')).body.items as {
        caseId: string;
        delivery: string;
      }[];
    const found = await until(listed, (items) => items.some((item) => item.caseId === caseId));
    const { delivery } = found.find((item) => item.caseId === caseId)!;
    expect(delivery).toBe(`webhook-${made.id}-1`);
    const { items } = (await operator().get('/webhooks')).body;
    expect(items.find(({ id }: { id: string }) => id === made.id)).toHaveProperty('stoppedAt');

    receiver.answer = answer;
    const seen = receiver.got.length;
    const path = `/operations/cases/${caseId}/deliveries/${delivery}/redeliver`;
    expect((await operator().post(path, { reason: '接收方已恢复' })).status).toBe(200);
    await until(listed, (left) => left.every((item) => item.caseId !== caseId));
    expect(receiver.got.slice(seen).map(({ headers }) => headers['webhook-id'])).toEqual([`${caseId}-1`]);
    await operator().post(`/webhooks/${made.id}/remove`, {});
  });
});
