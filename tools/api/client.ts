import { randomUUID } from 'node:crypto';

/** What the API answered. */
export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into by demo and tests, which know what they asked for.
  body: any;
  headers: Headers;
}

/** Somebody who is signed in and calls the API. */
export interface Caller {
  get(path: string, headers?: Record<string, string>): Promise<Answered>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answered>;
}

/** API Gateway gives an answer up after 29 s. */
const PATIENCE_MS = 30_000;

/**
 * A client of the API for one token, or for nobody: JSON both ways, and a fresh Idempotency-Key for every POST that brings
 * none. `interrupted` ends what is under way.
 */
export const callerWith = (
  apiUrl: string,
  token: string | undefined,
  interrupted: AbortSignal = NEVER,
): Caller => {
  const call = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const answer = await fetch(apiUrl + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        'accept-language': 'en',
        ...headers,
      },
      signal: AbortSignal.any([interrupted, AbortSignal.timeout(PATIENCE_MS)]),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text), headers: answer.headers };
  };
  return {
    get: (path, headers = {}) => call('GET', path, headers),
    post: (path, body, headers = {}) =>
      call(
        'POST',
        path,
        { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
        body,
      ),
  };
};

const NEVER = new AbortController().signal;

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
