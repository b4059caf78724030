import type { Case, CaseAt, EndedPart, OpenPart, OpenState } from '#domain/case/case.ts';
import type { CaseEventBody } from '#domain/case/event.ts';
import type { Unit } from '#domain/place/unit.ts';
import type { PausedClock, RunningClock } from '#domain/process/clock.ts';
import type { Instant } from '#domain/time/instant.ts';

/**
 * States that cannot be do not type: every line below `@ts-expect-error` is refused by the compiler, and `tsc` fails
 * should one of them ever be taken. Nothing here runs.
 */

declare const unit: Unit;
declare const clock: RunningClock;
declare const paused: PausedClock;
declare const part: OpenPart;
declare const ended: EndedPart;
declare const current: Case;
declare const text: string;
declare const verifier: string;
declare const closedAt: Instant;

// Parts are open in joint handling only, and what has ended is not among them.
export const joint: OpenState = { stage: 'joint', unit, clock, extensions: 0, parts: [part], join: 'all' };
// @ts-expect-error
export const partsInHandling: OpenState = { stage: 'handling', unit, clock, extensions: 0, parts: [part] };
// @ts-expect-error
export const endedPartThatIsWaitedFor: CaseAt<'joint'>['state']['parts'] = [ended];
// @ts-expect-error
export const openPartAmongTheEnded: Case['endedParts'] = [part];
// @ts-expect-error
export const jointWithoutParts: OpenState = { stage: 'joint', unit, clock, extensions: 0, join: 'all' };

// Somebody is drawn to verify while the case is verified, and not before or after.
export const drawn: OpenState = { stage: 'verification', unit, clock, handledBy: unit, verifier };
// @ts-expect-error
export const drawnEarly: OpenState = { stage: 'handling', unit, clock, extensions: 0, verifier };
// @ts-expect-error
export const verifiedWithoutHandler: OpenState = { stage: 'verification', unit, clock };

// Requests wait and clocks run while the case is open.
const unasked = { kind: 'extension', reason: 'They are away.' } as const;
const request = { kind: 'extension', by: 'somebody', reason: 'They are away.' } as const;
export const asked: OpenState = { stage: 'reported', unit, clock, request };
// @ts-expect-error
export const askedByNobody: OpenState = { stage: 'reported', unit, clock, request: unasked };
// @ts-expect-error
export const askedOfTheEnd: Case['state'] = { stage: 'closed', closedAt, request };
// @ts-expect-error
export const endedWithAClock: Case['state'] = { stage: 'closed', closedAt, clock };
// @ts-expect-error
export const openWithoutUnit: OpenState = { stage: 'followUp', clock };

// A clock stands still exactly while the case is suspended, and it is suspended in handling only.
export const suspended: OpenState = {
  stage: 'handling',
  unit,
  clock: paused,
  extensions: 0,
  suspendedUntil: '2025-06-01T01:00:00.000Z',
};
// @ts-expect-error
export const stoppedWithoutEnd: OpenState = { stage: 'handling', unit, clock: paused, extensions: 0 };
// @ts-expect-error
export const stoppedElsewhere: OpenState = { stage: 'reported', unit, clock: paused };
// @ts-expect-error
export const resumedWithAStoppedClock: CaseEventBody = { type: 'resumed', clock: paused, moved: current };

// Extensions belong to the handling that they were granted for.
// @ts-expect-error
export const extendedFollowUp: OpenState = { stage: 'followUp', unit, clock, extensions: 1 };

// An instant is in UTC, and no other text is one.
export const instant: Instant = '2025-03-03T01:00:00.000Z';
// @ts-expect-error
export const withOffset: Instant = '2025-03-03T09:00:00.000+08:00';
// @ts-expect-error
export const dateAlone: Instant = '2025-03-03';
// @ts-expect-error
export const anyText: Instant = text;
// @ts-expect-error
export const nothing: Instant = '';
