import { DescribeStateMachineCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { local, person, reportAs, statesEntered, stepFunctions, until, waitingAt } from './city.ts';

const client = stepFunctions();
const stateMachineArn = local.lifecycleArn;
let original: string;

/** What a deployment of a changed workflow file does to the machine. */
const deploy = (definition: string) =>
  client.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));

beforeAll(async () => {
  const { definition } = await client.send(new DescribeStateMachineCommand({ stateMachineArn }));
  if (!definition) throw new Error('the lifecycle has no definition');
  original = definition;
});
afterAll(() => deploy(original));

describe('a changed workflow file', () => {
  it('is deployed under running cases: they go on as they began, and a restart takes them over to the new one', async () => {
    const id = await reportAs('resident-01');
    await waitingAt(id, 'Wait for acknowledgement');

    const changed = JSON.parse(original);
    changed.States['Note the upgrade'] = { Type: 'Pass', Next: changed.StartAt };
    changed.StartAt = 'Note the upgrade';
    await deploy(JSON.stringify(changed));

    // The execution that began before knows nothing of it, and loses nothing.
    await person('township-01').post(`/cases/${id}/acknowledge`, {});
    await waitingAt(id, 'Wait for the result');
    expect(await statesEntered(id)).not.toContain('Note the upgrade');

    const { body } = await person('operator-01').post(`/operations/cases/${id}/restart`, {
      reason: '流程升级',
    });
    const successor = `${id}-${body.version}`;
    await waitingAt(successor, 'Wait for the result');
    expect(await statesEntered(successor)).toContain('Note the upgrade');

    await person('township-01').post(`/cases/${id}/submit-result`, { result: '双方和解。' });
    await waitingAt(successor, 'Wait for verification');
    await person('committee-01').post(`/cases/${id}/verify`, { passed: true, instead: '网格员请假' });
    await waitingAt(successor, 'Wait for follow-up');
    await person('resident-01').post(`/cases/${id}/follow-up`, { satisfied: true });
    await waitingAt(successor, 'Case is closed');

    const later = await reportAs('resident-01');
    const entered = await until(
      () => statesEntered(later),
      (states) => states.includes('Wait for acknowledgement'),
    );
    expect(entered[0]).toBe('Note the upgrade');
  });
});
