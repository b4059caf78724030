import { knownDaysFrom } from '#domain/time/calendar.ts';
import { dayAt } from '#domain/time/shanghai.ts';
import { loggedError } from '#shared/observability/logged-error.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Deciding } from '#shared/services.ts';
import { noneBeforeTheImport } from './none-before-the-import.ts';

/**
 * For how many days, today included, the calendar in use knows which are working days: 0 also where it cannot be read.
 * Undefined before the first import.
 */
export const calendarDaysAhead = async ({ store, now }: Deciding): Promise<number | undefined> => {
  try {
    const current = await store.city.current().catch(noneBeforeTheImport);
    if (!current) return undefined;
    const calendar = await store.city.calendar(current.calendarVersion);
    return knownDaysFrom(calendar, dayAt(Date.parse(now())));
  } catch (error) {
    logger.error('the calendar in use could not be read', { error: loggedError(error) });
    return 0;
  }
};
