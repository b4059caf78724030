import { beforeAll, describe, expect, it } from 'vitest';
import type { City } from '../../infra/city.ts';
import { alarmStates, type History, judged, namesOf, type Series, type State } from './alarm-states.ts';
import { chineseCity, trialCity } from './cities.ts';
import { metricMath } from './metric-math.ts';
import { type Resource, resourcesOf, synthesise } from './templates.ts';

/** Four hours; trouble begins with minute 60. */
const MINUTES = 240;

const always =
  (value: number): Series =>
  () =>
    value;
const never: Series = () => undefined;
const every =
  (minutes: number, value: number): Series =>
  (minute) =>
    minute % minutes === 0 ? value : undefined;
/** The value from one minute on and before another; outside of it what another series says, or nothing. */
const during =
  (from: number, to: number, value: number | Series, otherwise: Series = never): Series =>
  (minute) => {
    if (minute < from || minute >= to) return otherwise(minute);
    return typeof value === 'number' ? value : value(minute);
  };
const sinceHour = (value: number | Series, before: Series = never): Series =>
  during(60, Number.POSITIVE_INFINITY, value, before);
/** Nothing from one minute on and before another. */
const awayDuring = (from: number, to: number, history: History): History =>
  Object.fromEntries(
    Object.entries(history).map(([name, series]) => [name, during(from, to, never, series)]),
  );

/** What the sweep meters, minute by minute, while all is well. */
const SWEEP: History = {
  'Sweep Invocations': always(1),
  'Sweep Errors': always(0),
  'own OldestRungLate': always(0),
  'own DriveFailures': always(0),
  'own OldestUndriven': always(0),
  'own OldestUnrelayed': always(0),
  'own JobFailures': always(0),
  'own CalendarDaysAhead': every(15, 300),
};

/** One person looks at a worklist every twenty minutes. */
const NIGHT: History = {
  ...SWEEP,
  'HttpApi Count': every(20, 1),
  'HttpApi 5xx': every(20, 0),
  'Queries Invocations': every(20, 1),
  'Queries Errors': every(20, 0),
  'Queries Throttles': every(20, 0),
  'account ClaimedAccountConcurrency': always(2),
  'account ConcurrentExecutions': always(2),
  'SweepDeadLettersQueue ApproximateNumberOfMessagesVisible': always(0),
  'RelayDeadLettersQueue ApproximateNumberOfMessagesVisible': always(0),
  'ProjectorDeadLettersQueue ApproximateNumberOfMessagesVisible': always(0),
  'SenderDeadLettersQueue ApproximateNumberOfMessagesVisible': always(0),
  'AlarmsDeadLettersQueue ApproximateNumberOfMessagesVisible': always(0),
};

/** What people's work moves. */
const PEOPLE: History = {
  'Intake Invocations': always(9),
  'Intake Errors': always(0),
  'Intake Throttles': always(0),
  'Actions Invocations': always(12),
  'Actions Errors': always(0),
  'Actions Throttles': always(0),
  'Queries Invocations': always(39),
  'Queries Errors': always(0),
  'Queries Throttles': always(0),
  'CasesTable ConsumedWriteCapacityUnits': always(400),
};
const RELAY: History = {
  'Relay Invocations': always(20),
  'Relay Errors': always(0),
  'Relay IteratorAge': always(800),
};
/** It runs when a minute has gone by. */
const PROJECTOR: History = {
  'Projector Invocations': always(1),
  'Projector Errors': always(0),
  'Projector IteratorAge': always(61_000),
};
const SENDER: History = {
  'Sender Errors': always(0),
  'SenderQueue ApproximateAgeOfOldestMessage': always(1),
};
const TASKS: History = {
  'Tasks Errors': always(0),
  'Tasks Throttles': always(0),
};
const DAY: History = {
  ...NIGHT,
  ...PEOPLE,
  ...RELAY,
  ...PROJECTOR,
  ...SENDER,
  ...TASKS,
  'HttpApi Count': always(60),
  'HttpApi 5xx': always(0),
  'account ClaimedAccountConcurrency': always(40),
  'account ConcurrentExecutions': always(40),
};

