import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Position } from '#domain/place/coordinates.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import type { Current } from '#shared/store/edition.ts';
import type { Job } from '#shared/store/jobs.ts';
import { locate } from '#shared/use-cases/locate.ts';
import { runJobs } from '../../functions/sweep/run-jobs.ts';
import { CITIES_DIRECTORY } from '../../infra/city.ts';
import { type ImportOptions, importCity } from '../../tools/city/import-city.ts';
import { atStage, caseOf, eventsOf, local, person, reportAs } from './city.ts';
import { countingServices, storeOn } from './counting.ts';

/**
 * A grid with five corners is split along the line between two of them: A, B, E lie in the west, B, C, D, E in the
 * east. Its neighbours stay as they are.
 */
const COMMUNITY = '320613001001';
const OLD = `${COMMUNITY}003`;
const WEST = `${COMMUNITY}005`;
const EAST = `${COMMUNITY}006`;
const A: Position = [120.911856, 31.965672];
const B: Position = [120.916044, 31.957743];
const C: Position = [120.920677, 31.961792];
const D: Position = [120.920526, 31.962784];
const E: Position = [120.916573, 31.96752];
const middleOf = (...corners: Position[]) => ({
  lon: corners.reduce((sum, [lon]) => sum + lon, 0) / corners.length,
  lat: corners.reduce((sum, [, lat]) => sum + lat, 0) / corners.length,
});
const IN_THE_WEST = middleOf(A, B, E);
const IN_THE_EAST = middleOf(B, C, D, E);

/** How long a function keeps its pointer, and a little. */
const POINTER_SECONDS = 3;

const { services, client } = countingServices();
/** A sweep that knows what is in force at this moment, as one that starts now. */
const sweeping = () => ({ ...services, store: storeOn(client) });
const operator = person('operator-01');

const pointer = (): Promise<Current> => services.store.city.stored();
const rehoming = async (): Promise<Job | undefined> =>
  (await operator.get('/operations/jobs')).body.items.find(({ kind }: Job) => kind === 'rehome');

/** Sweeps as they come, a minute apart, until the job is done. */
const finish = async (): Promise<Job> => {
  for (let minutes = 0; minutes < 6; minutes++) {
    const later = () => plusSeconds(services.now(), minutes * 60);
    expect(await runJobs({ ...sweeping(), now: later })).toEqual({ failed: 0 });
    const job = await rehoming();
    if (job?.finishedAt !== undefined) return job;
  }
  throw new Error('the job does not come to its end');
};

interface Feature {
  properties: { code: string };
  geometry: unknown;
}

/** The city's folder with the grid split; whoever reported without a point is told to live in the west. */
const splitCity = (): string => {
  const directory = mkdtempSync(join(tmpdir(), 'gridward-split-'));
  cpSync(CITIES_DIRECTORY, directory, { recursive: true });
  const file = (name: string) => join(directory, 'nantong', name);
  const areas = readFileSync(file('areas.csv'), 'utf8')
    .split('\n')
    .flatMap((row) =>
      row.startsWith(`${OLD},`) ? [WEST, EAST].map((code) => row.replace(OLD, code)) : [row],
    );
  writeFileSync(file('areas.csv'), areas.join('\n'));
  const grids = JSON.parse(gunzipSync(readFileSync(file('grids.geojson.gz'))).toString());
  const half = (code: string, ring: Position[]) => ({
    type: 'Feature',
    properties: { code },
    geometry: { type: 'Polygon', coordinates: [ring] },
  });
  grids.features = grids.features.flatMap((feature: Feature) =>
    feature.properties.code === OLD ? [half(WEST, [A, B, E, A]), half(EAST, [B, C, D, E, B])] : [feature],
  );
  writeFileSync(file('grids.geojson.gz'), gzipSync(JSON.stringify(grids)));
  writeFileSync(file('successors.csv'), `old,new,note\n${OLD},${WEST},split along the canal\n`);
  return directory;
};

const ASKED = { approval: 'bySecondPerson', by: 'operator-01', reason: '网格调整' } as const;

const importing = (options: Partial<ImportOptions> = {}) =>
  importCity({
    city: local.city,
    grids: openCityImport({ gridsTable: local.gridsTable, client }),
    ...options,
  });

const gridAt = async ({ lon, lat }: { lon: number; lat: number }): Promise<string> =>
  (await person('township-01').get(`/grids/locate?lon=${lon}&lat=${lat}`)).body.grid;

let before: Current;
let directory: string;
const cases: Record<'west' | 'east' | 'unknown' | 'closed', string> = {
  west: '',
  east: '',
  unknown: '',
  closed: '',
};

beforeAll(async () => {
  before = await pointer();
  directory = splitCity();
  cases.west = await reportAs('resident-01', { grid: undefined, point: IN_THE_WEST });
  cases.east = await reportAs('resident-01', { grid: undefined, point: IN_THE_EAST });
  cases.unknown = await reportAs('resident-01', { grid: OLD });
  const settled = await person('grid-worker-01').post('/cases/self-handled', {
    title: '楼道堆物',
    description: '已当场清理。',
    category: 'environment.waste',
    grid: OLD,
    result: '当场清理完毕。',
  });
  expect(settled.status, JSON.stringify(settled.body)).toBe(201);
  cases.closed = settled.body.id;
  for (const id of [cases.west, cases.east, cases.unknown]) await atStage(id, 'acknowledgement');
});

/** Whatever has happened: the city's own borders, cases in them, and every function sees them. */
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  if ((await pointer()).contentHash !== before.contentHash || (await pointer()).next) await importing();
  await sleep(POINTER_SECONDS * 1000);
});

