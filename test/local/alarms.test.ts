import {
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, expect, it } from 'vitest';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { local, person } from './city.ts';

/**
 * The emulator tells of no change of an alarm, and nobody but AWS may send its events. So this does what EventBridge would
 * do: it asks which deployed rules an event meets, and calls what they lead to.
 */

const events = new EventBridgeClient(awsClientConfig(local.endpoint));
const lambda = new LambdaClient(awsClientConfig(local.endpoint));
afterAll(() => {
  events.destroy();
  lambda.destroy();
});

/** Tells the default bus of an alarm; answers to how many rules it meant something. */
const tell = async (detailType: string, time: string, detail: object): Promise<number> => {
  const event = JSON.stringify({
    version: '0',
    id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
    'detail-type': detailType,
    source: 'aws.cloudwatch',
    account: '111122223333',
    time,
    region: 'cn-north-1',
    resources: [],
    detail,
  });
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  const patterns = Rules.filter(({ EventPattern }) => EventPattern !== undefined);
  expect(patterns).toHaveLength(2);
  let met = 0;
  for (const { Name, EventPattern } of patterns) {
    const { Result } = await events.send(new TestEventPatternCommand({ EventPattern, Event: event }));
    if (!Result) continue;
    met += 1;
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: Name }));
    for (const { Arn } of Targets) {
      const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: Arn, Payload: event }));
      expect(FunctionError).toBeUndefined();
    }
  }
  return met;
};

const become = (alarmName: string, value: string, time: string) =>
  tell('CloudWatch Alarm State Change', time, {
    alarmName,
    state: { value, timestamp: time.replace('Z', '.985+0000') },
  });
const changed = (alarmName: string, operation: string, time: string) =>
  tell('CloudWatch Alarm Configuration Change', time, { alarmName, operation });

const ringing = async () => (await person('operator-01').get('/overview')).body.alarms;

it('an alarm that rings is shown to operators until it ends or is deleted', async () => {
  const [one, two, three] = ['2025-03-03T01:00:00Z', '2025-03-03T02:00:00Z', '2025-03-03T03:00:00Z'];
  const [relay, parked] = ['relay-behind', 'case-parked'].map((end) => `gridward-${local.city}-${end}`);
  expect(await ringing()).toEqual([]);
  expect(await become('payroll-late', 'ALARM', one)).toBe(0);
  expect(await become(parked!, 'ALARM', two)).toBe(1);
  expect(await become(relay!, 'ALARM', one)).toBe(1);
  const both = [
    { name: 'relay-behind', since: '2025-03-03T01:00:00.985Z' },
    { name: 'case-parked', since: '2025-03-03T02:00:00.985Z' },
  ];
  expect(await ringing()).toEqual(both);
  expect((await person('township-01').get('/overview')).body).not.toHaveProperty('alarms');

  expect(await become(relay!, 'OK', three)).toBe(1);
  expect(await become(relay!, 'ALARM', two)).toBe(1);
  expect(await ringing()).toEqual(both.slice(1));
  expect(await changed(parked!, 'update', three)).toBe(0);
  expect(await changed(parked!, 'delete', three)).toBe(1);
  expect(await ringing()).toEqual([]);
});
