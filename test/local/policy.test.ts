import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '#domain/policy/policy.ts';
import type { Current } from '#shared/store/edition.ts';
import { amend, atStage, caseOf, GRID, person, reportAs, TOWNSHIP_CENTRE, until } from './city.ts';
import { countingServices } from './counting.ts';

/** A township in which no other test reports anything. */
const QUIET_GRID = '320613002001001';
const QUIET_TOWNSHIP = QUIET_GRID.slice(0, 9);
const QUIET_COMMITTEE = '320613002001-committee';
const QUIET_CENTRE = '320613002-commandCenter';

/** How long a function keeps its pointer to the policy in use, and a little. */
const POINTER_MS = 3_000;

const operator = person('operator-01');
const started = new Date().toISOString();
let original: Policy;

const HALF_A_MINUTE = { value: 0.0083333333, unit: 'urgentHour' as const };
/** The present policy with street order at the townships' centres and half the time for the environment. */
const changed = (version: string): Policy => ({
  ...original,
  version,
  limits: [...original.limits, { stage: 'handling', category: 'environment', limit: HALF_A_MINUTE }],
  duties: [
    ...original.duties.filter(({ category }) => category !== 'streetOrder'),
    { category: 'streetOrder', kind: 'commandCenter', level: 'township' },
  ],
});

const proposed = (policy: Policy | object, subject = 'operator-01') =>
  person(subject).post('/amendments', { reason: '自动测试', policy });

const { services } = countingServices();
const pointer = (): Promise<Current> => services.store.city.stored();

beforeAll(async () => {
  const { status, body } = await operator.get('/policy');
  expect(status).toBe(200);
  original = body.policy;
});

/** Other tests find the city as this one found it, in every function. */
afterAll(async () => {
  const back = await amend({ earlier: { kind: 'policy', version: original.version } });
  expect(back).toMatchObject({ state: 'inForce', to: original.version });
  await sleep(POINTER_MS);
});

describe('the policy in use', () => {
  it('is shown to staff with its version, and to nobody else', async () => {
    const { body } = await person('police-01').get('/policy');
    expect(body.version).toBe('nantong-demo-4');
    expect(body.policy.version).toBe('nantong-demo-4');
    expect(body.policy.categories.length).toBeGreaterThan(40);
    expect((await person('resident-01').get('/policy')).status).toBe(403);
  });
});

describe('a dry run', () => {
  it('names exactly the cases that another policy treats otherwise, and changes nothing', async () => {
    const report = (category: string) => reportAs('resident-01', { category, grid: QUIET_GRID });
    const parking = await report('streetOrder.illegalParking');
    const noise = await report('environment.noise');
    const dispute = await report('dispute.neighbour');
    for (const id of [parking, noise, dispute])
      await until(
        () => caseOf(id, 'county-01'),
        ({ stage }) => stage === 'acknowledgement',
      );
    const before = await pointer();
    const trial = { policy: changed('trial'), area: QUIET_TOWNSHIP, from: started };
    const asked = { ...trial, to: new Date(Date.now() + 1000).toISOString() };

    const { status, body } = await person('county-01').post('/policy/dry-run', asked);
    expect(status, JSON.stringify(body)).toBe(200);
    expect(body).toMatchObject({ policyVersion: 'trial', examined: 3, differing: 2, complete: true });
    expect(body.cases).toEqual([
      {
        id: parking,
        routed: {
          before: expect.objectContaining({ code: QUIET_COMMITTEE }),
          after: expect.objectContaining({ code: QUIET_CENTRE }),
        },
      },
      {
        id: noise,
        due: {
          before: expect.objectContaining({ limit: { value: 0.0166666667, unit: 'urgentHour' } }),
          after: expect.objectContaining({ limit: HALF_A_MINUTE }),
        },
      },
    ]);
    const { due } = body.cases[1];
    expect(Date.parse(due.before.dueAt) - Date.parse(due.after.dueAt)).toBe(30_000);

    const ofCounty = await person('county-01').post('/policy/dry-run', { ...asked, area: '320613' });
    expect(ofCounty.status, JSON.stringify(ofCounty.body)).toBe(200);
    const ids = ofCounty.body.cases.map(({ id }: { id: string }) => id);
    expect(ids).toEqual(expect.arrayContaining([parking, noise]));
    const firstOnly = await operator.post('/policy/dry-run', { ...asked, limit: 1 });
    expect(firstOnly.body).toMatchObject({ examined: 1, complete: false });
    const same = await operator.post('/policy/dry-run', { ...asked, policy: original });
    expect(same.body).toMatchObject({ examined: 3, differing: 0, cases: [] });
    expect(await pointer()).toEqual(before);
  });

  it('is for operators and the dispatchers of county and city, each in their area', async () => {
    const asked = {
      policy: original,
      area: QUIET_TOWNSHIP,
      from: started,
      to: new Date(Date.now() + 1000).toISOString(),
    };
    for (const [subject, area, status] of [
      ['city-01', QUIET_TOWNSHIP, 200],
      ['county-01', '320612', 403],
      ['township-01', GRID.slice(0, 9), 403],
      ['police-01', QUIET_TOWNSHIP, 403],
      ['resident-01', QUIET_TOWNSHIP, 403],
    ] as const) {
      const answer = await person(subject).post('/policy/dry-run', { ...asked, area });
      expect([subject, answer.status]).toEqual([subject, status]);
    }
  });
});

