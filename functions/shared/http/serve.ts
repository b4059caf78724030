import { gunzipSync } from 'node:zlib';
import type middy from '@middy/core';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { loggedError } from '../observability/logged-error.ts';
import { logger } from '../observability/logger.ts';
import { observed } from '../observability/observed.ts';
import { shownTag, versionTag } from './entity-tag.ts';
import {
  type AnyOperation,
  type Asked,
  FOR_GOOD_SECONDS,
  type Query,
  type SentFile,
  type Unchanged,
} from './operation.ts';
import { INTERNAL_ERROR, problem, problemAnswer, problemOf } from './problem.ts';
import { languageOf, readRequest } from './request.ts';

type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
type HttpAnswer = APIGatewayProxyStructuredResultV2;

/** A Lambda handler that serves operations: reads the request, runs the operation, shapes the answer. */
export const serve = <S extends object>(
  operations: readonly AnyOperation<S>[],
  services: S,
  subjectClaim: string,
) => {
  const routes = new Map(operations.map((operation) => [`${operation.method} ${operation.path}`, operation]));
  return observed<HttpEvent, HttpAnswer>()
    .use(problemDetails)
    .handler(async (event) => {
      const found = routes.get(routeOf(event));
      logger.appendKeys({
        request: event.requestContext.requestId,
        ...(found && { operation: found.id, ...pathIds(found, event) }),
      });
      const operation = found ?? noSuchOperation(event);
      const asked = readRequest(event, operation, subjectClaim);
      const answer = await operation.run(asked, services);
      if ('unchanged' in answer) return unchanged(event, answer);
      if ('file' in answer) return sentFile(event, operation, asked, answer);
      const { version, location, fileName, keepSeconds, csv, replayed } = answer;
      // The schema drops whatever an operation did not promise to tell.
      const body = operation.answer.parse(answer.body);
      const told = csv ?? JSON.stringify(body);
      const etag =
        operation.method === 'GET'
          ? (answer.etag ?? shownTag(`${asked.language} ${told}`, version))
          : version && versionTag(version);
      if (etag && asked.isKnown?.(etag))
        return unchanged(event, { unchanged: etag, ...(keepSeconds !== undefined && { keepSeconds }) });
      logger.info('answered', { status: operation.status });
      return {
        statusCode: operation.status,
        headers: {
          'content-type': csv === undefined ? 'application/json' : 'text/csv; charset=utf-8',
          'content-language': asked.language,
          'cache-control': keepingOf(keepSeconds),
          'x-content-type-options': 'nosniff',
          ...requestId(event),
          ...(etag && { etag }),
          ...(location !== undefined && { location }),
          ...(replayed && { 'idempotent-replayed': 'true' }),
          ...(fileName !== undefined && { 'content-disposition': `attachment; filename="${fileName}"` }),
        },
        // By its mark spreadsheet programs know UTF-8 from the encoding of the country.
        body: csv === undefined ? told : `\uFEFF${csv}`,
      };
    });
};

/**
 * A file goes out packed to whoever takes that (RFC 9110, 12.5.3): API Gateway packs nothing itself. A page brings along what it
 * may load, and is shown in no other.
 */
const sentFile = (
  event: HttpEvent,
  { status, contentType }: AnyOperation,
  { language, isKnown }: Pick<Asked, 'language'> & Query,
  { file, etag, keepSeconds }: SentFile,
): HttpAnswer => {
  if (isKnown?.(etag)) return unchanged(event, { unchanged: etag, keepSeconds });
  logger.info('answered', { status });
  const isPacked = takesGzip(event);
  return {
    statusCode: status,
    headers: {
      'content-type': contentType === undefined ? 'application/json' : `${contentType}; charset=utf-8`,
      'content-language': language,
      'cache-control': keepingOf(keepSeconds),
      'x-content-type-options': 'nosniff',
      ...(contentType && { 'content-security-policy': "frame-ancestors 'none'" }),
      vary: 'Accept-Encoding, Accept-Language',
      ...(isPacked && { 'content-encoding': 'gzip' }),
      ...requestId(event),
      etag,
    },
    body: isPacked ? Buffer.from(file).toString('base64') : gunzipSync(file).toString(),
    isBase64Encoded: isPacked,
  };
};

/** Whether gzip is named and not refused. */
const takesGzip = ({ headers }: HttpEvent): boolean =>
  /(^|,)\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[^,]*)?(,|$)/i.test(headers['accept-encoding'] ?? '');

/** By this operators find the lines of the log; API Gateway tells the same as Apigw-Requestid, also of what it answers itself. */
const requestId = ({ requestContext }: HttpEvent) => ({ 'x-request-id': requestContext.requestId });

/** The client has it already: nothing but its tag is told once more. */
const unchanged = (event: HttpEvent, { unchanged: etag, keepSeconds }: Unchanged): HttpAnswer => {
  logger.info('answered', { status: 304 });
  return {
    statusCode: 304,
    headers: { ...requestId(event), etag, 'cache-control': keepingOf(keepSeconds) },
  };
};

/**
 * For the caller alone, since the address needs a token; for good where it never changes. What is not said to be kept is
 * kept by no browser or proxy: whoever asks with its tag has kept it on their own account.
 */
const keepingOf = (seconds: number | undefined): string =>
  seconds === undefined
    ? 'no-store'
    : `private, max-age=${seconds}${seconds >= FOR_GOOD_SECONDS ? ', immutable' : ''}`;

/** One route serves all commands of a case; the path names the command. */
const routeOf = ({ routeKey, pathParameters }: HttpEvent): string =>
  routeKey.replace('{command}', pathParameters?.command ?? '');

const noSuchOperation = (event: HttpEvent): never => {
  const path = addressOf(event);
  throw problem('unknown-operation', {
    'zh-CN': `没有“${path}”这一操作；请查阅 docs/openapi.yaml。`,
    en: `There is no operation at "${path}"; see docs/openapi.yaml.`,
  });
};

/** The path as a URI reference (RFC 3986): API Gateway gives it decoded, with whatever characters were in it. */
const addressOf = ({ rawPath }: HttpEvent): string =>
  rawPath
    .toWellFormed()
    .replace(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, (character) =>
      encodeURIComponent(character),
    );

/**
 * Ids may be logged, once they have shown that they are ids: anybody can write a name or a telephone number into an
 * address. Bodies, tokens and queries (which may hold a place) may not.
 */
const pathIds = (operation: AnyOperation, { pathParameters }: HttpEvent) => {
  const ids = operation.params?.safeParse(pathParameters ?? {});
  return ids?.success ? { path: ids.data } : {};
};

/** Known problems tell the caller what to do; the rest is logged for us and told in one fixed sentence. */
const problemDetails: middy.MiddlewareObj<HttpEvent, HttpAnswer, Error> = {
  onError: (request) => {
    const { event, error } = request;
    const told = problemOf(error);
    if (told && told.status < 500) logger.info('refused', { status: told.status, problem: told.code });
    else logger.error('failed', { error: loggedError(error) });
    const answer = problemAnswer(told ?? INTERNAL_ERROR, languageOf(event), addressOf(event));
    request.response = { ...answer, headers: { ...answer.headers, ...requestId(event) } };
  },
};
