import type * as z from 'zod/mini';
import type { Language, Text } from '#domain/text.ts';
import type { WhoMay } from '#domain/who-may.ts';
import type { Services } from '../services.ts';
import type { Repeatable } from '../store/remembered.ts';
import type { SeenVersion } from '../use-cases/seen-version.ts';

/** A request whose every part has passed its schema. */
export interface Asked<P = unknown, Q = unknown, B = unknown> {
  params: P;
  query: Q;
  body: B;
  /** The token's subject. */
  subject: string;
  language: Language;
}

/** What a POST brings besides. */
export interface Command {
  /** What makes a repetition recognisable. */
  request: Repeatable;
  /** The version in If-Match, or those of a list. */
  seenVersion: SeenVersion | undefined;
}

/** What a GET brings besides. */
export interface Query {
  /** Whether the client names a tag as that of what it has got already; absent where it names none. */
  isKnown?: (tag: string) => boolean;
}

/** The methods of the API, with what a request of each brings besides its parts. */
interface Besides {
  GET: Query;
  POST: Command;
}
export type Method = keyof Besides;

/** What may be answered in the place of what was asked for. */
interface Instead {
  GET: Unchanged | SentFile;
  POST: never;
}

/** A year: as long as an answer that never changes may be kept. */
export const FOR_GOOD_SECONDS = 365 * 86_400;

interface Answer<A> {
  body: A;
  /** The version of the process, told in the ETag. */
  version?: number;
  /** The ETag of an answer to a GET. @default that of its version and content */
  etag?: string;
  /** For how many seconds a client need not ask again. @default none: it keeps nothing, unless it is told that nothing has changed */
  keepSeconds?: number;
  /** An earlier request of the same key had this answer already; nothing was changed. */
  replayed?: boolean;
  /** The address of what was made. */
  location?: string;
  /** The name under which the answer is saved, when it is a file rather than something to look at. */
  fileName?: string;
  /** The same for a spreadsheet program (RFC 4180), sent in the place of the body. */
  csv?: string;
}

/** A file that was made before, packed by gzip: it is sent as it is. */
export interface SentFile {
  file: Uint8Array;
  etag: string;
  keepSeconds: number;
}

/** The client has it already, by this ETag. */
export interface Unchanged {
  unchanged: string;
  keepSeconds?: number;
}

/**
 * One operation of the API: its place, its schemas and what it does. The same object validates the request,
 * shapes the answer and documents itself in OpenAPI.
 */
export interface Operation<
  M extends Method = Method,
  P extends z.ZodMiniType = z.ZodMiniType,
  Q extends z.ZodMiniType = z.ZodMiniType,
  B extends z.ZodMiniType = z.ZodMiniType,
  A extends z.ZodMiniType = z.ZodMiniType,
  S extends object = Services,
> {
  id: string;
  method: M;
  path: string;
  summary: Text;
  /** Who may call it: told in its document and to whoever is refused. */
  whoMay: WhoMay;
  params?: P;
  query?: Q;
  /** It is carried out on the version that the caller has seen, and on no other: If-Match must be there. */
  insists?: true;
  /** Every POST has one. */
  body?: B;
  status: 200 | 201;
  answer: A;
  /** What a file is that it sends. @default 'application/json' */
  contentType?: 'text/html';
  /** It answers `format=csv` with a table. */
  csv?: true;
  run(
    asked: Asked<z.output<P>, z.output<Q>, z.output<B>> & Besides[M],
    services: S,
  ): Promise<Answer<z.input<A>> | Instead[M]>;
}

// biome-ignore lint/suspicious/noExplicitAny: a route table holds operations of every shape; each is checked where it is defined.
export type AnyOperation<S extends object = any> = Operation<any, any, any, any, any, S>;

/** Keeps the schemas' types together while an operation is written. */
export const operation = <
  M extends Method,
  P extends z.ZodMiniType,
  Q extends z.ZodMiniType,
  B extends z.ZodMiniType,
  A extends z.ZodMiniType,
  S extends object = Services,
>(
  defined: Operation<M, P, Q, B, A, S>,
): Operation<M, P, Q, B, A, S> => defined;
