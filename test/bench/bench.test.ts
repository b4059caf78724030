import { describe, expect, it } from 'vitest';
import { deadlinesASecond } from './measure-deadlines.ts';
import { measureFirstWait } from './measure-first-wait.ts';
import { measureOperations } from './measure-operations.ts';
import { measureSweep } from './measure-sweep.ts';
import { geometricMeanOf, medianOf } from './median.ts';
import { OPERATIONS } from './operations.ts';

describe('the bench', () => {
  it('runs every operation on the bundled functions, and a bare function that sends the same requests', async () => {
    const costs = await measureOperations({ invocations: 2, turns: 1, rounds: 1, warmUp: 0 });
    expect(costs.map(({ name }) => name)).toEqual(
      OPERATIONS.filter(({ measured }) => measured ?? true).map(({ name }) => name),
    );
    expect(costs).toHaveLength(9);
    for (const { name, requests, ours, bare, ratio } of costs) {
      expect(requests, name).toBeGreaterThanOrEqual(1);
      expect(Math.min(ours, bare), name).toBeGreaterThan(0);
      expect(ratio, name).toBeCloseTo(ours / bare);
    }
  });

  it('counts what AWS is asked for from filing to the first wait: eleven requests at most', async () => {
    const { requests, writeUnits } = await measureFirstWait();
    expect(requests).toContain('StartExecutionCommand');
    expect(requests.at(-1)).toBe('PutEventsCommand');
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.length).toBeLessThanOrEqual(11);
    expect(writeUnits).toBeGreaterThan(10);
  });

  it('measures the CPU of a due case', async () => {
    expect(await measureSweep(20, 1)).toBeGreaterThan(0);
  });

  it('counts deadlines by CPU', () => {
    expect(deadlinesASecond(1)).toBeGreaterThan(1_000);
  });

  it('takes middles', () => {
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3]), geometricMeanOf([1, 4])]).toEqual([2, 3, 2]);
  });
});
