import { describe, expect, it } from 'vitest';
import { openMemoryStore } from '#shared/store/memory/memory-store.ts';
import { calendarDaysAhead } from '../../../functions/sweep/calendar-days-ahead.ts';
import { at } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { World } from '../world/world.ts';

const log = recordLog();

const daysAt = async (moment: string): Promise<number | undefined> => {
  const world = new World();
  world.moveTo(at(moment));
  return calendarDaysAhead(world.services());
};

describe('the look at the calendar', () => {
  it.each([
    ['2026-11-02 23:59', 60],
    ['2026-11-03 00:00', 59],
    ['2026-12-31 23:59', 1],
    ['2027-01-01 00:00', 0],
  ])('at %s in the city finds %i days that the calendar in use knows', async (moment, days) => {
    expect(await daysAt(moment)).toBe(days);
  });

  it('finds nothing in a city that is not imported yet', async () => {
    const world = new World();
    const store = openMemoryStore({ clock: () => Date.parse(world.now) });
    expect(await calendarDaysAhead({ ...world.services(), store })).toBeUndefined();
    expect(log.entries()).toEqual([]);
  });

  it('counts no day of a calendar that cannot be read, and says so', async () => {
    const world = new World();
    world.store.city.calendar = () => Promise.reject(new Error('calendar v9 is not in the Grids table'));
    expect(await calendarDaysAhead(world.services())).toBe(0);
    expect(log.entries()).toMatchObject([
      { level: 'ERROR', message: 'the calendar in use could not be read' },
    ]);
  });
});