interface Scenario {
  metered: History;
  rings: string[];
  /** Which of them still ring at the end. @default - none */
  on?: string[];
}

const SCENARIOS: Record<string, Scenario> = {
  'a quiet night': { metered: NIGHT, rings: [] },
  'a day at work': { metered: DAY, rings: [] },
  'a city that is not imported yet': {
    metered: { ...NIGHT, 'own CalendarDaysAhead': never },
    rings: [],
  },

  // An ordinary restart.
  'a deployment at work: nothing runs for two minutes, a few requests fail, a few rungs fire late': {
    metered: {
      ...DAY,
      ...awayDuring(60, 62, { ...SWEEP, ...PEOPLE, ...RELAY, ...TASKS }),
      'HttpApi 5xx': during(60, 62, 4, always(0)),
      'Tasks Errors': during(62, 63, 3, always(0)),
      'Relay IteratorAge': during(62, 64, 125_000, during(60, 62, never, always(800))),
      'own OldestRungLate': during(62, 63, 180, during(60, 62, never, always(0))),
    },
    rings: [],
  },
  'a deployment at night': { metered: { ...NIGHT, ...awayDuring(60, 62, SWEEP) }, rings: [] },

  // The sweep.
  'a sweep that is dead': {
    metered: { ...NIGHT, ...awayDuring(60, MINUTES, SWEEP) },
    rings: ['sweep-not-running'],
    on: ['sweep-not-running'],
  },
  'a sweep that was away for half an hour, and then fires all of it in two runs': {
    metered: {
      ...NIGHT,
      ...awayDuring(60, 90, SWEEP),
      'own OldestRungLate': during(90, 92, 1_800, during(60, 90, never, always(0))),
    },
    rings: ['sweep-not-running'],
  },
  'a sweep that was away for half an hour, and then needs five runs for all of it': {
    metered: {
      ...NIGHT,
      ...awayDuring(60, 90, SWEEP),
      'own OldestRungLate': during(90, 95, 1_800, during(60, 90, never, always(0))),
    },
    rings: ['rungs-late', 'sweep-not-running'],
  },
  'a sweep that EventBridge may not start': {
    metered: {
      ...NIGHT,
      ...awayDuring(60, MINUTES, SWEEP),
      'SweepEveryMinute FailedInvocations': sinceHour(1),
    },
    rings: ['minute-rule-refused', 'sweep-not-running'],
    on: ['minute-rule-refused', 'sweep-not-running'],
  },
  'one minute that the rule could not deliver, put aside': {
    metered: {
      ...NIGHT,
      ...awayDuring(60, 61, SWEEP),
      'SweepEveryMinute FailedInvocations': during(60, 61, 1),
      'SweepDeadLettersQueue ApproximateNumberOfMessagesVisible': sinceHour(1, always(0)),
    },
    rings: ['sweep-not-delivered'],
    on: ['sweep-not-delivered'],
  },
  'a rung that cannot be fired': {
    metered: {
      ...NIGHT,
      'Sweep Errors': sinceHour(1, always(0)),
      'own OldestRungLate': sinceHour((minute) => (minute - 60) * 60, always(0)),
    },
    rings: ['rungs-late', 'sweep-failing'],
    on: ['rungs-late', 'sweep-failing'],
  },
  'a rung that fires without any effect, so that no run fails': {
    metered: { ...NIGHT, 'own OldestRungLate': sinceHour((minute) => (minute - 60) * 60, always(0)) },
    rings: ['rungs-late'],
    on: ['rungs-late'],
  },
  'a rung that waits four minutes for a throttled table, two runs of the sweep failing': {
    metered: {
      ...NIGHT,
      'Sweep Errors': during(60, 62, 1, always(0)),
      'own OldestRungLate': during(60, 64, (minute) => (minute - 59) * 60, always(0)),
    },
    rings: [],
  },
  'a case whose execution is gone and that cannot be handed on': {
    metered: { ...NIGHT, 'own DriveFailures': sinceHour(1, always(0)) },
    rings: ['driving-again-failing'],
    on: ['driving-again-failing'],
  },
  'the same, seen only by the look of each quarter of an hour': {
    metered: { ...NIGHT, 'own DriveFailures': sinceHour(every(15, 1), always(0)) },
    rings: ['driving-again-failing'],
    on: ['driving-again-failing'],
  },
  'a look that Step Functions throttled once': {
    metered: { ...NIGHT, 'own DriveFailures': during(60, 61, 1, always(0)) },
    rings: [],
  },

  // Jobs and calendar.
  'a job that fails on a case in every pass': {
    metered: { ...NIGHT, 'own JobFailures': sinceHour(1, always(0)) },
    rings: ['job-failing'],
    on: ['job-failing'],
  },
  'a job that loses a race once, in a pass of six minutes': {
    metered: { ...DAY, 'own JobFailures': during(60, 66, 1, always(0)) },
    rings: [],
  },
  'a calendar that knows 60 more days': {
    metered: { ...NIGHT, 'own CalendarDaysAhead': every(15, 60) },
    rings: [],
  },
  'a calendar that knows 59 more days': {
    metered: { ...NIGHT, 'own CalendarDaysAhead': sinceHour(every(15, 59), every(15, 60)) },
    rings: ['calendar-ending'],
    on: ['calendar-ending'],
  },
  'a calendar that knows nothing of today': {
    metered: { ...NIGHT, 'own CalendarDaysAhead': sinceHour(every(15, 0), every(15, 1)) },
    rings: ['calendar-ending', 'calendar-over'],
    on: ['calendar-ending', 'calendar-over'],
  },
  'a calendar that could not be read once': {
    metered: { ...NIGHT, 'own CalendarDaysAhead': during(60, 61, 0, every(15, 300)) },
    rings: [],
  },

  // The relay.
  'a relay that is dead, at work': {
    metered: { ...DAY, ...awayDuring(60, MINUTES, { ...RELAY, ...TASKS }) },
    rings: ['relay-not-running'],
    on: ['relay-not-running'],
  },
  'a relay that cannot pass on a record for half an hour, gives it up, and is told an hour later to deliver it':
    {
      metered: {
        ...DAY,
        'Relay Errors': during(60, 90, 6, always(0)),
        'Relay IteratorAge': during(60, 90, (minute) => (minute - 60) * 60_000, always(800)),
        'own OldestUnrelayed': during(90, 150, (minute) => (minute - 60) * 60, always(0)),
      },
      rings: ['relay-behind', 'relay-failing', 'relay-gave-up'],
    },
  'a relay whose runs are killed by a record, until it is too old': {
    metered: {
      ...DAY,
      'Relay Errors': during(60, 180, 6, always(0)),
      'Relay IteratorAge': during(60, 180, (minute) => (minute - 60) * 60_000, always(800)),
      'RelayDeadLettersQueue ApproximateNumberOfMessagesVisible': during(180, MINUTES, 1, always(0)),
    },
    rings: ['relay-behind', 'relay-failing', 'relay-skipped-records'],
    on: ['relay-skipped-records'],
  },
  'executions of some cases that end, and are handed on after ten minutes': {
    metered: { ...DAY, 'own OldestUndriven': during(61, 72, (minute) => (minute - 60) * 60, always(0)) },
    rings: [],
  },
  'a case that cannot be driven again for an hour': {
    metered: { ...DAY, 'own OldestUndriven': during(61, 121, (minute) => (minute - 60) * 60, always(0)) },
    rings: ['case-not-driven'],
  },

  // The projector.
  'a projector that is dead, at work': {
    metered: { ...DAY, ...awayDuring(60, MINUTES, PROJECTOR) },
    rings: ['projector-not-running'],
    on: ['projector-not-running'],
  },
  'a table of statistics that refuses everything for an hour': {
    metered: {
      ...DAY,
      'Projector Errors': during(60, 120, 2, always(0)),
      'Projector IteratorAge': during(60, 120, (minute) => (minute - 59) * 60_000, always(61_000)),
      'StatisticsTable SystemErrors TransactWriteItems': during(60, 120, 20),
    },
    rings: ['projector-behind', 'projector-failing', 'statistics-table-failing'],
  },
  'a rush in which statistics are ten minutes behind': {
    metered: { ...DAY, 'Projector IteratorAge': during(60, 90, 600_000, always(61_000)) },
    rings: [],
  },
  'a history that this release cannot count, and records that were given up': {
    metered: {
      ...DAY,
      'own HistoriesNotCounted': during(60, 61, 1),
      'ProjectorDeadLettersQueue ApproximateNumberOfMessagesVisible': sinceHour(1, always(0)),
    },
    rings: ['history-not-counted', 'projector-skipped-records'],
    on: ['projector-skipped-records'],
  },

  // The sender.
  'a receiver that fails for a day, and then takes what it is sent once more': {
    metered: { ...DAY, 'SenderQueue ApproximateAgeOfOldestMessage': during(60, 120, 160, always(1)) },
    rings: [],
  },
  'a receiver that is given up': {
    metered: { ...DAY, 'own DeliveriesGivenUp': during(60, 61, 2) },
    rings: ['webhook-gave-up'],
  },
  'a sender that is dead, at work': {
    metered: {
      ...DAY,
      ...awayDuring(60, MINUTES, SENDER),
      'SenderQueue ApproximateAgeOfOldestMessage': sinceHour((minute) => (minute - 60) * 60, always(1)),
    },
    rings: ['webhooks-behind'],
    on: ['webhooks-behind'],
  },
  'a sender whose runs are killed by a message, until it has come a hundred times': {
    metered: {
      ...DAY,
      'Sender Errors': during(60, 180, 1, always(0)),
      'SenderDeadLettersQueue ApproximateNumberOfMessagesVisible': during(180, MINUTES, 1, always(0)),
    },
    rings: ['webhook-messages-skipped', 'webhook-sender-failing'],
    on: ['webhook-messages-skipped'],
  },

  // The door.
  'an issuer that is broken, at work': {
    metered: { ...DAY, ...awayDuring(60, MINUTES, { ...PEOPLE, ...RELAY, ...PROJECTOR, ...TASKS }) },
    rings: ['nobody-can-sign-in'],
    on: ['nobody-can-sign-in'],
  },
  'an issuer that is broken for ten minutes': {
    metered: { ...DAY, ...awayDuring(60, 70, { ...PEOPLE, ...RELAY, ...PROJECTOR, ...TASKS }) },
    rings: [],
  },
  'a client with a bad token for ten minutes of the night': {
    metered: { ...NIGHT, 'HttpApi Count': during(61, 71, 100, every(20, 1)) },
    rings: [],
  },
  'a client with a bad token all night, while somebody else works': {
    metered: {
      ...NIGHT,
      'HttpApi Count': during(61, MINUTES, 100, every(20, 1)),
      'Queries Invocations': every(10, 1),
    },
    rings: [],
  },
  'a client with a bad token all night, while nobody else works': {
    metered: {
      ...NIGHT,
      'HttpApi Count': during(61, MINUTES, 100, every(20, 1)),
      'Queries Invocations': during(61, MINUTES, never, every(20, 1)),
    },
    rings: ['nobody-can-sign-in'],
    on: ['nobody-can-sign-in'],
  },
  'a release that fails every request for twenty minutes': {
    metered: {
      ...DAY,
      'HttpApi 5xx': during(60, 80, 60, always(0)),
      'Intake Errors': during(60, 80, 9, always(0)),
      'Actions Errors': during(60, 80, 12, always(0)),
      'Queries Errors': during(60, 80, 39, always(0)),
    },
    rings: ['api-failing', 'api-functions-failing'],
  },
  'a function that few people use and that always breaks off': {
    metered: {
      ...DAY,
      'HttpApi 5xx': sinceHour((minute) => Number(minute % 4 === 0), always(0)),
      'Attachments Invocations': sinceHour(every(4, 1)),
      'Attachments Errors': sinceHour(every(4, 1)),
    },
    rings: ['api-functions-failing'],
    on: ['api-functions-failing'],
  },
  'two requests that time out, ten minutes apart': {
    metered: { ...DAY, 'Planning Errors': during(60, 71, (minute) => (minute % 10 === 0 ? 1 : 0)) },
    rings: [],
  },

  // The account and the tables.
  'concurrency that is used up for a quarter of an hour': {
    metered: {
      ...DAY,
      'account ClaimedAccountConcurrency': during(60, 75, 1_000, always(40)),
      'account ConcurrentExecutions': during(60, 75, 1_000, always(40)),
      'HttpApi 5xx': during(60, 75, 30, always(0)),
      'Intake Throttles': during(60, 75, 3, always(0)),
      'Queries Throttles': during(60, 75, 20, always(0)),
      'Tasks Throttles': during(60, 75, 5, always(0)),
    },
    rings: ['api-failing', 'api-functions-throttled', 'concurrency-nearly-used-up', 'tasks-throttled'],
  },
  'concurrency of which somebody reserves nine tenths': {
    metered: { ...NIGHT, 'account ClaimedAccountConcurrency': sinceHour(902, always(2)) },
    rings: ['concurrency-nearly-used-up'],
    on: ['concurrency-nearly-used-up'],
  },
  'a table that is throttled for six minutes and then meters nothing more': {
    metered: { ...DAY, 'CasesTable WriteThrottleEvents': during(60, 66, 50) },
    rings: ['cases-table-writes-throttled'],
  },
  'a table that is throttled for two minutes': {
    metered: { ...DAY, 'CasesTable WriteThrottleEvents': during(60, 62, 500) },
    rings: [],
  },
  'tables and indexes that are throttled in a rush of a quarter of an hour': {
    metered: {
      ...DAY,
      'CasesTable ReadThrottleEvents': during(60, 75, 50),
      'CasesTable WriteThrottleEvents': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Changes': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Deadlines': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Due': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Filed': during(60, 75, 50),
      'CasesTable WriteThrottleEvents FiledBy': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Nearby': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Pressing': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Told': during(60, 75, 50),
      'CasesTable WriteThrottleEvents Worklist': during(60, 75, 50),
      'GridsTable ReadThrottleEvents': during(60, 75, 50),
      'GridsTable WriteThrottleEvents': during(60, 75, 50),
      'StatisticsTable ReadThrottleEvents': during(60, 75, 50),
      'StatisticsTable WriteThrottleEvents': during(60, 75, 50),
    },
    rings: [
      'cases-table-reads-throttled',
      'cases-table-writes-throttled',
      'changes-index-throttled',
      'deadlines-index-throttled',
      'due-index-throttled',
      'filed-index-throttled',
      'filedby-index-throttled',
      'grids-table-reads-throttled',
      'grids-table-writes-throttled',
      'nearby-index-throttled',
      'pressing-index-throttled',
      'statistics-table-reads-throttled',
      'statistics-table-writes-throttled',
      'told-index-throttled',
      'worklist-index-throttled',
    ],
  },
  'DynamoDB that fails on commits, and on what is read together, for ten minutes': {
    metered: {
      ...DAY,
      'HttpApi 5xx': during(60, 70, 60, always(0)),
      'CasesTable SystemErrors TransactWriteItems': during(60, 70, 20),
      'GridsTable SystemErrors BatchGetItem': during(60, 70, 30),
    },
    rings: ['api-failing', 'cases-table-failing', 'grids-table-failing'],
  },
  'DynamoDB that fails on the pointer of the Grids table only': {
    metered: { ...DAY, 'GridsTable SystemErrors GetItem': during(60, 70, 30) },
    rings: ['grids-table-failing'],
  },

  // The notes of alarms.
  'a change of an alarm that is noted at the second try': {
    metered: { ...DAY, 'Alarms Errors': during(60, 61, 1) },
    rings: [],
  },
  'a change of an alarm that cannot be noted, and is put aside': {
    metered: {
      ...DAY,
      'Alarms Errors': (minute) => ([64, 65, 67].includes(minute) ? 1 : undefined),
      'AlarmsDeadLettersQueue ApproximateNumberOfMessagesVisible': during(
        68,
        Number.POSITIVE_INFINITY,
        1,
        always(0),
      ),
    },
    rings: ['alarm-notes-failing', 'alarm-notes-skipped'],
    on: ['alarm-notes-skipped'],
  },

  // The workflows.
  'tasks that fail for ten minutes, and a case that is parked in the end': {
    metered: {
      ...DAY,
      'Tasks Errors': during(60, 70, 20, always(0)),
      'own CaseParked': during(70, 71, 1),
      'CaseLifecycle ExecutionsFailed': during(70, 71, 1),
    },
    rings: ['case-lifecycle-failed', 'case-parked', 'tasks-failing'],
  },
  'executions that end before their time': {
    metered: {
      ...DAY,
      'CaseLifecycle ExecutionsAborted': during(60, 61, 1),
      'CaseLifecycle ExecutionsTimedOut': during(60, 61, 1),
      'JointHandling ExecutionsFailed': during(60, 61, 1),
      'JointHandling ExecutionsAborted': during(60, 61, 1),
      'JointHandling ExecutionsTimedOut': during(60, 61, 1),
    },
    rings: [
      'case-lifecycle-aborted',
      'case-lifecycle-timed-out',
      'joint-handling-aborted',
      'joint-handling-failed',
      'joint-handling-timed-out',
    ],
  },
  'transitions that Step Functions delays for ten minutes': {
    metered: {
      ...DAY,
      'CaseLifecycle ExecutionThrottled': during(60, 70, 5),
      'JointHandling ExecutionThrottled': during(60, 70, 5),
    },
    rings: ['case-lifecycle-throttled', 'joint-handling-throttled'],
  },
};

