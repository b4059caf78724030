import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { file } from '#domain/case/decide.ts';
import { commitTogether, RepeatedRequest, VersionConflict } from '#shared/persistence/commit.ts';
import { openDocuments } from '#shared/persistence/database.ts';
import { keyItem, repeatable } from '#shared/persistence/idempotency.ts';
import { committee, filingContext, MONDAY, matter } from '../../domain/builders.ts';

const documents = mockClient(DynamoDBDocumentClient);
const db = { documents: openDocuments(), casesTable: 'cases', gridsTable: 'grids' };
const key = keyItem(repeatable('township-01', 'same-key', {}), {}, MONDAY);

const filed = (id: string) =>
  file({ type: 'report', matter: matter({ id }), description: '噪声', desk: committee }, filingContext());
const one = filed('01JNDQ00000000000000000ONE');
const two = filed('01JNDQ00000000000000000TWO');

const cancelledWith = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

beforeEach(() => documents.reset());

describe('committing changes of several cases together', () => {
  it('writes all of them and the key once, in one transaction', async () => {
    documents.on(TransactWriteCommand).resolves({});
    await commitTogether(db, [one, two], key, MONDAY);
    const calls = documents.commandCalls(TransactWriteCommand);
    expect(calls).toHaveLength(1);
    const written = calls[0]?.args[0].input.TransactItems?.map(({ Put }) => Put?.Item);
    expect(written?.map((item) => `${item?.pk} ${item?.sk}`)).toEqual([
      'KEY#township-01#same-key KEY',
      'CASE#01JNDQ00000000000000000ONE CASE',
      'CASE#01JNDQ00000000000000000ONE EVENT#000001',
      'CASE#01JNDQ00000000000000000TWO CASE',
      'CASE#01JNDQ00000000000000000TWO EVENT#000001',
    ]);
  });

  it.each([
    ['the key is taken', ['ConditionalCheckFailed', 'ConditionalCheckFailed', 'None'], RepeatedRequest],
    ['the first case has moved', ['None', 'ConditionalCheckFailed', 'None'], VersionConflict],
    ['the second case has moved', ['None', 'None', 'None', 'ConditionalCheckFailed'], VersionConflict],
    ['another transaction is at it', ['None', 'None', 'TransactionConflict'], VersionConflict],
    ['the table is throttled', ['None', 'ThrottlingError'], TransactionCanceledException],
  ])('tells what it is when %s', async (_what, codes, error) => {
    documents.on(TransactWriteCommand).rejects(cancelledWith(...codes));
    await expect(commitTogether(db, [one, two], key, MONDAY)).rejects.toBeInstanceOf(error);
  });
});
