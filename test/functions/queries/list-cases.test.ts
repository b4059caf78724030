import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, type Stage } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { FLAGS } from '#domain/case/listing.ts';
import { STAGES } from '#domain/case/stages.ts';
import { SEVERITIES } from '#domain/policy/policy.ts';
import { isPressing } from '#domain/process/clock.ts';
import { type Instant, plusDays, plusSeconds } from '#domain/time/instant.ts';
import { getCase } from '../../../functions/queries/get-case.ts';
import { listCases } from '../../../functions/queries/list-cases.ts';
import {
  dispatcher,
  filed,
  GRID,
  Life,
  lifeAt,
  MONDAY,
  officer,
  police,
  resident,
  roads,
  township,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import { sceneAt } from '../visible/scene.ts';
import { STAFF, type World } from '../world/world.ts';
import { ELSEWHERE, ID, minutes, NORTH, reportedAt, worldOf } from './lives-of-cases.ts';

recordLog();

type Query = Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: an item as it is answered; each test says what it expects of it.
type Item = any;

const ask = (
  world: World,
  { subject }: Pick<Actor, 'subject'>,
  query: Query = {},
  { language = 'en', services = world.services() } = {},
): Promise<Received> =>
  served(
    [listCases],
    services,
    eventFor(listCases, { query, headers: { 'accept-language': language }, claims: { sub: subject } }),
  );

/** Every page of a list; what happens between two of them is `between`. */
const walk = async (
  world: World,
  actor: Pick<Actor, 'subject'>,
  query: Query,
  between: () => Promise<unknown> = async () => undefined,
): Promise<Item[]> => {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const { status, body } = await ask(world, actor, { ...query, ...(cursor !== undefined && { cursor }) });
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body.items.length).toBeLessThanOrEqual(Number(query.limit ?? 50));
    items.push(...body.items);
    cursor = body.cursor;
    await between();
  } while (cursor !== undefined);
  return items;
};
const idsOf = (items: readonly Item[]): string[] => items.map(({ id }) => id);

