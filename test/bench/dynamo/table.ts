import { type AttributeValue, compare, type Item, scalarOf } from './item.ts';

export interface IndexDefinition {
  name: string;
  partitionKey: string;
  sortKey: string;
  /** What an index holds beside keys. @default - everything */
  projected?: readonly string[];
}

export interface TableDefinition {
  name: string;
  indexes: readonly IndexDefinition[];
}

/** A table keyed by `pk` and `sk`, in memory. */
export interface Table {
  get(key: Item): Item | undefined;
  put(item: Item): void;
  delete(key: Item): void;
  /** The items of one partition of the table or of an index, in order. */
  partition(value: AttributeValue, index?: string): Item[];
  all(): Item[];
  /** The names of the attributes that name an item of the table, or its place in an index. */
  keysOf(index?: string): readonly string[];
}

/** The table itself as an index: everything is reached the same way. */
const OWN: IndexDefinition = { name: '', partitionKey: 'pk', sortKey: 'sk' };

export const openTable = ({ indexes }: TableDefinition): Table => {
  const views = [OWN, ...indexes].map((index) => ({
    index,
    partitions: new Map<string | number, Map<string, Item>>(),
  }));
  const items = new Map<string, Item>();
  const view = (name = '') => views.find(({ index }) => index.name === name) ?? missing(name);

  const remove = (key: Item): void => {
    const before = items.get(nameOf(key));
    if (!before) return;
    items.delete(nameOf(key));
    for (const { index, partitions } of views) {
      const value = before[index.partitionKey];
      if (value) partitions.get(scalarOf(value))?.delete(nameOf(key));
    }
  };

  return {
    get: (key) => items.get(nameOf(key)),
    put: (item) => {
      remove(item);
      items.set(nameOf(item), item);
      for (const { index, partitions } of views) {
        const value = item[index.partitionKey];
        // An item without both keys of an index is not in it.
        if (!value || !item[index.sortKey]) continue;
        const partition = partitions.get(scalarOf(value)) ?? new Map<string, Item>();
        partitions.set(scalarOf(value), partition.set(nameOf(item), projected(item, index)));
      }
    },
    delete: remove,
    partition: (value, name) => {
      const { index, partitions } = view(name);
      const found = [...(partitions.get(scalarOf(value))?.values() ?? [])];
      return found.sort((a, b) => compare(a[index.sortKey]!, b[index.sortKey]!) || compare(a.pk!, b.pk!));
    },
    all: () => [...items.values()],
    keysOf: (name) => {
      const { partitionKey, sortKey } = view(name).index;
      return [...new Set([partitionKey, sortKey, 'pk', 'sk'])];
    },
  };
};

const nameOf = ({ pk, sk }: Item): string => `${pk?.S}|${sk?.S}`;

const projected = (item: Item, { partitionKey, sortKey, projected: others }: IndexDefinition): Item =>
  others ? only(item, ['pk', 'sk', partitionKey, sortKey, ...others]) : item;

/** An item with some of its attributes. */
export const only = (item: Item, attributes: readonly string[]): Item =>
  Object.fromEntries(
    attributes.flatMap((name) => {
      const value = item[name];
      return value ? [[name, value] as const] : [];
    }),
  );

const missing = (index: string): never => {
  throw new Error(`the table has no index ${index}`);
};
