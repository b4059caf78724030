import { type AttributeValue, type Item, type Placeholders, stepsOf, unknown, valueAt } from './item.ts';

/**
 * An item after an update expression: SET of a value, of `if_not_exists(path, value)` or of a sum, REMOVE, and ADD of
 * a number.
 */
export const updated = (expression: string, item: Item, placeholders: Placeholders): Item => {
  const next = structuredClone(item) as Record<string, AttributeValue>;
  const [, ...clauses] = expression.split(/\b(SET|REMOVE|ADD)\b/);
  for (let i = 0; i < clauses.length; i += 2)
    for (const part of (clauses[i + 1] ?? '').split(/,(?![^(]*\))/)) {
      const words = part.trim();
      if (clauses[i] === 'REMOVE') write(next, stepsOf(words, placeholders), undefined);
      else if (clauses[i] === 'ADD') {
        const [path = '', value = ''] = words.split(/\s+/);
        write(
          next,
          stepsOf(path, placeholders),
          sum(termOf(path, item, placeholders), termOf(value, item, placeholders)),
        );
      } else {
        const [path = '', value = ''] = words.split(/\s*=\s*/);
        const [first, second] = value.split(/\s*\+\s*/).map((term) => termOf(term, item, placeholders));
        write(next, stepsOf(path, placeholders), second ? sum(first, second) : first);
      }
    }
  return next;
};

const termOf = (term: string, item: Item, placeholders: Placeholders): AttributeValue | undefined => {
  const [, path, otherwise] = /^if_not_exists\((\S+?)\s*,\s*(\S+?)\)$/.exec(term) ?? [];
  if (path !== undefined && otherwise !== undefined)
    return termOf(path, item, placeholders) ?? termOf(otherwise, item, placeholders);
  return term.startsWith(':')
    ? (placeholders.ExpressionAttributeValues?.[term] ?? unknown(term))
    : valueAt(item, stepsOf(term, placeholders));
};

const sum = (a: AttributeValue | undefined, b: AttributeValue | undefined): AttributeValue => ({
  N: String(Number(a?.N ?? 0) + Number(b?.N ?? 0)),
});

const write = (
  item: Record<string, AttributeValue>,
  [step = '', ...rest]: readonly string[],
  value: AttributeValue | undefined,
): void => {
  if (rest.length > 0) write(item[step]?.M as Record<string, AttributeValue>, rest, value);
  else if (value === undefined) delete item[step];
  else item[step] = value;
};
