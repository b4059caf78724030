import { epochSeconds, type Instant } from '#domain/time/instant.ts';
import type { Named } from '../named.ts';
import type { Waiting } from '../store.ts';
import { waitKey } from './cases-table.ts';
import { type CasesDatabase, getItem } from './database.ts';
import { isConditionFailed } from './errors.ts';

/** The waiting states of executions. The token is a bearer credential: it lies here and nowhere else. */

/**
 * A token as it lies in the table. Step Functions writes bytes as base64: these take three quarters of its length, and
 * the longest token with its item two write units where its text would take three. Any other token stays as it is.
 */
const kept = (taskToken: string): string | Uint8Array => {
  const bytes = Buffer.from(taskToken, 'base64');
  return bytes.toString('base64') === taskToken ? new Uint8Array(bytes) : taskToken;
};
const tokenOf = (token: string | Uint8Array): string =>
  typeof token === 'string' ? token : Buffer.from(token).toString('base64');

/** A wait is over long before this; what is never answered cleans itself up. */
const KEEP_OPEN_SECONDS = 400 * 86_400;
/** Records of the stream are repeated within its 24 hours; until then an answered wait must be known as such. */
const KEEP_ANSWERED_SECONDS = 2 * 86_400;

export const keepWait = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  wait: string,
  { taskToken }: Waiting,
  now: Instant,
): Promise<void> => {
  const expiresAt = epochSeconds(now) + KEEP_OPEN_SECONDS;
  const Item = { ...waitKey(process, wait), taskToken: kept(taskToken), expiresAt };
  await documents.put({ TableName: casesTable, Item });
};

export const findWait = async (
  { documents, casesTable }: CasesDatabase,
  process: Named,
  wait: string,
): Promise<Waiting | 'answered' | undefined> => {
  const item = await getItem(documents, casesTable, waitKey(process, wait), { consistent: true });
  if (!item) return undefined;
  const { taskToken } = item as { taskToken?: string | Uint8Array };
  return taskToken === undefined ? 'answered' : { taskToken: tokenOf(taskToken) };
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
        ':token': kept(taskToken),
      },
    });
  } catch (error) {
    if (!isConditionFailed(error)) throw error;
  }
};