const alarmsOf = (folder: string, city: City): Map<string, Resource['Properties']> =>
  new Map(
    resourcesOf(synthesise(folder, city).operations, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
      Properties.AlarmName.replace(`gridward-${folder}-`, ''),
      Properties,
    ]),
  );

describe('the alarms', () => {
  let alarms: Map<string, Resource['Properties']>;

  beforeAll(() => {
    alarms = alarmsOf('trial', trialCity);
  }, 60_000);

  it.each(Object.entries(SCENARIOS))('%s', (_, { metered, rings, on = [] }) => {
    const rung: string[] = [];
    const stillOn: string[] = [];
    for (const [name, alarm] of alarms) {
      const states = alarmStates(alarm, metered, MINUTES);
      if (states.includes('ALARM')) rung.push(name);
      if (states.at(-1) === 'ALARM') stillOn.push(name);
    }
    expect(rung.sort()).toEqual(rings);
    expect(stillOn.sort()).toEqual(on);
  });

  it('are each rung by one of these', () => {
    const rung = new Set(Object.values(SCENARIOS).flatMap(({ rings }) => rings));
    expect([...rung].sort()).toEqual([...alarms.keys()].sort());
  });

  it('watch every metric that is made up here', () => {
    const watched = new Set([...alarms.values()].flatMap(namesOf));
    for (const [scenario, { metered }] of Object.entries(SCENARIOS))
      for (const name of Object.keys(metered)) expect(watched, scenario).toContain(name);
  });

  it('ring by the same rules in AWS China', () => {
    const rules = (all: Map<string, Resource['Properties']>) =>
      [...all].map(([name, { AlarmName, AlarmDescription, AlarmActions, OKActions, Tags, ...rule }]) => [
        name,
        namesOf(rule),
        JSON.stringify(rule).replaceAll(/Gridward-\w+-|"(trial|nantong)"/g, ''),
      ]);
    expect(rules(alarmsOf('nantong', chineseCity))).toEqual(rules(alarms));
  });

  it('take no more metrics than CloudWatch lets them', () => {
    for (const [name, alarm] of alarms) expect(namesOf(alarm).length, name).toBeLessThanOrEqual(10);
  });
});

