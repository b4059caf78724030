import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { waitKey } from './cases-table.ts';
import type { Database } from './database.ts';

/** A waiting state of an execution. The token is a bearer credential: it lives here and nowhere else. */
export interface Wait {
  taskToken: string;
  execution: string;
}

type CasesDatabase = Pick<Database, 'documents' | 'casesTable'>;

/** A token outlives its wait by far less than this; whatever is never answered cleans itself up. */
const KEEP_SECONDS = 400 * 86_400;

/** Keeps the token of a wait. A later execution that waits for the same thing takes the place over. */
export const keepWait = async (
  { documents, casesTable }: CasesDatabase,
  caseId: string,
  name: string,
  wait: Wait,
  now: string,
): Promise<void> => {
  const expiresAt = Math.floor(Date.parse(now) / 1000) + KEEP_SECONDS;
  await documents.send(
    new PutCommand({ TableName: casesTable, Item: { ...waitKey(caseId, name), ...wait, expiresAt } }),
  );
};

export const findWait = async (
  { documents, casesTable }: CasesDatabase,
  caseId: string,
  name: string,
): Promise<Wait | undefined> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: casesTable, Key: waitKey(caseId, name), ConsistentRead: true }),
  );
  return Item as Wait | undefined;
};

/** Forgets a wait that has been answered, unless another execution has taken its place meanwhile. */
export const forgetWait = async (
  { documents, casesTable }: CasesDatabase,
  caseId: string,
  name: string,
  { taskToken }: Wait,
): Promise<void> => {
  try {
    await documents.send(
      new DeleteCommand({
        TableName: casesTable,
        Key: waitKey(caseId, name),
        ConditionExpression: 'attribute_not_exists(pk) OR taskToken = :token',
        ExpressionAttributeValues: { ':token': taskToken },
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
  }
};
