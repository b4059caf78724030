import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellsAround } from '#domain/place/cells.ts';
import { mergeCases } from '#shared/use-cases/merge-cases.ts';
import { findSimilar } from '../../functions/queries/similar.ts';
import {
  atStage,
  caseOf,
  deployedWorkflow,
  eventsOf,
  executionArn,
  GRID,
  person,
  reportAs,
  until,
  waitingAt,
} from './city.ts';
import { asks, countingServices, warm } from './counting.ts';

const { services, count, reset } = countingServices();
const { city } = services.store;
const problem = (code: string) => `urn:gridward:problem:${code}`;

/** No other test reports noise at a point. */
const NOISE = 'environment.noise';
/** Some 28 m of longitude, 33 m of latitude and 2 km of latitude. */
const [EAST, NORTH, FAR_NORTH] = [0.0003, 0.0003, 0.018];

let place: { lon: number; lat: number };
beforeAll(async () => {
  await warm(city);
  const area = await city.area(GRID);
  place = { lon: area?.lon ?? 0, lat: area?.lat ?? 0 };
});

/** A noise near the middle of the grid, dispatched. */
const noise = async (subject: string, east = 0, north = 0, over: object = {}): Promise<string> => {
  const point = { lon: place.lon + east, lat: place.lat + north };
  const id = await reportAs(subject, { grid: undefined, point, category: NOISE, title: '夜间施工', ...over });
  await until(
    () => caseOf(id, 'city-01'),
    ({ stage }) => stage !== 'reported',
  );
  return id;
};

interface Suggestion {
  id: string;
  metres: number;
  title?: string;
}

