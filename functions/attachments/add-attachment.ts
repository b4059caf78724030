import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { operation } from '#shared/http/operation.ts';
import { caseParams, instant } from '#shared/http/schemas.ts';
import type { Repeatable } from '#shared/store/store.ts';
import { giveCommand } from '#shared/use-cases/give-command.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { CONTENT_TYPES } from './file-store.ts';
import type { AttachmentServices } from './services.ts';

/** A minute of video from a phone; anything longer is no evidence but a film. */
const MAX_BYTES = 20 * 1024 * 1024;

export const addAttachment = operation({
  id: 'addAttachment',
  method: 'POST',
  path: '/cases/{id}/attachments',
  summary: {
    'zh-CN': '添加附件：登记一个文件，并取得限时上传链接',
    en: 'Attach a file: it is entered in the history; upload it with PUT to the link in the answer',
  },
  params: caseParams,
  body: z.strictObject({
    contentType: z.enum(CONTENT_TYPES as [string, ...string[]]),
    bytes: z.int().check(z.gte(1), z.lte(MAX_BYTES)),
  }),
  status: 200,
  answer: z.object({
    attachmentId: z.string(),
    uploadUrl: z.string(),
    /** Headers that the upload must carry as they are. */
    headers: z.record(z.string(), z.string()),
    expiresAt: instant,
  }),
  run: async ({ params: { id }, body, request, seenVersion }, services: AttachmentServices) => {
    const attachment = { id: idOf(id, request), ...body };
    const command = { type: 'attach' as const, attachment };
    const { version } = await giveCommand({ services, to: cases, id, command, request, seenVersion });
    const { url, headers, expiresAt } = await services.files.upload(id, attachment, services.now());
    return { body: { attachmentId: attachment.id, uploadUrl: url, headers, expiresAt }, version };
  },
});

/** A repeated request means the same file, and may bring a link that is fresh again. */
const idOf = (caseId: string, { subject, key }: Repeatable): string =>
  createHash('sha256')
    .update(JSON.stringify([caseId, subject, key]))
    .digest('hex')
    .slice(0, 32);
