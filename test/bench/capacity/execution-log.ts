import type { Machine } from '#shared/workflow/memory.ts';

/**
 * What an execution writes at log level ALL without data: an entry for each event of its history, which are those of
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html, in the form of
 * https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html
 */
export const executionLogOf = (
  machine: Machine,
  execution: { name: string; workflow: string; entered: readonly string[] },
): { entries: number; bytes: number } => {
  const states = new Map(statesOf(machine));
  const events = [
    ['ExecutionStarted', { roleArn: ROLE }],
    ...execution.entered.flatMap((name) => eventsOf(name, states.get(name)!)),
    ['ExecutionSucceeded', {}],
  ] as const;
  const bytes = events
    .map(([type, details], i) => entryOf(type, details, i + 1, execution))
    .reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
  return { entries: events.length, bytes };
};

const ROLE =
  'arn:aws:iam::123456789012:role/Gridward-nantong-Service-CaseLifecycleMachineRole0A1B2C3D-AbCdEfGhIjKl';

type State = Machine['States'][string];
type Event = readonly [type: string, details: object];

const statesOf = ({ States }: Machine): [string, State][] =>
  Object.entries(States).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ]);

const eventsOf = (name: string, { Type, Resource = '' }: State): Event[] => {
  const entered: Event = [`${Type}StateEntered`, { name }];
  const exited: Event = [`${Type}StateExited`, { name }];
  if (Type === 'Map')
    return [
      entered,
      ['MapStateStarted', { length: 3 }],
      ...Array.from({ length: 3 }).flatMap((_, index): Event[] => [
        ['MapIterationStarted', { name, index }],
        ['MapIterationSucceeded', { name, index }],
      ]),
      ['MapStateSucceeded', {}],
      exited,
    ];
  if (Type !== 'Task') return [entered, exited];
  const [, resourceType, resource] = /:::(\w+):(.+)$/.exec(Resource) ?? [];
  const called = { resource, resourceType };
  return [
    entered,
    ['TaskScheduled', { ...called, region: 'us-east-1', timeoutInSeconds: 3_456_000 }],
    ['TaskStarted', called],
    // A task that is waited for tells first that it was taken, then that it is done.
    ...(resource === 'invoke' ? [] : [['TaskSubmitted', called] as const]),
    ['TaskSucceeded', called],
    exited,
  ];
};

const entryOf = (
  type: string,
  details: object,
  number: number,
  { name, workflow }: { name: string; workflow: string },
) => ({
  id: String(number),
  type,
  details,
  redrive_count: '0',
  previous_event_id: String(number - 1),
  event_timestamp: '1772413200000',
  execution_arn: `arn:aws:states:us-east-1:123456789012:execution:gridward-nantong-${workflow}:${name}`,
});
