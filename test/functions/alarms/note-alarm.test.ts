import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { type AlarmEvent, noteAlarm } from '../../../functions/alarms/note-alarm.ts';
import { MONDAY } from '../../domain/builders.ts';
import { STAFF, World } from '../world/world.ts';

const PREFIX = 'gridward-nantong-';

/** What every event of CloudWatch has: see the documentation's page "Alarm events and EventBridge". */
const envelope = (alarmName: string, time: string) => ({
  version: '0',
  id: 'c4c1c1c9-6542-e61b-6ef0-8c4d36933a92',
  source: 'aws.cloudwatch',
  account: '111122223333',
  time: time.replace(/\.\d+/, ''),
  region: 'cn-north-1',
  resources: [`arn:aws-cn:cloudwatch:cn-north-1:111122223333:alarm:${alarmName}`],
});

/** CloudWatch writes `2019-10-02T17:04:40.985+0000`. */
const written = (instant: string): string => instant.replace('Z', '+0000');

const CONFIGURATION = {
  description: 'Decisions reach their workflows late. What to do: docs/runbook.md#relay-behind',
  metrics: [
    {
      id: '30b6c6b2-a864-43a2-4877-c09a1afc3b87',
      metricStat: {
        metric: { namespace: 'AWS/Lambda', name: 'IteratorAge', dimensions: { FunctionName: 'Relay' } },
        period: 60,
        stat: 'Maximum',
      },
      returnData: true,
    },
  ],
};

const changed = (alarmName: string, value: string, instant: Instant): AlarmEvent => {
  const reason = 'Threshold Crossed: 3 datapoints were greater than or equal to the threshold (60000.0).';
  const detail = {
    alarmName,
    configuration: CONFIGURATION,
    previousState: { reason, value: 'OK', timestamp: written(plusSeconds(instant, -600)) },
    state: { reason, value, timestamp: written(instant) },
  };
  return { ...envelope(alarmName, instant), 'detail-type': 'CloudWatch Alarm State Change', detail };
};

const configured = (alarmName: string, operation: string, instant: Instant): AlarmEvent => {
  const detail = {
    alarmName,
    operation,
    configuration: CONFIGURATION,
    state: { value: 'ALARM', timestamp: written(plusSeconds(instant, -600)) },
  };
  return { ...envelope(alarmName, instant), 'detail-type': 'CloudWatch Alarm Configuration Change', detail };
};

const at = (second: number): Instant => plusSeconds(MONDAY, second);

/** What rings once these events have come, in that order. */
const ringingAfter = async (...events: AlarmEvent[]) => {
  const { store } = new World();
  for (const event of events) await noteAlarm(event, { store, prefix: PREFIX });
  return (await store.actorWithAlarms(STAFF.operator.subject)).ringing;
};

const RELAY = `${PREFIX}relay-behind`;
const rung = [{ name: 'relay-behind', since: at(10) }];

describe('what CloudWatch tells of an alarm', () => {
  it.each<[what: string, events: AlarmEvent[], ringing: typeof rung]>([
    ['it rings', [changed(RELAY, 'ALARM', at(10))], rung],
    ['it rings and ends', [changed(RELAY, 'ALARM', at(10)), changed(RELAY, 'OK', at(20))], []],
    [
      'it ends, and the news that it rang comes late',
      [changed(RELAY, 'OK', at(20)), changed(RELAY, 'ALARM', at(10))],
      [],
    ],
    ['it ended before it rang', [changed(RELAY, 'ALARM', at(10)), changed(RELAY, 'OK', at(5))], rung],
    [
      'it rings without data',
      [changed(RELAY, 'ALARM', at(10)), changed(RELAY, 'INSUFFICIENT_DATA', at(20))],
      [],
    ],
    ['it lacks data from the start', [changed(RELAY, 'INSUFFICIENT_DATA', at(10))], []],
    [
      'it is deleted while it rings',
      [changed(RELAY, 'ALARM', at(10)), configured(RELAY, 'delete', at(20))],
      [],
    ],
    [
      'it is deleted within the second in which it began to ring',
      [changed(RELAY, 'ALARM', plusSeconds(at(10), 0.985)), configured(RELAY, 'delete', at(10))],
      [],
    ],
    [
      'its deletion is told before its ringing',
      [configured(RELAY, 'delete', at(20)), changed(RELAY, 'ALARM', at(10))],
      [],
    ],
    [
      'it is made again and rings',
      [configured(RELAY, 'delete', at(5)), changed(RELAY, 'ALARM', at(10))],
      rung,
    ],
    [
      'it is changed while it rings',
      [changed(RELAY, 'ALARM', at(10)), configured(RELAY, 'update', at(20))],
      rung,
    ],
    ['it is made', [configured(RELAY, 'create', at(10))], []],
    ['it is the alarm of somebody else', [changed('payroll-late', 'ALARM', at(10))], []],
  ])('%s', async (_, events, ringing) => {
    expect(await ringingAfter(...events)).toEqual(ringing);
  });

  it('ends in the same, in whatever order and however often it comes', async () => {
    const NAMES = ['relay-behind', 'case-parked', 'sweep-failing'];
    const step = fc.record({
      name: fc.constantFrom(...NAMES),
      value: fc.constantFrom('OK', 'ALARM', 'INSUFFICIENT_DATA', 'deleted'),
    });
    const met = { rings: 0, silent: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        async (steps, again, order) => {
          const events = steps.map(({ name, value }, second) =>
            value === 'deleted'
              ? configured(`${PREFIX}${name}`, 'delete', at(second))
              : changed(`${PREFIX}${name}`, value, at(second)),
          );
          const told = [...events, ...again.map((n) => events[n % events.length]!)]
            .map((event) => ({ event, place: order.next().value }))
            .sort((one, other) => one.place - other.place)
            .map(({ event }) => event);
          const last = NAMES.flatMap((name) => {
            const second = steps.findLastIndex((one) => one.name === name);
            return steps[second]?.value === 'ALARM' ? [{ name, since: at(second) }] : [];
          });
          met[last.length > 0 ? 'rings' : 'silent'] += 1;
          expect(await ringingAfter(...told)).toEqual(
            last.sort((one, other) => (one.since < other.since ? -1 : 1)),
          );
        },
      ),
    );
    expect(Math.min(met.rings, met.silent)).toBeGreaterThan(10);
  });

  it('without an instant that can be read is no news', async () => {
    const event = JSON.parse(
      JSON.stringify(changed(RELAY, 'ALARM', at(10))).replaceAll(/"timestamp":"[^"]+"/g, '"timestamp":"now"'),
    );
    await expect(ringingAfter(event)).rejects.toThrow(RangeError);
  });
});
