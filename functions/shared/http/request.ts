import { hash } from 'node:crypto';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type * as z from 'zod/mini';
import { LANGUAGES, type Language, type Text } from '#domain/text.ts';
import type { SeenVersion } from '../use-cases/seen-version.ts';
import { namesTag, versionIn } from './entity-tag.ts';
import { faultsOf } from './fault.ts';
import type { AnyOperation, Asked, Command, Query } from './operation.ts';
import { type FieldFault, type Problem, problem } from './problem.ts';

type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer;

/**
 * The caller's language by Accept-Language (RFC 9110, 12.5.4): of ours the one that they like best, the earlier of two that
 * they like as much. A range fits by its first subtag. Chinese where none is named, unless they refuse it.
 */
export const languageOf = (event: HttpEvent): Language => {
  const likes = new Map<string, number>();
  for (const range of (event.headers['accept-language'] ?? '').split(',')) {
    const [, subtag, q = '1'] = LANGUAGE_RANGE.exec(range.toLowerCase()) ?? [];
    if (subtag !== undefined) likes.set(subtag, Math.max(Number(q), likes.get(subtag) ?? 0));
  }
  const named = [...likes.keys()];
  const ours = LANGUAGES.map((language) => {
    const subtag = language.slice(0, 2);
    return {
      language,
      liking: likes.get(subtag) ?? likes.get('*') ?? BARELY,
      place: named.indexOf(subtag),
    };
  });
  const [best] = ours.toSorted((a, b) => b.liking - a.liking || a.place - b.place);
  return best?.language ?? 'zh-CN';
};

const LANGUAGE_RANGE =
  /^\s*(\*|[a-z]{1,8})(?:-[a-z0-9]{1,8})*\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*)?$/;
/** More than what is refused, less than what is named. */
const BARELY = 0.0001;

/**
 * Reads a request against an operation's schemas.
 * @throws Problem naming every field at fault, in the caller's language
 */
export const readRequest = (
  event: HttpEvent,
  operation: AnyOperation,
  subjectClaim: string,
): Asked & Partial<Command> & Query => {
  const language = languageOf(event);
  const subject = subjectOf(event, subjectClaim);
  const params = part(operation.params, event.pathParameters ?? {}, language);
  const query = part(operation.query, event.queryStringParameters ?? {}, language);
  const body = operation.method === 'GET' ? undefined : part(operation.body, jsonOf(event), language);
  const asked = { params, query, body, subject, language };
  if (operation.method !== 'POST') return { ...asked, ...conditionOf(event) };
  const fingerprint = fingerprintOf([operation.id, params, body]);
  return {
    ...asked,
    request: { subject, key: idempotencyKeyOf(event), fingerprint },
    seenVersion: seenVersionOf(event),
  };
};

/** An If-None-Match that is no list of tags names none: such a condition is true, and the answer is told (RFC 9110, 13.1.2). */
const conditionOf = ({ headers }: HttpEvent): Query => {
  const tags = headers['if-none-match'];
  return tags === undefined ? {} : { isKnown: (tag) => namesTag(tags, tag) };
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
    'zh-CN': `令牌中没有“${claim}”，无法识别您的身份；请使用身份令牌（ID token），而不是访问令牌（access token）。`,
    en: `The token has no claim "${claim}", so you cannot be identified; send the ID token, not the access token.`,
  });
};

const jsonOf = (event: HttpEvent): unknown => {
  refuseOtherTypes(event.headers);
  const body = event.body ?? '';
  const text = event.isBase64Encoded ? utf8Of(Buffer.from(body, 'base64')) : body.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch {
    throw problem('malformed-json', {
      'zh-CN': '正文不是有效的 JSON。',
      en: 'The body is not JSON.',
    });
  }
};

/** JSON in UTF-8, not packed: nothing else is read, so nothing else is taken (RFC 8259, 8.1). */
const refuseOtherTypes = (headers: HttpEvent['headers']): void => {
  const type = headers['content-type'] ?? '';
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(type)?.[1] ?? 'utf-8';
  const coding = headers['content-encoding']?.trim() ?? '';
  if (!/^application\/json\s*(;|$)/i.test(type))
    throw unsupported(
      `请以 application/json 发送正文（收到“${type}”）。`,
      `Send the body as application/json (received: "${type}").`,
    );
  if (!/^utf-?8$/i.test(charset))
    throw unsupported(
      `请以 UTF-8 编码发送正文（收到 charset=${charset}）。`,
      `Send the body in UTF-8 (received: charset=${charset}).`,
    );
  if (!/^(identity)?$/i.test(coding))
    throw unsupported(
      `请发送未压缩的正文（收到 Content-Encoding: ${coding}）。`,
      `Send the body without Content-Encoding (received: "${coding}").`,
    );
};

const unsupported = (zh: string, en: string): Problem =>
  problem('unsupported-content-type', { 'zh-CN': zh, en });

const utf8Of = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw problem('malformed-json', {
      'zh-CN': '正文不是 UTF-8 编码；请以 UTF-8 发送 JSON。',
      en: 'The body is not JSON in UTF-8: its bytes are of another encoding, or cut off; send it in UTF-8.',
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

/**
 * The versions of which one must be present (RFC 9110, 13.1.1). Tags are compared strongly, so a weak one matches none, nor
 * does one that is not of ours: such a request is well formed, and its condition fails.
 */
const seenVersionOf = (event: HttpEvent): SeenVersion | undefined => {
  const tags = event.headers['if-match'];
  if (tags === undefined || tags === '*') return undefined;
  if (!ENTITY_TAGS.test(tags))
    throw problem(
      'malformed-if-match',
      {
        'zh-CN': 'If-Match 应为读取案件时返回的 ETag，例如 "7"，或多个 ETag，以逗号分隔。',
        en: 'If-Match takes the ETag of the case, such as "7", or several, joined by commas.',
      },
      { field: 'If-Match' },
    );
  const versions = [...tags.matchAll(ENTITY_TAG)].flatMap(([tag]) => versionIn(tag) ?? []);
  return versions.length === 1 ? versions[0] : versions;
};

/** Tags in quotes, weak ones with `W/`; a list may have empty places (RFC 9110, 5.6.1 and 8.8.3). */
const TAG = String.raw`(?:W/)?"[\x21\x23-\x7E\x80-\uFFFF]*"`;
const ENTITY_TAG = new RegExp(TAG, 'g');
const ENTITY_TAGS = new RegExp(`^[ \\t,]*${TAG}(?:[ \\t]*,(?:[ \\t]*${TAG})?)*[ \\t]*$`);
