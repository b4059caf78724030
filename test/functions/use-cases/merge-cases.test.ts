import { describe, expect, it } from 'vitest';
import type { AnyOperation } from '#shared/http/operation.ts';
import { mergeCases } from '#shared/use-cases/merge-cases.ts';
import { VersionMismatch } from '#shared/use-cases/seen-version.ts';
import { operations } from '../../../functions/actions/operations.ts';
import { police, resident } from '../../domain/builders.ts';
import { answerTo } from '../visible/scene.ts';
import { dyingAt } from '../world/faults.ts';
import { asked, STAFF, World } from '../world/world.ts';
import { counting, historyOf, typesOf } from './counting.ts';

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

/** Two cases, one of which is in hand, and the wish of the township that it be merged into the older one. */
const wished = async () => {
  const { world, id, into } = await twoCases();
  await world.give(STAFF.township, id, { type: 'assign', unit: police.code, reason: 'Theirs.' }, 'assign-1');
  await world.give(STAFF.police, id, { type: 'acknowledge' }, 'acknowledge-1');
  const answer = await world.merge(STAFF.township, id, into, 'merge-1');
  return { world, id, into, answer };
};

describe('merging a case that is in hand', () => {
  it('waits for a unit above, and is then done in one commit', async () => {
    const { world, id, into, answer } = await wished();
    expect(answer).toMatchObject({ id, stage: 'handling' });
    expect((await world.case(into)).mergedFrom).toEqual([]);
    await expect(world.approve(STAFF.township, id, 'approve-1')).rejects.toEqual(refusal('forbidden'));

    const { gate, requests } = counting();
    expect(await world.approve(STAFF.county, id, 'approve-2', gate)).toMatchObject({ id, stage: 'merged' });
    expect(requests()).toEqual(['load', 'load', 'answer', 'answer', 'commit']);
    expect(await world.case(into)).toMatchObject({
      mergedFrom: [id],
      handlers: [STAFF.police.subject],
      handlingUnits: [police.code],
    });
  });

  it('is done once and whole, wherever the function dies, when the request is sent again', async () => {
    const { world: unharmed, id: source } = await wished();
    const counted = dyingAt(0, 'before');
    await unharmed.approve(STAFF.county, source, 'approve-1', counted);
    for (const when of ['before', 'after'] as const)
      for (let call = 1; call <= counted.calls; call++) {
        const { world, id, into } = await wished();
        const gate = dyingAt(call, when);
        await world.approve(STAFF.county, id, 'approve-1', gate).catch(() => undefined);
        expect(gate.died).toBe(true);
        const [source, target] = await Promise.all([world.case(id), world.case(into)]);
        expect(target.mergedFrom, `${when} call ${call}`).toEqual(
          source.state.stage === 'merged' ? [id] : [],
        );
        expect(await world.approve(STAFF.county, id, 'approve-1')).toMatchObject({ id, stage: 'merged' });
        const told = await typesOf(world, into);
        expect(told.filter((type) => type === 'absorbed')).toHaveLength(1);
      }
    expect(counted.calls).toBeGreaterThan(4);
  });

  it('is refused when the case that should go on is not to be seen by whoever decides, or has ended', async () => {
    const { world, id, into } = await wished();
    await world.give(
      STAFF.county,
      into,
      { type: 'decline', code: 'inLitigation', reason: 'The court.' },
      'key-1',
    );
    await expect(world.approve(STAFF.county, id, 'approve-1')).rejects.toEqual(refusal('wrong-stage'));
    expect((await world.case(id)).state.stage).toBe('handling');
  });
});

describe('a merged case', () => {
  it('answers whoever speaks in it where the matter goes on', async () => {
    const { world, id, into } = await twoCases();
    await world.merge(STAFF.committee, id, into, 'key-1');
    const comment = operations.find((one) => one.id === 'comment') as AnyOperation;
    const { status, body } = await answerTo(world, resident('resident-1'), comment, {
      params: { id },
      body: { text: 'Still loud.' },
      headers: { 'accept-language': 'en', 'idempotency-key': 'comment-1' },
    });
    expect([status, body.type, body.into]).toEqual([409, 'urn:gridward:problem:goes-on-elsewhere', into]);
    expect(body.detail).toContain(into);
    expect(await typesOf(world, id)).not.toContain('commented');
  });
});
