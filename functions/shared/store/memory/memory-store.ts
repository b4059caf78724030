import { hash32 } from '#domain/hash32.ts';
import { areaAt } from '#domain/place/area.ts';
import { cellOf } from '#domain/place/cells.ts';
import type { EventBody, ProcessEvent } from '#domain/process/event.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import { withNotices } from '#domain/process/notices.ts';
import type { Definition, Entry, Outcome, Process } from '#domain/process/process.ts';
import { epochSeconds, type Instant } from '#domain/time/instant.ts';
import { type AlarmState, inTurn } from '../alarms.ts';
import { DUE_SHARDS } from '../due-index.ts';
import { FileUsed, KeyReused, RepeatedRequest, VersionConflict } from '../errors.ts';
import type { Job, JobKind } from '../jobs.ts';
import type { Named } from '../named.ts';
import {
  type Order,
  type OrderEntry,
  orderPage,
  type Places,
  placesOf,
  type Spot,
  toRead,
} from '../orders.ts';
import { DUE_A_PAGE, MOST_IN_CELL } from '../page-sizes.ts';
import type { Remembered, Repeatable } from '../remembered.ts';
import { REMEMBERED_SECONDS } from '../remembered.ts';
import type {
  Committed,
  FileEntry,
  Kind,
  ListPlace,
  NoticePlace,
  ReadMarks,
  Store,
  StreamRecord,
  ToldNotice,
  TroubleOf,
  Waiting,
} from '../store.ts';
import type { Trouble, TroubleKind, TroubleName, TroublePlace } from '../troubles.ts';
import type { Webhook } from '../webhooks.ts';
import { type MemoryCity, openMemoryCity } from './memory-city.ts';

/** The store in memory, for tests: the same promises, and a stream that a test delivers as it likes. */
export interface MemoryStore extends Store {
  city: MemoryCity;
  /** What was committed, in order. */
  stream: StreamRecord[];
  /** Every process with its history. */
  all(): { definition: Definition; current: Process; events: ProcessEvent[] }[];
}

interface Options {
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long the pointer to the city's reference data is kept. @default 60 */
  keepSeconds?: number;
}

interface Kept {
  definition: Definition;
  current: Process;
  events: ProcessEvent[];
  files: FileEntry[];
  outcome: Outcome | undefined;
  /** The lines on lists, with the shard and instant of what is due. */
  entries: Entry[];
  due: Instant | undefined;
  places: Places;
  /** The first events of its commits. */
  commits: OrderEntry[];
  /** What others were told, with whom. */
  notices: (ToldNotice & { to: string })[];
}

/** As a table gives things back: plain data of its own, without what is undefined. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const nameOf = ({ kind, id }: Named): string => `${kind}#${id}`;
const troubleName = (process: Named, { trouble, part }: TroubleName): string =>
  `${nameOf(process)}|${trouble}|${part}`;
const told = ({ trouble, part, since, cause, times }: Trouble): Trouble => ({
  trouble,
  part,
  since,
  cause,
  times,
});

/** The entries of a process in an order. */
const entriesIn = (
  order: Order,
  { definition: { kind, filing }, current, places, commits }: Kept,
): OrderEntry[] => {
  const { id } = current;
  const { filedAt, filedBy, inCharge, pressing, township, city, grid } = places;
  const { category } = filing(current);
  const entryAt = (at: Instant | undefined, isThere: boolean): OrderEntry[] =>
    at !== undefined && isThere ? [{ spot: { kind, id, at }, grid, category }] : [];
  switch (order.by) {
    case 'deadline':
      return entryAt(inCharge?.dueAt, township === order.township);
    case 'pressing':
      return entryAt(inCharge?.dueAt, pressing && city === order.city);
    case 'charge':
      return entryAt(inCharge?.dueAt, inCharge?.list === order.unit);
    case 'change':
      return commits.filter((commit) => commit.grid?.startsWith(order.city));
    case 'filing':
      if ('subject' in order) return entryAt(filedAt, filedBy === order.subject);
      if ('city' in order) return commits.slice(0, 1).filter((commit) => commit.grid?.startsWith(order.city));
      return entryAt(filedAt, township === order.township);
  }
};

