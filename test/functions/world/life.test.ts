import { describe, expect, it } from 'vitest';
import { at, judicial, lawFirm, police, seenAt } from '../../domain/builders.ts';
import { holdPromises } from './promises.ts';
import { POINT, STAFF, World } from './world.ts';

describe('the life of a case in memory', () => {
  it('goes from report to closing, driven by the very workflow file, in eleven transitions', async () => {
    const world = new World();
    const { id } = await world.report('reporter', 'report');
    await world.settle();
    await holdPromises(world);
    await world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, 'k1');
    await world.settle();
    await world.give(STAFF.townshipOfficer, id, { type: 'submitResult', result: 'Settled.' }, 'k2');
    await world.settle();
    world.moveTo(at('2025-03-03 09:30'));
    const { verifier } = (await world.case(id)).state as { verifier?: string };
    const worker = [STAFF.gridWorker, STAFF.colleague].find(({ subject }) => subject === verifier)!;
    await world.give(
      worker,
      id,
      { type: 'verify', passed: true, evidence: { ...seenAt('09:20'), point: POINT } },
      'k3',
    );
    await world.settle();
    await world.give(
      { subject: 'reporter', role: 'resident' },
      id,
      { type: 'followUp', satisfied: true },
      'k4',
    );
    await world.settle();
    await holdPromises(world);
    expect((await world.case(id)).state.stage).toBe('closed');
    const [execution] = world.workflow.executions();
    expect(execution).toMatchObject({ name: id, status: 'SUCCEEDED' });
    expect(execution?.entered).toHaveLength(11);
  });

  it('passes joint handling, with a late part raised to its superior', async () => {
    const world = new World();
    const { id } = await world.report('reporter', 'report');
    await world.settle();
    await world.give(STAFF.townshipOfficer, id, { type: 'acknowledge' }, 'k1');
    await world.give(
      STAFF.townshipOfficer,
      id,
      { type: 'whistle', template: 'threeOffice', ask: 'Help.' },
      'k2',
    );
    await world.settle();
    await holdPromises(world);
    for (const [actor, unit] of [
      [STAFF.judicial, judicial],
      [STAFF.police, police],
    ] as const)
      await world.give(actor, id, { type: 'respond', unit: unit.code, answer: 'Done.' }, unit.code);
    await world.settle();
    world.moveTo(at('2025-03-05 10:00'));
    await world.sweep();
    await world.settle();
    await holdPromises(world);
    expect((await world.case(id)).endedParts.map(({ unit }) => unit.code)).toEqual([
      judicial.code,
      police.code,
    ]);
    await world.give(STAFF.justice, id, { type: 'respond', unit: lawFirm.code, answer: 'Done.' }, 'k5');
    await world.settle();
    await holdPromises(world);
    expect((await world.case(id)).state.stage).toBe('handling');
  });
});
