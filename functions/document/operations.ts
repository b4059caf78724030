import * as z from 'zod/mini';
import type { Language } from '#domain/text.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { shownTag } from '#shared/http/entity-tag.ts';
import { operation } from '#shared/http/operation.ts';
import type { DocumentServices, Form } from './services.ts';

/** The document changes with a deployment, and never in between. */
const KEEP_SECONDS = 300;

const sent =
  (form: Form) =>
  async ({ language }: { language: Language }, { packed }: DocumentServices) => {
    const file = packed(form, language);
    return { file, etag: shownTag(Buffer.from(file).toString('base64')), keepSeconds: KEEP_SECONDS };
  };

export const getDocument = operation({
  id: 'getDocument',
  method: 'GET',
  path: '/openapi.json',
  summary: {
    'zh-CN': '接口说明（OpenAPI 3.1），供程序使用',
    en: 'What this API is, in OpenAPI 3.1: for programs',
  },
  whoMay: WHO_IS_SIGNED_IN,
  status: 200,
  answer: z.looseObject({ openapi: z.string() }),
  run: sent('openapi.json'),
});

export const readDocument = operation({
  id: 'readDocument',
  method: 'GET',
  path: '/docs',
  summary: { 'zh-CN': '接口说明网页，供人阅读', en: 'What this API is, as a page: for people' },
  whoMay: WHO_IS_SIGNED_IN,
  status: 200,
  contentType: 'text/html',
  answer: z.string(),
  run: sent('docs.html'),
});

export const operations = [getDocument, readDocument];
