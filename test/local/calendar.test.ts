import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import type { Policy } from '#domain/policy/policy.ts';
import { type CalendarYear, epochDay, isWorkingDay } from '#domain/time/calendar.ts';
import { deadlineOf } from '#domain/time/deadline.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import type { Limit } from '#domain/time/limit.ts';
import { officeTimeBetween } from '#domain/time/office-time.ts';
import { openDocuments } from '#shared/store/dynamodb/documents.ts';
import { currentKey } from '#shared/store/dynamodb/grids-table.ts';
import type { Current } from '#shared/store/edition.ts';
import type { Job } from '#shared/store/jobs.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';
import { runJobs } from '../../functions/sweep/run-jobs.ts';
import { CITIES_DIRECTORY } from '../../infra/city.ts';
import { amend, atStage, caseOf, eventsOf, local, person, reportAs } from './city.ts';
import { countingServices, storeOn } from './counting.ts';

/**
 * The demo city's limits are seconds and know no office time. Here cases are filed under a policy whose limits reach
 * over a working day that a corrected notice makes a rest day.
 */
const LIMITS: Record<string, Limit> = {
  environment: { value: 3, unit: 'workDay' },
  cityFacility: { value: 12, unit: 'workHour' },
  dispute: { value: 60, unit: 'naturalDay' },
  streetOrder: { value: 200, unit: 'urgentHour' },
};
/** For the case that is suspended. */
const HANDLING: Limit = { value: 2, unit: 'workDay' };
const MOVED = ['environment', 'cityFacility'];

/** How long a function keeps its pointer, and a little. */
const POINTER_MS = 3_000;

const { services, client } = countingServices();
/** A sweep that knows what is in force at this moment, as one that starts now. */
const sweeping = () => ({ ...services, store: storeOn(client) });
const operator = person('operator-01');

let policy: Policy;
let before: Current;
const cases = new Map<string, string>();

const pointer = (): Promise<Current> => services.store.city.stored();
const recalculation = async (): Promise<Job> =>
  (await operator.get('/operations/jobs')).body.items.find(({ kind }: Job) => kind === 'recalculate');

/** Sweeps as they come, a minute apart, until the job is done. */
const finish = async (): Promise<Job> => {
  for (let minutes = 0; minutes < 6; minutes++) {
    const later = () => plusSeconds(services.now(), minutes * 60);
    expect(await runJobs({ ...sweeping(), now: later })).toEqual({ failed: 0 });
    const job = await recalculation();
    if (job.finishedAt !== undefined) return job;
  }
  throw new Error('the job does not come to its end');
};

/** The notice of a year, or one of New Year's Day alone where none has come yet. */
const noticeOf = (year: number): CalendarYear => {
  const file = join(CITIES_DIRECTORY, 'nantong', 'calendars', `${year}.json`);
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : {
        year,
        source: ['https://notice.example'],
        knownUntil: `${year}-12-31`,
        days: [{ date: `${year}-01-01`, name: '元旦', rest: true }],
      };
};

/** The next working day after today, in Shanghai. */
const nextWorkday = async (): Promise<string> => {
  const calendar = await services.store.city.calendar(before.calendarVersion);
  for (let ahead = 1; ; ahead++) {
    const date = new Date(Date.now() + (ahead * 24 + 8) * 3_600_000).toISOString().slice(0, 10);
    if (isWorkingDay(calendar, epochDay(date))) return date;
  }
};

/** The notice with one more day of rest; the years up to it are loaded where none has come yet. */
const correction = async (): Promise<CalendarYear> => {
  const date = await nextWorkday();
  const year = Number(date.slice(0, 4));
  const { knownUntil } = await services.store.city.calendar(before.calendarVersion);
  for (let missing = Number(knownUntil.slice(0, 4)) + 1; missing < year; missing++)
    await amend({ calendarYear: noticeOf(missing) });
  const notice = noticeOf(year);
  const rest = { date, name: '更正', rest: true };
  return { ...notice, days: [...notice.days.filter((day) => day.date !== date), rest] };
};