describe('the list of cases', () => {
  it('shows a case in words, with its deadline and its marks', async () => {
    const life = lifeAt('handling', {}, { id: ID(1), number: '20000000001' });
    life.give(officer(police), { type: 'extend', reason: 'They are away.' });
    life.give(STAFF.county, { type: 'supervise', text: 'Hurry.' });
    const world = await worldOf(life);
    const { body } = await ask(world, STAFF.township);
    expect(body).toEqual({
      items: [
        {
          id: ID(1),
          number: '20000000001',
          title: 'Piano at night',
          category: 'dispute.neighbour',
          severity: 'general',
          level: 'township',
          grid: GRID,
          stage: 'handling',
          unit: { code: police.code, name: police.name },
          dueAt: (life.current.state as { clock: { dueAt: Instant } }).clock.dueAt,
          overdue: false,
          reportedAt: MONDAY,
          flags: ['supervised', 'requested'],
          names: {
            stage: 'being handled',
            category: 'Neighbours',
            severity: 'general',
            level: 'township',
            flags: ['under supervision', 'a request waits for a decision'],
          },
        },
      ],
    });
    const chinese = await ask(world, STAFF.township, {}, { language: 'zh' });
    expect(chinese.body.items[0].names).toMatchObject({ stage: '办理中', flags: ['督办中', '申请待审批'] });
  });

  it.each<[string, Actor, Query, number[]]>([
    ['a township what is open there, by deadline', STAFF.township, {}, [1, 2, 3]],
    ['a committee likewise', STAFF.committee, {}, [1, 2, 3]],
    ['a grid worker what lies in their grid', STAFF.gridWorker, {}, [1, 3]],
    ['a county everything there, the newest first', STAFF.county, {}, [4, 3, 2, 1]],
    ['the city everything', STAFF.city, {}, [5, 4, 3, 2, 1]],
    ['an operator everything', STAFF.operator, {}, [5, 4, 3, 2, 1]],
    ['an officer what their unit has', STAFF.police, {}, [3]],
    [
      'an officer what their unit had, too, when they ask for the area',
      STAFF.police,
      { sort: 'filed' },
      [4, 3],
    ],
    ['an officer nothing that their unit never had', STAFF.justice, { sort: 'filed' }, []],
    ['a resident what they reported', resident('lin-wei'), {}, [5, 2]],
    ['a stranger nothing', resident('neighbour'), {}, []],
    ['what somebody reported to them, also staff', officer(roads), { reporter: 'me' }, [1]],
    ['an area within one’s own', STAFF.city, { area: '320612' }, [5]],
    ['a community', STAFF.county, { area: GRID.slice(0, 12) }, [1, 2, 3]],
    ['a grid', STAFF.county, { area: NORTH }, [2]],
    ['a stage, or several', STAFF.city, { stage: 'handling,closed' }, [4, 3]],
    ['what is open', STAFF.city, { open: 'true' }, [5, 3, 2, 1]],
    ['what has ended', STAFF.township, { open: 'false' }, [4]],
    ['a stage that is an end', STAFF.township, { stage: 'closed' }, [4]],
    ['a unit', STAFF.township, { unit: police.code }, [3]],
    ['a unit, by filing', STAFF.township, { unit: police.code, sort: 'filed' }, [3]],
    ['a category with those below it', STAFF.city, { category: 'dispute' }, [5, 4, 3, 1]],
    ['a severity', STAFF.city, { severity: 'critical,serious' }, [2]],
    ['a window of filing', STAFF.city, { filedFrom: minutes(2), filedBefore: minutes(4) }, [3, 2]],
    ['a window of filing in a township', STAFF.township, { filedFrom: minutes(2) }, [4, 3, 2]],
    ['what is due before an instant', STAFF.township, { dueBefore: minutes(122) }, [1]],
    ['nothing overdue', STAFF.township, { overdue: 'true' }, []],
    ['by filing where deadlines are the rule', STAFF.township, { sort: 'filed' }, [4, 3, 2, 1]],
  ])('shows %s', async (_, actor, query, expected) => {
    const handled = lifeAt('handling', { now: minutes(3) }, { id: ID(3), reportedAt: minutes(3) });
    const closed = lifeAt('closed', { now: minutes(4) }, { id: ID(4), reportedAt: minutes(4) });
    const world = await worldOf(
      reportedAt(1, { reporter: officer(roads).subject }),
      reportedAt(2, {
        grid: NORTH,
        severity: 'serious',
        category: 'cityFacility.manholeCover',
        reporter: 'lin-wei',
      }),
      handled,
      closed,
      reportedAt(5, { grid: ELSEWHERE, reporter: 'lin-wei' }),
    );
    const items = await walk(world, actor, query);
    expect(idsOf(items)).toEqual(expected.map(ID));
    expect(idsOf(await walk(world, actor, { ...query, limit: '1' }))).toEqual(expected.map(ID));
  });

  it('shows above a township by deadline what is near it or past it', async () => {
    const [first, second] = [reportedAt(1), reportedAt(200)];
    const world = await worldOf(first, second);
    world.moveTo(minutes(100));
    await world.sweep();
    const pressing = await ask(world, STAFF.city, { flags: 'pressing' });
    expect(idsOf(pressing.body.items)).toEqual([ID(1)]);
    expect(pressing.body.items[0]).toMatchObject({ flags: ['pressing'], overdue: false });
    expect((await ask(world, STAFF.city, { overdue: 'true' })).body.items).toEqual([]);
    world.moveTo(minutes(122));
    expect(idsOf((await ask(world, STAFF.county, { overdue: 'true' })).body.items)).toEqual([ID(1)]);
    expect(idsOf((await ask(world, STAFF.township, { overdue: 'true' })).body.items)).toEqual([ID(1)]);
  });

  it('shows a unit that was taken off no deadline, and not where it lies among others', async () => {
    const world = await worldOf(sceneAt('joint'));
    const area = GRID.slice(0, 9);
    const filedThere = await ask(world, STAFF.lawFirm, { area, sort: 'filed' });
    expect(filedThere.body.items).toHaveLength(1);
    expect(filedThere.body.items[0]).toMatchObject({ stage: 'joint', flags: [] });
    for (const hidden of ['dueAt', 'overdue', 'wholeDueAt'])
      expect(filedThere.body.items[0]).not.toHaveProperty(hidden);
    expect((await ask(world, STAFF.lawFirm, { area, sort: 'due' })).body.items).toEqual([]);
    expect((await ask(world, STAFF.justice, { area, sort: 'due' })).body.items).toHaveLength(1);
    expect((await ask(world, STAFF.township, { sort: 'due' })).body.items[0]).toMatchObject({
      flags: ['supervised', 'requested'],
    });
  });

  it('shows a suspended case as suspended, and neither overdue nor due at an instant', async () => {
    const life = lifeAt('handling', {}, { id: ID(1) });
    life.give(officer(police), { type: 'suspend', until: plusDays(life.now, 30), reason: 'Away.' });
    life.give(dispatcher(township), { type: 'approve' });
    const world = await worldOf(life);
    world.moveTo(plusDays(MONDAY, 20));
    const { body } = await ask(world, STAFF.township, { flags: 'suspended' });
    expect(body.items).toMatchObject([{ id: ID(1), overdue: false, suspendedUntil: expect.any(String) }]);
    expect((await ask(world, STAFF.township, { overdue: 'true' })).body.items).toEqual([]);
    const dueBefore = plusDays(MONDAY, 90);
    expect((await ask(world, STAFF.township, { dueBefore })).body.items).toEqual([]);
  });
});

