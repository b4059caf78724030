import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import type { FileStore } from '#shared/files/file-store.ts';
import { declared, photograph } from '../../../tools/api/upload.ts';

/** A store of files under test, and how a client sends to and fetches from its links. */
export interface FilesUnderTest {
  store: FileStore;
  now(): Instant;
  put(url: string, headers: Record<string, string>, bytes: Uint8Array): Promise<number>;
  newId(): string;
}

/** What every store of files promises: asked of S3 on the emulator, and of its twin in memory. */
export const fileStoreContract = (open: () => FilesUnderTest): void => {
  describe('a store of files', () => {
    let { store, now, put, newId } = {} as FilesUnderTest;
    beforeEach(() => {
      ({ store, now, put, newId } = open());
    });
    const owner = 'somebody';
    const CASE = '01JNDQ0000000000000000CASE';

    /** A slot for a file that nobody has sent before. */
    const slotFor = async (bytes = photograph(), contentType = 'image/jpeg') => {
      const file = { id: newId(), ...declared(bytes, contentType) };
      return { file, bytes, ...(await store.slot(owner, file, now())) };
    };

    it('takes a file as it was declared, and tells what it is and when it came', async () => {
      const before = Math.floor(Date.parse(now()) / 1000) * 1000;
      const { file, bytes, url, headers } = await slotFor(photograph(5000));
      expect(await store.look(owner, file.id, now())).toBeUndefined();
      expect(await put(url, headers, bytes)).toBe(200);
      const found = await store.look(owner, file.id, now());
      expect(found).toEqual({
        ...file,
        uploadedAt: expect.any(String),
        head: new Uint8Array(bytes.subarray(0, 64)),
      });
      expect(Date.parse(found!.uploadedAt)).toBeGreaterThanOrEqual(before);
      expect(found!.uploadedAt <= instantAt(Date.parse(now()) + 1000)).toBe(true);
    });

    it('tells of a file that is shorter than what is looked at', async () => {
      const { file, bytes, url, headers } = await slotFor(photograph(7));
      expect(await put(url, headers, bytes)).toBe(200);
      expect(await store.look(owner, file.id, now())).toMatchObject({
        bytes: 7,
        head: new Uint8Array(bytes),
      });
    });

    it('refuses another content of the same length, another length, another type and a second upload', async () => {
      const { file, bytes, url, headers } = await slotFor();
      const other = photograph();
      expect(await put(url, headers, other)).toBe(400);
      const hashed = createHash('sha256').update(other).digest();
      const lying = {
        ...headers,
        'x-amz-checksum-sha256': hashed.toString('base64'),
        'x-amz-meta-sha256': hashed.toString('hex'),
      };
      expect(await put(url, lying, other)).toBe(403);
      expect(await put(url, headers, photograph(2048))).toBe(403);
      expect(await put(url, { ...headers, 'content-type': 'text/html' }, bytes)).toBe(403);
      expect(await store.look(owner, file.id, now())).toBeUndefined();
      expect(await put(url, headers, bytes)).toBe(200);
      expect(await put(url, headers, bytes)).toBe(412);
    });

    it('shows a draft to nobody but whoever uploaded it', async () => {
      const { file, bytes, url, headers } = await slotFor();
      await put(url, headers, bytes);
      expect(await store.look('somebody else', file.id, now())).toBeUndefined();
      await expect(store.keep('somebody else', file.id, CASE, now())).rejects.toThrow();
    });

    it('puts a draft to a case as often as it is asked to, and has the draft as it was', async () => {
      const { file, bytes, url, headers } = await slotFor();
      await put(url, headers, bytes);
      const before = await store.look(owner, file.id, now());
      await store.keep(owner, file.id, CASE, now());
      await store.keep(owner, file.id, CASE, now());
      expect(await store.look(owner, file.id, now())).toEqual(before);
      const link = await store.download(CASE, file, now());
      expect(link.url).toContain(`/cases/${CASE}/${file.id}`);
    });
  });
};
