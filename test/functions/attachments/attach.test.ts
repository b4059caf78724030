import { describe, expect, it } from 'vitest';
import { attach } from '../../../functions/attachments/attach.ts';
import { listAttachments } from '../../../functions/attachments/list-attachments.ts';
import { prepareUpload } from '../../../functions/attachments/prepare-upload.ts';
import { declared, photograph } from '../../../tools/api/upload.ts';
import { lifeAt, reporter, resident } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { answerTo } from '../visible/scene.ts';
import { World } from '../world/world.ts';

recordLog();

const inWorld = async () => {
  const world = new World();
  const id = await world.takeIn(lifeAt('handling'));
  let keys = 0;
  const headers = () => ({ 'idempotency-key': `key-${String(++keys).padStart(8, '0')}` });
  const prepare = (body: object, actor = reporter) =>
    answerTo(world, actor, prepareUpload, { body, headers: headers() });
  const give = (files: object[], actor = reporter, more = headers()) =>
    answerTo(world, actor, attach, { params: { id }, body: { files }, headers: more });
  const list = async () => (await answerTo(world, reporter, listAttachments, { params: { id } })).body.items;
  /** Uploads a file as a client does. */
  const upload = async (bytes = photograph(), contentType = 'image/jpeg') => {
    const { body } = await prepare(declared(bytes, contentType));
    expect(await world.files.put(body.uploadUrl, body.headers, bytes)).toBe(200);
    return String(body.fileId);
  };
  return { world, id, prepare, give, list, upload };
};

describe('a slot for a file', () => {
  it('is another one each time, by an id from which nobody can find who asked for it', async () => {
    const { prepare } = await inWorld();
    const asked = declared(photograph());
    const [one, another] = [await prepare(asked), await prepare(asked)];
    expect(one.body).toMatchObject({ method: 'PUT', fileId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(another.body.fileId).not.toBe(one.body.fileId);
  });

  it.each([
    ['a type that is no evidence', { contentType: 'text/html' }, 'contentType'],
    ['nothing', { bytes: 0 }, 'bytes'],
    ['more than 20 MB', { bytes: 20 * 1024 * 1024 + 1 }, 'bytes'],
    ['a hash that is none', { sha256: 'abc' }, 'sha256'],
    ['a hash in capitals', { sha256: 'AB'.repeat(32) }, 'sha256'],
  ])('is refused for %s', async (_name, wrong, field) => {
    const { prepare } = await inWorld();
    const { status, body } = await prepare({ ...declared(photograph()), ...wrong });
    expect([status, body.field]).toEqual([400, field]);
  });
});

describe('a file that is attached', () => {
  it('stands in the list as it was uploaded, with what it shows', async () => {
    const { world, id, give, list, upload } = await inWorld();
    const bytes = photograph(3000);
    const fileId = await upload(bytes);
    expect((await give([{ id: fileId, caption: '整改前' }])).status).toBe(200);
    expect(await list()).toEqual([
      {
        id: fileId,
        ...declared(bytes),
        caption: '整改前',
        uploadedAt: world.now,
        attachedAt: world.now,
        downloadUrl: `https://files.example/cases/${id}/${fileId}`,
        expiresAt: expect.any(String),
      },
    ]);
    expect(world.files.keptOf(id)).toEqual([fileId]);
  });

  it('is the same when the request is repeated, and is refused under another key: it is used once', async () => {
    const { give, list, upload } = await inWorld();
    const files = [{ id: await upload() }];
    const key = { 'idempotency-key': 'key-of-this-request' };
    const first = await give(files, reporter, key);
    expect((await give(files, reporter, key)).body).toEqual(first.body);
    const again = await give(files);
    expect([again.status, again.body.type]).toEqual([409, 'urn:gridward:problem:file-used']);
    expect(await list()).toHaveLength(1);
  });

  it.each([
    [
      'was never uploaded',
      async ({ prepare }: Awaited<ReturnType<typeof inWorld>>) => {
        const { body } = await prepare(declared(photograph()));
        return body.fileId;
      },
      409,
      'file-missing',
    ],
    [
      'is another’s',
      async ({ world }) => world.upload(resident('somebody else').subject),
      409,
      'file-missing',
    ],
    [
      'is no picture, whatever it calls itself',
      async ({ upload }) => upload(Buffer.from('<html>'), 'image/png'),
      422,
      'file-kind',
    ],
    [
      'was uploaded the day before',
      async ({ world, upload }) => {
        const id = await upload();
        world.moveTo('2025-03-04T07:30:01.000Z');
        return id;
      },
      409,
      'file-lapsed',
    ],
  ] as [
    string,
    (on: Awaited<ReturnType<typeof inWorld>>) => Promise<string>,
    number,
    string,
  ][])('is no entry and uses up nothing when it %s', async (_, make, status, code) => {
    const on = await inWorld();
    const before = await on.world.case(on.id);
    const fileId = await make(on);
    const answer = await on.give([{ id: fileId }]);
    expect([answer.status, answer.body.type, answer.body.field]).toEqual([
      status,
      `urn:gridward:problem:${code}`,
      'files.0',
    ]);
    expect(await on.world.case(on.id)).toEqual(before);
    expect(on.world.files.keptOf(on.id)).toEqual([]);
  });

  it('is named once in a request', async () => {
    const { give, upload } = await inWorld();
    const id = await upload();
    const answer = await give([{ id }, { id }]);
    expect([answer.status, answer.body.type, answer.body.field]).toEqual([
      422,
      'urn:gridward:problem:file-twice',
      'files.1',
    ]);
  });
});
