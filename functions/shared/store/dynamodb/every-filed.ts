import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Named } from '../named.ts';
import { INDEXES, namedBy } from './cases-table.ts';
import { type Item, openClient, scanPage } from './documents.ts';

/** Entries are small: a page of them is some 100 kB. */
const A_PAGE = 500;

/** A page of everything that was ever filed, in no order that means anything. */
export type EveryFiled = (after?: string) => Promise<{ processes: Named[]; next?: string }>;

/** For commands alone: it reads a whole index. */
export const openEveryFiled =
  ({
    casesTable,
    kinds,
    client = openClient(),
  }: {
    casesTable: string;
    kinds: readonly string[];
    client?: DynamoDBClient;
  }): EveryFiled =>
  async (after) => {
    const { items, lastKey } = await scanPage(client, {
      TableName: casesTable,
      IndexName: INDEXES.filed.name,
      Limit: A_PAGE,
      ...(after !== undefined && { ExclusiveStartKey: JSON.parse(after) as Item }),
    });
    return {
      processes: items.flatMap(({ pk }) => namedBy(pk, kinds) ?? []),
      ...(lastKey && { next: JSON.stringify(lastKey) }),
    };
  };
