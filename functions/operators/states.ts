import * as z from 'zod/mini';
import type { CaseStep } from '#domain/case/standing.ts';

/** The states of `workflows/case-lifecycle.asl.json`, by the step that leads there; a test compares the two. */
export const CASE_STATES = {
  dispatch: 'Wait for dispatch',
  acknowledgement: 'Wait for acknowledgement',
  handling: 'Wait for the result',
  joint: 'Handle jointly',
  verification: 'Wait for verification',
  followUp: 'Wait for follow-up',
  closed: 'Case is closed',
  parked: 'Case is parked',
} as const satisfies Record<CaseStep, string>;

/** As it is told. */
export const caseState = z.enum(Object.values(CASE_STATES));
