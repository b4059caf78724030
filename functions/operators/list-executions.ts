import * as z from 'zod/mini';
import { mayOperate } from '#domain/access.ts';
import { type Case, isOpen, openParts } from '#domain/case/case.ts';
import { drivenCase } from '#domain/case/driven-case.ts';
import { standingOf } from '#domain/case/standing.ts';
import { RejectionError } from '#domain/rejection.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { forbidden, WHO_OPERATES } from '#domain/who-may.ts';
import { cursorOf, malformedCursor, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, page } from '#shared/http/schemas.ts';
import { drivenBy } from '#shared/workflow/driver-name.ts';
import { EXECUTION_STATUS, type Execution, PageForgotten } from '#shared/workflow/workflow.ts';
import type { OperatorsServices } from './services.ts';
import { CASE_STATES, caseState } from './states.ts';

export const listExecutions = operation({
  id: 'listExecutions',
  method: 'GET',
  path: '/operations/executions',
  summary: {
    'zh-CN': '流程实例：每个案件的流程状态和所在步骤',
    en: 'List workflow executions, with the state at which each case stands',
  },
  whoMay: WHO_OPERATES,
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
        state: z.optional(caseState),
        waitsFor: z.array(z.string()),
        parkedBecause: z.optional(z.string()),
      }),
    ),
    cursor: z.optional(z.string()),
  }),
  run: async ({ query: { limit, cursor, status }, subject }, services: OperatorsServices) => {
    const { store, workflow, now } = services;
    if (!mayOperate(await store.actor(subject))) throw new RejectionError(forbidden(WHO_OPERATES));
    const asked = {
      limit,
      ...(status && { status }),
      ...(cursor !== undefined && { after: placeOfCursor(cursor, place).token }),
    };
    const { executions, next } = await workflow.list(drivenCase.workflow, asked).catch((error: unknown) => {
      throw error instanceof PageForgotten ? malformedCursor() : error;
    });
    // One batch read tells where all of them stand; asking Step Functions for each would meet its throttle at five a second.
    const cases = await store.readAll(drivenCase, [...new Set(executions.map(caseIdOf))]);
    return {
      body: {
        items: executions.map((execution) => viewOf(execution, cases.get(caseIdOf(execution)), now())),
        ...(next !== undefined && { cursor: cursorOf({ token: next }) }),
      },
    };
  },
});

const place = z.object({ token: z.string() });

const caseIdOf = ({ name }: Execution): string => drivenBy(name);

const viewOf = (told: Execution, current: Case | undefined, now: Instant) => ({
  execution: told.execution,
  caseId: caseIdOf(told),
  status: told.status,
  startedAt: instantAt(told.startedAt.getTime()),
  ...(told.stoppedAt && { stoppedAt: instantAt(told.stoppedAt.getTime()) }),
  ...(current && { state: CASE_STATES[standingOf(current, now).step] }),
  waitsFor: current ? unitsWaitedFor(current) : [],
  ...(current?.parked && { parkedBecause: current.parked.reason }),
});

const unitsWaitedFor = (current: Case): string[] => {
  if (!isOpen(current)) return [];
  return current.state.stage === 'joint'
    ? openParts(current).map(({ responsible }) => responsible.code)
    : [current.state.unit.code];
};
