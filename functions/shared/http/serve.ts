import type middy from '@middy/core';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { loggedError } from '../observability/logged-error.ts';
import { logger } from '../observability/logger.ts';
import { observed } from '../observability/observed.ts';
import { type AnyOperation, FOR_GOOD_SECONDS } from './operation.ts';
import { INTERNAL_ERROR, problem, problemAnswer, problemOf } from './problem.ts';
import { etagOf, languageOf, readRequest } from './request.ts';

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
      const { body, version, location, fileName, cache, csv, replayed } = await operation.run(
        asked,
        services,
      );
      const kept = cache && { etag: tagOf(cache), 'cache-control': keepingOf(cache) };
      if (kept && names(event.headers['if-none-match'], kept.etag)) {
        logger.info('answered', { status: 304 });
        return { statusCode: 304, headers: { ...requestId(event), ...kept } };
      }
      // The schema drops whatever an operation did not promise to tell.
      const told = JSON.stringify(operation.answer.parse(body));
      logger.info('answered', { status: operation.status });
      return {
        statusCode: operation.status,
        headers: {
          'content-type': csv === undefined ? 'application/json' : 'text/csv; charset=utf-8',
          'content-language': asked.language,
          'cache-control': 'no-store',
          'x-content-type-options': 'nosniff',
          ...requestId(event),
          ...kept,
          ...(version !== undefined && { etag: etagOf(version) }),
          ...(location !== undefined && { location }),
          ...(replayed && { 'idempotent-replayed': 'true' }),
          ...(fileName !== undefined && { 'content-disposition': `attachment; filename="${fileName}"` }),
        },
        // By its mark spreadsheet programs know UTF-8 from the encoding of the country.
        body: csv === undefined ? told : `\uFEFF${csv}`,
      };
    });
};

/** By this operators find the lines of the log; API Gateway tells the same as Apigw-Requestid, also of what it answers itself. */
const requestId = ({ requestContext }: HttpEvent) => ({ 'x-request-id': requestContext.requestId });

/** For the caller alone, since the address needs a token; for good where it never changes. */
const keepingOf = ({ seconds }: { seconds: number }): string =>
  `private, max-age=${seconds}${seconds >= FOR_GOOD_SECONDS ? ', immutable' : ''}`;

const tagOf = ({ tag }: { tag: string }): string => `"${tag}"`;

/** Whether If-None-Match names a tag; they are compared weakly (RFC 9110, 13.1.2). */
const names = (condition: string | undefined, tag: string): boolean =>
  condition === '*' || (condition?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag) ?? false);

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
