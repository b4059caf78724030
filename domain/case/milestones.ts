import type { CaseEventType } from './event.ts';

/** What other systems may ask to be told of: where a case has come to, and neither words nor running corrections. */
export const MILESTONES = [
  'reported',
  'selfHandled',
  'assigned',
  'designated',
  'delegated',
  'acknowledged',
  'returned',
  'whistled',
  'joined',
  'escalated',
  'suspended',
  'resumed',
  'resultSubmitted',
  'verified',
  'reworked',
  'followedUp',
  'merged',
  'declined',
  'voided',
  'reopened',
  'closed',
] as const satisfies readonly CaseEventType[];
export type Milestone = (typeof MILESTONES)[number];
