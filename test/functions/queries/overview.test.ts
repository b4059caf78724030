import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { type Case, isOpen, type Stage } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { SEVERITIES, type Severity } from '#domain/policy/policy.ts';
import { isPressing } from '#domain/process/clock.ts';
import { dayOf } from '#domain/statistics/count.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { project } from '../../../functions/projector/project.ts';
import { overview } from '../../../functions/queries/overview.ts';
import { worklist } from '../../../functions/queries/worklist.ts';
import {
  committee,
  filed,
  GRID,
  Life,
  lifeAt,
  MONDAY,
  officer,
  police,
  resident,
  township,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import { counting } from '../use-cases/counting.ts';
import { open } from '../world/faults.ts';
import { STAFF, type World } from '../world/world.ts';
import { ELSEWHERE, ID, minutes, NORTH, reportedAt, worldOf } from './lives-of-cases.ts';

recordLog();

type Query = Record<string, string>;

const ask = (
  world: World,
  { subject }: Pick<Actor, 'subject'>,
  query: Query = {},
  { language = 'en', gate = open } = {},
): Promise<Received> =>
  served(
    [overview],
    world.apiServices(gate),
    eventFor(overview, { query, headers: { 'accept-language': language }, claims: { sub: subject } }),
  );

const told = async (world: World, actor: Pick<Actor, 'subject'>, query?: Query) => {
  const { status, body } = await ask(world, actor, query);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};

const casesIn = (world: World): Case[] => world.store.all().map(({ current }) => current as Case);

describe('the overview of a shift', () => {
  it('tells what is overdue, by the unit in charge, and what is due within the hour', async () => {
    const handled = lifeAt('handling', {}, { id: ID(3) });
    const world = await worldOf(reportedAt(0), reportedAt(60), reportedAt(300, { grid: ELSEWHERE }), handled);
    const { dueAt } = (handled.current.state as { clock: { dueAt: Instant } }).clock;
    expect(dueAt > minutes(200)).toBe(true);
    // Two hours of dispatch: the first is overdue, the second due within the hour.
    world.moveTo(minutes(130));
    const body = await told(world, STAFF.township);
    expect(body.overdue).toEqual({
      count: 1,
      units: [{ code: committee.code, name: committee.name, count: 1 }],
    });
    expect(body.dueSoon.count).toBe(1);
    expect(body.dueSoon.items).toMatchObject([
      {
        id: ID(60),
        title: 'Piano at night',
        category: 'dispute.neighbour',
        stage: 'reported',
        unit: { code: committee.code },
        overdue: false,
        names: { category: 'Neighbours' },
      },
    ]);
    expect((await told(world, STAFF.police)).overdue).toEqual({ count: 0, units: [] });
  });

  it('is told to staff for their own area, to nobody else', async () => {
    const world = await worldOf(reportedAt(1));
    const refused = await ask(world, resident('lin-wei'));
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('staff whose own area holds that area');
    expect((await ask(world, STAFF.township, { area: '320613' })).status).toBe(403);
    expect((await ask(world, STAFF.county, { area: '320612' })).status).toBe(403);
    expect((await ask(world, STAFF.city, { area: '320612' })).status).toBe(200);
    expect((await ask(world, STAFF.city, { area: '320699' })).status).toBe(404);
    expect((await ask(world, STAFF.city, { areas: '320612' })).status).toBe(400);
    expect((await told(world, STAFF.county)).area).toBe('320613');
  });

  it('refuses a shift that began more than a day ago, or has yet to begin', async () => {
    const world = await worldOf(reportedAt(1));
    const now = world.now;
    expect((await ask(world, STAFF.city, { since: plusSeconds(now, -86_400) })).status).toBe(200);
    const early = await ask(world, STAFF.city, { since: plusSeconds(now, -86_401) });
    expect(early.body).toMatchObject({ type: 'urn:gridward:problem:period-too-long' });
    expect(JSON.stringify(early.body)).toContain('24 hours');
    const late = await ask(world, STAFF.city, { since: plusSeconds(now, 1) });
    expect(late.body).toMatchObject({ type: 'urn:gridward:problem:empty-window' });
  });

  it('tells what waits as the worklist has it', async () => {
    const life = lifeAt('handling', {}, { id: ID(1) });
    life.give(officer(police), { type: 'extend', reason: 'They are away.' });
    life.give(STAFF.county, { type: 'supervise', text: 'Hurry.' });
    const world = await worldOf(life, reportedAt(60));
    for (const actor of [STAFF.township, STAFF.police, STAFF.gridWorker, STAFF.townshipOfficer]) {
      const { body } = await served(
        [worklist],
        world.services(),
        eventFor(worklist, { claims: { sub: actor.subject }, headers: { 'accept-language': 'en' } }),
      );
      const whys = Map.groupBy(body.items as { why: string }[], ({ why }) => why);
      const counts = Object.fromEntries([...whys].map(([why, lines]) => [why, lines.length]));
      const { waiting } = await told(world, actor);
      expect(waiting.atLeast).toBeUndefined();
      expect(
        Object.fromEntries(
          waiting.items.map((item: { why: string; count: number }) => [item.why, item.count]),
        ),
      ).toEqual(counts);
    }
    const { waiting } = await told(world, STAFF.township);
    expect(waiting.items).toContainEqual({ why: 'approve', name: 'a request to decide', count: 1 });
  });

  it('tells operators, and nobody else, what is in trouble and lasts', async () => {
    const world = await worldOf(
      lifeAt('closed', {}, { id: ID(1) }),
      reportedAt(2),
      reportedAt(3, { grid: ELSEWHERE }),
    );
    for (const n of [1, 2, 3])
      for (const [trouble, part] of [
        ['undriven', ''],
        ['unrelayed', 'event-1'],
      ] as const)
        await world.store.noteTrouble(
          { kind: caseProcess.kind, id: ID(n) },
          { trouble, part, since: world.now, cause: 'Error: gone', listed: true },
          world.now,
        );
    expect((await told(world, STAFF.operator)).troubles).toEqual({
      undriven: { count: 2 },
      unrelayed: { count: 3 },
    });
    expect((await told(world, STAFF.operator, { area: '320613' })).troubles).toEqual({
      undriven: { count: 1 },
      unrelayed: { count: 2 },
    });
    expect(await told(world, STAFF.city)).not.toHaveProperty('troubles');
  });

  it('tells operators, and nobody else, which alarms ring, those that have rung longest first', async () => {
    const world = await worldOf(reportedAt(1));
    expect((await told(world, STAFF.operator)).alarms).toEqual([]);
    for (const [name, rings, minute] of [
      ['sweep-failing', true, 5],
      ['relay-behind', true, 2],
      ['case-parked', false, 3],
      // Of another deployment, and of a release before.
      ['test-relay-behind', true, 1],
      ['projector-late', true, 1],
    ] as const)
      await world.store.noteAlarm({ name, rings, since: minutes(minute) });
    const alarms = [
      { name: 'relay-behind', since: minutes(2) },
      { name: 'sweep-failing', since: minutes(5) },
    ];
    expect((await told(world, STAFF.operator)).alarms).toEqual(alarms);
    // They are of the whole city, whichever part is looked at.
    expect((await told(world, STAFF.operator, { area: '320613' })).alarms).toEqual(alarms);
    for (const actor of [STAFF.city, STAFF.county, STAFF.township, STAFF.police, STAFF.gridWorker])
      expect(await told(world, actor), actor.role).not.toHaveProperty('alarms');
    await world.store.noteAlarm({ name: 'relay-behind', rings: false, since: minutes(9) });
    expect((await told(world, STAFF.operator)).alarms).toEqual(alarms.slice(1));
  });

  it('says until when the calendar is known, and when that is soon', async () => {
    const world = await worldOf(reportedAt(1));
    const { calendar } = await told(world, STAFF.city);
    expect(calendar).not.toHaveProperty('note');
    // The 60th day before the end, that day included, is not soon; the next one is.
    world.moveTo(
      `${dayOf(plusSeconds(`${calendar.knownUntil}T04:00:00.000Z` as Instant, -59 * 86_400))}T04:00:00.000Z` as Instant,
    );
    expect((await told(world, STAFF.city)).calendar).not.toHaveProperty('note');
    world.moveTo(plusSeconds(world.now, 86_400));
    expect((await told(world, STAFF.city)).calendar.note).toContain('59 more days');
    const chinese = await ask(world, STAFF.city, {}, { language: 'zh' });
    expect(chinese.body.calendar.note).toContain('59 天');
  });

  it('says where there may be more than it has counted', async () => {
    const many = Array.from({ length: 70 }, (_, n) => new Life(filed({ id: ID(n) }, { now: MONDAY })));
    const world = await worldOf(...many);
    world.moveTo(minutes(119));
    // A sweep takes a page of each shard.
    for (let round = 0; round < 4; round += 1) await world.sweep();
    world.moveTo(minutes(420));
    const inTownship = await told(world, STAFF.township);
    expect(inTownship.overdue).toMatchObject({
      count: 60,
      atLeast: true,
      units: [{ count: 60, atLeast: true }],
    });
    const pressing = casesIn(world).filter(
      ({ state }) => 'clock' in state && isPressing(state.clock as never),
    );
    expect(pressing.length).toBeGreaterThan(60);
    const inCity = await told(world, STAFF.city);
    expect(inCity.overdue).toMatchObject({ count: pressing.length, units: [{ count: 60, atLeast: true }] });
    expect(inCity.overdue).not.toHaveProperty('atLeast');
  });

  it('reads 500 entries, and says so where there are more', { timeout: 60_000 }, async () => {
    const many = Array.from({ length: 505 }, (_, n) => new Life(filed({ id: ID(n) }, { now: MONDAY })));
    const world = await worldOf(...many);
    world.moveTo(minutes(119));
    for (let round = 0; round < 6; round += 1) await world.sweep();
    expect((await told(world, STAFF.city)).overdue).toEqual({ count: 0, units: [] });
    expect((await told(world, STAFF.city)).dueSoon).toMatchObject({ count: 500, atLeast: true });
    expect((await told(world, STAFF.committee)).waiting).toMatchObject({
      items: [{ why: 'dispatch', count: 500 }],
      atLeast: true,
    });
    world.moveTo(minutes(130));
    const { overdue, dueSoon } = await told(world, STAFF.city);
    expect(overdue).toMatchObject({ count: 500, atLeast: true });
    expect(dueSoon).toEqual({ count: 0, atLeast: true, items: [] });
  });

  it.each([
    ['a township', STAFF.township],
    ['a city', STAFF.city],
    ['an officer', STAFF.police],
    ['a grid worker', STAFF.gridWorker],
    ['an operator', STAFF.operator],
  ])('costs %s six reads of the store at most, and one of the statistics', async (_, actor) => {
    const world = await worldOf(reportedAt(1), lifeAt('handling', {}, { id: ID(2) }));
    world.moveTo(minutes(130));
    const { gate, calls } = counting();
    await ask(world, actor, {}, { gate });
    // What governs the city is remembered from one request to the next.
    const reads = calls().filter((call) => !['current', 'policy', 'calendar'].includes(call));
    expect(reads.filter((call) => call !== 'areasBelow').length).toBeLessThanOrEqual(6);
    expect(reads.filter((call) => call === 'areasBelow').length).toBeLessThanOrEqual(1);
    expect(reads).toContain('find');
  });

  it('has the numbers of a recount, whatever happens', { timeout: 60_000 }, async () => {
    const STAGES: Stage[] = ['reported', 'acknowledgement', 'handling', 'verification', 'closed'];
    const one = fc.record({
      stage: fc.constantFrom(...STAGES),
      severity: fc.constantFrom(...SEVERITIES),
      grid: fc.constantFrom(GRID, NORTH),
      minute: fc.integer({ min: 0, max: 90 }),
    });
    const met = { overdueAbove: 0, soonAbove: 0, soonBelow: 0, closed: 0, critical: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { minLength: 1, maxLength: 12, size: 'max' }),
        fc.integer({ min: 91, max: 240 }),
        fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 61, max: 3000 })),
        async (wishes, swept, later) => {
          const lives = wishes
            .toSorted((a, b) => a.minute - b.minute)
            .map(({ stage, severity, grid, minute }, n) => lifeIn(stage, n, { severity, grid, minute }));
          const world = await worldOf(...lives);
          world.moveTo(minutes(swept));
          for (let round = 0; round < 2; round += 1) await world.sweep();
          world.moveTo(minutes(swept + later));
          await project(world.store.stream, world.countingServices());
          const since = plusSeconds(world.now, -20 * 3600);
          for (const [actor, area] of [
            [STAFF.township, township.code.slice(0, 9)],
            [STAFF.city, '3206'],
            [STAFF.gridWorker, GRID],
          ] as const) {
            const body = await told(world, actor, { since });
            const within = casesIn(world).filter(({ grid }) => grid.startsWith(area));
            const due = within
              .filter(isOpen)
              .flatMap(({ state: { unit, clock } }) =>
                area.length > 6 || isPressing(clock) ? [{ unit: unit.code, dueAt: clock.dueAt }] : [],
              );
            const overdue = due.filter(({ dueAt }) => dueAt < world.now);
            const soon = due.filter(
              ({ dueAt }) => dueAt >= world.now && dueAt < plusSeconds(world.now, 3600),
            );
            expect(body.overdue.count).toBe(overdue.length);
            expect(body.dueSoon.count).toBe(soon.length);
            expect(body.dueSoon.items.length).toBe(Math.min(soon.length, 5));
            expect([body.overdue.atLeast, body.dueSoon.atLeast]).toEqual([undefined, undefined]);
            if (area === '3206') {
              met.overdueAbove += overdue.length;
              met.soonAbove += soon.length;
            } else met.soonBelow += soon.length;
            const byUnit = Map.groupBy(overdue, ({ unit }) => unit);
            expect(
              body.overdue.units
                .map(({ code, count }: { code: string; count: number }) => [code, count])
                .sort(),
            ).toEqual([...byUnit].map(([code, lines]) => [code, lines.length]).sort());
            const histories = await Promise.all(within.map(({ id }) => world.history(id)));
            const days = new Map<string, { filed: number; filedCritical: number; closed: number }>();
            for (const { type, at, ...event } of histories.flat()) {
              const counts = days.get(dayOf(at)) ?? { filed: 0, filedCritical: 0, closed: 0 };
              if (type === 'reported') {
                counts.filed += 1;
                const { matter } = event as unknown as { matter: { severity: Severity } };
                if (matter.severity === 'critical') counts.filedCritical += 1;
              }
              if (type === 'closed') counts.closed += 1;
              days.set(dayOf(at), counts);
            }
            for (const counts of days.values()) {
              met.closed += counts.closed;
              met.critical += counts.filedCritical;
            }
            expect(body.days.length).toBeGreaterThan(0);
            for (const { day, ...counts } of body.days)
              expect(counts).toMatchObject(days.get(day) ?? { filed: 0, filedCritical: 0, closed: 0 });
          }
        },
      ),
      { numRuns: 80 },
    );
    for (const [what, times] of Object.entries(met)) expect(times, what).toBeGreaterThan(0);
  });
});

const lifeIn = (
  stage: Stage,
  n: number,
  { severity, grid, minute }: { severity: Severity; grid: string; minute: number },
): Life => {
  const over = { id: ID(n + 1), reportedAt: minutes(minute), severity, grid };
  return stage === 'reported'
    ? new Life(filed(over, { now: minutes(minute) }))
    : lifeAt(stage, { now: minutes(minute) }, over);
};
