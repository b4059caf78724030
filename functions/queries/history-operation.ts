import * as z from 'zod/mini';
import type { Actor } from '#domain/actor.ts';
import type { Policy } from '#domain/policy/policy.ts';
import type { EventBody, ProcessEvent } from '#domain/process/event.ts';
import type { Command, Process } from '#domain/process/process.ts';
import { HISTORY_FORMAT } from '#domain/process/verify-history.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Language, Text } from '#domain/text.ts';
import { forbidden, WHO_EXPORTS, type WhoMay } from '#domain/who-may.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, page, role } from '#shared/http/schemas.ts';
import type { Kind, Store } from '#shared/store/store.ts';
import { readProcess } from '#shared/use-cases/read-process.ts';
import type { ServedProcess } from '#shared/use-cases/served-process.ts';
import { historyPages } from '#shared/use-cases/whole-history.ts';
import { inLanguage } from './in-language.ts';

/** What is told of an event; its type is one of its process. */
export const eventView = <T extends string>(type: z.ZodMiniType<T, T>) =>
  z.object({
    seq: z.int(),
    type,
    at: instant,
    by: z.object({
      kind: z.enum(['person', 'rule']),
      rule: z.optional(z.string()),
      role: z.optional(role),
      unit: z.optional(z.string()),
      subject: z.optional(z.string()),
    }),
    /** What happened, in one sentence of the caller's language. */
    text: z.string(),
    /** What its codes mean, in the caller's language: its type, and a reason, severity or template that it names. */
    names: z.record(z.string(), z.string()),
    /** What the event says, as far as the caller is told: units, clocks, reasons, texts. */
    details: z.record(z.string(), z.unknown()),
    /** Told to those who are told the whole event. */
    previousHash: z.optional(z.string()),
    hash: z.optional(z.string()),
  });

/** The history word for word: `npm run verify-history` checks it without the server. */
const historyFile = z.object({
  format: z.literal(HISTORY_FORMAT),
  kind: z.string(),
  id: z.string(),
  exportedAt: instant,
  events: z.array(z.record(z.string(), z.unknown())),
});

/** How a history is told, and who may read what of it. */
export interface HistoryView<P extends Process, Body extends EventBody> {
  /** One sentence for what happened: it names units and never people, and carries no words that people wrote. */
  narrate(event: ProcessEvent<Body>): Text;
  /** What its codes mean, by the policy under which the process is driven; of the details only what is told. */
  words(
    event: ProcessEvent<Body>,
    details: Record<string, unknown>,
    policy: Policy,
  ): Readonly<Record<string, Text>>;
  mayExport(actor: Actor, current: P): boolean;
  /** An event as far as an actor is told; undefined where he is told nothing of it. */
  tell(actor: Actor, current: P, event: ProcessEvent<Body>): ToldEvent | undefined;
}

interface ToldEvent {
  by: z.input<ReturnType<typeof eventView>>['by'];
  details: Record<string, unknown>;
  link?: { previousHash: string; hash: string };
}

/** `GET /<kind>s/{id}/events`: the history of a process, page by page or as one file. */
export const historyOperation = <P extends Process, Body extends EventBody>({
  of,
  event,
  view,
  ...described
}: {
  id: string;
  summary: Text;
  whoMay: WhoMay;
  params: z.ZodMiniType<{ id: string }>;
  of: Pick<ServedProcess<P, Body, Command, unknown>, 'definition' | 'maySee' | 'unknown'>;
  event: ReturnType<typeof eventView>;
  view: HistoryView<P, Body>;
}) => {
  const { definition } = of;
  return operation({
    ...described,
    method: 'GET',
    path: `/${definition.kind}s/{id}/events`,
    query: z.object({
      ...page,
      /** `export` answers the whole history as a file, to operators and the city's dispatchers. */
      format: z._default(z.enum(['page', 'export']), 'page'),
    }),
    status: 200,
    answer: z.union([z.object({ items: z.array(event), cursor: z.optional(z.string()) }), historyFile]),
    run: async ({ params: { id }, query, subject, language }, { store, now }) => {
      const after = query.cursor === undefined ? 0 : placeOfCursor(query.cursor, place).seq;
      const { actor, current } = await readProcess({ store, of, subject, id });
      if (query.format === 'export') {
        if (!view.mayExport(actor, current)) throw new RejectionError(forbidden(WHO_EXPORTS));
        const events = await exportedHistory(store, definition, id);
        const file: z.input<typeof historyFile> = {
          format: HISTORY_FORMAT,
          kind: definition.kind,
          id,
          exportedAt: now(),
          events: events.map((event) => ({ ...event })),
        };
        return { body: file, fileName: `${id}.gridward.json` };
      }
      const [{ events, more }, policy] = await Promise.all([
        store.history(definition, id, { after, limit: query.limit }),
        store.city.policy(current.policyVersion),
      ]);
      const items = events.flatMap((event) => {
        const told = view.tell(actor, current, event);
        if (!told) return [];
        const text = view.narrate(event)[language];
        const names = inLanguage(view.words(event, told.details, policy), language);
        return [viewOf(event, { text, names }, told, language)];
      });
      const last = items.at(-1)?.seq;
      const goesOn = more && items.length === events.length;
      return { body: { items, ...(goesOn && last !== undefined && { cursor: cursorOf({ seq: last }) }) } };
    },
  });
};

/** Events come six digits wide in the store; no process has more. */
const place = z.object({ seq: z.int().check(z.gte(1), z.lte(999_999)) });

/**
 * What an export holds at most, in bytes of its JSON. Lambda answers with 6 MB, in which the file stands as text within
 * JSON: every quotation mark in it counts twice.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_EXPORT_BYTES = 4_500_000;

const exportedHistory = async <P extends Process, Body extends EventBody>(
  store: Store,
  definition: Kind<P, Body>,
  id: string,
): Promise<ProcessEvent[]> => {
  const events: ProcessEvent[] = [];
  let bytes = 0;
  for await (const page of historyPages(store, definition, id)) {
    events.push(...page);
    bytes += Buffer.byteLength(JSON.stringify(page));
    if (bytes > MAX_EXPORT_BYTES) throw new RejectionError(tooLong(events.length));
  }
  return events;
};

const tooLong = (events: number): Rejection => ({
  kind: 'invalid',
  code: 'history-too-long',
  field: 'format',
  message: {
    'zh-CN': `本案办理过程超过 ${MAX_EXPORT_BYTES / 1_000_000} MB（至第 ${events} 条），无法导出为一个文件；请分页读取。`,
    en: `The history exceeds ${MAX_EXPORT_BYTES / 1_000_000} MB at event ${events}, too much for one file; read it page by page.`,
  },
});

/** Its salt is told to nobody: with it a field that is left out could be guessed. */
const viewOf = (
  { seq, type, at }: ProcessEvent,
  words: { text: string; names: Record<string, string> },
  { by, details, link }: ToldEvent,
  language: Language,
) => ({ seq, type, at, by, ...words, details: reasonIn(details, language), ...link });

/** A reason is in the words of a person, or in both languages when a rule says it. */
const reasonIn = ({ reason, ...said }: Record<string, unknown>, language: Language) => ({
  ...said,
  ...(reason !== undefined && { reason: typeof reason === 'string' ? reason : (reason as Text)[language] }),
});
