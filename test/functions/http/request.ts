import { gunzipSync } from 'node:zlib';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import type { AnyOperation } from '#shared/http/operation.ts';
import { serve } from '#shared/http/serve.ts';
import { ROUTES } from '../../../infra/constructs/http-api.ts';

type HttpEvent = APIGatewayProxyEventV2WithJWTAuthorizer;

export const CASE_ID = '01JD4QYV8N6Z3K5T7W9X2B4C6D';
export const SUBJECT = 'subject-1';
export const KEY = 'key-00000001';

/** What a caller sends. A body that is neither string nor bytes goes out as JSON. */
export interface Sent {
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** `undefined` takes a header away that is otherwise sent. */
  headers?: Record<string, string | undefined>;
  body?: unknown;
  base64?: boolean;
  claims?: Record<string, string>;
}

const ALL_ROUTES: readonly string[] = Object.values(ROUTES).flat();

/** The route by which API Gateway serves an operation: its own, or the one that all commands share. */
export const routeOf = ({ method, path }: Pick<AnyOperation, 'method' | 'path'>): string => {
  const own = `${method} ${path}`;
  return method !== 'POST' || ALL_ROUTES.includes(own) ? own : own.replace(/[^/]*$/, '{command}');
};

/** An event of an HTTP API (payload format 2.0) for an operation. */
export const eventFor = (operation: Pick<AnyOperation, 'method' | 'path'>, sent: Sent = {}): HttpEvent => {
  const { method, path } = operation;
  const routeKey = routeOf(operation);
  const params = {
    ...(routeKey.includes('{command}') && { command: path.slice(path.lastIndexOf('/') + 1) }),
    ...sent.params,
  };
  const headers: Record<string, string | undefined> = {
    authorization: 'Bearer a-token',
    ...(method !== 'GET' && { 'content-type': 'application/json' }),
    ...(method === 'POST' && { 'idempotency-key': KEY }),
    ...sent.headers,
  };
  const body =
    typeof sent.body === 'string' || sent.body === undefined || Buffer.isBuffer(sent.body)
      ? sent.body
      : JSON.stringify(sent.body);
  return {
    version: '2.0',
    routeKey,
    rawPath: path.replace(/\{(\w+)\}/g, (_, name: string) => sent.params?.[name] ?? ''),
    rawQueryString: new URLSearchParams(sent.query).toString(),
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
    ...(Object.keys(params).length > 0 && { pathParameters: params }),
    ...(sent.query && { queryStringParameters: sent.query }),
    ...(body !== undefined && { body: sent.base64 ? Buffer.from(body).toString('base64') : body }),
    isBase64Encoded: sent.base64 ?? false,
    requestContext: {
      requestId: 'request-1',
      routeKey,
      authorizer: { jwt: { claims: sent.claims ?? { sub: SUBJECT }, scopes: [] } },
    },
  } as unknown as HttpEvent;
};

export interface Received {
  status: number;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the answer holds; tests say what they expect of it.
  body: any;
}

/** Serves one event with these operations and services. */
export const served = async <S extends object>(
  operations: readonly AnyOperation<S>[],
  services: S,
  event: HttpEvent,
): Promise<Received> => {
  const answer = (await serve(
    operations,
    services,
    'sub',
  )(event, {} as Context)) as APIGatewayProxyStructuredResultV2;
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers as Record<string, string>,
    body: bodyOf(answer),
  };
};

const bodyOf = ({ headers, body = 'null', isBase64Encoded }: APIGatewayProxyStructuredResultV2) => {
  const text = isBase64Encoded ? gunzipSync(Buffer.from(body, 'base64')).toString() : body;
  return /^text\//.test(String(headers?.['content-type'])) ? text : JSON.parse(text);
};

/** Services that note that they were touched, which means that the request was taken as valid. */
export const untouchedServices = (): { touched: boolean } =>
  new Proxy<{ touched: boolean }>(
    { touched: false },
    {
      get: (target, name) => {
        if (name === 'touched') return target.touched;
        target.touched = true;
        throw new Error('the services were touched');
      },
    },
  );

/** Sends a request to an operation that may read it but do nothing. */
export const send = async (
  operation: AnyOperation,
  sent: Sent,
): Promise<Received & { accepted: boolean }> => {
  const services = untouchedServices();
  const received = await served([operation], services, eventFor(operation, sent));
  return { ...received, accepted: services.touched };
};
