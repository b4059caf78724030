import { describe, expect, it } from 'vitest';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { type Account, fileCase } from '#shared/use-cases/file-case.ts';
import { committee, GRID, policyInput, policyWith } from '../../domain/builders.ts';
import { asked, POINT, STAFF, World } from '../world/world.ts';
import { counting } from './counting.ts';

const ACCOUNT: Account = {
  title: 'Piano at night',
  description: 'Every night after ten.',
  category: 'dispute.neighbour',
  place: { grid: GRID },
};
const SETTLED: Account = { ...ACCOUNT, settled: { result: 'Talked to both.' } };

const filing = (subject: string, account: Account, { draw = 1, world = new World() } = {}) => {
  const { gate, requests } = counting();
  const services = { ...world.services(gate), draw: () => draw };
  const filed = fileCase({ services, account, request: asked(subject, 'key-1') }).then(
    ({ answer }) => answer,
  );
  return { filed, requests, world };
};

const sampling = (sample: number) =>
  policyWith({ onSpot: { severities: ['general'], rules: [{ allowed: true, sample }] } });

const refusal = (code: string) => expect.objectContaining({ rejection: expect.objectContaining({ code }) });

describe('a report', () => {
  it.each([{ point: POINT }, { grid: GRID }])('at %o takes three requests', async (place) => {
    const { filed, requests } = filing('reporter', { ...ACCOUNT, place });
    expect(await filed).toMatchObject({
      version: 1,
      stage: 'reported',
      level: 'community',
      unit: committee.code,
    });
    expect(requests()).toEqual(['arrive', 'answer', 'commit']);
  });

  it('keeps where it is and by which border, and its point', async () => {
    const { filed, world } = filing('reporter', { ...ACCOUNT, place: { point: POINT } });
    expect(await world.case((await filed).id)).toMatchObject({
      grid: GRID,
      borderVersion: 'g-1',
      point: POINT,
      reporter: 'reporter',
      policyVersion: 'test-1',
      reportedAt: world.now,
    });
  });

  it('whose number is given away draws another one', async () => {
    const world = new World();
    const drawn = ['20000000001', '20000000001', '60000000008'];
    const services = { ...world.services(), newNumber: () => drawn.shift()! };
    const numberOf = async (key: string) =>
      (await fileCase({ services, account: ACCOUNT, request: asked('reporter', key) })).answer.number;
    expect([await numberOf('key-1'), await numberOf('key-2')]).toEqual(['20000000001', '60000000008']);
    expect(world.store.all()).toHaveLength(2);
  });

  it.each([
    ['a place outside the city', { place: { point: { lon: 121.9, lat: 31.2 } } }, 'outside-city'],
    ['a grid that there is not', { place: { grid: GRID.replace(/7$/, '9') } }, 'unknown-grid'],
    ['a place that is no grid', { place: { grid: '320613001' } }, 'unknown-grid'],
    ['a category that there is not', { category: 'weather' }, 'unknown-category'],
  ])('of %s is refused', async (_, wrong, code) => {
    const { filed, world } = filing('reporter', { ...ACCOUNT, ...wrong });
    await expect(filed).rejects.toEqual(refusal(code));
    expect(world.store.all()).toEqual([]);
  });

  it('is as urgent as its category, and came in as its account does', async () => {
    const policy = policyWith({
      categories: policyInput.categories.map((one) =>
        one.code === 'dispute' ? { ...one, severity: 'serious' as const } : one,
      ),
    });
    const world = new World({ policy });
    const { id } = await filing(STAFF.police.subject, ACCOUNT, { world }).filed;
    expect(await world.case(id)).toMatchObject({ severity: 'serious', channel: 'police' });
  });

  it('is graded there and then by a dispatcher of the place', async () => {
    const world = new World();
    const graded = { ...ACCOUNT, severity: 'critical' as const };
    const { id } = await filing(STAFF.township.subject, graded, { world }).filed;
    expect(await world.case(id)).toMatchObject({ severity: 'critical', channel: 'hotline' });
  });

  it.each([
    'reporter',
    STAFF.gridWorker.subject,
    STAFF.police.subject,
    STAFF.townshipOfficer.subject,
    STAFF.operator.subject,
  ])('is not graded by %s', async (subject) => {
    const { filed, world } = filing(subject, { ...ACCOUNT, severity: 'critical' });
    await expect(filed).rejects.toEqual(refusal('severity-unasked'));
    expect(world.store.all()).toEqual([]);
  });

  it('that comes again with its key is the same case', async () => {
    const world = new World();
    const first = await filing('reporter', ACCOUNT, { world }).filed;
    expect(await filing('reporter', ACCOUNT, { world }).filed).toEqual(first);
    expect(world.store.all()).toHaveLength(1);
  });
});

describe('a matter settled on the spot', () => {
  it('takes two requests and is closed', async () => {
    const { filed, requests } = filing(STAFF.gridWorker.subject, SETTLED);
    expect(await filed).toMatchObject({ version: 3, stage: 'closed' });
    expect(requests()).toEqual(['arrive', 'commit']);
  });

  it('that is drawn goes to somebody else for verification, at one request more', async () => {
    const world = new World({ policy: sampling(0.05) });
    const { filed, requests } = filing(STAFF.gridWorker.subject, SETTLED, { draw: 0.049, world });
    expect(await filed).toMatchObject({ version: 3, stage: 'verification' });
    expect(requests()).toEqual(['arrive', 'answer', 'commit']);
  });

  it('at the very share is spared', async () => {
    const world = new World({ policy: sampling(0.05) });
    const { filed } = filing(STAFF.gridWorker.subject, SETTLED, { draw: 0.05, world });
    expect(await filed).toMatchObject({ stage: 'closed' });
  });

  it('keeps when it was settled, not later than it was filed', async () => {
    const world = new World();
    const settledAt = async (key: string, at?: Instant) => {
      const account = { ...SETTLED, settled: { result: 'Talked to both.', ...(at && { at }) } };
      const request = asked(STAFF.gridWorker.subject, key);
      const { answer } = await fileCase({ services: world.services(), account, request });
      const settled = (await world.history(answer.id)).find(({ type }) => type === 'selfHandled');
      return settled?.type === 'selfHandled' && settled.settledAt;
    };
    expect(await settledAt('key-1')).toBe(world.now);
    expect(await settledAt('key-2', '2025-03-01T02:00:00.000Z')).toBe('2025-03-01T02:00:00.000Z');
    expect(await settledAt('key-3', plusSeconds(world.now, 30))).toBe(world.now);
  });

  it('is refused before anything is read of the city, or kept of files, where the policy wants it reported', async () => {
    const world = new World({
      policy: policyWith({ onSpot: { severities: ['general'], rules: [{ allowed: false }] } }),
    });
    const { filed, requests } = filing(STAFF.gridWorker.subject, SETTLED, { world });
    await expect(filed).rejects.toEqual(refusal('not-on-spot'));
    expect(requests()).toEqual(['arrive']);
  });

  it.each([
    'reporter',
    STAFF.police.subject,
    STAFF.colleague.subject,
  ])('is refused to %s, who has no business there', async (subject) => {
    await expect(filing(subject, SETTLED).filed).rejects.toEqual(refusal('forbidden'));
  });
});
