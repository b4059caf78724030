import { environment, text } from '#shared/environment.ts';
import { observed } from '#shared/observability/observed.ts';
import { openDynamoAlarms } from '#shared/store/dynamodb/dynamo-store.ts';
import { type AlarmEvent, noteAlarm } from './note-alarm.ts';

const { CASES_TABLE, ALARM_PREFIX } = environment({ CASES_TABLE: text, ALARM_PREFIX: text });

const services = { store: openDynamoAlarms({ casesTable: CASES_TABLE }), prefix: ALARM_PREFIX };

/** Notes for the overview which alarms ring, as CloudWatch tells of each that changes. */
export const handler = observed<AlarmEvent, void>().handler((event) => noteAlarm(event, services));