export const openMemoryStore = ({ clock, keepSeconds = 60 }: Options): MemoryStore => {
  const processes = new Map<string, Kept>();
  const answers = new Map<string, { fingerprint: string; answer: unknown; expiresAt: number }>();
  const usedFiles = new Set<string>();
  const numbers = new Map<string, Named>();
  const waits = new Map<string, Waiting | 'answered'>();
  const jobs = new Map<JobKind, Job>();
  const troubles = new Map<string, TroubleOf & { listed: boolean }>();
  const webhooks = new Map<string, Webhook>();
  const readMarks = new Map<string, ReadMarks>();
  const alarms = new Map<string, AlarmState>();
  const stream: StreamRecord[] = [];

  const writeJob = (job: Job): Job => {
    if ((jobs.get(job.kind)?.revision ?? 0) !== job.revision) throw new VersionConflict();
    const next = { ...job, revision: job.revision + 1 };
    jobs.set(job.kind, stored(next));
    return next;
  };
  const requestName = ({ subject, key }: Repeatable): string => `${subject}#${key}`;
  const isRemembered = (request: Repeatable, now: Instant): boolean =>
    (answers.get(requestName(request))?.expiresAt ?? 0) >= epochSeconds(now);
  const answerGiven = (request: Repeatable, now: Instant): unknown => {
    const given = answers.get(requestName(request));
    if (!given || !isRemembered(request, now)) return undefined;
    if (given.fingerprint !== request.fingerprint) throw new KeyReused();
    return stored(given.answer);
  };
  const remember = ({ request, answer }: Remembered, now: Instant): void => {
    const expiresAt = epochSeconds(now) + REMEMBERED_SECONDS;
    answers.set(requestName(request), stored({ fingerprint: request.fingerprint, answer, expiresAt }));
  };
  const rememberOnce = (remembered: Remembered, now: Instant): void => {
    if (isRemembered(remembered.request, now)) throw new RepeatedRequest();
    remember(remembered, now);
  };
  const city = openMemoryCity({ clock, keepSeconds, writeJob, remember: rememberOnce });

  const currentOf = <P extends Process, Body extends EventBody>(
    { kind }: Kind<P, Body>,
    id: string,
  ): P | undefined => {
    const kept = processes.get(nameOf({ kind, id }));
    return kept && (stored(kept.current) as P);
  };
  const readAll = <P extends Process, Body extends EventBody>(
    definition: Kind<P, Body>,
    ids: readonly string[],
  ) =>
    new Map(
      ids.flatMap((id) => {
        const current = currentOf(definition, id);
        return current ? [[id, current] as const] : [];
      }),
    );

  const apply = ({ definition, before, events, next }: Committed): void => {
    const process = { kind: definition.kind, id: next.id };
    const kept = processes.get(nameOf(process));
    const added = stored(events);
    const files = added.flatMap((event) => {
      const file = definition.file?.(event);
      return file ? [{ ...file, at: event.at, seq: event.seq, by: event.by }] : [];
    });
    const outcome = added.flatMap((event) => definition.outcome?.(event, next) ?? []).at(-1);
    const places = placesOf(definition, next);
    const number = definition.number?.(next);
    if (number !== undefined) numbers.set(number, process);
    processes.set(nameOf(process), {
      definition,
      current: stored(next),
      events: [...(kept?.events ?? []), ...added],
      files: [...(kept?.files ?? []), ...files],
      outcome: outcome ? stored(outcome) : kept?.outcome,
      entries: stored(definition.entries(next)),
      due: nextDueAt(definition, next),
      places,
      notices: [
        ...(kept?.notices ?? []),
        ...withNotices(definition, before, added).flatMap(({ event: { at, seq }, notices }) =>
          notices.map(({ to, what }, nth) => ({ to, what, place: { ...process, at, seq, nth } })),
        ),
      ],
      commits: [
        ...(kept?.commits ?? []),
        ...added.slice(0, 1).map(({ at, seq }) => ({ spot: { ...process, at, seq }, grid: places.grid })),
      ],
    });
    stream.push(
      { kind: 'changed', definition, ...(before && { before: stored(before) }), after: stored(next) },
      ...added.map((event): StreamRecord => ({ kind: 'event', process, event })),
    );
  };

  const inOrder = <T>(found: readonly T[], sortOf: (one: T) => string, after: string): T[] =>
    found.filter((one) => sortOf(one) > after).sort((a, b) => (sortOf(a) < sortOf(b) ? -1 : 1));

  /** What has something to do in a shard, as `<instant>#<id>` sorts it. */
  const dueIn = (shard: number) =>
    [...processes.values()].flatMap(({ definition: { kind }, current: { id }, due }) =>
      due !== undefined && hash32(id) % DUE_SHARDS === shard
        ? [{ process: { kind, id }, at: due, sort: `${due}#${id}` }]
        : [],
    );
  const pageOf = (shard: number, after = '', limit = DUE_A_PAGE) => {
    const found = inOrder(dueIn(shard), ({ sort }) => sort, after);
    return {
      page: found.slice(0, limit),
      last: found.length > limit ? found[limit - 1]?.sort : undefined,
    };
  };

  const troublesOf = (kind: TroubleKind, after?: TroublePlace) => {
    const sortOf = ({ since, id, part }: Pick<TroubleOf, 'since' | 'id' | 'part'>) =>
      `${since}#${id}#${part}`;
    const listed = [...troubles.values()].filter(({ trouble, listed }) => trouble === kind && listed);
    return inOrder(listed, sortOf, after ? sortOf(after) : '');
  };

  return {
    city,
    stream,
    all: () =>
      [...processes.values()].map(({ definition, current, events }) => ({
        definition,
        current: stored(current),
        events: stored(events),
      })),

    actor: (subject) => city.actorOf(subject),
    actorWithAlarms: async (subject) => ({
      actor: await city.actorOf(subject),
      ringing: inTurn(
        [...alarms.values()].flatMap(({ name, rings, since }) => (rings ? [{ name, since }] : [])),
      ),
    }),
    load: async (definition, { request, now, ids }) => ({
      actor: await city.actorOf(request.subject),
      answered: answerGiven(request, now),
      found: readAll(definition, ids),
    }),
    loadAll: async (definition, subject, ids) => ({
      actor: await city.actorOf(subject),
      found: readAll(definition, ids),
    }),
    loadWithStart: async <P extends Process, Body extends EventBody>(
      definition: Kind<P, Body>,
      subject: string,
      id: string,
    ) => {
      const actor = await city.actorOf(subject);
      const current = currentOf(definition, id);
      const kept = processes.get(nameOf({ kind: definition.kind, id }));
      const start = kept?.events[0];
      const outcome = kept?.outcome;
      return {
        actor,
        ...(current &&
          start && {
            found: {
              current,
              start: stored(start) as ProcessEvent<Body>,
              ...(outcome && { outcome: stored(outcome) }),
            },
          }),
      };
    },
    arrive: async ({ request, now, place }) => {
      return {
        actor: await city.actorOf(request.subject),
        answered: answerGiven(request, now),
        at: await city.gridsOf(place),
      };
    },
    read: async (definition, id) => {
      const current = currentOf(definition, id);
      if (!current) throw new Error(`${definition.kind} ${id} is not in the store`);
      return current;
    },
    readAll: async (definition, ids) => readAll(definition, ids),
    numbered: async (number) => numbers.get(number),

    commit: async (changes, now, remembered) => {
      if (remembered && isRemembered(remembered.request, now)) throw new RepeatedRequest();
      for (const { definition, before, next } of changes) {
        const kept = processes.get(nameOf({ kind: definition.kind, id: next.id }));
        if (kept?.current.version !== before?.version) throw new VersionConflict();
        const number = before ? undefined : definition.number?.(next);
        if (number !== undefined && numbers.has(number)) throw new VersionConflict();
      }
      const files = changes.flatMap(({ definition, events }) =>
        events.flatMap((one) => definition.file?.(one) ?? []),
      );
      if (files.some(({ id }) => usedFiles.has(id))) throw new FileUsed();
      for (const { id } of files) usedFiles.add(id);
      for (const change of changes) apply(change);
      if (remembered) remember(remembered, now);
    },
    history: async <P extends Process, Body extends EventBody>(
      { kind }: Kind<P, Body>,
      id: string,
      { after = 0, limit }: { after?: number; limit: number },
    ) => {
      const events = (processes.get(nameOf({ kind, id }))?.events ?? []).filter(({ seq }) => seq > after);
      return {
        events: stored(events.slice(0, limit)) as ProcessEvent<Body>[],
        more: events.length > limit,
      };
    },
    files: async (process) => stored(processes.get(nameOf(process))?.files ?? []),

    list: async (list, { limit, after, within = '' }) => {
      const sortOf = ({ dueAt, id, name }: ListPlace): string => `${dueAt}#${id}#${name}`;
      const lines = [...processes.values()].flatMap(({ definition: { kind }, current: { id }, entries }) =>
        entries
          .filter((entry) => entry.list === list && String(entry.shows.grid ?? '').startsWith(within))
          .map(({ name, dueAt, shows }) => ({
            place: { kind, id, name, dueAt },
            entry: { ...shows, id, dueAt },
          })),
      );
      const found = inOrder(lines, ({ place }) => sortOf(place), after ? sortOf(after) : '');
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        entries: page.map(({ place, entry }) => stored({ ...entry, place })),
        ...(found.length > limit && last && { next: last.place }),
      };
    },
    find: async (order, wanted) => {
      const { from = '', before = '~', after } = wanted;
      const sortOf = ({ at, id, seq = 0 }: Spot): string => `${at}#${id}#${String(seq).padStart(6, '0')}`;
      const spots = [...processes.values()]
        .flatMap((kept) => entriesIn(order, kept))
        .filter(({ spot: { at } }) => at >= from && at < before);
      const ordered = inOrder(spots, ({ spot }) => sortOf(spot), '');
      if (order.by === 'filing') ordered.reverse();
      const isBehind = ({ spot }: OrderEntry): boolean =>
        !after || (order.by === 'filing' ? sortOf(spot) < sortOf(after) : sortOf(spot) > sortOf(after));
      const behind = ordered.filter(isBehind);
      const read = toRead(order, wanted);
      return stored(orderPage({ entries: behind.slice(0, read), more: behind.length > read }, wanted));
    },
    told: async (box, { limit, after, since = '' }) => {
      const sortOf = ({ at, kind, id, seq, nth }: NoticePlace): string =>
        `${at}#${kind}#${id}#${String(seq).padStart(6, '0')}#${String(nth).padStart(2, '0')}`;
      const found = [...processes.values()]
        .flatMap(({ notices }) => notices)
        .filter(
          ({ to, place }) => to === box && place.at > since && (!after || sortOf(place) < sortOf(after)),
        );
      const page = inOrder(found, ({ place }) => sortOf(place), '')
        .reverse()
        .slice(0, limit);
      const last = page.at(-1);
      return {
        notices: page.map(({ place, what }) => stored({ place, what })),
        ...(found.length > limit && last && { next: stored(last.place) }),
      };
    },
    reader: async (subject) => ({
      actor: await city.actorOf(subject),
      read: stored(readMarks.get(subject) ?? { revision: 0, until: {} }),
    }),
    saveRead: async (subject, { revision, until }, now, remembered) => {
      if (isRemembered(remembered.request, now)) throw new RepeatedRequest();
      if ((readMarks.get(subject)?.revision ?? 0) !== revision) throw new VersionConflict();
      readMarks.set(subject, stored({ revision: revision + 1, until }));
      remember(remembered, now);
    },
    due: async (shard, until, after) => {
      const { page, last } = pageOf(shard, after);
      const due = page
        .filter(({ sort }) => sort <= `${until}#~`)
        .map(({ process, at }) => ({ ...process, at }));
      return { due, ...(last !== undefined && last <= `${until}#~` && { next: last }) };
    },
    open: async (shard, after, limit) => {
      const { page, last } = pageOf(shard, after, limit);
      return { open: page.map(({ process }) => process), ...(last !== undefined && { next: last }) };
    },
    filed: async (township, { from, to }, limit) => {
      const found = [...processes.values()].flatMap(({ definition, current }) => {
        const { at, grid } = definition.filing(current);
        return areaAt(grid, 'township') === township && at >= from && at < to
          ? [{ process: { kind: definition.kind, id: current.id }, filedAt: at }]
          : [];
      });
      return inOrder(found, ({ process, filedAt }) => `${filedAt}#${process.id}`, '').slice(0, limit);
    },
    near: async (cells, since) => {
      const open = [...processes.values()].flatMap(({ definition, current }) => {
        const { at, category, point } = definition.filing(current);
        return point && definition.isOpen(current) && at >= since
          ? [{ at, entry: { kind: definition.kind, id: current.id, category, point } }]
          : [];
      });
      const newest = inOrder(open, ({ at, entry }) => `${at}#${entry.id}`, '').reverse();
      return cells.flatMap((cell) =>
        newest
          .filter(({ entry: { point } }) => cellOf([point.lon, point.lat]) === cell)
          .slice(0, MOST_IN_CELL)
          .map(({ entry }) => stored(entry)),
      );
    },

    keepWait: async (process, wait, { taskToken }) => {
      waits.set(`${nameOf(process)}|${wait}`, { taskToken });
    },
    findWait: async (process, wait) => waits.get(`${nameOf(process)}|${wait}`),
    markAnswered: async (process, wait, { taskToken }) => {
      const name = `${nameOf(process)}|${wait}`;
      const kept = waits.get(name);
      if (kept !== undefined && kept !== 'answered' && kept.taskToken === taskToken)
        waits.set(name, 'answered');
    },

    noteTrouble: async (process, { listed, ...met }) => {
      const name = troubleName(process, met);
      const kept = troubles.get(name);
      const trouble = { ...met, since: kept?.since ?? met.since, times: (kept?.times ?? 0) + 1 };
      troubles.set(name, { ...process, ...trouble, listed: listed || (kept?.listed ?? false) });
      return trouble;
    },
    endTrouble: async (process, name) => {
      troubles.delete(troubleName(process, name));
    },
    findTrouble: async (process, name) => {
      const kept = troubles.get(troubleName(process, name));
      return kept && told(kept);
    },
    troubles: async (kind, { limit, after }) => {
      const found = troublesOf(kind, after);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        troubles: page.map(({ listed: _, ...trouble }) => trouble),
        ...(found.length > limit &&
          last && { next: { kind: last.kind, id: last.id, part: last.part, since: last.since } }),
      };
    },
    troubled: async (kind, limit) => {
      const found = troublesOf(kind);
      const named = found.map(({ kind, id, trouble, part }) => ({ kind, id, trouble, part }));
      return { troubles: named.slice(0, limit), areMore: found.length > limit };
    },
    askRedelivery: async ({ process: { kind, id }, part }, now, remembered) => {
      if (isRemembered(remembered.request, now)) throw new RepeatedRequest();
      const definition = processes.get(nameOf({ kind, id }))?.definition;
      if (definition) stream.push({ kind: 'redelivery', definition, id, part });
      remember(remembered, now);
    },

    jobs: async () => new Map([...jobs].map(([kind, job]) => [kind, stored(job)])),
    saveJob: async (job) => writeJob(job),
    startJob: async (job, now, remembered) => {
      if (isRemembered(remembered.request, now)) throw new RepeatedRequest();
      writeJob(job);
      remember(remembered, now);
    },

    webhooks: async () => inOrder([...webhooks.values()].map(stored), ({ id }) => id, ''),
    saveWebhook: async (webhook, now, remembered) => {
      if (remembered && isRemembered(remembered.request, now)) throw new RepeatedRequest();
      if ((webhooks.get(webhook.id)?.revision ?? 0) !== webhook.revision) throw new VersionConflict();
      webhooks.set(webhook.id, stored({ ...webhook, revision: webhook.revision + 1 }));
      if (remembered) remember(remembered, now);
    },
    removeWebhook: async (id, now, remembered) => {
      if (isRemembered(remembered.request, now)) throw new RepeatedRequest();
      webhooks.delete(id);
      remember(remembered, now);
    },

    noteAlarm: async (state) => {
      const known = alarms.get(state.name);
      if (known === undefined || known.since < state.since) alarms.set(state.name, stored(state));
    },
  };
};