describe('a wish that is not served', () => {
  let world: World;
  beforeAll(async () => {
    world = await worldOf(reportedAt(1));
  });

  it.each<[string, Actor, Query, number, string, string | undefined]>([
    ['an unknown filter', STAFF.city, { colour: 'red' }, 400, 'malformed-request', 'colour'],
    ['a stage that is none', STAFF.city, { stage: 'handling,odd' }, 400, 'malformed-request', 'stage.1'],
    ['a mark that is none', STAFF.city, { flags: 'odd' }, 400, 'malformed-request', 'flags.0'],
    [
      'an instant without offset',
      STAFF.city,
      { dueBefore: '2025-03-03' },
      400,
      'malformed-request',
      'dueBefore',
    ],
    ['another reporter', STAFF.city, { reporter: 'lin-wei' }, 400, 'malformed-request', 'reporter'],
    ['what is not overdue', STAFF.city, { overdue: 'false' }, 400, 'malformed-request', 'overdue'],
    ['an area beyond one’s own', STAFF.township, { area: '320612' }, 403, 'forbidden', undefined],
    ['an area above one’s own', STAFF.township, { area: '320613' }, 403, 'forbidden', undefined],
    ['an area that is none', STAFF.city, { area: '320699' }, 404, 'unknown-area', undefined],
    ['a category that is none', STAFF.city, { category: 'odd' }, 422, 'unknown-category', 'category'],
    [
      'an empty window',
      STAFF.city,
      { filedFrom: MONDAY, filedBefore: MONDAY },
      422,
      'empty-window',
      'filedBefore',
    ],
    ['ended ones by deadline', STAFF.township, { open: 'false', sort: 'due' }, 422, 'not-listed', 'open'],
    [
      'ended ones that are overdue',
      STAFF.township,
      { stage: 'closed', overdue: 'true' },
      422,
      'not-listed',
      'stage',
    ],
    ['a city by deadline', STAFF.city, { sort: 'due' }, 422, 'not-listed', 'sort'],
    ['a county by what is due', STAFF.county, { dueBefore: MONDAY }, 422, 'not-listed', 'dueBefore'],
    ['one’s own by deadline', resident('a'), { sort: 'due' }, 422, 'not-listed', 'sort'],
    ['changes of one’s own', resident('a'), { changedSince: MONDAY }, 422, 'not-listed', 'changedSince'],
    [
      'changes in another order',
      STAFF.city,
      { changedSince: MONDAY, sort: 'due' },
      422,
      'not-listed',
      'sort',
    ],
    ['a cursor of nobody', STAFF.city, { cursor: 'AAAA' }, 400, 'malformed-cursor', 'cursor'],
    ['a longer cursor of nobody', STAFF.city, { cursor: 'A'.repeat(99) }, 400, 'malformed-cursor', 'cursor'],
  ])('is refused: %s', async (_, actor, query, status, code, field) => {
    for (const language of ['en', 'zh']) {
      const refused = await ask(world, actor, query, { language });
      expect(refused.status).toBe(status);
      expect(refused.body.type).toBe(`urn:gridward:problem:${code}`);
      expect(refused.body.field).toBe(field);
      if (code === 'not-listed')
        expect(refused.body.detail).toMatch(language === 'en' ? /leave|add|ask/ : /请/);
    }
  });
});

