import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { versionTag } from '#shared/http/entity-tag.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import { OPERATIONS } from '../../tools/openapi/document.ts';
import type { Examples } from '../../tools/openapi/examples.ts';
import { PROBLEM_CODES, type ProblemExamples } from '../../tools/openapi/problems.ts';
import { World } from '../functions/world/world.ts';
import { handlersOf } from '../fuzz/city-in-memory.ts';
import { type Gateway, openGateway } from '../fuzz/gateway.ts';
import { cornerOfNantong } from './corner-of-nantong.ts';

/** A request as somebody of the city makes it. */
export interface Request {
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  ifMatch?: string;
  body?: unknown;
  /** To how many entries the lists of the answer are cut, when it is shown. */
  cutTo?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the city answers; scenes take ids out of it.
type Answer = any;

const OPERATION_OF = new Map(
  Object.values(OPERATIONS).flatMap((all) => all.map((one) => [one.id, one] as const)),
);

/** People ask a city in memory through its gateway; what is shown is kept as the examples of the API. */
export class Showing {
  readonly shown: Examples = {};
  readonly problems: ProblemExamples = {};
  readonly world: World;
  readonly #gateway: Gateway;
  #keys = 0;

  private constructor(world: World, gateway: Gateway) {
    this.world = world;
    this.#gateway = gateway;
  }

  static async open(): Promise<Showing> {
    const world = new World({ content: cornerOfNantong() });
    const handlers = handlersOf(world);
    const gateway = await openGateway((name) => async (event, context) => {
      const answer = await handlers[name](event, context);
      await world.settle();
      return answer;
    });
    return new Showing(world, gateway);
  }

  close(): Promise<void> {
    return this.#gateway.close();
  }

  /** Asks, and keeps it as the example of the operation. @throws Error when it is not answered as documented */
  async show(by: string, id: string, request: Request = {}): Promise<Answer> {
    if (this.shown[id]) throw new Error(`${id} is shown twice`);
    const { operation, asked, answer } = await this.#accepted(by, id, request);
    const { ifMatch, body, cutTo } = request;
    this.shown[id] = {
      asked,
      by,
      ...(ifMatch !== undefined && { ifMatch }),
      ...(operation.body && { body }),
      ...(cutTo !== undefined && { cutTo }),
      answer: cutTo === undefined ? answer : cut(answer, cutTo),
    };
    return answer;
  }

  /** Asks for what a scene needs besides. @throws Error when it is not answered as documented */
  async ask(by: string, id: string, request: Request = {}): Promise<Answer> {
    return (await this.#accepted(by, id, request)).answer;
  }

  /** Asks for what is refused, and keeps the problem as the example of its sort. */
  async refused(
    by: string,
    id: string,
    request: Request = {},
    headers: Record<string, string> = {},
  ): Promise<void> {
    const { asked, answer } = await this.#ask(by, id, request, headers);
    const code = String(answer.type).split(':').at(-1) as keyof typeof PROBLEM_CODES;
    const [name] = PROBLEM_CODES[code] ?? [];
    if (!name || this.problems[name]) throw new Error(`${by}: ${asked}: ${JSON.stringify(answer)}`);
    this.problems[name] = answer;
  }

  passes(minutes: number): void {
    this.world.moveTo(plusSeconds(this.world.now, minutes * 60));
  }

  /** The clock of the city comes to an instant, and what is due there is done. */
  async dueAt(instant: Instant): Promise<void> {
    this.world.moveTo(instant);
    await this.world.sweep();
    await this.world.settle();
  }

  /** The ETag of a case as somebody sees it who reads it now. */
  async versionOf(id: string): Promise<string> {
    return versionTag((await this.world.case(id)).version);
  }

  async #accepted(by: string, id: string, request: Request) {
    const told = await this.#ask(by, id, request);
    if (told.status === told.operation.status) return told;
    throw new Error(`${by}: ${told.asked}: ${told.status} ${JSON.stringify(told.answer)}`);
  }

  async #ask(by: string, id: string, request: Request, headers: Record<string, string> = {}) {
    const operation = OPERATION_OF.get(id);
    if (!operation) throw new Error(`there is no operation ${id}`);
    const address = addressOf(operation, request);
    const { method } = operation;
    const response = await fetch(`${this.#gateway.url}${address}`, {
      method,
      headers: {
        authorization: `Bearer ${encodeURIComponent(by)}`,
        ...(method === 'POST' && {
          'content-type': 'application/json',
          'idempotency-key': `example-${++this.#keys}`,
        }),
        ...(request.ifMatch !== undefined && { 'if-match': request.ifMatch }),
        ...headers,
      },
      ...(method === 'POST' && { body: JSON.stringify(request.body) }),
    });
    return {
      operation,
      asked: `${method} ${decodeURIComponent(address)}`,
      status: response.status,
      answer: (await response.json()) as Answer,
    };
  }
}

const addressOf = ({ path }: AnyOperation, { params = {}, query = {} }: Request): string => {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) asked.set(name, String(value));
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  return asked.size === 0 ? place : `${place}?${asked}`;
};

/** The same with every list cut to so many entries. */
const cut = (value: unknown, to: number): unknown => {
  if (Array.isArray(value)) return value.slice(0, to).map((entry) => cut(entry, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, cut(part, to)]));
};