describe('the judge of data points', () => {
  const X = 1;
  const o = 0;
  const _ = undefined;

  /** The tables of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html */
  it.each<
    [points: (number | undefined)[], wanted: number, breaching: string, notBreaching: string, ignore: string]
  >([
    [[o, _, X, _, X], 3, 'OK', 'OK', 'OK'],
    [[o, _, _, _, _], 3, 'OK', 'OK', 'OK'],
    [[_, _, _, _, _], 3, 'ALARM', 'OK', 'as before'],
    [[o, X, X, _, X], 3, 'ALARM', 'ALARM', 'ALARM'],
    [[_, _, X, _, _], 3, 'ALARM', 'OK', 'as before'],
    [[o, _, X, _, X], 2, 'ALARM', 'ALARM', 'ALARM'],
    [[o, _, o, _, X], 2, 'OK', 'OK', 'OK'],
    [[_, _, X, _, _], 2, 'ALARM', 'OK', 'as before'],
  ])('judges %j, %i of 3, as CloudWatch does', (points, wanted, breaching, notBreaching, ignore) => {
    const judge = (silence: 'breaching' | 'notBreaching' | 'ignore', before: State) =>
      judged(points, { within: 3, wanted, silence, isBad: (value) => value >= 1 }, before);
    for (const before of ['OK', 'ALARM'] as const) {
      expect(judge('breaching', before)).toBe(breaching);
      expect(judge('notBreaching', before)).toBe(notBreaching);
      expect(judge('ignore', before)).toBe(ignore === 'as before' ? before : ignore);
    }
  });

  it('leaves an alarm on a metric of DynamoDB on when nothing is metered any more', () => {
    const onMetric = {
      Namespace: 'AWS/DynamoDB',
      MetricName: 'ReadThrottleEvents',
      Dimensions: [
        { Name: 'TableName', Value: { 'Fn::ImportValue': ':ExportsOutputRefCasesTable01234567' } },
      ],
      Period: 60,
      Statistic: 'Sum',
      EvaluationPeriods: 3,
      Threshold: 10,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    };
    const states = alarmStates(onMetric, { 'CasesTable ReadThrottleEvents': during(10, 16, 50) }, 120);
    expect(states.slice(0, 10)).toEqual(Array(10).fill('OK'));
    expect(states.at(-1)).toBe('ALARM');
  });
});

describe('the reader of metric math', () => {
  it.each<[expression: string, value: number | undefined]>([
    ['a + b * 2', 7],
    ['(a + b) * 2', 8],
    ['a - b - 1', -3],
    ['100 * a / SERVICE_QUOTA(a)', 25],
    ['none + 1', undefined],
    ['FILL(none, 0) + FILL(b, 0)', 3],
    ['IF(a > 0 AND FILL(none, 0) < 1, 1, 0)', 1],
    ['IF(a > 1 OR b == 2, 1, 0)', 0],
    ['IF(none > 0, 1, 0)', undefined],
  ])('finds the value of %s', (expression, value) => {
    expect(metricMath(expression, { a: 1, b: 3, none: undefined }, { a: 4 })).toBe(value);
  });

  it.each(['a +* b', 'AVG(a)', 'c + 1', 'a b', 'FILL(a)', 'a % b'])('refuses %s', (expression) => {
    expect(() => metricMath(expression, { a: 1, b: 3 })).toThrow();
  });
});
