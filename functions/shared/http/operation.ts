import type * as z from 'zod/mini';
import type { Language, Text } from '#domain/text.ts';
import type { Database } from '../persistence/database.ts';
import type { Repeatable } from '../persistence/idempotency.ts';
import type { Reference } from '../persistence/reference.ts';

/** What an operation works with. Tests pass their own. */
export interface Services {
  db: Database;
  reference: Reference;
  now: () => string;
  newId: () => string;
  /** A number from 0 up to 1, as drawn for samples. */
  draw: () => number;
}

/** A request whose every part has passed its schema. */
export interface Asked<P = unknown, Q = unknown, B = unknown> {
  params: P;
  query: Q;
  body: B;
  /** The token's subject. */
  subject: string;
  language: Language;
  /** Present on every POST: what makes a repetition recognisable. */
  repeatable: Repeatable;
  /** The version in If-Match. */
  seenVersion: number | undefined;
}

interface Answer<A> {
  body: A;
  /** The case's version, told as ETag. */
  version?: number;
  /** The address of what was made. */
  location?: string;
  /** The name under which the answer is saved, when it is a file rather than something to look at. */
  fileName?: string;
}

/**
 * One operation of the API: its place, its schemas and what it does. The same object validates the request,
 * shapes the answer and documents itself in OpenAPI.
 */
export interface Operation<
  P extends z.ZodMiniType = z.ZodMiniType,
  Q extends z.ZodMiniType = z.ZodMiniType,
  B extends z.ZodMiniType = z.ZodMiniType,
  A extends z.ZodMiniType = z.ZodMiniType,
  S extends object = Services,
> {
  id: string;
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  summary: Text;
  params?: P;
  query?: Q;
  /** Every POST and PUT has one. */
  body?: B;
  status: 200 | 201;
  answer: A;
  run(asked: Asked<z.output<P>, z.output<Q>, z.output<B>>, services: S): Promise<Answer<z.input<A>>>;
}

// biome-ignore lint/suspicious/noExplicitAny: a route table holds operations of every shape; each is checked where it is defined.
export type AnyOperation<S extends object = any> = Operation<any, any, any, any, S>;

/** Keeps the schemas' types together while an operation is written. */
export const operation = <
  P extends z.ZodMiniType,
  Q extends z.ZodMiniType,
  B extends z.ZodMiniType,
  A extends z.ZodMiniType,
  S extends object = Services,
>(
  defined: Operation<P, Q, B, A, S>,
): Operation<P, Q, B, A, S> => defined;