describe('a cursor of a list', () => {
  it('is good for the same person and the same filters, and tells nothing', async () => {
    const world = await worldOf(...[1, 2, 3].map((n) => reportedAt(n)));
    const first = await ask(world, STAFF.township, { limit: '1' });
    const { cursor } = first.body;
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/JNDQ|2025/);
    expect((await ask(world, STAFF.township, { limit: '1' })).body).toEqual(first.body);
    expect(idsOf((await ask(world, STAFF.township, { cursor })).body.items)).toEqual([ID(2), ID(3)]);
    const others: [Actor, Query][] = [
      [STAFF.townshipOfficer, {}],
      [STAFF.committee, {}],
      [STAFF.township, { open: 'true' }],
      [STAFF.township, { sort: 'due' }],
    ];
    for (const [actor, query] of others)
      expect((await ask(world, actor, { ...query, cursor })).body.type).toMatch(/malformed-cursor$/);
    const altered = `${cursor.slice(0, -2)}${cursor.endsWith('A') ? 'BB' : 'AA'}`;
    expect((await ask(world, STAFF.township, { cursor: altered })).status).toBe(400);
  });
});

/** Random cities of a dozen cases. */
const READERS: Actor[] = [
  ...Object.values(STAFF),
  resident('lin-wei'),
  resident('zhao-min'),
  resident(officer(roads).subject),
];
const EXTRAS: { by: Actor; command: PersonalCommand }[] = [
  { by: officer(police), command: { type: 'extend', reason: 'Away.' } },
  { by: STAFF.county, command: { type: 'supervise', text: 'Hurry.' } },
  {
    by: dispatcher(township),
    command: { type: 'changeSeverity', severity: 'serious', reason: 'They fight.' },
  },
  { by: officer(police), command: { type: 'return', code: 'notOurDuty', reason: 'Not ours.' } },
  { by: officer(police), command: { type: 'suspend', until: plusDays(MONDAY, 30), reason: 'Away.' } },
  { by: STAFF.county, command: { type: 'approve' } },
];
const someCase = fc.record({
  stage: fc.constantFrom(...STAGES),
  grid: fc.constantFrom(GRID, NORTH, ELSEWHERE),
  reporter: fc.constantFrom('lin-wei', 'zhao-min', officer(roads).subject, STAFF.police.subject),
  category: fc.constantFrom('dispute', 'dispute.neighbour', 'cityFacility.manholeCover'),
  severity: fc.constantFrom(...SEVERITIES),
  // The case into which some are merged was reported an hour before.
  minute: fc.integer({ min: 0, max: 59 }),
  extras: fc.subarray(EXTRAS),
  parked: fc.boolean(),
});
type SomeCase = typeof someCase extends fc.Arbitrary<infer Of> ? Of : never;

const lifeOf = ({ stage, minute, extras, parked, ...over }: SomeCase, n: number): Life => {
  // The police station answers for no other county.
  const reached = over.grid === ELSEWHERE ? 'reported' : stage;
  const reported = {
    id: ID(n),
    ...over,
    reportedAt: minutes(-minute),
    ...(reached === 'merged' && { category: 'dispute.neighbour', grid: GRID }),
  };
  const life = lifeAt(reached, { now: minutes(-minute) }, reported);
  for (const { by, command } of extras) life.try(command, by);
  if (parked) life.try({ type: 'park', reason: 'no answer' });
  return life;
};

