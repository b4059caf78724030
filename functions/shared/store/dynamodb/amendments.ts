import type { Instant } from '#domain/time/instant.ts';
import type { Amendment, AmendmentPage, Ending, Proposal } from '../amendments.ts';
import { RepeatedRequest } from '../errors.ts';
import type { Remembered } from '../remembered.ts';
import { contentOf, type GridsDatabase, nameOf, readKeys, transactWrite } from './database.ts';
import type { Item, Write } from './documents.ts';
import { isConditionFailed, isConflict, reasonsOf } from './errors.ts';
import { AMENDMENTS_PARTITION, amendmentOf, endingKey, type Key, proposalKey } from './grids-table.ts';
import { rememberWrite } from './idempotency.ts';

/** The record of amendments in the Grids table: items that are written once and never again. */

type AmendmentsDatabase = GridsDatabase & { casesTable?: string };

export const proposalWrite = (TableName: string, proposal: Proposal): Write => ({
  Put: onceOnly(TableName, proposalKey(proposal.id), proposal),
});
export const endingWrite = (TableName: string, ending: Ending): Write => ({
  Put: onceOnly(TableName, endingKey(ending.id), ending),
});

const onceOnly = (TableName: string, key: Key, content: object) => ({
  TableName,
  Item: { ...key, ...content },
  ConditionExpression: 'attribute_not_exists(pk)',
});

/** @throws RepeatedRequest while the same request is being answered, or has been */
export const propose = async (
  { documents, gridsTable, casesTable }: AmendmentsDatabase,
  proposal: Proposal,
  now: Instant,
  remembered: Remembered,
): Promise<void> => {
  if (casesTable === undefined) throw new Error('the answer to a request is remembered in the Cases table');
  try {
    await transactWrite(documents, [
      proposalWrite(gridsTable, proposal),
      rememberWrite(casesTable, remembered, now),
    ]);
  } catch (error) {
    throw reasonsOf(error)?.some(isConflict) ? new RepeatedRequest() : error;
  }
};

export const endProposal = async (
  { documents, gridsTable }: GridsDatabase,
  ending: Ending,
): Promise<boolean> => {
  try {
    await documents.put(onceOnly(gridsTable, endingKey(ending.id), ending));
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
};

export const readAmendment = async (
  { documents, gridsTable }: GridsDatabase,
  id: string,
): Promise<Amendment | undefined> => {
  const found = await readKeys(documents, gridsTable, [proposalKey(id), endingKey(id)]);
  const proposal = found.get(nameOf(proposalKey(id)));
  return proposal && withEnding(proposal, found.get(nameOf(endingKey(id))));
};

/** The latest first. A proposal and its end are two items, and a megabyte may end between any two. */
export const readAmendments = async (
  { documents, gridsTable }: GridsDatabase,
  { limit, after }: { limit: number; after?: string },
): Promise<AmendmentPage> => {
  const amendments: Amendment[] = [];
  let startKey: Item | undefined = after === undefined ? undefined : { ...proposalKey(after) };
  let ending: Item | undefined;
  do {
    const { items, lastKey } = await documents.query({
      TableName: gridsTable,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': AMENDMENTS_PARTITION },
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: 2 * limit,
      ...(startKey && { ExclusiveStartKey: startKey }),
    });
    for (const item of items) {
      if (amendments.length === limit) return { amendments, ...nextOf(amendments) };
      if (amendmentOf(item.sk as string).isEnding) {
        ending = item;
        continue;
      }
      amendments.push(withEnding(item, ending));
      ending = undefined;
    }
    startKey = lastKey;
  } while (startKey && amendments.length < limit);
  return { amendments, ...(startKey && nextOf(amendments)) };
};

const nextOf = (amendments: readonly Amendment[]) => {
  const last = amendments.at(-1);
  return last && { next: last.id };
};

const withEnding = (proposal: Item, item: Item | undefined): Amendment => {
  const { id: _, ...ending } = item ? contentOf<Ending>(item) : { id: undefined };
  return { ...contentOf<Proposal>(proposal), ...(item && { ending: ending as Omit<Ending, 'id'> }) };
};
