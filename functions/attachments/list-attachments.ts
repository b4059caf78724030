import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { readCaseFor } from '#shared/cases/read-case.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, instant } from '#shared/http/schemas.ts';
import { ATTACHMENT_PREFIX, type AttachmentEntry, attachmentKey } from '#shared/persistence/cases-table.ts';
import type { Database } from '#shared/persistence/database.ts';
import type { AttachmentServices } from './services.ts';

export const listAttachments = operation({
  id: 'listAttachments',
  method: 'GET',
  path: '/cases/{id}/attachments',
  summary: {
    'zh-CN': '查看附件：每个文件及其限时下载地址',
    en: 'The files of a case, each with a link that fetches it for a few minutes',
  },
  params: caseParams,
  status: 200,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        contentType: z.string(),
        bytes: z.int(),
        attachedAt: instant,
        /** Answers 404 until the file has been uploaded. */
        downloadUrl: z.string(),
        expiresAt: instant,
      }),
    ),
  }),
  run: async ({ params, subject }, services: AttachmentServices) => {
    const { db, reference, files } = services;
    const { current } = await readCaseFor(db, reference, subject, params.id);
    const now = services.now();
    const entries = current.attachments === 0 ? [] : await readAttachments(db, current.id);
    const items = await Promise.all(
      entries.map(async ({ id, contentType, bytes, at }) => {
        const { url, expiresAt } = await files.download(current.id, { id, contentType }, now);
        return { id, contentType, bytes, attachedAt: at, downloadUrl: url, expiresAt };
      }),
    );
    return { body: { items } };
  },
});

/** A case has at most `MAX_ATTACHMENTS`: one page. */
const readAttachments = async (
  { documents, casesTable }: Database,
  id: string,
): Promise<AttachmentEntry[]> => {
  const { Items = [] } = await documents.send(
    new QueryCommand({
      TableName: casesTable,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :attachment)',
      ExpressionAttributeValues: { ':pk': attachmentKey(id, 1).pk, ':attachment': ATTACHMENT_PREFIX },
      ConsistentRead: true,
    }),
  );
  return Items as unknown as AttachmentEntry[];
};
