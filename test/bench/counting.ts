import { type Item, sizeOf } from './dynamo/item.ts';

/** What AWS was asked for. Units are those that AWS bills, worked out from the items: see `writeUnits`. */
export interface Count {
  requests: string[];
  writeUnits: number;
}

/** A client of the AWS SDK; what its middlewares are handed differs from one to the next. */
export interface Client {
  middlewareStack: { add(middleware: never, options: never): void };
}
type Send = (args: { input: object }) => Promise<object>;

/** The keys of an index. */
export type IndexKeys = readonly string[];

/** A client that notes every request in `count`; `indexes` are those of the Cases table. */
export const counted = <C extends Client>(client: C, count: Count, indexes: readonly IndexKeys[] = []): C => {
  addMiddleware(client, 'count', (send, command) => (args) => {
    count.requests.push(command);
    count.writeUnits += writeUnits(args.input as Input, indexes);
    return send(args);
  });
  return client;
};

/** Adds what happens around each request, after the document client has turned values into attribute values. */
export const addMiddleware = (
  { middlewareStack }: Client,
  name: string,
  around: (send: Send, command: string) => Send,
): void => {
  const middleware = (send: Send, context: { commandName?: string }) =>
    around(send, context.commandName ?? '');
  middlewareStack.add(middleware as never, { step: 'build', name } as never);
};

interface Input {
  Item?: Item;
  TransactItems?: { Put?: { Item: Item }; Delete?: object; Update?: object }[];
}

/**
 * Write units by the rules of on-demand billing: one a started kilobyte, twice in a transaction, and one a started
 * kilobyte of every index that holds the item. The indexes project less than the item, so this errs upwards.
 */
const writeUnits = ({ Item: single, TransactItems = [] }: Input, indexes: readonly IndexKeys[]): number =>
  (single ? unitsOf(single, 1, indexes) : 0) +
  TransactItems.reduce(
    (sum, { Put, Delete, Update }) =>
      sum + (Put ? unitsOf(Put.Item, 2, indexes) : 0) + (Delete || Update ? 2 : 0),
    0,
  );

const unitsOf = (item: Item, factor: number, indexes: readonly IndexKeys[]): number =>
  factor * Math.ceil(sizeOf(item) / 1024) +
  indexes.filter((keys) => keys.every((attribute) => attribute in item)).length;
