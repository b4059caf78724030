import { describe, expect, it } from 'vitest';
import { type Account, fileCase } from '#shared/use-cases/file-case.ts';
import { committee, GRID, policyWith } from '../../domain/builders.ts';
import { asked, POINT, STAFF, World } from '../world/world.ts';
import { counting } from './counting.ts';

const ACCOUNT: Account = {
  title: 'Piano at night',
  description: 'Every night after ten.',
  category: 'dispute.neighbour',
  severity: 'general',
  channel: 'resident',
  place: { grid: GRID },
};
const SETTLED: Account = { ...ACCOUNT, channel: 'gridWorker', result: 'Talked to both.' };

const filing = (subject: string, account: Account, { draw = 1, world = new World() } = {}) => {
  const { gate, requests } = counting();
  const services = { ...world.services(gate), draw: () => draw };
  const filed = fileCase({ services, account, request: asked(subject, 'key-1') });
  return { filed, requests, world };
};

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
    const world = new World({ policy: policyWith({ selfHandledSample: 0.05 }) });
    const { filed, requests } = filing(STAFF.gridWorker.subject, SETTLED, { draw: 0.049, world });
    expect(await filed).toMatchObject({ version: 3, stage: 'verification' });
    expect(requests()).toEqual(['arrive', 'answer', 'commit']);
  });

  it('at the very share is spared', async () => {
    const world = new World({ policy: policyWith({ selfHandledSample: 0.05 }) });
    const { filed } = filing(STAFF.gridWorker.subject, SETTLED, { draw: 0.05, world });
    expect(await filed).toMatchObject({ stage: 'closed' });
  });

  it.each([
    'reporter',
    STAFF.police.subject,
    STAFF.colleague.subject,
  ])('is refused to %s, who has no business there', async (subject) => {
    await expect(filing(subject, SETTLED).filed).rejects.toEqual(refusal('forbidden'));
  });
});
