import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context,
} from 'aws-lambda';
import { ROUTES } from '../../infra/constructs/http-api.ts';

/** Answers an event of payload format 2.0, as a handler does. */
export type Handler = (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;
export type FunctionName = keyof typeof ROUTES;

export interface Gateway {
  url: string;
  close(): Promise<void>;
}

interface Route {
  key: string;
  method: string;
  segments: string[];
  name: FunctionName;
}

/** A literal segment goes before a parameter, as with API Gateway: `/cases/similar` is no case's id. */
const ALL_ROUTES: Route[] = Object.entries(ROUTES)
  .flatMap(([name, keys]) =>
    keys.map((key): Route => {
      const [method = '', path = ''] = key.split(' ');
      return { key, method, segments: path.split('/'), name: name as FunctionName };
    }),
  )
  .sort((a, b) => parametersIn(a) - parametersIn(b));

function parametersIn({ segments }: Route): number {
  return segments.filter((segment) => segment.startsWith('{')).length;
}

/** API Gateway refuses more than 10 kB itself (431); here whatever is drawn comes to a handler. */
const MAX_HEADER_BYTES = 1_000_000;

/**
 * An HTTP API in front of functions in this process: finds the route, takes the token for the subject's name, and turns
 * requests into events. Answers of API Gateway's own are those of the real one: 401 without a token, 404 without a route.
 */
export const openGateway = async (handlers: (name: FunctionName) => Handler): Promise<Gateway> => {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, async (request, response) => {
    try {
      await answer(request, response, handlers);
    } catch (error) {
      // A handler answers whatever happens: this is for whoever works on the gateway.
      response.writeHead(599).end(String((error as Error).stack));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closed(server) };
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  handlers: (name: FunctionName) => Handler,
): Promise<void> => {
  const body = await bodyOf(request);
  const [path = '', ...query] = (request.url ?? '').split('?');
  const found = routeOf(request.method ?? '', path);
  if (!found) return told(response, 404, 'Not Found');
  const subject = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (subject === undefined) return told(response, 401, 'Unauthorized');
  const event = eventOf(request, found, { path, query: query.join('?'), body, subject: decoded(subject) });
  const answered = await handlers(found.route.name)(event, {} as Context);
  const { statusCode, headers, body: sent = '', isBase64Encoded = false } = answered;
  response
    .writeHead(statusCode ?? 200, headers as Record<string, string>)
    .end(Buffer.from(sent, isBase64Encoded ? 'base64' : 'utf8'));
};

const told = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

interface Found {
  route: Route;
  parameters: Record<string, string>;
}

/** By which route API Gateway serves an address, and what its parameters are there. */
export const routeOf = (method: string, path: string): Found | undefined => {
  const segments = path.split('/').map(decoded);
  for (const route of ALL_ROUTES) {
    if (route.method !== method || route.segments.length !== segments.length) continue;
    const pairs = route.segments.map((wanted, at) => [wanted, segments[at] ?? ''] as const);
    if (pairs.every(([wanted, given]) => (wanted.startsWith('{') ? given !== '' : wanted === given)))
      return {
        route,
        parameters: Object.fromEntries(
          pairs.flatMap(([wanted, given]) => (wanted.startsWith('{') ? [[wanted.slice(1, -1), given]] : [])),
        ),
      };
  }
  return undefined;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

interface Read {
  path: string;
  query: string;
  body: Buffer;
  subject: string;
}

const eventOf = (
  request: IncomingMessage,
  { route, parameters }: Found,
  { path, query, body, subject }: Read,
) => {
  const values = new Map<string, string>();
  // What is given twice comes as one, joined by commas.
  for (const [name, value] of new URLSearchParams(query))
    values.set(name, values.has(name) ? `${values.get(name)},${value}` : value);
  const text = body.toString('utf8');
  const isText = Buffer.from(text).equals(body);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: decoded(path),
    rawQueryString: query,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(values.size > 0 && { queryStringParameters: Object.fromEntries(values) }),
    ...(body.length > 0 && { body: isText ? text : body.toString('base64') }),
    isBase64Encoded: body.length > 0 && !isText,
    requestContext: {
      requestId: randomUUID(),
      routeKey: route.key,
      http: { method: route.method, path },
      authorizer: { jwt: { claims: { sub: subject }, scopes: [] } },
    },
  } as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
};
