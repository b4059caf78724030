/**
 * Units of a limit. `urgentHour` runs always; `workHour` and `workDay` (8 work hours) run in office time;
 * `naturalDay` counts days after the first and ends at 18:00 (Civil Code 201–203).
 */
export const LIMIT_UNITS = ['urgentHour', 'workHour', 'workDay', 'naturalDay'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** A time limit as people write it into policy: `{ value: 2, unit: 'workHour' }`. */
export interface Limit {
  value: number;
  unit: LimitUnit;
}