const clockOf = async (category: string) => (await caseOf(cases.get(category) ?? '')).clock;
const recalculationsOf = async (category: string) =>
  (await eventsOf(cases.get(category) ?? '')).filter(({ type }: { type: string }) => type === 'recalculated');

beforeAll(async () => {
  before = await pointer();
  await finish();
  policy = (await operator.get('/policy')).body.policy;
  const limits = Object.entries(LIMITS).map(([category, limit]) => ({
    stage: 'acknowledgement' as const,
    category,
    limit,
  }));
  const twoDays = { stage: 'handling' as const, category: 'residentRequest', limit: HANDLING };
  await amend({
    policy: { ...policy, version: 'calendar-test', limits: [...policy.limits, ...limits, twoDays] },
  });
  await sleep(POINTER_MS);
  for (const category of Object.keys(LIMITS))
    cases.set(category, await reportAs('resident-01', { category }));
  for (const id of cases.values()) await atStage(id, 'acknowledgement');
}, 180_000);

/** The policy first: what is filed later by other tests is filed under the demo city's again. */
afterAll(async () => {
  await amend({ earlier: { kind: 'policy', version: policy.version } });
  await openDocuments(client).update({
    TableName: local.gridsTable,
    Key: currentKey,
    UpdateExpression: 'SET calendarVersion = :version',
    ExpressionAttributeValues: { ':version': before.calendarVersion },
  });
  // No request has told of this calendar: the sweep sees for itself that it is another one.
  expect((await finish()).calendarVersion).toBe(before.calendarVersion);
  for (const category of MOVED) expect(await recalculationsOf(category)).toHaveLength(2);
  await sleep(POINTER_MS);
}, 180_000);

describe('a corrected calendar', () => {
  it('is proposed by operators only, and only when it fits the years around it', async () => {
    const proposed = (calendarYear: CalendarYear, subject = 'operator-01') =>
      person(subject).post('/amendments', { reason: '更正', calendarYear });
    const notice = noticeOf(2026);
    expect((await proposed(notice, 'city-01')).status).toBe(403);
    const days = [...notice.days, { date: '2026-01-01', name: '元旦', rest: true }];
    const twice = await proposed({ ...notice, days });
    expect([twice.status, twice.body.type, twice.body.field]).toEqual([
      422,
      'urn:gridward:problem:invalid-calendar',
      `calendarYear.days.${days.length - 1}.date`,
    ]);
    expect((await proposed({ ...notice, year: 2040 })).status).toBe(422);
    const same = await proposed(notice);
    expect([same.status, same.body.type]).toEqual([409, 'urn:gridward:problem:in-force-already']);
    expect((await pointer()).calendarVersion).toBe(before.calendarVersion);
    const { body } = await person('police-01').get('/calendars');
    expect(body.calendarVersion).toBe(before.calendarVersion);
    expect((await person('police-01').get('/calendars/2026')).body).toEqual(notice);
  });

  it('moves exactly the deadlines that it touches, and goes on where it was interrupted', async () => {
    const stood = new Map<string, { dueAt: Instant; startedAt: Instant }>();
    for (const category of Object.keys(LIMITS)) stood.set(category, await clockOf(category));

    const notice = await correction();
    const { to: calendarVersion } = await amend({ calendarYear: notice });
    expect(await recalculation()).toMatchObject({ calendarVersion, pass: 1, examined: 0, changed: 0 });

    // A sweep whose time is up after every page, one that dies, and another that runs at the same time.
    let { examined } = await recalculation();
    for (let pages = 0; pages < 3; pages++) {
      await runJobs(sweeping(), () => true);
      const job = await recalculation();
      expect(job.examined).toBeGreaterThanOrEqual(examined);
      expect(job.finishedAt).toBeUndefined();
      examined = job.examined;
    }
    await expect(runJobs({ ...services, store: storeOn(dyingAfter(4)) })).rejects.toThrow('died');
    expect((await recalculation()).examined).toBeGreaterThanOrEqual(examined);
    await Promise.all([runJobs(sweeping()), runJobs(sweeping())]);
    const job = await finish();
    expect(job).toMatchObject({ calendarVersion, unplaced: 0, failed: 0 });
    expect(job.changed).toBeGreaterThanOrEqual(MOVED.length);

    const calendar = await services.store.city.calendar(calendarVersion);
    for (const [category, limit] of Object.entries(LIMITS)) {
      const { startedAt, dueAt: from } = stood.get(category)!;
      const to = (await clockOf(category)).dueAt;
      expect(to, category).toBe(deadlineOf(startedAt, limit, calendar).dueAt);
      const told = await recalculationsOf(category);
      if (!MOVED.includes(category)) {
        expect([to, told], category).toEqual([from, []]);
        continue;
      }
      expect(to > from, category).toBe(true);
      expect(told, category).toHaveLength(1);
      expect(told[0]).toMatchObject({
        by: { kind: 'rule', rule: 'recalculate' },
        details: { calendarVersion, changes: [{ moved: { from, to } }] },
      });
      expect(told[0].text).toContain(calendarVersion);
    }
  });
});

