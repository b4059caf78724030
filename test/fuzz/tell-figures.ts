import type { Outcome } from './run-schemathesis.ts';

/** The figures of a run: requests by status, answers by problem, what was checked, how long it took. */
export const tellFigures = ({ figures: { statuses, problems, checks }, seconds }: Outcome): string =>
  [
    `${totalOf(statuses)} requests in ${seconds.toFixed(0)} s`,
    ...Object.entries({ status: statuses, problem: problems, check: checks }).map(
      ([name, counts]) =>
        `by ${name}: ${Object.entries(counts)
          .map(([key, count]) => `${key} ${count}`)
          .join(', ')}`,
    ),
  ].join('\n');

const totalOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
