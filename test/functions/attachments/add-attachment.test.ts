import { describe, expect, it } from 'vitest';
import { addAttachment } from '../../../functions/attachments/add-attachment.ts';
import { lifeAt, reporter } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { answerTo } from '../visible/scene.ts';
import { World } from '../world/world.ts';

recordLog();

const PICTURE = { contentType: 'image/jpeg', bytes: 7 };
const inWorld = async () => {
  const world = new World();
  const id = await world.takeIn(lifeAt('handling'));
  const attach = async (key: string) => {
    const sent = { params: { id }, body: PICTURE, headers: { 'idempotency-key': key } };
    return (await answerTo(world, reporter, addAttachment, sent)).body;
  };
  return { world, id, attach };
};

describe('a file that is added', () => {
  it('is the same when the request is repeated, and another one when it is not', async () => {
    const { world, id, attach } = await inWorld();
    const first = await attach('key-00000001');
    expect(first).toMatchObject({ attachmentId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(await attach('key-00000001')).toEqual(first);
    const other = await attach('key-00000002');
    expect(other.attachmentId).not.toBe(first.attachmentId);
    const files = await world.store.files({ kind: 'case', id });
    expect(files.map((file) => file.id)).toEqual([first.attachmentId, other.attachmentId]);
  });

  it('has an id from which nobody can find who added it by which request', async () => {
    const [one, another] = [await inWorld(), await inWorld()];
    another.world.services().newSeed();
    expect((await one.attach('key-00000001')).attachmentId).not.toBe(
      (await another.attach('key-00000001')).attachmentId,
    );
  });
});
