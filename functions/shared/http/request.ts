import { hash } from 'node:crypto';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as z from 'zod/mini';
import type { Language, Text } from '#domain/text.ts';
import { faultsOf } from './fault.ts';
import type { AnyOperation, Asked, Command } from './operation.ts';
import { type FieldFault, problem } from './problem.ts';

type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer;

/** The caller's language: the first of ours that Accept-Language names, Chinese if it names none. */
export const languageOf = (event: HttpEvent): Language => {
  for (const tag of (event.headers['accept-language'] ?? '').split(',')) {
    const language = tag.trim().toLowerCase();
    if (language.startsWith('zh')) return 'zh-CN';
    if (language.startsWith('en')) return 'en';
  }
  return 'zh-CN';
};

/**
 * Reads a request against an operation's schemas.
 * @throws Problem naming every field at fault, in the caller's language
 */
export const readRequest = (
  event: HttpEvent,
  operation: AnyOperation,
  subjectClaim: string,
): Asked & Partial<Command> => {
  const language = languageOf(event);
  const subject = subjectOf(event, subjectClaim);
  const params = part(operation.params, event.pathParameters ?? {}, language);
  const query = part(operation.query, event.queryStringParameters ?? {}, language);
  const body = operation.method === 'GET' ? undefined : part(operation.body, jsonOf(event), language);
  const asked = { params, query, body, subject, language };
  if (operation.method !== 'POST') return asked;
  const fingerprint = fingerprintOf([operation.id, params, body]);
  return {
    ...asked,
    request: { subject, key: idempotencyKeyOf(event), fingerprint },
    seenVersion: seenVersionOf(event),
  };
};

/** One value for all that a request asks: SHA-256 of its JSON. */
const fingerprintOf = (asked: unknown): string => hash('sha256', JSON.stringify(asked), 'base64url');

const part = (schema: z.ZodMiniType | undefined, input: unknown, language: Language): unknown => {
  if (!schema) return undefined;
  // What was sent at the place of a fault tells whether something is wrong there or missing.
  const read = schema.safeParse(input, { reportInput: true });
  if (read.success) return read.data;
  const faults = faultsOf(read.error.issues, language);
  throw problem('malformed-request', MALFORMED(faults), { faults });
};

const MALFORMED = (faults: readonly FieldFault[]): Text => {
  const list = faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return { 'zh-CN': `请求不符合要求：${list}`, en: `The request is not valid: ${list}` };
};

const subjectOf = (event: HttpEvent, claim: string): string => {
  const subject = event.requestContext.authorizer?.jwt?.claims?.[claim];
  if (typeof subject === 'string' && subject !== '') return subject;
  throw problem('no-subject', {
    'zh-CN': `令牌中没有“${claim}”，无法识别您的身份。`,
    en: `The token has no claim "${claim}", so you cannot be identified.`,
  });
};

const jsonOf = (event: HttpEvent): unknown => {
  const type = event.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw problem('unsupported-content-type', {
      'zh-CN': `请以 application/json 发送正文（收到“${type}”）。`,
      en: `Send the body as application/json (received: "${type}").`,
    });
  const text = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body;
  try {
    return JSON.parse(text ?? '');
  } catch (error) {
    throw problem('malformed-json', {
      'zh-CN': '正文不是有效的 JSON。',
      en: `The body is not JSON: ${(error as Error).message}`,
    });
  }
};

export const IDEMPOTENCY_KEY = /^[A-Za-z0-9_-]{8,64}$/;

const idempotencyKeyOf = (event: HttpEvent): string => {
  const key = event.headers['idempotency-key'];
  if (key !== undefined && IDEMPOTENCY_KEY.test(key)) return key;
  throw problem(
    'missing-idempotency-key',
    {
      'zh-CN':
        '请在请求头 Idempotency-Key 中给出 8–64 位字母、数字、“-”或“_”（例如一个 UUID），重试时保持不变。',
      en: 'Send the header Idempotency-Key with 8 to 64 letters, digits, "-" or "_", for example a UUID; use the same value on a retry.',
    },
    { field: 'Idempotency-Key' },
  );
};

const seenVersionOf = (event: HttpEvent): number | undefined => {
  const tag = event.headers['if-match'];
  if (tag === undefined || tag === '*') return undefined;
  const version = /^"(\d{1,9})"$/.exec(tag)?.[1];
  if (version !== undefined) return Number(version);
  throw problem(
    'malformed-if-match',
    {
      'zh-CN': 'If-Match 应为读取案件时返回的 ETag，例如 "7"。',
      en: 'If-Match takes the ETag of the case, such as "7".',
    },
    { field: 'If-Match' },
  );
};

export const etagOf = (version: number): string => `"${version}"`;