const instants = fc.integer({ min: -240, max: 3000 }).map(minutes);
const maybe = <T>(some: fc.Arbitrary<T>, freq = 3) => fc.option(some, { nil: undefined, freq });
const joined = (words: readonly string[]) =>
  fc.subarray([...words], { minLength: 1, maxLength: 3 }).map((some) => some.join(','));
const someQuery = fc
  .record({
    area: maybe(
      fc.constantFrom('3206', '320613', '320613001', GRID.slice(0, 12), GRID, NORTH, '320612', ELSEWHERE),
      1,
    ),
    stage: maybe(joined(STAGES), 1),
    unit: maybe(fc.constantFrom(police.code, township.code, roads.code), 1),
    category: maybe(fc.constantFrom('dispute', 'dispute.neighbour', 'cityFacility'), 1),
    severity: maybe(joined(SEVERITIES), 1),
    overdue: maybe(fc.constant('true'), 1),
    dueBefore: maybe(instants, 1),
    filedFrom: maybe(instants, 1),
    filedBefore: maybe(instants, 1),
    reporter: maybe(fc.constant('me'), 1),
    open: maybe(fc.constantFrom('true', 'false'), 1),
    flags: maybe(joined(FLAGS), 1),
    sort: maybe(fc.constantFrom('due', 'filed'), 2),
    changedSince: maybe(instants, 1),
    limit: fc.constantFrom('1', '3', '50'),
  })
  .chain((all) =>
    // With all of them nothing would be left: a few at a time.
    fc.subarray(Object.keys(all) as (keyof typeof all)[], { maxLength: 4 }).map((names): Query => {
      const given = [...new Set([...names, 'limit' as const])].flatMap((name) => {
        const value = all[name];
        return value === undefined ? [] : [[name, value]];
      });
      return Object.fromEntries(given);
    }),
  );

/** What a case is by what `GET /cases/{id}` tells somebody of it, in the words of a list; worked out anew from that. */
const lineIn = (told: Item, current: Case, now: Instant) => {
  const suspended = told.suspendedUntil !== undefined;
  const dueAt = told.clock?.dueAt;
  const marks: Record<(typeof FLAGS)[number], boolean> = {
    pressing: told.clock !== undefined && isOpen(current) && isPressing(current.state.clock),
    suspended,
    supervised: told.supervision !== undefined,
    requested: told.request !== undefined,
    parked: told.parked !== undefined,
    secondLook: told.secondLook === true,
    reopened: told.reopened > 0,
    appealed: told.appeal === 'waiting',
  };
  const { id, number, title, category, severity, level, grid, stage, unit, reportedAt, closedAt } = told;
  return {
    id,
    number,
    title,
    category,
    severity,
    level,
    grid,
    stage,
    unit,
    dueAt,
    overdue: dueAt === undefined ? undefined : !suspended && dueAt < now,
    suspendedUntil: told.suspendedUntil,
    wholeDueAt: told.whole?.dueAt,
    reportedAt,
    closedAt,
    flags: FLAGS.filter((flag) => marks[flag]),
  };
};

const isAskedFor = (line: ReturnType<typeof lineIn>, query: Query, actor: Actor): boolean => {
  const within = (text: string | undefined, value: string) => !text || text.split(',').includes(value);
  const isOfficer = actor.role === 'officer' && !query.area && !query.unit;
  const due = line.suspendedUntil === undefined ? line.dueAt : undefined;
  const byArea = actor.role === 'resident' || query.reporter === 'me';
  return (
    (byArea
      ? line.grid.startsWith(query.area ?? '')
      : line.grid.startsWith(query.area ?? (isOfficer ? '' : 'area' in actor ? actor.area : ''))) &&
    within(query.stage, line.stage) &&
    (!query.unit || line.unit?.code === query.unit) &&
    `${line.category}.`.startsWith(query.category ? `${query.category}.` : '') &&
    within(query.severity, line.severity) &&
    (!query.overdue || line.overdue === true) &&
    (!query.dueBefore || (due !== undefined && due < query.dueBefore)) &&
    (!query.filedFrom || line.reportedAt >= query.filedFrom) &&
    (!query.filedBefore || line.reportedAt < query.filedBefore) &&
    (!query.open || (line.closedAt === undefined) === (query.open === 'true')) &&
    (query.flags ?? '').split(',').every((flag) => flag === '' || line.flags.some((one) => one === flag))
  );
};

