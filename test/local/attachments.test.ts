import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addAttachment } from '../../functions/attachments/add-attachment.ts';
import { listAttachments } from '../../functions/attachments/list-attachments.ts';
import { atStage, eventsOf, person, reportAs } from './city.ts';
import { asks, countingServices, warm } from './counting.ts';

const photo = Buffer.from('\u00ff\u00d8\u00ff\u00e0 a photograph of the stairwell', 'latin1');
const asked = (over: object = {}) => ({ contentType: 'image/jpeg', bytes: photo.length, ...over });

interface Upload {
  attachmentId: string;
  uploadUrl: string;
  headers: Record<string, string>;
  expiresAt: string;
}

const attach = (subject: string, id: string, body: object = asked(), headers = {}) =>
  person(subject).post(`/cases/${id}/attachments`, body, headers);

/** Sends a file as a client does: with the headers that came with the link, but for what is changed here. */
const send = ({ uploadUrl, headers }: Upload, file: Buffer, changed: Record<string, string> = {}) => {
  // The length comes from the body: fetch sets it.
  const { 'content-length': _, ...sent } = { ...headers, ...changed };
  return fetch(uploadUrl, { method: 'PUT', headers: sent, body: new Uint8Array(file) });
};

let id: string;
beforeAll(async () => {
  id = await reportAs('resident-01');
  await atStage(id, 'acknowledgement');
});

describe('a file of a case', () => {
  it('is noted in the history, put to its link and fetched from another', async () => {
    const answer = await attach('resident-01', id);
    expect([answer.status, answer.body]).toMatchObject([200, { headers: { 'content-type': 'image/jpeg' } }]);
    const upload: Upload = answer.body;
    expect(upload.uploadUrl).toContain(`/cases/${id}/${upload.attachmentId}?`);
    expect(Date.parse(upload.expiresAt) - Date.now()).toBeGreaterThan(800_000);
    expect((await send(upload, photo)).status).toBe(200);

    const told = (await eventsOf(id)).find(({ type }: { type: string }) => type === 'attached');
    expect(told.details.attachment).toEqual({
      id: upload.attachmentId,
      contentType: 'image/jpeg',
      bytes: photo.length,
    });
    const { body } = await person('township-01').get(`/cases/${id}/attachments`);
    expect(body.items).toMatchObject([
      { id: upload.attachmentId, contentType: 'image/jpeg', bytes: photo.length },
    ]);
    const fetched = await fetch(body.items[0].downloadUrl);
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(fetched.headers.get('content-disposition')).toBe(
      `attachment; filename="${upload.attachmentId}.jpg"`,
    );
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(photo);
  });

  it('is the same file when the request is repeated', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const first = await attach('resident-01', id, asked(), key);
    const again = await attach('resident-01', id, asked(), key);
    expect(again.body.attachmentId).toBe(first.body.attachmentId);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await attach('resident-01', id, asked({ bytes: 7 }), key)).status).toBe(422);
  });

  it('is put as it was told: no other type, no other length, no other place, and once', async () => {
    const upload: Upload = (await attach('resident-01', id)).body;
    expect((await send(upload, photo, { 'content-type': 'text/html' })).status).toBe(403);
    expect((await send(upload, Buffer.concat([photo, photo]))).status).toBe(403);
    expect(
      (await send({ ...upload, uploadUrl: upload.uploadUrl.replace(id, 'another') }, photo)).status,
    ).toBe(403);
    expect((await send(upload, photo)).status).toBe(200);
    expect((await send(upload, photo)).status).toBe(412);
  });

  it('reaches nobody without a link', async () => {
    const upload: Upload = (await attach('resident-01', id)).body;
    await send(upload, photo);
    const { body } = await person('township-01').get(`/cases/${id}/attachments`);
    const link: string = body.items.at(-1).downloadUrl;
    const forged = link.replace(/X-Amz-Signature=[0-9a-f]{8}/, 'X-Amz-Signature=00000000');
    expect((await fetch(forged)).status).toBe(403);
    expect((await fetch(link.replace(upload.attachmentId, 'another'))).status).toBe(403);
  });

  it.each([
    ['a type that is no evidence', { contentType: 'text/html' }, 'contentType'],
    ['nothing', { bytes: 0 }, 'bytes'],
    ['more than 20 MB', { bytes: 20 * 1024 * 1024 + 1 }, 'bytes'],
  ])('is refused when it is %s', async (_name, over, field) => {
    const answer = await attach('resident-01', id, asked(over));
    expect([answer.status, answer.body.field]).toEqual([400, field]);
  });

  it('is for those who may see the case', async () => {
    expect((await attach('resident-02', id)).status).toBe(404);
    expect((await person('resident-02').get(`/cases/${id}/attachments`)).status).toBe(404);
    expect((await person('county-01').get(`/cases/${id}/attachments`)).status).toBe(200);
  });

  it('costs three requests to note and two to list', async () => {
    const { services, count, reset } = countingServices();
    await warm(services.store.city);
    const link = { url: 'https://files.example', expiresAt: services.now(), headers: {} };
    const own = { ...services, files: { upload: async () => link, download: async () => link } };
    const request = {
      params: { id },
      query: undefined,
      subject: 'resident-01',
      language: 'en' as const,
    };
    reset();
    const noted = { ...request, body: asked(), request: asks('resident-01'), seenVersion: undefined };
    await addAttachment.run(noted, own);
    expect(count.requests).toEqual([
      'BatchGetItemCommand',
      'BatchGetItemCommand',
      'TransactWriteItemsCommand',
    ]);
    reset();
    await listAttachments.run({ ...request, body: undefined }, own);
    expect(count.requests).toEqual(['BatchGetItemCommand', 'QueryCommand']);
  });

  it('is one of twenty at most', async () => {
    const full = await reportAs('resident-01');
    for (let n = 0; n < 20; n++) expect((await attach('resident-01', full)).status).toBe(200);
    const answer = await attach('resident-01', full);
    expect([answer.status, answer.body.type]).toEqual([409, 'urn:gridward:problem:too-many-attachments']);
    const { body } = await person('resident-01').get(`/cases/${full}/attachments`);
    expect(body.items).toHaveLength(20);
  });
});
