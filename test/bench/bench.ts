import { deadlinesASecond } from './measure-deadlines.ts';
import { measureFirstWait } from './measure-first-wait.ts';
import { type LoadCost, measureLoads } from './measure-loads.ts';
import { measureOperations, type OperationCost } from './measure-operations.ts';
import { measureSweep } from './measure-sweep.ts';
import { geometricMeanOf } from './median.ts';

/**
 * `npm run bench`: what the functions cost beside bare ones, in CPU of their process alone, what AWS is asked for, and
 * the pace of the calendar. Ratios hold for this run; milliseconds are this machine's.
 */

const EFFORT = { invocations: 10, turns: 25, rounds: 5, warmUp: 8 };
const LOADS = 15;
const BUDGET = { mean: 1.25, each: 1.35, load: 1.1, kilobytes: 200, firstWait: 11 };

const row = (name: string, ...cells: string[]): void =>
  console.log(name.padEnd(18) + cells.map((cell) => cell.padStart(11)).join(''));
const ratio = (value: number, budget: number): string => `${value.toFixed(2)}${value > budget ? ' !' : '  '}`;

const printOperations = (costs: readonly OperationCost[]): void => {
  row('operation', 'requests', 'ours', 'bare', 'ratio', 'rounds');
  for (const { name, requests, ours, bare, ratio: median, lowest, highest } of costs)
    row(
      name,
      requests.toFixed(1),
      ours.toFixed(2),
      bare.toFixed(2),
      ratio(median, BUDGET.each),
      `${lowest.toFixed(2)}–${highest.toFixed(2)}`,
    );
  row('geometric mean', '', '', '', ratio(geometricMeanOf(costs.map((cost) => cost.ratio)), BUDGET.mean));
};

const printLoads = (costs: readonly LoadCost[]): void => {
  row('loading', 'kB', 'over bare', 'CPU ms', 'ratio');
  for (const { name, kilobytes, kilobytesOver, cpuMilliseconds, ratio: its } of costs)
    row(
      name,
      kilobytes.toFixed(0),
      `${kilobytesOver.toFixed(0)}${kilobytesOver > BUDGET.kilobytes ? ' !' : '  '}`,
      cpuMilliseconds.toFixed(1),
      ratio(its, BUDGET.load),
    );
};

const { invocations, turns, rounds, warmUp } = EFFORT;
console.log(`node ${process.version}; CPU ms; "!" is above its budget\n`);
console.log(
  `Median of ${rounds} rounds of ${invocations * turns} invocations, after ${warmUp} to warm up; bare sends the same requests.`,
);
printOperations(await measureOperations(EFFORT));
const { requests, writeUnits } = await measureFirstWait();
console.log(
  `\nFrom filing to the first wait: ${requests.length} requests, at most ${BUDGET.firstWait}; ${writeUnits} write units.`,
);
console.log(`\nMedian of ${LOADS} fresh processes each; bare is an ES module that reads one item.`);
printLoads(measureLoads(LOADS));
console.log(`\n${(await measureSweep(400, 5)).toFixed(1)} ms of CPU for a due case of the sweep`);
console.log(`\n${Math.round(deadlinesASecond(7)).toLocaleString('en')} deadlines a CPU second, units mixed`);