describe('random lists', () => {
  it('show what their reader finds case by case, the same fields of it, and nothing else', async () => {
    const seen = { lists: 0, refused: 0, lines: 0, narrowed: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(someCase, { minLength: 4, maxLength: 12 }),
        fc.array(fc.tuple(fc.constantFrom(...READERS), someQuery), { minLength: 12, maxLength: 12 }),
        fc.constantFrom(100, 400, 2000),
        async (cases, asking, later) => {
          const world = await worldOf(...cases.map((one, n) => lifeOf(one, n)));
          const latest = world.now;
          world.moveTo(plusSeconds(latest, later * 60));
          await world.sweep();
          for (const [actor, query] of asking) {
            const first = await ask(world, actor, query);
            if (first.status !== 200) {
              expect([403, 404, 422], JSON.stringify(first.body)).toContain(first.status);
              seen.refused += 1;
              continue;
            }
            const items = await walk(world, actor, query);
            const told = await toldTo(world, actor);
            const byDeadline = isByDeadline(query, actor);
            const expected = told
              .filter((line) => isAskedFor(line, query, actor))
              .filter((line) => isInOrder(line, query, actor, byDeadline, world));
            const shown = query.changedSince ? [...new Set(idsOf(items))] : idsOf(items);
            expect([...shown].sort()).toEqual(expected.map(({ id }) => id).sort());
            for (const { names, ...line } of items)
              expect(line).toEqual(withoutAbsent(told.find(({ id }) => id === line.id)!));
            const key = (item: Item) => (byDeadline ? item.dueAt : item.reportedAt);
            if (!query.changedSince && !items.some(({ suspendedUntil }) => suspendedUntil)) {
              const sorted = items.map(key).toSorted();
              expect(items.map(key)).toEqual(byDeadline ? sorted : sorted.reverse());
            }
            seen.lists += 1;
            seen.lines += items.length;
            if (items.length > 0 && items.length < told.length) seen.narrowed += 1;
          }
        },
      ),
      { numRuns: 40 },
    );
    expect(seen.lists).toBeGreaterThan(100);
    expect(seen.lines).toBeGreaterThan(150);
    expect(seen.narrowed).toBeGreaterThan(40);
  });
});

/** Every case of the city that somebody may see, as it is told to them. */
const toldTo = async (world: World, { subject }: Actor) => {
  const told: ReturnType<typeof lineIn>[] = [];
  for (const { current } of world.store.all()) {
    const event = eventFor(getCase, { params: { id: current.id }, claims: { sub: subject } });
    const { status, body } = await served([getCase], world.services(), event);
    if (status === 200) told.push(lineIn(body, current as Case, world.now));
  }
  return told;
};

const withoutAbsent = (line: object): object => JSON.parse(JSON.stringify(line));

const ENDS: readonly string[] = ['closed', 'declined', 'voided', 'merged'] satisfies Stage[];
const wantsEnds = ({ open, stage }: Query): boolean =>
  open === 'false' || (stage?.split(',').every((one) => ENDS.includes(one)) ?? false);

/** Whether a query that was served is answered by deadline, as the document says. */
const isByDeadline = (query: Query, actor: Actor): boolean => {
  if (query.changedSince || query.reporter || actor.role === 'resident') return false;
  if (query.sort) return query.sort === 'due';
  if (query.overdue || query.dueBefore || query.flags?.split(',').includes('pressing')) return true;
  if (wantsEnds(query) || query.filedFrom || query.filedBefore) return false;
  return (query.area ?? actor.area).length >= 9 || query.unit !== undefined;
};

