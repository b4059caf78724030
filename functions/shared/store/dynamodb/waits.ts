import { epochSeconds, type Instant } from '#domain/time/instant.ts';
import type { Named, Waiting } from '../store.ts';
import { waitKey } from './cases-table.ts';
import { type CasesDatabase, getItem } from './database.ts';
import { isConditionFailed } from './errors.ts';

/** The waiting states of executions. The token is a bearer credential: it lies here and nowhere else. */

/** A wait is over long before this; what is never answered cleans itself up. */
const KEEP_OPEN_SECONDS = 400 * 86_400;
/** Records of the stream are repeated within its 24 hours; until then an answered wait must be known as such. */
const KEEP_ANSWERED_SECONDS = 2 * 86_400;

export const keepWait = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  wait: string,
  waiting: Waiting,
  now: Instant,
): Promise<void> => {
  const expiresAt = epochSeconds(now) + KEEP_OPEN_SECONDS;
  await documents.put({ TableName: casesTable, Item: { ...waitKey(process, wait), ...waiting, expiresAt } });
};

export const findWait = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  wait: string,
): Promise<Waiting | 'answered' | undefined> => {
  const item = await getItem(documents, casesTable, waitKey(process, wait), { consistent: true });
  if (!item) return undefined;
  return typeof item.taskToken === 'string' ? { taskToken: item.taskToken } : 'answered';
};

export const markAnswered = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  wait: string,
  { taskToken }: Waiting,
  now: Instant,
): Promise<void> => {
  try {
    await documents.update({
      TableName: casesTable,
      Key: waitKey(process, wait),
      UpdateExpression: 'SET expiresAt = :expiresAt REMOVE taskToken',
      ConditionExpression: 'taskToken = :token',
      ExpressionAttributeValues: {
        ':expiresAt': epochSeconds(now) + KEEP_ANSWERED_SECONDS,
        ':token': taskToken,
      },
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
};