const similarTo = async (category: string, subject = 'township-01', at = {}): Promise<Suggestion[]> => {
  const query = new URLSearchParams({ ...place, category, ...at } as unknown as Record<string, string>);
  const { status, body } = await person(subject).get(`/cases/similar?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body.items;
};

const idsOf = (items: readonly Suggestion[]) => items.map(({ id }) => id);

const merge = (subject: string, id: string, into: string, headers: Record<string, string> = {}) =>
  person(subject).post(`/cases/${id}/merge`, { into, reason: '同一事项。' }, headers);

/** Several noises at once, the oldest first: that one goes on. */
const noises = async (...reporters: string[]): Promise<string[]> => {
  const ids = await Promise.all(reporters.map((reporter) => noise(reporter)));
  const filed = await Promise.all(ids.map(async (id) => ({ id, ...(await caseOf(id, 'city-01')) })));
  return filed
    .sort((a, b) => (`${a.reportedAt} ${a.id}` < `${b.reportedAt} ${b.id}` ? -1 : 1))
    .map(({ id }) => id);
};

const stageOf = async (id: string) => (await caseOf(id, 'city-01')).stage;

describe('three reports of one noise by three people', () => {
  let first: string;
  let second: string;
  let third: string;
  let otherCategory: string;

  beforeAll(async () => {
    first = await noise('resident-01');
    // Signed for at once: its short limit would otherwise run out meanwhile.
    expect((await person('committee-01').post(`/cases/${first}/acknowledge`, {})).status).toBe(200);
    [second, third, otherCategory] = await Promise.all([
      noise('resident-02', EAST),
      noise('police-01', 0, 2 * NORTH),
      noise('resident-01', 0, 0, { category: 'streetOrder.streetVending' }),
      noise('resident-01', 0, FAR_NORTH),
    ]);
    const settled = await person('grid-worker-01').post('/cases/self-handled', {
      title: '夜间施工',
      description: '已劝停。',
      category: NOISE,
      point: place,
      result: '已劝停。',
    });
    expect(settled.status).toBe(201);
  });

  it('are suggested to each other, nearest first, and neither what is far, nor another kind, nor what has ended', async () => {
    const found = await similarTo(NOISE);
    expect(idsOf(found)).toEqual([first, second, third]);
    expect(found.map(({ metres }) => metres)).toEqual([0, 28, 67]);
    // From a telephone, in its coordinates.
    const phone = { lon: place.lon + 0.0045, lat: place.lat - 0.0021, crs: 'GCJ02' };
    expect(idsOf(await similarTo(NOISE, 'township-01', phone))).toContain(first);
  });

  it('are suggested for the kinds above and below, not beside', async () => {
    expect(idsOf(await similarTo('environment'))).toEqual([first, second, third]);
    expect(await similarTo('environment.waste')).toEqual([]);
    expect(idsOf(await similarTo('streetOrder'))).toContain(otherCategory);
  });

  it('show their titles only to those who may see them', async () => {
    const titled = async (subject: string) =>
      idsOf((await similarTo(NOISE, subject)).filter(({ title }) => title === '夜间施工'));
    expect(await titled('township-01')).toEqual([first, second, third]);
    expect(await titled('resident-02')).toEqual([second]);
    expect(await titled('lawyer-01')).toEqual([]);
  });

  it('are not merged by whom it does not concern, nor into what cannot take them in', async () => {
    const elsewhere = await reportAs('resident-01', { grid: '320612001001001' });
    const ended = await person('grid-worker-01').post('/cases/self-handled', {
      title: '夜间施工',
      description: '已劝停。',
      category: NOISE,
      grid: GRID,
      result: '已劝停。',
    });
    const refused = async (subject: string, into: string) => {
      const { status, body } = await merge(subject, second, into);
      return [status, body.type, body.field];
    };
    expect(await refused('resident-02', first)).toEqual([403, problem('forbidden'), undefined]);
    expect(await refused('grid-worker-01', first)).toEqual([403, problem('forbidden'), undefined]);
    expect(await refused('lawyer-01', first)).toEqual([404, problem('unknown-case'), undefined]);
    expect(await refused('city-01', second)).toEqual([422, problem('merge-into-itself'), 'into']);
    expect(await refused('city-01', '01ARZ3NDEKTSV4RRFFQ69G5FAV')).toEqual([
      422,
      problem('unknown-target'),
      'into',
    ]);
    expect(await refused('county-01', elsewhere)).toEqual([422, problem('unknown-target'), 'into']);
    expect(await refused('city-01', ended.body.id)).toEqual([409, problem('wrong-stage'), 'into']);
    expect(await stageOf(second)).toBe('acknowledgement');
    expect((await eventsOf(first)).map(({ type }: { type: string }) => type)).not.toContain('absorbed');
  });

  it('become one when both are merged into the first at the same time, and a repetition changes nothing', async () => {
    // The first is handled already: so the county asks, and the city decides.
    for (const source of [second, third]) {
      const { status, body } = await merge('county-01', source, first);
      expect([status, body.stage], JSON.stringify(body)).toEqual([200, 'acknowledgement']);
      expect((await caseOf(source, 'county-01')).request).toMatchObject({
        kind: 'merge',
        reason: '同一事项。',
      });
      expect((await person('county-01').post(`/cases/${source}/approve`, {})).status).toBe(403);
    }
    const key = { 'idempotency-key': randomUUID() };
    const approve = (source: string, headers = {}) =>
      person('city-01').post(`/cases/${source}/approve`, {}, headers);
    const [one, two] = await Promise.all([approve(second, key), approve(third)]);
    expect([one.status, two.status], JSON.stringify([one.body, two.body])).toEqual([200, 200]);
    expect(one.body).toMatchObject({ id: second, stage: 'merged' });
    expect((await approve(second, key)).body).toEqual(one.body);

    const history = await eventsOf(first);
    const absorbed = history.filter(({ type }: { type: string }) => type === 'absorbed');
    const taken = absorbed.map(({ details }: { details: { caseId: string } }) => details.caseId);
    expect(taken.sort()).toEqual([second, third].sort());
    for (const source of [second, third]) {
      expect(await caseOf(source, 'city-01')).toMatchObject({ stage: 'merged', into: first });
      await waitingAt(source, 'Case is closed');
      await until(
        () => deployedWorkflow().isRunning(executionArn(source)),
        (running) => !running,
      );
    }
    expect(idsOf(await similarTo(NOISE))).toEqual([first]);
  });

  it('leave one assignment, and go on as one to the end, before the eyes of all who reported', async () => {
    const worklist = await person('committee-01').get('/worklist?limit=100');
    const listed = worklist.body.items.map(({ id }: { id: string }) => id);
    expect(listed.filter((id: string) => [first, second, third].includes(id))).toEqual([first]);
    const assignments = (await eventsOf(first)).filter(({ type }: { type: string }) => type === 'assigned');
    expect(assignments).toHaveLength(1);

    for (const reporter of ['resident-01', 'resident-02', 'police-01']) {
      expect((await person(reporter).get(`/cases/${first}`)).status, reporter).toBe(200);
      const told = await eventsOf(first, reporter);
      expect(told.map(({ type }: { type: string }) => type)).toContain('absorbed');
    }
    // Neither the unit that handles the case nor those who reported it learn who else did.
    const knownTo = async (subject: string) => {
      const read = [`/cases/${first}`, `/cases/${first}/events?limit=100`].map((path) =>
        person(subject).get(path),
      );
      const said = JSON.stringify((await Promise.all(read)).map(({ body }) => body));
      return ['resident-01', 'resident-02', 'police-01'].filter((reporter) => said.includes(reporter));
    };
    expect(await knownTo('committee-01')).toEqual([]);
    expect(await knownTo('resident-02')).toEqual([]);
    expect(await knownTo('resident-01')).toEqual(['resident-01']);
    expect(await knownTo('county-01')).toEqual(['resident-01']);
    const steps: [string, string, object, string][] = [
      ['committee-01', 'submit-result', { result: '已约定夜间停工。' }, 'verification'],
      ['township-01', 'verify', { passed: true, instead: '网格员请假' }, 'followUp'],
      ['resident-02', 'follow-up', { satisfied: true, rating: 5 }, 'followUp'],
      ['police-01', 'follow-up', { satisfied: true }, 'followUp'],
      ['resident-01', 'follow-up', { satisfied: true }, 'closed'],
    ];
    for (const [subject, command, body, stage] of steps) {
      const answer = await person(subject).post(`/cases/${first}/${command}`, body);
      expect([answer.status, answer.body.stage], JSON.stringify(answer.body)).toEqual([200, stage]);
    }
    await waitingAt(first, 'Case is closed');
  });
});

describe('merging', () => {
  it('ends one of two cases that are merged into each other at the same time, never both', async () => {
    const [older = '', younger = ''] = await noises('resident-01', 'resident-02');
    const [wrong, right] = await Promise.all([
      merge('city-01', older, younger),
      merge('county-01', younger, older),
    ]);
    expect(right.status, JSON.stringify(right.body)).toBe(200);
    // Too early it learns that the older one goes on, too late that the other one does no more.
    expect([problem('merge-into-younger'), problem('goes-on-elsewhere')]).toContain(wrong.body.type);
    expect(await Promise.all([stageOf(older), stageOf(younger)])).toEqual(['acknowledgement', 'merged']);
  });

  it('happens once when two people order it at the same time', async () => {
    const [target = '', source = ''] = await noises('resident-01', 'resident-02');
    const answers = await Promise.all([merge('city-01', source, target), merge('county-01', source, target)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const absorbed = (await eventsOf(target)).filter(({ type }: { type: string }) => type === 'absorbed');
    expect(absorbed).toHaveLength(1);
  });

  it('hands on those who were taken in before', async () => {
    const [one = '', two = '', three = ''] = await noises('resident-01', 'resident-02', 'police-01');
    expect((await merge('city-01', three, two)).status).toBe(200);
    expect((await merge('city-01', two, one)).status).toBe(200);
    for (const reporter of ['resident-01', 'resident-02', 'police-01'])
      expect((await person(reporter).get(`/cases/${one}`)).status, reporter).toBe(200);
  });

  it('tells whoever speaks in the merged case where it goes on', async () => {
    const [older = '', younger = ''] = await noises('resident-01', 'resident-02');
    expect((await merge('city-01', younger, older)).status).toBe(200);
    const said = async (subject: string, command: string, body: object) => {
      const answer = await person(subject).post(`/cases/${younger}/${command}`, body);
      return [answer.status, answer.body.type, answer.body.into];
    };
    const text = '还在施工。';
    const elsewhere = [409, problem('goes-on-elsewhere'), older];
    expect(await said('resident-02', 'comment', { text })).toEqual(elsewhere);
    expect(await said('city-01', 'comment', { text })).toEqual(elsewhere);
    expect(await said('resident-01', 'comment', { text })).toEqual([404, problem('unknown-case'), undefined]);
  });

  it('ends joint handling too: no part stays open on anybody’s list', async () => {
    const target = await reportAs('resident-02');
    const joint = await reportAs('resident-01');
    await atStage(joint, 'acknowledgement');
    await person('township-01').post(`/cases/${joint}/acknowledge`, {});
    const whistled = await person('township-01').post(`/cases/${joint}/whistle`, {
      template: 'threeOffice',
      ask: '请协助。',
    });
    expect(whistled.status).toBe(200);
    await atStage(target, 'acknowledgement');
    expect((await merge('county-01', joint, target)).body.stage).toBe('joint');
    expect((await person('city-01').post(`/cases/${joint}/approve`, {})).body.stage).toBe('merged');
    await waitingAt(joint, 'Case is closed');
    const { body } = await person('judicial-01').get('/worklist?limit=100');
    expect(body.items.map(({ id }: { id: string }) => id)).not.toContain(joint);
  });

  it('takes at most 4 requests, and suggestions one for each cell that the circle touches and one more', async () => {
    const [target = '', source = ''] = await noises('resident-01', 'resident-02');
    reset();
    const request = asks('city-01');
    await mergeCases({
      services,
      id: source,
      into: target,
      reason: '同一事项。',
      request,
      seenVersion: undefined,
    });
    expect(count.requests).toHaveLength(4);

    reset();
    const query = { ...place, crs: 'WGS84' as const, category: NOISE };
    const asked = { params: undefined, body: undefined, language: 'en' as const };
    await findSimilar.run({ ...asked, query, subject: 'township-01' }, services);
    const cells = cellsAround([place.lon, place.lat], 200).length;
    expect(cells).toBeLessThanOrEqual(4);
    expect(count.requests).toEqual([...Array(cells).fill('QueryCommand'), 'BatchGetItemCommand']);
  });
});