describe('a suspension over a holiday', () => {
  it('keeps what was used, uses nothing of the rest days, and ends by itself at its date', async () => {
    const calendar = await services.store.city.calendar((await pointer()).calendarVersion);
    const id = await reportAs('resident-01', { category: 'residentRequest' });
    await atStage(id, 'acknowledgement');
    const give = async (subject: string, command: string, body: object) => {
      const answer = await person(subject).post(`/cases/${id}/${command}`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    };
    await give('committee-01', 'acknowledge', {});
    const until = plusSeconds(services.now(), 8 * 86_400);
    await give('committee-01', 'suspend', { until, reason: '等待天气转晴施工' });
    await give('township-01', 'approve', {});
    const { clock } = await caseOf(id);
    expect(clock).toMatchObject({ paused: true, limit: HANDLING });
    const history = await eventsOf(id);
    const suspendedAt = history.find(({ type }: { type: string }) => type === 'suspended').at;

    const advanceAt = (now: Instant) =>
      applyRule({
        services: { ...services, now: () => now },
        definition: caseProcess,
        id,
        rule: { type: 'advanceClock' },
      });
    await advanceAt(plusSeconds(until, -60));
    expect(await eventsOf(id)).toHaveLength(history.length);
    // The sweep comes an hour late: the clock runs again from the date.
    await advanceAt(plusSeconds(until, 3600));

    const used = officeTimeBetween(Date.parse(clock.startedAt), Date.parse(suspendedAt), calendar);
    const left = 16 * 3_600_000 - used;
    const resumed = (await eventsOf(id)).find(({ type }: { type: string }) => type === 'resumed');
    expect(resumed.by).toEqual({ kind: 'rule', rule: 'suspension/end' });
    expect(resumed.details.moved).toEqual({
      from: clock.dueAt,
      to: deadlineOf(until, { value: left / 3_600_000, unit: 'workHour' }, calendar).dueAt,
    });
    // The days of the suspension hold the holiday of the corrected notice; not one of them was used.
    expect(
      calendar.days.some(
        ({ date, rest }) => rest && date > suspendedAt.slice(0, 10) && date < until.slice(0, 10),
      ),
    ).toBe(true);
  });
});

/** A client whose connection breaks after so many requests. */
const dyingAfter = (requests: number): typeof client => {
  let left = requests;
  const send = (command: never) => {
    if (left-- <= 0) throw new Error('died');
    return client.send(command);
  };
  return { send } as unknown as typeof client;
};