/** What an order leaves out besides: what is not open, has no deadline that is told, or is not of the officer's unit. */
const isInOrder = (
  line: ReturnType<typeof lineIn>,
  query: Query,
  actor: Actor,
  byDeadline: boolean,
  world: World,
): boolean => {
  const current = world.store.all().find((one) => one.current.id === line.id)!.current as Case;
  if (query.reporter || actor.role === 'resident') return current.reporter === actor.subject;
  if (query.changedSince)
    return world.store
      .all()
      .find((one) => one.current.id === line.id)!
      .events.some(({ at }) => at >= plusSeconds(query.changedSince as Instant, -120));
  if (!byDeadline) return line.grid.startsWith(query.area ?? actor.area);
  if (line.closedAt !== undefined || line.dueAt === undefined) return false;
  if (actor.role === 'officer' && !query.area && !query.unit) return line.unit?.code === actor.unit.code;
  return query.unit !== undefined || line.grid.startsWith(query.area ?? actor.area);
};

/** What people do meanwhile: each of these moves a deadline, ends a case or adds one. */
const happening = fc.constantFrom('assign', 'acknowledge', 'end', 'report', 'sweep');
type Happening = typeof happening extends fc.Arbitrary<infer Of> ? Of : never;

const meanwhile = async (world: World, what: Happening, pick: number, no: number): Promise<void> => {
  world.moveTo(plusSeconds(world.now, 1));
  if (what === 'report') {
    await world.report('lin-wei', `report ${no}`);
    return;
  }
  if (what === 'sweep') {
    world.moveTo(world.nextDue() ?? world.now);
    await world.sweep();
    return;
  }
  const open = world.store.all().filter(({ current }) => isOpen(current as Case));
  const id = open[pick % Math.max(1, open.length)]?.current.id;
  if (id === undefined) return;
  const command: PersonalCommand =
    what === 'assign'
      ? { type: 'assign', unit: police.code, reason: 'They know both.' }
      : what === 'acknowledge'
        ? { type: 'acknowledge' }
        : { type: 'decline', code: 'inLitigation', reason: 'The court has it.' };
  const by = what === 'acknowledge' ? STAFF.police : STAFF.township;
  await world.give(by, id, command, `${what} ${no}`).catch(() => undefined);
};

const placeOf = (current: Case): Instant | undefined =>
  isOpen(current) ? current.state.clock.dueAt : undefined;

describe('a walk through a list while cases change', () => {
  it.each<[string, Query]>([
    ['by deadline', { sort: 'due' }],
    ['by filing', { sort: 'filed' }],
  ])('%s shows each case that stays where it is exactly once', async (_, query) => {
    let stayed = 0;
    let moved = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 3, max: 12 }),
        fc.constantFrom('1', '2', '3'),
        fc.array(fc.tuple(happening, fc.nat({ max: 30 })), { minLength: 4, maxLength: 20 }),
        async (count, limit, happenings) => {
          // Some are filed at the same instant.
          const world = await worldOf(...Array.from({ length: count }, (_, n) => reportedIn(n)));
          const before = new Map(
            world.store.all().map(({ current }) => [current.id, placeOf(current as Case)]),
          );
          const ever = new Set(before.keys());
          const movedOnce = new Set<string>();
          let no = 0;
          const items = await walk(world, STAFF.township, { ...query, limit }, async () => {
            const [what, pick] = happenings[no] ?? [];
            no += 1;
            if (what) await meanwhile(world, what, pick ?? 0, no);
            for (const { current } of world.store.all())
              if (placeOf(current as Case) !== before.get(current.id)) movedOnce.add(current.id);
          });
          const times = (id: string) => idsOf(items).filter((one) => one === id).length;
          for (const id of ever)
            if (query.sort === 'filed' || !movedOnce.has(id)) {
              expect(times(id), id).toBe(1);
              stayed += 1;
            } else moved += 1;
        },
      ),
      { numRuns: 60 },
    );
    expect(stayed).toBeGreaterThan(60);
    if (query.sort === 'due') expect(moved).toBeGreaterThan(20);
  });

  it('shows a case as it is now, and no longer what has ended', async () => {
    const world = await worldOf(reportedAt(1), reportedAt(2), reportedAt(3));
    const first = await ask(world, STAFF.township, { limit: '1' });
    const decline = { type: 'decline', code: 'inLitigation', reason: 'The court has it.' } as const;
    await world.give(STAFF.township, ID(2), decline, 'decline');
    const assign = { type: 'assign', unit: police.code, reason: 'They know both.' } as const;
    await world.give(STAFF.township, ID(3), assign, 'assign');
    const rest = await walk(world, STAFF.township, { cursor: first.body.cursor });
    expect(rest).toMatchObject([{ id: ID(3), stage: 'acknowledgement', unit: { code: police.code } }]);
  });
});

