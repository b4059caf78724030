import { MathExpression, type MathExpressionProps, type Metric } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The sum of metrics of one period, in which silence counts as 0, so that an alarm on it ends when they fall silent. The
 * metrics go by the names that the expression gives them; an alarm takes ten of them:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const totalOf = (label: string, parts: Record<string, Metric>): MathExpression => {
  const [first] = Object.values(parts);
  if (!first) throw new Error(`${label} is a total of nothing`);
  return new MathExpression({ label, ...sumOf(parts), period: first.period });
};

/** The sum as a part of another expression. */
export const sumOf = (
  parts: Record<string, Metric>,
): Required<Pick<MathExpressionProps, 'expression' | 'usingMetrics'>> => ({
  expression: Object.keys(parts)
    .map((name) => `FILL(${name}, 0)`)
    .join(' + '),
  usingMetrics: parts,
});

/**
 * Three bad minutes out of five. The last minute is often not metered yet and then counts as 0, so that an alarm that
 * asked for three minutes in a row up to the last might never ring.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export const SUSTAINED = { periods: 3, within: 5 } as const;
