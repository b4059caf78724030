import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { epochSeconds } from '#domain/time/instant.ts';
import { waitKey } from './cases-table.ts';
import type { Database } from './database.ts';

/** A waiting state of an execution. The token is a bearer credential: it lives here and nowhere else. */
export interface Wait {
  taskToken: string;
  execution: string;
}

type CasesDatabase = Pick<Database, 'documents' | 'casesTable'>;

/** A wait is over long before this; what is never answered cleans itself up. */
const KEEP_OPEN_SECONDS = 400 * 86_400;
/** Records of the stream are repeated within its 24 hours; until then an answered wait must be known as such. */
const KEEP_ANSWERED_SECONDS = 2 * 86_400;

/** Keeps the token of a wait. A later execution that waits for the same thing takes the place over. */
export const keepWait = async (
  { documents, casesTable }: CasesDatabase,
  caseId: string,
  name: string,
  wait: Wait,
  now: string,
): Promise<void> => {
  const expiresAt = epochSeconds(now) + KEEP_OPEN_SECONDS;
  await documents.send(
    new PutCommand({ TableName: casesTable, Item: { ...waitKey(caseId, name), ...wait, expiresAt } }),
  );
};

/** The wait of a name: open with its token, answered without one, or absent when no execution has come to it yet. */
export const findWait = async (
  { documents, casesTable }: CasesDatabase,
  caseId: string,
  name: string,
): Promise<Wait | 'answered' | undefined> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: casesTable, Key: waitKey(caseId, name), ConsistentRead: true }),
  );
  return Item && ('taskToken' in Item ? (Item as unknown as Wait) : 'answered');
};

/** Marks a wait as answered and forgets its token, unless another execution has taken its place meanwhile. */
export const markAnswered = async (
  { documents, casesTable }: CasesDatabase,
  caseId: string,
  name: string,
  { taskToken }: Wait,
  now: string,
): Promise<void> => {
  try {
    await documents.send(
      new UpdateCommand({
        TableName: casesTable,
        Key: waitKey(caseId, name),
        UpdateExpression: 'SET expiresAt = :expiresAt REMOVE taskToken',
        ConditionExpression: 'taskToken = :token',
        ExpressionAttributeValues: {
          ':expiresAt': epochSeconds(now) + KEEP_ANSWERED_SECONDS,
          ':token': taskToken,
        },
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
};