/** Reports of which two come at a time. */
const reportedIn = (n: number): Life => {
  const at = minutes(Math.floor(n / 2));
  return new Life(filed({ id: ID(n), reportedAt: at }, { now: at }));
};

describe('what has changed since', () => {
  it('is told with when to ask from next, and each change within two minutes before once more', async () => {
    const world = await worldOf(reportedAt(1), reportedAt(2));
    world.moveTo(minutes(60));
    const first = await ask(world, STAFF.city, { changedSince: MONDAY });
    expect(first.body).toMatchObject({ items: [{ id: ID(1) }, { id: ID(2) }], asOf: minutes(60) });
    const { asOf } = first.body;
    world.moveTo(minutes(70));
    expect((await ask(world, STAFF.city, { changedSince: asOf })).body).toEqual({
      items: [],
      asOf: minutes(70),
    });
    const assign = { type: 'assign', unit: police.code, reason: 'They know both.' } as const;
    await world.give(STAFF.township, ID(1), assign, 'assign');
    const since = async (at: Instant) =>
      idsOf((await ask(world, STAFF.city, { changedSince: at })).body.items);
    expect(await since(asOf)).toEqual([ID(1)]);
    expect(await since(minutes(72))).toEqual([ID(1)]);
    expect(await since(plusSeconds(minutes(72), 1))).toEqual([]);
  });

  it('keeps the instant of its first page through the walk', async () => {
    const world = await worldOf(reportedAt(1), reportedAt(2));
    const query = { changedSince: MONDAY, limit: '1' };
    const first = await ask(world, STAFF.city, query);
    world.moveTo(plusDays(world.now, 1));
    const second = await ask(world, STAFF.city, { ...query, cursor: first.body.cursor });
    expect(second.body.asOf).toBe(first.body.asOf);
  });

  it('leaves no change out, however people work meanwhile', async () => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.tuple(happening, fc.nat({ max: 30 })), { maxLength: 4 }), {
          minLength: 2,
          maxLength: 8,
        }),
        async (rounds) => {
          const world = await worldOf(reportedAt(1), reportedAt(2), reportedAt(3));
          /** What a client knows of each case: the latest that it was told. */
          const known = new Map<string, Item>();
          let asOf = MONDAY;
          let no = 0;
          const follow = async (between: () => Promise<unknown>) => {
            const query = { changedSince: asOf, limit: '2' };
            const { body } = await ask(world, STAFF.city, query);
            for (const item of await walk(world, STAFF.city, query, between)) known.set(item.id, item);
            asOf = body.asOf;
          };
          for (const round of rounds) {
            const [first, ...others] = round;
            for (const [what, pick] of others) await meanwhile(world, what, pick, ++no);
            let once: typeof first | undefined = first;
            await follow(async () => {
              if (once) await meanwhile(world, once[0], once[1], ++no);
              once = undefined;
            });
          }
          await follow(async () => undefined);
          for (const { current } of world.store.all()) {
            const { state, level } = current as Case;
            expect(known.get(current.id)).toMatchObject({ stage: state.stage, level });
            expect(known.get(current.id)?.dueAt).toBe(placeOf(current as Case));
          }
          changes += no;
        },
      ),
      { numRuns: 40 },
    );
    expect(changes).toBeGreaterThan(60);
  });
});
