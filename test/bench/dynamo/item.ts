/** A value as DynamoDB's protocol writes it: `{ "S": "…" }`. Numbers are text. */
export type AttributeValue = Record<string, unknown>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** Where expressions find their `#names` and `:values`. */
export interface Placeholders {
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, AttributeValue>;
}

/** The text, or the number, of a scalar. */
export const scalarOf = (value: AttributeValue): string | number =>
  'N' in value ? Number(value.N) : String(value.S ?? JSON.stringify(value.B ?? value));

/** Below, at or above zero as `a` sorts before, with or after `b`; texts by their UTF-8 bytes. */
export const compare = (a: AttributeValue, b: AttributeValue): number => {
  const [left, right] = [scalarOf(a), scalarOf(b)];
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
};

/** The steps of a path such as `done.#section`, with the names put in. */
export const stepsOf = (path: string, { ExpressionAttributeNames: names = {} }: Placeholders): string[] =>
  path.split('.').map((step) => (step.startsWith('#') ? (names[step] ?? unknown(step)) : step));

export const valueAt = (item: Item | undefined, steps: readonly string[]): AttributeValue | undefined => {
  const [first, ...rest] = steps;
  const value = first === undefined ? undefined : item?.[first];
  return rest.length === 0 || value === undefined ? value : valueAt(value.M as Item, rest);
};

/** @throws Error when an expression names a placeholder that the request does not explain. */
export const unknown = (placeholder: string): never => {
  throw new Error(`the request does not say what ${placeholder} is`);
};

/** Bytes as a client in the same process gives them, or as base64 where they came over the wire. */
const bytesIn = (value: unknown): Uint8Array =>
  value instanceof Uint8Array ? value : Buffer.from(String(value), 'base64');

/** Item size: names and values in UTF-8; https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export const sizeOf = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);

const valueSize = (value: AttributeValue): number => {
  const [type, inner] = Object.entries(value)[0] as [string, unknown];
  switch (type) {
    case 'S':
      return Buffer.byteLength(inner as string);
    case 'B':
      return bytesIn(inner).length;
    case 'N':
      return Math.ceil(String(inner).replace(/\D/g, '').length / 2) + 1;
    case 'L':
      return 3 + (inner as AttributeValue[]).reduce((sum, each) => sum + 1 + valueSize(each), 0);
    case 'M':
      return (
        3 +
        Object.entries(inner as Item).reduce(
          (sum, [name, each]) => sum + 1 + Buffer.byteLength(name) + valueSize(each),
          0,
        )
      );
    default:
      return 1;
  }
};