describe('a grid that is split', () => {
  it('stays whole until the split takes effect, and no request sees half of it', async () => {
    const from = plusSeconds(services.now(), 60);
    const waiting = await importing({ directory, effective: from, ...ASKED });
    expect(waiting.outcome).toBe('waiting');
    expect(await pointer()).toEqual(before);
    const again = await importing({ directory, effective: from, ...ASKED });
    expect(again).toMatchObject({ outcome: 'unchanged', proposal: { id: waiting.proposal?.id } });
    const amendment = `/amendments/${waiting.proposal?.id}`;
    const { body: told } = await person('city-01').get(amendment);
    expect(told).toMatchObject({ kind: 'edition', state: 'proposed', effective: from });
    expect(told.warnings).toEqual([
      expect.objectContaining({ code: 'gridsGone', count: 1 }),
      expect.objectContaining({ code: 'gridsAdded', count: 2, of: [WEST, EAST] }),
      expect.objectContaining({ code: 'casesInGridsGone' }),
    ]);
    expect((await operator.post(`${amendment}/approve`, {})).status).toBe(403);
    const approved = await person('city-01').post(`${amendment}/approve`, {});
    expect(approved.status, JSON.stringify(approved.body)).toBe(200);
    const planned = await pointer();
    expect(planned).toMatchObject({ generation: before.generation, next: { from } });
    expect((await importing({ directory, effective: from, ...ASKED })).outcome).toBe('unchanged');
    const { body: editions } = await operator.get('/editions');
    expect(editions).toMatchObject({
      inForce: { borderVersion: before.generation },
      planned: { borderVersion: planned.next?.generation, from },
    });

    const at = (instant: Instant) => storeOn(client, () => Date.parse(instant)).city;
    const eve = at(plusSeconds(from, -1));
    expect((await locate(eve, IN_THE_EAST))?.grid).toBe(OLD);
    expect(await eve.area(EAST)).toBeUndefined();
    const after = at(from);
    expect(await locate(after, IN_THE_EAST)).toEqual({
      grid: EAST,
      borderVersion: planned.next?.generation,
    });
    expect(await after.area(OLD)).toBeUndefined();
    expect(await after.successor(OLD)).toBe(WEST);

    // Functions that read the pointer before the plan was written hold it for a minute.
    await sleep(Math.max(0, Date.parse(from) - Date.now()) + POINTER_SECONDS * 1000);
    expect([await gridAt(IN_THE_WEST), await gridAt(IN_THE_EAST)]).toEqual([WEST, EAST]);
    expect((await caseOf(cases.east)).grid).toBe(OLD);
  });

  it('takes its open cases into the right halves, and leaves the closed one where it was', async () => {
    expect((await person('city-01').post('/operations/jobs', { kind: 'rehome' })).status).toBe(403);
    const key = { 'idempotency-key': `rehome-${cases.west}` };
    const started = await operator.post('/operations/jobs', { kind: 'rehome' }, key);
    expect([started.status, started.body.examined]).toEqual([200, 0]);
    await runJobs(sweeping(), () => true);
    const again = await operator.post('/operations/jobs', { kind: 'rehome' }, key);
    expect(again.body).toEqual(started.body);
    const job = await finish();
    expect(job).toMatchObject({ failed: 0, unplaced: 0 });
    expect(job.changed).toBeGreaterThanOrEqual(3);

    const gridOf = async (id: string) => (await caseOf(id)).grid;
    expect(await Promise.all([cases.west, cases.east, cases.unknown, cases.closed].map(gridOf))).toEqual([
      WEST,
      EAST,
      WEST,
      OLD,
    ]);
    const rehomed = (await eventsOf(cases.east)).filter(({ type }: { type: string }) => type === 'rehomed');
    expect(rehomed).toHaveLength(1);
    expect(rehomed[0]).toMatchObject({
      by: { kind: 'rule', rule: 'rehome' },
      details: { from: OLD, grid: EAST, borderVersion: (await pointer()).next?.generation },
    });
  });

  it('is worked on like any other: the centres of the place answer for the case', async () => {
    const id = cases.east;
    // Its limits of seconds ran out while the functions waited for the split, and took it up to the city.
    const steps: [string, string, object][] = [
      ['city-01', 'designate', { unit: `${COMMUNITY.slice(0, 9)}-commandCenter`, reason: '请就近处置。' }],
      ['township-01', 'acknowledge', {}],
      ['township-01', 'submit-result', { result: '双方和解。' }],
      ['resident-01', 'comment', { text: '已解决。' }],
    ];
    for (const [subject, command, body] of steps) {
      const { status, body: told } = await person(subject).post(`/cases/${id}/${command}`, body);
      expect(status, JSON.stringify(told)).toBe(200);
    }
    expect((await caseOf(id)).unit.code).toBe(`${COMMUNITY}-committee`);
    expect(await reportAs('resident-01', { grid: EAST })).toMatch(/^[0-9A-Z]{26}$/);
  });

  it('gets its cases back when the split is undone, and tells of the one whose grid has no successor', async () => {
    const { outcome, current } = await importing();
    expect([outcome, current.contentHash]).toEqual(['imported', before.contentHash]);
    expect(current.next).toBeUndefined();
    expect((await operator.post('/operations/jobs', { kind: 'rehome' })).status).toBe(200);
    const job = await finish();
    // The one that named its grid only, and the report of the test before.
    expect(job.unplaced).toBe(2);
    expect([(await caseOf(cases.west)).grid, (await caseOf(cases.east)).grid]).toEqual([OLD, OLD]);
    expect((await caseOf(cases.unknown)).grid).toBe(WEST);
  });
});
