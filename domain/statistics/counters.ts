/** The names of the counters. What each of them counts is said where it is added: `case/count.ts`. */

/** The stages of which it is counted how their limits end: due is what ended, done or not. */
export const STAGE_COUNTED = [
  'dispatch',
  'acknowledgement',
  'handling',
  'part',
  'verification',
  'followUp',
] as const;
export type StageCounter = `${(typeof STAGE_COUNTED)[number]}${'Due' | 'Done' | 'OnTime'}`;

const STAGE_COUNTERS = STAGE_COUNTED.flatMap((stage): StageCounter[] => [
  `${stage}Due`,
  `${stage}Done`,
  `${stage}OnTime`,
]);

/** The longest period of which figures are told: a quarter of a year. */
export const MOST_DAYS = 92;

/** How many cases filed on a day stood closed so many days later: what is reopened is taken off again. */
export type ClosedAfter = `closedAfter${number}`;

const OF_BOTH = [
  'returned',
  'delegated',
  'escalated',
  'whistled',
  'extended',
  'suspended',
  'supervised',
  'yellowCards',
  'redCards',
  'reworked',
  'satisfied',
  'unsatisfied',
] as const;

const OF_AREAS = [
  'filed',
  'filedCritical',
  'selfHandled',
  'sampled',
  'closed',
  'declined',
  'voided',
  'merged',
  'reopened',
  'secondLooks',
  'reachedTownship',
  'reachedCounty',
  'reachedCity',
  'secondsToClosing',
  'due',
  'closedOnTime',
  'closedLate',
] as const;

const OF_UNITS = ['received', 'partsReceived', 'partsReturned', 'partsExtended'] as const;

/** Counters of an area on a day, as they are told; those by days after filing are told as closures. */
export const AREA_COUNTERS = [...OF_AREAS, ...OF_BOTH, ...STAGE_COUNTERS] as const;
export const UNIT_COUNTERS = [...OF_UNITS, ...OF_BOTH, ...STAGE_COUNTERS] as const;
export type AreaCounter = (typeof AREA_COUNTERS)[number];
export type UnitCounter = (typeof UNIT_COUNTERS)[number];
