import * as z from 'zod/mini';
import { isFileTold, readerOf } from '#domain/case/visible.ts';
import { WHO_SEES_THE_CASE } from '#domain/who-may.ts';
import type { FileServices } from '#shared/files/services.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, instant } from '#shared/http/schemas.ts';
import { readProcess } from '#shared/use-cases/read-process.ts';
import { cases } from '#shared/use-cases/served-process.ts';

export const listAttachments = operation({
  id: 'listAttachments',
  method: 'GET',
  path: '/cases/{id}/attachments',
  summary: {
    'zh-CN': '查看附件：每个文件及其限时下载链接',
    en: 'List the files of a case, each with a download link',
  },
  whoMay: WHO_SEES_THE_CASE,
  params: caseParams,
  status: 200,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        contentType: z.string(),
        bytes: z.int(),
        /** What its uploader says that it shows. */
        caption: z.optional(z.string()),
        /** In hexadecimal. */
        sha256: z.optional(z.string()),
        /** By the clock of the store, in whole seconds. */
        uploadedAt: z.optional(instant),
        attachedAt: instant,
        downloadUrl: z.string(),
        expiresAt: instant,
      }),
    ),
  }),
  run: async ({ params: { id }, subject }, services: FileServices) => {
    const { store, files } = services;
    const { actor, current } = await readProcess({ store, of: cases, subject, id });
    const now = services.now();
    const { kind } = cases.definition;
    const entries = current.attachments === 0 ? [] : await store.files({ kind, id });
    const reader = readerOf(actor, current);
    const told = entries.filter((file) => isFileTold(reader, file));
    const items = await Promise.all(
      told.map(async ({ at, seq: _seq, by: _by, ...file }) => {
        const { url, expiresAt } = await files.download(id, file, now);
        return { ...file, attachedAt: at, downloadUrl: url, expiresAt };
      }),
    );
    return { body: { items } };
  },
});
