import {
  type AttributeValue,
  compare,
  type Item,
  type Placeholders,
  stepsOf,
  unknown,
  valueAt,
} from './item.ts';

type Condition = (item: Item | undefined, placeholders: Placeholders) => boolean;
type Operand = (item: Item | undefined, placeholders: Placeholders) => AttributeValue | undefined;

const parsed = new Map<string, Condition>();

/**
 * Whether a condition, filter or key condition holds for an item: comparisons, BETWEEN, begins_with,
 * attribute_exists and attribute_not_exists, joined by AND, OR, NOT and brackets.
 * @throws Error for whatever else DynamoDB's expressions know.
 */
export const holds = (expression: string, item: Item | undefined, placeholders: Placeholders): boolean => {
  const condition = parsed.get(expression) ?? parse(expression);
  parsed.set(expression, condition);
  return condition(item, placeholders);
};

const parse = (expression: string): Condition => {
  const tokens = expression.match(/[:#]?[\w.#]+|<=|>=|<>|\S/g) ?? [];
  let place = 0;
  const take = (): string => tokens[place++] ?? '';
  const skip = (word: string): boolean => {
    if (tokens[place]?.toUpperCase() !== word) return false;
    place++;
    return true;
  };
  const expect = (word: string): void => {
    if (!skip(word)) throw new Error(`"${word}" is missing in "${expression}" at "${tokens[place] ?? ''}"`);
  };

  const either = (): Condition => {
    const first = both();
    if (!skip('OR')) return first;
    const second = either();
    return (...on) => first(...on) || second(...on);
  };
  const both = (): Condition => {
    const first = one();
    if (!skip('AND')) return first;
    const second = both();
    return (...on) => first(...on) && second(...on);
  };
  const one = (): Condition => {
    if (skip('NOT')) {
      const inner = one();
      return (...on) => !inner(...on);
    }
    if (skip('(')) {
      const inner = either();
      expect(')');
      return inner;
    }
    const word = take();
    return tokens[place] === '(' ? call(word) : comparison(operandOf(word));
  };
  const call = (name: string): Condition => {
    expect('(');
    const subject = operandOf(take());
    if (name === 'begins_with') {
      expect(',');
      const prefix = operandOf(take());
      expect(')');
      return (...on) => String(subject(...on)?.S ?? '').startsWith(String(prefix(...on)?.S));
    }
    expect(')');
    if (name === 'attribute_exists') return (...on) => subject(...on) !== undefined;
    if (name === 'attribute_not_exists') return (...on) => subject(...on) === undefined;
    throw new Error(`the bench's DynamoDB has no function ${name}`);
  };
  const comparison = (left: Operand): Condition => {
    const operator = take().toUpperCase();
    const right = operandOf(take());
    const ordered = ORDERS[operator];
    if (ordered) return (...on) => isOrdered(left(...on), right(...on), ordered);
    if (operator !== 'BETWEEN') throw new Error(`the bench's DynamoDB has no operator ${operator}`);
    expect('AND');
    const upper = operandOf(take());
    return (...on) =>
      isOrdered(left(...on), right(...on), (order) => order >= 0) &&
      isOrdered(left(...on), upper(...on), (order) => order <= 0);
  };

  const condition = either();
  if (place < tokens.length) throw new Error(`"${expression}" goes on after its end at "${tokens[place]}"`);
  return condition;
};

const ORDERS: Record<string, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '<>': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

/** What is absent compares with nothing. */
const isOrdered = (
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
  ordered: (order: number) => boolean,
): boolean => left !== undefined && right !== undefined && ordered(compare(left, right));

const operandOf =
  (word: string): Operand =>
  (item, placeholders) =>
    word.startsWith(':')
      ? (placeholders.ExpressionAttributeValues?.[word] ?? unknown(word))
      : valueAt(item, stepsOf(word, placeholders));
