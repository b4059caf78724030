/**
 * The value of an expression of metric math in one period, as far as the alarms use it:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html. What was not metered is undefined,
 * and so is everything that is worked out of it, but for FILL.
 */
export const metricMath = (
  expression: string,
  metered: Readonly<Record<string, number | undefined>>,
  quotas: Readonly<Record<string, number | undefined>> = {},
): number | undefined => {
  const tokens = expression.match(/[A-Za-z]\w*|\d+(?:\.\d+)?|>=|<=|==|[()+*/<>,-]/g) ?? [];
  if (tokens.join('') !== expression.replaceAll(' ', '')) throw new Error(`cannot read ${expression}`);
  let next = 0;
  const take = (...wanted: string[]): string | undefined =>
    wanted.includes(tokens[next]!) ? tokens[next++] : undefined;
  const expect = (token: string): void => {
    if (!take(token)) throw new Error(`${token} is missing in ${expression} before "${tokens[next]}"`);
  };

  /** Operands of equal rank, from left to right. */
  const ranked =
    (operand: () => number | undefined, operators: Record<string, (a: number, b: number) => number>) =>
    (): number | undefined => {
      let left = operand();
      for (let sign = take(...Object.keys(operators)); sign; sign = take(...Object.keys(operators))) {
        const right = operand();
        left = left === undefined || right === undefined ? undefined : operators[sign]!(left, right);
      }
      return left;
    };

  const named = (name: string): number | undefined => {
    if (!(name in metered)) throw new Error(`${name} of ${expression} is no metric of the alarm`);
    return metered[name];
  };
  const functions: Record<string, () => number | undefined> = {
    FILL: () => {
      const value = either();
      expect(',');
      const otherwise = either();
      return value ?? otherwise;
    },
    IF: () => {
      const condition = either();
      expect(',');
      const yes = either();
      expect(',');
      const no = either();
      return condition === undefined ? undefined : condition ? yes : no;
    },
    SERVICE_QUOTA: () => quotas[tokens[next++]!],
  };
  const single = (): number | undefined => {
    if (take('(')) {
      const value = either();
      expect(')');
      return value;
    }
    const token = tokens[next++] ?? '';
    if (/^\d/.test(token)) return Number(token);
    if (!take('(')) return named(token);
    const call = functions[token];
    if (!call) throw new Error(`the test does not know the function ${token}`);
    const value = call();
    expect(')');
    return value;
  };
  const product = ranked(single, { '*': (a, b) => a * b, '/': (a, b) => a / b });
  const sum = ranked(product, { '+': (a, b) => a + b, '-': (a, b) => a - b });
  const comparison = ranked(sum, {
    '>=': (a, b) => Number(a >= b),
    '<=': (a, b) => Number(a <= b),
    '>': (a, b) => Number(a > b),
    '<': (a, b) => Number(a < b),
    '==': (a, b) => Number(a === b),
  });
  const both = ranked(comparison, { AND: (a, b) => Number(a !== 0 && b !== 0) });
  const either = ranked(both, { OR: (a, b) => Number(a !== 0 || b !== 0) });

  const value = either();
  if (next < tokens.length) throw new Error(`"${tokens[next]}" is left over in ${expression}`);
  return value;
};
