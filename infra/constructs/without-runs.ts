import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { CasesTable } from './cases-table.ts';
import type { ServiceFunction } from './service-function.ts';
import type { AlarmSpec } from './watched.ts';

/** Where it shows that people change cases. */
export interface Changes {
  intake: ServiceFunction;
  actions: ServiceFunction;
  /** A request that is refused writes nothing here. */
  cases: CasesTable;
}

/**
 * The alarm for a reader of the stream that does not run: Lambda meters age and errors of runs, and of no run it says
 * nothing.
 */
export const withoutRuns = (
  reader: ServiceFunction,
  { intake, actions, cases }: Changes,
  { label, ...told }: Pick<AlarmSpec, 'title' | 'impact'> & { label: string },
): AlarmSpec => {
  // A run comes a minute after its commit at the latest, and may fall into the next period; in two periods running it does not.
  const period = Duration.minutes(5);
  return {
    ...told,
    metric: new MathExpression({
      label,
      // What was not metered counts as 0; without that, the whole expression would have no value.
      expression:
        'IF((FILL(filings, 0) + FILL(commands, 0)) > 0 AND FILL(writes, 0) > 0 AND FILL(runs, 0) < 1, 1, 0)',
      usingMetrics: {
        filings: intake.metricInvocations(period),
        commands: actions.metricInvocations(period),
        writes: cases.metricWrites(period),
        runs: reader.metricInvocations(period),
      },
      period,
    }),
    threshold: 1,
    periods: 2,
  };
};
