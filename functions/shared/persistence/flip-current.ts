import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { type CurrentItem, currentKey, importKey } from './grids-table.ts';

/**
 * The two writes that point the city at other versions, in order: no import may be under way, since it would write
 * over the pointer, and the city must be as `before` tells. They stand first in their transaction.
 */
export const flipCurrent = (
  TableName: string,
  before: CurrentItem,
  after: CurrentItem,
): NonNullable<TransactWriteCommandInput['TransactItems']> => [
  { ConditionCheck: { TableName, Key: importKey, ConditionExpression: 'attribute_not_exists(pk)' } },
  {
    Put: {
      TableName,
      Item: { ...currentKey, ...after },
      ConditionExpression: [
        'generation = :generation AND policyVersion = :policy AND calendarVersion = :calendar',
        before.next ? '#next.generation = :next' : 'attribute_not_exists(#next)',
      ].join(' AND '),
      ExpressionAttributeNames: { '#next': 'next' },
      ExpressionAttributeValues: {
        ':generation': before.generation,
        ':policy': before.policyVersion,
        ':calendar': before.calendarVersion,
        ...(before.next && { ':next': before.next.generation }),
      },
    },
  },
];
