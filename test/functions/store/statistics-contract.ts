import { beforeEach, describe, expect, it } from 'vitest';
import type { Counters, Row } from '#domain/statistics/count.ts';
import { plusSeconds } from '#domain/time/instant.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { MOST_ASKED, MOST_WRITTEN, type Statistics } from '#shared/store/statistics.ts';
import { GRID, judicial, lawFirm, MONDAY, police } from '../../domain/builders.ts';

/** How long a reader under test takes the same tally for the one in use. */
export const KEEP_TALLY_SECONDS = 60;

const process = (id: number) => ({ kind: 'case', id: `case-${id}` });
const area = (code: string, day: string, counters: Counters): Row => ({ area: code, day, counters });
const FIRST = { process: process(1), from: 0, to: 3 };

/** What every adapter of the statistics promises, asked of the one that `open` opens, empty. */
export const statisticsContract = (open: (clock: () => number) => Promise<Statistics>): void => {
  let statistics: Statistics;
  let now = MONDAY;

  beforeEach(async () => {
    now = MONDAY;
    statistics = await open(() => Date.parse(now));
  });

  describe('counting', () => {
    it('adds to the rows of areas and units, and notes how far histories are counted', async () => {
      await statistics.count(
        1,
        [FIRST, { process: process(2), from: 0, to: 1 }],
        [
          area('320613', '2025-03-03', { filed: 2, closed: 1 }),
          { unit: police.code, month: '2025-03', counters: { received: 1 } },
        ],
      );
      await statistics.count(
        1,
        [{ process: process(2), from: 1, to: 4 }],
        [area('320613', '2025-03-03', { closed: 1, due: -1 })],
      );
      const day = { from: '2025-03-03', to: '2025-03-03' };
      expect(await statistics.areasBelow('3206', day)).toEqual([
        { area: '320613', day: '2025-03-03', counters: { filed: 2, closed: 2, due: -1 } },
      ]);
      expect(await statistics.unitsAt(police.area, { from: '2025-03', to: '2025-03' })).toEqual([
        { unit: police.code, month: '2025-03', counters: { received: 1 } },
      ]);
      const { tallies, upTo } = await statistics.counted([1, 2, 3].map(process));
      expect(tallies).toEqual({ inUse: 1, revision: 0 });
      expect([1, 2, 3].map((id) => upTo(1, process(id)))).toEqual([3, 4, 0]);
    });

    it('is done whole or not at all, once: what is counted further meanwhile is not counted again', async () => {
      const row = area('320613', '2025-03-03', { filed: 1 });
      await statistics.count(1, [FIRST], [row]);
      await expect(statistics.count(1, [FIRST], [row])).rejects.toBeInstanceOf(VersionConflict);
      const ahead = { process: process(1), from: 4, to: 5 };
      await expect(
        statistics.count(1, [{ process: process(2), from: 0, to: 1 }, ahead], [row]),
      ).rejects.toBeInstanceOf(VersionConflict);
      const [found] = await statistics.areasBelow('3206', { from: '2025-03-03', to: '2025-03-03' });
      expect(found?.counters).toEqual({ filed: 1 });
      const { upTo } = await statistics.counted([process(1), process(2)]);
      expect([upTo(1, process(1)), upTo(1, process(2))]).toEqual([3, 0]);
    });

    it('of the same at the same time is done by one', async () => {
      const row = area('320613', '2025-03-03', { filed: 1 });
      const outcomes = await Promise.allSettled([1, 2, 3].map(() => statistics.count(1, [FIRST], [row])));
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const [found] = await statistics.areasBelow('3206', { from: '2025-03-03', to: '2025-03-03' });
      expect(found?.counters).toEqual({ filed: 1 });
    });

    it('takes as much as a transaction does, and tells of as many histories as two tallies have in one read', async () => {
      const histories = Array.from({ length: MOST_ASKED }, (_, id) => ({
        process: process(id),
        from: 0,
        to: 1,
      }));
      const rows = Array.from({ length: MOST_WRITTEN - MOST_ASKED }, (_, i) =>
        area(`320613${String(i).padStart(3, '0')}`, '2025-03-03', { filed: 1 }),
      );
      await statistics.count(1, histories, rows);
      const { upTo } = await statistics.counted(histories.map((history) => history.process));
      expect(histories.every((history) => upTo(1, history.process) === 1)).toBe(true);
      expect(await statistics.areasBelow('320613', { from: '2025-03-03', to: '2025-03-03' })).toHaveLength(
        51,
      );
    });
  });

  describe('rows', () => {
    it('of the areas right below another are told from the first day to the last, day by day', async () => {
      const codes = ['320613', '320612', '320613001', GRID];
      for (const [i, day] of ['2025-02-28', '2025-03-01', '2025-03-02', '2025-03-03'].entries())
        await statistics.count(
          1,
          [{ process: process(1), from: i, to: i + 1 }],
          codes.map((code) => area(code, day, { filed: 1 })),
        );
      const found = await statistics.areasBelow('3206', { from: '2025-03-01', to: '2025-03-02' });
      expect(found.map(({ area, day }) => `${day} ${area}`)).toEqual([
        '2025-03-01 320612',
        '2025-03-01 320613',
        '2025-03-02 320612',
        '2025-03-02 320613',
      ]);
      const of = async (parent: string) =>
        (await statistics.areasBelow(parent, { from: '2025-03-03', to: '2025-03-03' })).map(
          ({ area }) => area,
        );
      expect(await of('320613')).toEqual(['320613001']);
      expect(await of('320613001001')).toEqual([GRID]);
      expect(await of('320613001')).toEqual([]);
    });

    it('of the units that sit at an area are told month by month', async () => {
      const months = ['2024-12', '2025-01', '2025-02'];
      for (const [i, month] of months.entries())
        await statistics.count(
          1,
          [{ process: process(1), from: i, to: i + 1 }],
          [police, judicial, lawFirm].map(({ code }) => ({
            unit: code,
            month,
            counters: { received: i + 1 },
          })),
        );
      const found = await statistics.unitsAt('320613001', { from: '2024-12', to: '2025-01' });
      expect(found.map(({ month, unit, counters }) => [month, unit, counters.received])).toEqual([
        ['2024-12', judicial.code, 1],
        ['2024-12', police.code, 1],
        ['2025-01', judicial.code, 2],
        ['2025-01', police.code, 2],
      ]);
    });
  });

  describe('a tally', () => {
    it('is counted beside the one in use, takes its place, and goes when it is discarded', async () => {
      const day = { from: '2025-03-03', to: '2025-03-03' };
      const filed = async () =>
        (await statistics.areasBelow('3206', day)).map(({ counters }) => counters.filed);
      await statistics.count(1, [FIRST], [area('320613', '2025-03-03', { filed: 7 })]);
      const rebuild = { tally: 2, startedAt: now, examined: 0, failed: 0 };
      const begun = await statistics.saveTallies({ inUse: 1, rebuild, revision: 0 });
      expect(begun).toEqual({ inUse: 1, rebuild, revision: 1 });
      await statistics.count(2, [FIRST], [area('320613', '2025-03-03', { filed: 1 })]);
      const { tallies, upTo } = await statistics.counted([process(1)]);
      expect(tallies).toEqual(begun);
      expect([upTo(1, process(1)), upTo(2, process(1))]).toEqual([3, 3]);
      expect(await filed()).toEqual([7]);
      await statistics.saveTallies({ inUse: 2, revision: 1 });
      now = plusSeconds(now, KEEP_TALLY_SECONDS + 1);
      expect(await filed()).toEqual([1]);
      await statistics.discardBefore(2);
      expect(await filed()).toEqual([1]);
      expect((await statistics.counted([process(1)])).upTo(1, process(1))).toBe(0);
    });

    it('is noted by one of those who would at the same time', async () => {
      const next = { inUse: 1, rebuild: { tally: 2, startedAt: now, examined: 0, failed: 0 }, revision: 0 };
      await statistics.saveTallies(next);
      await expect(statistics.saveTallies(next)).rejects.toBeInstanceOf(VersionConflict);
      expect(await statistics.tallies()).toEqual({ ...next, revision: 1 });
    });

    it('is known to whoever counts as soon as it is noted, also when another has noted it', async () => {
      await statistics.counted([process(1)]);
      await statistics.saveTallies({
        inUse: 1,
        rebuild: { tally: 2, startedAt: now, examined: 0, failed: 0 },
        revision: 0,
      });
      const { tallies, upTo } = await statistics.counted([process(1)]);
      expect(tallies.rebuild?.tally).toBe(2);
      expect(upTo(2, process(1))).toBe(0);
    });
  });
};
