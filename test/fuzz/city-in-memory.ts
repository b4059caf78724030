import { STAGES } from '#domain/case/stages.ts';
import { floorOf } from '#domain/policy/policy.ts';
import type { CalendarYear } from '#domain/time/calendar.ts';
import { instantAt, plusSeconds } from '#domain/time/instant.ts';
import { serve } from '#shared/http/serve.ts';
import { OPERATIONS } from '../../tools/openapi/document.ts';
import * as people from '../domain/builders.ts';
import { calendarFile } from '../domain/calendars.ts';
import { POINT, STAFF, World } from '../functions/world/world.ts';
import { type FunctionName, type Handler, openGateway } from './gateway.ts';
import type { Target } from './target.ts';

/**
 * After so many requests that changed something the city begins anew: it stays small, what is asked for is still there, and
 * a seed finds again what it found.
 */
const CHANGES_A_CITY = 100;
const COPIES = 2;

const idOf = (n: number): string => `01JNDQ${String(9000 + n).padStart(20, '0')}`;
const SUBJECTS = [...Object.values(STAFF).map(({ subject }) => subject), people.reporter.subject, 'stranger'];

/** The handlers of the API over a city in memory with cases at every stage. */
export const openCityInMemory = async (): Promise<Target> => {
  let { world, handlers } = await begin();
  let changes = 0;
  const counted =
    (handler: Handler): Handler =>
    async (event, context) => {
      const answer = await handler(event, context);
      if (event.requestContext.http.method === 'GET' || (answer.statusCode ?? 500) >= 400) return answer;
      changes += 1;
      if (changes % CHANGES_A_CITY === 0) ({ world, handlers } = await begin());
      else await world.settle();
      return answer;
    };
  const gateway = await openGateway((name) => counted(handlers[name]));
  return {
    ...gateway,
    tokens: Object.fromEntries(SUBJECTS.map((subject) => [subject, encodeURIComponent(subject)])),
    cases: Object.fromEntries(world.store.all().map(({ current }) => [current.id, current.version])),
    values: valuesOf(world, await amendmentsOf(world)),
  };
};

/** Policies that wait for a second person when the city begins. */
const PROPOSED = ['test-2', 'test-3', 'test-4'];

const amendmentsOf = async (world: World): Promise<string[]> =>
  (await world.store.city.amendments({ limit: 100 })).amendments.map(({ id }) => id);

const begin = async () => {
  const world = new World();
  for (let copy = 0; copy < COPIES; copy++)
    for (const [at, stage] of STAGES.entries())
      await world.takeIn(people.lifeAt(stage, {}, { id: idOf(copy * STAGES.length + at) }));
  await world.settle();
  for (const version of PROPOSED)
    await world.propose({ policy: { ...people.policyInput, version } }, version);
  return { world, handlers: handlersOf(world) };
};

/** The handlers of every function of the API, over one city. */
export const handlersOf = (world: World): Record<FunctionName, Handler> => {
  const services = {
    ...world.apiServices(),
    floor: floorOf({ protect: true }),
    secrets: { keep: async () => {}, discard: async () => {} },
    listedHosts: ['127.0.0.1'],
    newSecret: () => 'whsec_c2VjcmV0IG9mIHRoZSBmdXp6ZXI=',
  };
  return Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operations]) => [name, serve(operations, services, 'sub')]),
  ) as unknown as Record<FunctionName, Handler>;
};

const valuesOf = (world: World, amendments: string[]): Target['values'] => {
  const units = [people.township, people.police, people.judicial, people.lawFirm, people.roads].map(
    ({ code }) => code,
  );
  const { returnReasons, reworkReasons, declineReasons, voidReasons, jointTemplates, categories } =
    people.policyInput;
  const now = world.now;
  return {
    category: categories.map(({ code }) => code),
    unit: units,
    unitId: units,
    units: [units.slice(0, 1), units.slice(1, 3)],
    template: jointTemplates.map(({ code }) => code),
    code: [...returnReasons, ...reworkReasons, ...declineReasons, ...voidReasons].map(({ code }) => code),
    parts: [people.PARTS_NAMED],
    grid: [people.GRID],
    area: ['320613', '320613001'],
    point: [POINT, { ...POINT, crs: 'GCJ02' }],
    lon: [POINT.lon],
    lat: [POINT.lat],
    into: world.store.all().map(({ current }) => current.id),
    takenAt: [now, plusSeconds(now, -1800)],
    until: [plusSeconds(now, 7 * 86_400)],
    from: [instantAt(Date.parse(now) - 86_400_000)],
    to: [now],
    policy: [{ ...people.policyInput, version: 'test-9' }],
    calendarYear: [calendarFile(2026), { ...(calendarFile(2025) as CalendarYear), knownUntil: '2025-12-30' }],
    version: ['test-1', people.calendar.version],
    amendmentId: amendments,
  };
};
