import { type ExecutionListItem, InvalidToken, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod/mini';
import { forbidden, mayOperate } from '#domain/access.ts';
import { isOpen, openParts } from '#domain/case/case.ts';
import { type Standing, standingOf } from '#domain/case/standing.ts';
import { RejectionError } from '#domain/rejection.ts';
import { readActor } from '#shared/cases/read-case.ts';
import { cursorOf, malformedCursor, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, page } from '#shared/http/schemas.ts';
import { caseKey, caseOf } from '#shared/persistence/cases-table.ts';
import { type Database, nameOf, readTogether } from '#shared/persistence/database.ts';
import type { OperationsServices } from './services.ts';

const EXECUTION_STATUS = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

export const listExecutions = operation({
  id: 'listExecutions',
  method: 'GET',
  path: '/operations/executions',
  summary: {
    'zh-CN': '流程执行：每个案件的执行停在哪一步',
    en: 'Workflow executions and the state at which each case waits',
  },
  query: z.object({ ...page, status: z.optional(z.enum(EXECUTION_STATUS)) }),
  status: 200,
  answer: z.object({
    items: z.array(
      z.object({
        execution: z.string(),
        caseId: z.string(),
        status: z.enum(EXECUTION_STATUS),
        startedAt: instant,
        stoppedAt: z.optional(instant),
        /** The state of the workflow at which the case stands, as its record says. */
        state: z.optional(z.string()),
        waitsFor: z.array(z.string()),
        parkedBecause: z.optional(z.string()),
      }),
    ),
    cursor: z.optional(z.string()),
  }),
  run: async ({ query: { limit, cursor, status }, subject }, services: OperationsServices) => {
    const { db, reference, workflow, lifecycleArn, now } = services;
    if (!mayOperate(await readActor(db, reference, subject)))
      throw new RejectionError(forbidden('listExecutions'));
    const asked = new ListExecutionsCommand({
      stateMachineArn: lifecycleArn,
      maxResults: limit,
      ...(status && { statusFilter: status }),
      ...(cursor !== undefined && { nextToken: placeOfCursor(cursor, place).token }),
    });
    const { executions = [], nextToken } = await workflow.send(asked).catch((error: unknown) => {
      // Step Functions forgets a page's token after a day.
      throw error instanceof InvalidToken ? malformedCursor() : error;
    });
    return {
      body: {
        items: await withCases(db, executions, now()),
        ...(nextToken !== undefined && { cursor: cursorOf({ token: nextToken }) }),
      },
    };
  },
});

const place = z.object({ token: z.string() });

/** One batch read tells where all of them stand; asking Step Functions for each would meet its throttle at five a second. */
const withCases = async (db: Database, executions: ExecutionListItem[], now: string) => {
  const ids = [...new Set(executions.map(({ name }) => caseIdOf(name)))];
  const { cases } = await readTogether(db, { cases: ids.map(caseKey) });
  return executions.map(({ executionArn, name, status, startDate, stopDate }) => {
    const item = cases.get(nameOf(caseKey(caseIdOf(name))));
    const current = item && caseOf(item);
    return {
      execution: executionArn ?? '',
      caseId: caseIdOf(name),
      status: status as (typeof EXECUTION_STATUS)[number],
      startedAt: (startDate ?? new Date(0)).toISOString(),
      ...(stopDate && { stoppedAt: stopDate.toISOString() }),
      ...(current && { state: STATES[standingOf(current, now).step] }),
      waitsFor: current ? unitsWaitedFor(current) : [],
      ...(current?.parked && { parkedBecause: current.parked.reason }),
    };
  });
};

/** Executions are named by the case id, later ones with the version at which they took over. */
const caseIdOf = (name: string | undefined): string => (name ?? '').split('-')[0] ?? '';

const unitsWaitedFor = (current: ReturnType<typeof caseOf>): string[] => {
  if (!isOpen(current)) return [];
  return current.state.stage === 'joint'
    ? openParts(current).map(({ responsible }) => responsible.code)
    : [current.state.unit.code];
};

/** The states of workflows/case-lifecycle.asl.json, by the step that leads there; a test compares the two. */
export const STATES: Record<Standing['step'], string> = {
  assign: 'Assign by the duty list',
  dispatch: 'Wait for dispatch',
  acknowledgement: 'Wait for acknowledgement',
  handling: 'Wait for the result',
  joint: 'Handle jointly',
  verification: 'Wait for verification',
  followUp: 'Wait for follow-up',
  closed: 'Case is closed',
  parked: 'Case is parked',
};
