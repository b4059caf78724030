import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { instantAt } from '#domain/time/instant.ts';
import type { openMemoryFileStore } from '#shared/files/memory-file-store.ts';
import { openS3FileStore } from '#shared/files/s3-file-store.ts';
import { ownSigning } from '#shared/files/signing.ts';
import { attach } from '../../functions/attachments/attach.ts';
import { listAttachments } from '../../functions/attachments/list-attachments.ts';
import { prepareUpload } from '../../functions/attachments/prepare-upload.ts';
import { declared, photograph, type Slot, sending, upload } from '../../tools/api/upload.ts';
import { awsEnvironment } from '../../tools/local/workplace.ts';
import { fileStoreContract } from '../functions/files/contract.ts';
import { atStage, eventsOf, local, matter, person, reportAs } from './city.ts';
import { asks, countingServices, warm } from './counting.ts';

const give = (subject: string, id: string, files: object[]) =>
  person(subject).post(`/cases/${id}/attachments`, { files });

const slotFor = async (subject: string, file: Uint8Array): Promise<Slot> =>
  (await person(subject).post('/attachments', declared(file))).body;

const put = async (slot: Slot, file: Uint8Array): Promise<number> =>
  (await fetch(slot.uploadUrl, sending(slot, file))).status;

let id: string;
beforeAll(async () => {
  for (const [name, value] of Object.entries(awsEnvironment(local.endpoint))) vi.stubEnv(name, value);
  id = await reportAs('resident-01');
  await atStage(id, 'acknowledgement');
});
afterAll(() => void vi.unstubAllEnvs());

describe('the bucket of the city', () => {
  let bucket: string;
  beforeAll(async () => {
    const { uploadUrl } = await slotFor('resident-01', photograph());
    bucket = new URL(uploadUrl).pathname.split('/')[1] ?? '';
  });

  fileStoreContract(() => ({
    store: openS3FileStore(ownSigning(), { bucket, host: 'unused', endpoint: local.endpoint }),
    now: () => instantAt(Date.now()),
    put: (uploadUrl, headers, bytes) => put({ fileId: '', method: 'PUT', uploadUrl, headers }, bytes),
    newId: () => randomUUID().replaceAll('-', ''),
  }));
});

describe('a file of a case', () => {
  it('is uploaded, used, listed and fetched from another link', async () => {
    const photo = photograph(5000);
    const fileId = await upload(person('resident-01'), photo);
    const answer = await give('resident-01', id, [{ id: fileId, caption: '楼道现状' }]);
    expect([answer.status, answer.body]).toMatchObject([200, { id, stage: 'acknowledgement' }]);

    const told = (await eventsOf(id)).find(({ type }: { type: string }) => type === 'attached');
    const kept = { id: fileId, ...declared(photo), caption: '楼道现状' };
    expect(told.details.attachment).toEqual({ ...kept, uploadedAt: expect.any(String) });
    const { body } = await person('township-01').get(`/cases/${id}/attachments`);
    expect(body.items).toMatchObject([kept]);
    const fetched = await fetch(body.items[0].downloadUrl);
    expect([fetched.status, fetched.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    expect(fetched.headers.get('content-disposition')).toBe(`attachment; filename="${fileId}.jpg"`);
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(photo);
  });

  it('comes with the report itself', async () => {
    const files = [{ id: await upload(person('resident-01')) }];
    const { status, body } = await person('resident-01').post('/cases', matter({ files }));
    expect([status, body.version]).toEqual([201, 2]);
    const listed = await person('resident-01').get(`/cases/${body.id}/attachments`);
    expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual(files.map((file) => file.id));
  });

  it('counts once it is there, and for one case', async () => {
    const slot = await slotFor('resident-01', photograph());
    const early = await give('resident-01', id, [{ id: slot.fileId }]);
    expect([early.status, early.body.type, early.body.field]).toEqual([
      409,
      'urn:gridward:problem:file-missing',
      'files.0',
    ]);
    const fileId = await upload(person('resident-01'));
    expect((await give('resident-01', id, [{ id: fileId }])).status).toBe(200);
    const other = await reportAs('resident-01');
    const again = await give('resident-01', other, [{ id: fileId }]);
    expect([again.status, again.body.type]).toEqual([409, 'urn:gridward:problem:file-used']);
    expect((await person('resident-01').get(`/cases/${other}/attachments`)).body.items).toEqual([]);
  });

  it('reaches nobody without a link', async () => {
    const { body } = await person('township-01').get(`/cases/${id}/attachments`);
    const [{ downloadUrl: link, id: fileId }] = body.items;
    const forged = link.replace(/X-Amz-Signature=[0-9a-f]{8}/, 'X-Amz-Signature=00000000');
    expect((await fetch(forged)).status).toBe(403);
    expect((await fetch(link.replace(fileId, 'another'))).status).toBe(403);
  });

  it('is for those who may see the case', async () => {
    const stranger = person('resident-02');
    expect((await give('resident-02', id, [{ id: await upload(stranger) }])).status).toBe(404);
    expect((await stranger.get(`/cases/${id}/attachments`)).status).toBe(404);
    expect((await person('county-01').get(`/cases/${id}/attachments`)).status).toBe(200);
  });

  it('costs no request of the table to prepare, three to use and two to list', async () => {
    const { services, count, reset } = countingServices();
    await warm(services.store.city);
    const subject = 'resident-01';
    const request = { query: undefined, subject, language: 'en' as const };
    const command = () => ({ request: asks(subject), seenVersion: undefined });
    const file = photograph();
    reset();
    const { body } = await prepareUpload.run(
      { ...request, params: undefined, body: declared(file), ...command() },
      services,
    );
    expect(count.requests).toEqual([]);
    const files = services.files as ReturnType<typeof openMemoryFileStore>;
    await files.put(body.uploadUrl, body.headers, file);
    reset();
    const of = { ...request, params: { id } };
    await attach.run({ ...of, body: { files: [{ id: body.fileId }] }, ...command() }, services);
    expect(count.requests).toEqual([
      'BatchGetItemCommand',
      'BatchGetItemCommand',
      'TransactWriteItemsCommand',
    ]);
    reset();
    await listAttachments.run({ ...of, body: undefined }, services);
    expect(count.requests).toEqual(['BatchGetItemCommand', 'QueryCommand']);
  });
});
