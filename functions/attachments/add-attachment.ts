import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Case } from '#domain/case/case.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, instant } from '#shared/http/schemas.ts';
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
    const attachment = { id: newId(services), ...body };
    const command = { type: 'attach' as const, attachment };
    // A repeated request means the same file, and may bring a link that is fresh again.
    const receiptOf = (current: Case) => ({ ...cases.receiptOf(current), attachmentId: attachment.id });
    const to = { ...cases, receiptOf };
    const { version, attachmentId } = await giveCommand({ services, to, id, command, request, seenVersion });
    const file = { ...attachment, id: attachmentId };
    const { url, headers, expiresAt } = await services.files.upload(id, file, services.now());
    return { body: { attachmentId, uploadUrl: url, headers, expiresAt }, version };
  },
});

/** Drawn: whoever is told of a file must not find its author by trying who it may have been. */
const newId = ({ newSeed }: Pick<AttachmentServices, 'newSeed'>): string =>
  hash('sha256', newSeed(), 'hex').slice(0, 32);
