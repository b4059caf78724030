import type { EventBridgeEvent } from 'aws-lambda';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import type { AlarmState } from '#shared/store/alarms.ts';
import type { Store } from '#shared/store/store.ts';

/**
 * What CloudWatch tells of an alarm, as far as it is used here:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export type AlarmEvent =
  | EventBridgeEvent<
      'CloudWatch Alarm State Change',
      { alarmName: string; state: { value: string; timestamp: string } }
    >
  | EventBridgeEvent<'CloudWatch Alarm Configuration Change', { alarmName: string; operation: string }>;

export interface AlarmServices {
  store: Pick<Store, 'noteAlarm'>;
  /** What the names of all alarms of the city begin with. */
  prefix: string;
}

/**
 * Keeps what an alarm has become. What comes twice, or late, changes nothing.
 * @throws RangeError where the event has no time that can be read
 */
export const noteAlarm = async (event: AlarmEvent, { store, prefix }: AlarmServices): Promise<void> => {
  const { alarmName } = event.detail;
  const state = stateIn(event);
  if (state && alarmName.startsWith(prefix))
    await store.noteAlarm({ name: alarmName.slice(prefix.length), ...state });
};

const stateIn = (event: AlarmEvent): Omit<AlarmState, 'name'> | undefined => {
  if (event['detail-type'] === 'CloudWatch Alarm State Change') {
    const { value, timestamp } = event.detail.state;
    // An alarm that lacks data does not ring.
    return { rings: value === 'ALARM', since: instantOf(timestamp) };
  }
  // CloudWatch tells no change of state of an alarm that is deleted while it rings. It tells the second of the deletion: what
  // the alarm became within that second came before.
  return event.detail.operation === 'delete'
    ? { rings: false, since: instantOf(event.time, LAST_OF_A_SECOND) }
    : undefined;
};

const LAST_OF_A_SECOND = 999;

/** CloudWatch writes the offset of its instants without a colon. */
const instantOf = (written: string, milliseconds = 0): Instant =>
  instantAt(Date.parse(written) + milliseconds);
