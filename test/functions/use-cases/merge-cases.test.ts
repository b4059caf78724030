import { describe, expect, it } from 'vitest';
import { mergeCases } from '#shared/use-cases/merge-cases.ts';
import { VersionMismatch } from '#shared/use-cases/seen-version.ts';
import { asked, STAFF, World } from '../world/world.ts';
import { counting, historyOf } from './counting.ts';

const refusal = (code: string) => expect.objectContaining({ rejection: expect.objectContaining({ code }) });

const twoCases = async () => {
  const world = new World();
  const { id: into } = await world.report('resident-2', 'report-2');
  const { id } = await world.report('resident-1', 'report-1');
  return { world, id, into };
};

describe('merging a case into another', () => {
  it('ends the one and informs its reporter of the other, in four requests and one commit', async () => {
    const { world, id, into } = await twoCases();
    const { gate, requests } = counting();
    expect(await world.merge(STAFF.committee, id, into, 'key-1', gate)).toMatchObject({
      id,
      version: 2,
      stage: 'merged',
    });
    expect((await world.case(id)).state).toMatchObject({ stage: 'merged', into });
    expect(await world.case(into)).toMatchObject({ mergedFrom: [id], alsoReportedBy: ['resident-1'] });
    expect((await historyOf(world, into)).at(-1)).toMatchObject({
      type: 'absorbed',
      by: { kind: 'person', subject: STAFF.committee.subject },
    });
    expect(requests()).toEqual(['load', 'answer', 'answer', 'commit']);
  });

  it.each([
    ['into itself', (id: string) => id, 'merge-into-itself'],
    ['into one that there is not', () => '01JNDQ00000000000000000000', 'unknown-target'],
  ])('%s is refused, and nothing changes', async (_, target, code) => {
    const { world, id } = await twoCases();
    await expect(world.merge(STAFF.committee, id, target(id), 'key-1')).rejects.toEqual(refusal(code));
    expect((await world.case(id)).version).toBe(1);
  });

  it('into one that has ended is refused', async () => {
    const { world, id, into } = await twoCases();
    const ground = { code: 'inLitigation', reason: 'The court has it.' };
    await world.give(STAFF.committee, into, { type: 'decline', ...ground }, 'decline-1');
    await expect(world.merge(STAFF.committee, id, into, 'key-1')).rejects.toMatchObject({
      rejection: { code: 'wrong-stage', field: 'into' },
    });
    expect((await world.case(id)).version).toBe(1);
  });

  it.each([
    ['see it', STAFF.police, 'unknown-case'],
    ['dispatch there', STAFF.gridWorker, 'forbidden'],
  ])('is refused to whoever does not %s', async (_, actor, code) => {
    const { world, id, into } = await twoCases();
    await expect(world.merge(actor, id, into, 'key-1')).rejects.toEqual(refusal(code));
  });

  it('insists on the version that was seen', async () => {
    const { world, id, into } = await twoCases();
    const merging = mergeCases({
      services: world.services(),
      id,
      into,
      reason: 'The same piano.',
      request: asked(STAFF.committee.subject, 'key-1'),
      seenVersion: 7,
    });
    await expect(merging).rejects.toThrow(VersionMismatch);
  });
});
