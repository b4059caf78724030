import type { EpochDay } from './calendar.ts';

/**
 * Days and clock of Asia/Shanghai: a fixed UTC+8, because China has had no summer time since 1991. Instants are
 * milliseconds since 1970.
 */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const SHANGHAI = 8 * HOUR;

export const dayAt = (instant: number): EpochDay => Math.floor((instant + SHANGHAI) / DAY);
export const midnight = (day: EpochDay): number => day * DAY - SHANGHAI;

/** A date whose UTC fields read as Shanghai's clock at an instant. */
export const shanghai = (instant: number): Date => new Date(instant + SHANGHAI);
