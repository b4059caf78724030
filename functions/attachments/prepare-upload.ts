import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { CONTENT_TYPES } from '#shared/files/kinds.ts';
import type { FileServices } from '#shared/files/services.ts';
import { operation } from '#shared/http/operation.ts';
import { instant } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';

/** A minute of video from a phone; anything longer is no evidence but a film. */
const MAX_BYTES = 20 * 1024 * 1024;

/** Nothing is kept of it: a slot that is not used lapses, and one that is asked for again is another. */
export const prepareUpload = operation({
  id: 'prepareUpload',
  method: 'POST',
  path: '/attachments',
  summary: {
    'zh-CN': '准备上传：取得一个文件的限时上传链接',
    en: 'Prepare an upload: a link that takes one file',
  },
  whoMay: WHO_IS_SIGNED_IN,
  body: z.strictObject({
    contentType: z.enum(CONTENT_TYPES as [string, ...string[]]),
    bytes: z.int().check(z.gte(1), z.lte(MAX_BYTES)),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, sentence('sha256'))),
  }),
  status: 200,
  answer: z.object({
    fileId: z.string(),
    method: z.literal('PUT'),
    uploadUrl: z.string(),
    /** Headers that the upload must carry as they are. */
    headers: z.record(z.string(), z.string()),
    /** Until when the link works. */
    expiresAt: instant,
  }),
  run: async ({ body, subject }, services: FileServices) => {
    const id = newId(services);
    const { url, headers, expiresAt } = await services.files.slot(subject, { id, ...body }, services.now());
    return { body: { fileId: id, method: 'PUT' as const, uploadUrl: url, headers, expiresAt } };
  },
});

/** Drawn: whoever is told of a file must not find its author by trying who it may have been. */
const newId = ({ newSeed }: Pick<FileServices, 'newSeed'>): string =>
  hash('sha256', newSeed(), 'hex').slice(0, 32);