describe('amending the policy', () => {
  it('refuses a wrong one with place and reason, and changes nothing', async () => {
    const before = await pointer();
    const wrong = [
      [{ ...original, version: 'wrong', returnQuota: 0 }, 'policy.returnQuota', 'from 1'],
      [
        {
          ...original,
          version: 'wrong',
          limits: [{ stage: 'handling', category: 'ghosts', limit: HALF_A_MINUTE }],
        },
        'policy.limits.0.category',
        'ghosts',
      ],
      [
        { ...original, version: 'wrong', duties: [{ category: 'dispute', unit: '3206-ghost' }] },
        'policy.duties.0.unit',
        'the city has no unit "3206-ghost"',
      ],
      [
        {
          ...original,
          version: 'wrong',
          duties: [{ category: 'dispute', unit: '3206-commandCenter', area: '320699' }],
        },
        'policy.duties.0.area',
        'the city has no area "320699"',
      ],
    ] as const;
    for (const [policy, field, reason] of wrong) {
      const { status, body } = await proposed(policy);
      expect([status, body.type]).toEqual([422, 'urn:gridward:problem:wrong-policy']);
      expect(body.errors).toContainEqual({ field, message: expect.stringContaining(reason) });
    }
    expect(await pointer()).toEqual(before);
  });

  it('is proposed by operators, and approved by nobody who proposed it', async () => {
    for (const subject of ['city-01', 'police-01', 'resident-01']) {
      const { status } = await proposed(changed('nobody-may'), subject);
      expect([subject, status]).toEqual([subject, 403]);
    }
    const { body } = await proposed(changed('of-one'));
    const before = await pointer();
    expect((await operator.post(`/amendments/${body.id}/approve`, {})).status).toBe(403);
    expect(await pointer()).toEqual(before);
    const withdrawn = await operator.post(`/amendments/${body.id}/withdraw`, { reason: '再议' });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn', decidedBy: 'operator-01' });
    const late = await person('city-01').post(`/amendments/${body.id}/approve`, {});
    expect([late.status, late.body.type]).toEqual([409, 'urn:gridward:problem:already-decided']);
  });

  it('takes a known version with the same content only, and not the one in force', async () => {
    const same = await proposed(original);
    expect([same.status, same.body.type]).toEqual([409, 'urn:gridward:problem:in-force-already']);
    const other = await proposed({ ...changed('x'), version: original.version });
    expect([other.status, other.body.type]).toEqual([409, 'urn:gridward:problem:version-taken']);
  });

  it('leaves open cases their limits, and gives new ones the new', async () => {
    const limitOf = async (id: string) => {
      const { body } = await person('county-01').get(`/cases/${id}/deadline`);
      return body.clocks.map(({ stage, limit }: { stage: string; limit: object }) => ({ stage, limit }));
    };
    const open = await reportAs('resident-01', { category: 'dispute.neighbour' });
    await atStage(open, 'acknowledgement');
    const policy: Policy = {
      ...changed('published'),
      limits: [
        ...original.limits,
        { stage: 'acknowledgement', category: 'dispute', limit: { value: 2, unit: 'urgentHour' } },
        { stage: 'handling', category: 'dispute', limit: { value: 3, unit: 'urgentHour' } },
      ],
    };
    const { id } = await amend({ policy });
    expect((await operator.get('/policy')).body).toMatchObject({
      version: 'published',
      since: { amendment: id, proposedBy: 'operator-01', approvedBy: 'city-01' },
    });
    const { body: record } = await person('city-01').get('/amendments?limit=1');
    expect(record.items).toMatchObject([{ id, state: 'inForce', from: original.version, to: 'published' }]);

    // Every function knows of it within the seconds that it keeps its pointer; a case each second tells when.
    const filed = await until(
      async () => {
        await sleep(1_000);
        return caseOf(await reportAs('resident-01'), 'county-01');
      },
      ({ policyVersion }) => policyVersion === 'published',
      75,
    );
    await atStage(filed.id, 'acknowledgement');
    const parking = await reportAs('resident-01', { category: 'streetOrder.illegalParking' });
    await until(
      () => caseOf(parking, 'county-01'),
      ({ stage, unit }) => stage === 'acknowledgement' && unit.code === TOWNSHIP_CENTRE,
    );

    expect(await limitOf(open)).toMatchObject([{ stage: 'acknowledgement', limit: { value: 0.0016666667 } }]);
    expect(await limitOf(filed.id)).toMatchObject([{ stage: 'acknowledgement', limit: { value: 2 } }]);
    expect((await caseOf(open, 'county-01')).policyVersion).toBe(original.version);
    await person('township-01').post(`/cases/${filed.id}/acknowledge`, {});
    expect(await limitOf(filed.id)).toMatchObject([{ stage: 'handling', limit: { value: 3 } }]);
  });
});
