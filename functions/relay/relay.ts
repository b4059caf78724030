import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { type Case, isOpen, runningClocks } from '#domain/case/case.ts';
import { supervisionAhead } from '#domain/case/clock.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { openWaits, partStandingOf, partWait, stageWait, standingOf } from '#domain/case/standing.ts';
import type { Database } from '#shared/persistence/database.ts';
import { findWait, markAnswered } from '#shared/persistence/waits.ts';
import { answerTask, executionArn, isRunning, startLifecycle, stopExecution } from '#shared/workflow.ts';

export interface RelayServices {
  db: Pick<Database, 'documents' | 'casesTable'>;
  workflow: SFNClient;
  bus: EventBridgeClient;
  lifecycleArn: string;
  eventBusName: string;
  now: () => string;
}

/** What the stream tells: a case before and after a change, or an event that was added to a history. */
export type Told =
  | { kind: 'case'; before: Case | undefined; after: Case }
  | { kind: 'event'; caseId: string; event: CaseEvent };

/**
 * Passes on what has been decided. Every record may come twice and any step may fail half-way: each step
 * either leaves no trace or is recognised when it is repeated, and the caller repeats whatever throws.
 */
export const relay = async (told: Told, services: RelayServices): Promise<void> => {
  if (told.kind === 'event') return tell(told.caseId, told.event, services);
  const { before, after } = told;
  if (!before) return filed(after, services);
  if (after.restarts > before.restarts) return takeOver(before, after, services);
  if (!isOpen(before)) return reopened(after, services);
  const waiting = new Set(openWaits(after));
  for (const wait of openWaits(before)) if (!waiting.has(wait)) await endWait(wait, before, after, services);
  if (supervisionsAhead(before) !== supervisionsAhead(after)) await checkWaits(before, after, services);
};

/**
 * Whenever supervision has come round and the wait goes on, a look whether an execution still waits there. Every
 * other rung but a reminder ends its wait, and the look is taken then; reminders come by the thousand.
 */
const checkWaits = async (before: Case, after: Case, services: RelayServices): Promise<void> => {
  const stood = new Set(openWaits(before));
  for (const name of openWaits(after).filter((wait) => stood.has(wait))) {
    const wait = await findWait(services.db, after.id, name);
    if (wait !== undefined && wait !== 'answered') return keepDriven(after, wait.execution, services);
  }
};

const supervisionsAhead = (current: Case): string =>
  runningClocks(current)
    .map(({ clock }) => supervisionAhead(clock)?.at ?? '')
    .join();

/** A new case gets its execution, named by its id; one that was settled on the spot needs none. */
const filed = async (after: Case, { workflow, lifecycleArn }: RelayServices): Promise<void> => {
  if (isOpen(after)) await startLifecycle(workflow, lifecycleArn, after.id, after.id);
};

/** A case that has ended is taken up again by an execution of its own. */
const reopened = async (after: Case, { workflow, lifecycleArn }: RelayServices): Promise<void> => {
  if (isOpen(after)) await startLifecycle(workflow, lifecycleArn, after.id, executionName(after));
};

/** An operator's restart: an execution that still waits for the case makes room for a new one. */
const takeOver = async (
  before: Case,
  after: Case,
  { db, workflow, lifecycleArn, now }: RelayServices,
): Promise<void> => {
  const name = stageWait(before.turn);
  const held = await findWait(db, after.id, name);
  if (held !== undefined && held !== 'answered') {
    await stopExecution(workflow, held.execution, `case ${after.id} was restarted`);
    await markAnswered(db, after.id, name, held, now());
  }
  await startLifecycle(workflow, lifecycleArn, after.id, executionName(after));
};

/** The first execution of a case bears its id; each later one also the version at which it took over. */
const executionName = ({ id, version }: Case): string => `${id}-${version}`;

/** Answers the state that waited. When it is gone, its execution may have ended with it: see `keepDriven`. */
const endWait = async (name: string, before: Case, after: Case, services: RelayServices): Promise<void> => {
  const { db, workflow, lifecycleArn, now } = services;
  const wait = await findWait(db, after.id, name);
  if (wait === 'answered') return;
  if (!wait) return keepDriven(after, executionArn(lifecycleArn, after.id), services);
  const answered = await answerTask(workflow, wait.taskToken, standing(name, before, after, now()));
  if (!answered) await keepDriven(after, wait.execution, services);
  await markAnswered(db, after.id, name, wait, now());
};

/**
 * Sees to it that an open case has an execution. One that runs has not come to its wait yet, or is past it, and
 * reads the case itself. One that was never started, because its record was lost, is started now; and when it
 * has ended before its time, another takes over from where the case stands.
 */
const keepDriven = async (after: Case, execution: string, services: RelayServices): Promise<void> => {
  const { workflow, lifecycleArn } = services;
  if (!isOpen(after) || after.parked || (await isRunning(workflow, execution))) return;
  if (await startLifecycle(workflow, lifecycleArn, after.id, after.id)) return;
  await startLifecycle(workflow, lifecycleArn, after.id, executionName(after));
};

const standing = (name: string, before: Case, after: Case, now: string) => {
  const ended = before.parts.find((part) => name === partWait(part.unit.code, part.turn));
  const part = after.parts.findLast(({ unit }) => unit.code === ended?.unit.code);
  return part ? partStandingOf(part, now) : standingOf(after, now);
};

/** Publishes an event: which case, what kind, when, where in the ladder. Ids only, no texts and no people. */
const tell = async (
  caseId: string,
  event: CaseEvent,
  { bus, eventBusName }: RelayServices,
): Promise<void> => {
  const { FailedEntryCount = 0, Entries } = await bus.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: eventBusName,
          Source: 'gridward.cases',
          DetailType: event.type,
          Time: new Date(event.at),
          Detail: JSON.stringify({ caseId, seq: event.seq, type: event.type, at: event.at, ...place(event) }),
        },
      ],
    }),
  );
  // Consumers know an event by case id and seq; the relay may publish it twice but never drops it.
  if (FailedEntryCount > 0)
    throw new Error(`the bus refused event ${event.seq} of ${caseId}: ${Entries?.[0]?.ErrorCode}`);
};

const place = (event: CaseEvent) => ({
  ...('level' in event && { level: event.level }),
  ...('unit' in event && { unit: typeof event.unit === 'string' ? event.unit : event.unit.code }),
});
