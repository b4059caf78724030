import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '#shared/observability/logger.ts';
import { caseIdOf, caseKey, caseOf, EVENT_PREFIX, eventOf } from '#shared/persistence/cases-table.ts';
import { type RelayServices, relay, type Told } from './relay.ts';

/** What a stream record tells; undefined for the table's other items. */
const toldBy = ({ eventName, dynamodb }: DynamoDBRecord): Told | undefined => {
  const after = imageOf(dynamodb?.NewImage);
  if (!after) return undefined;
  const before = imageOf(dynamodb?.OldImage);
  const sk = String(after.sk);
  if (sk === caseKey('').sk) return { kind: 'case', before: before && caseOf(before), after: caseOf(after) };
  if (eventName === 'INSERT' && sk.startsWith(EVENT_PREFIX))
    return { kind: 'event', caseId: caseIdOf(after.pk), event: eventOf(after) };
  return undefined;
};

const imageOf = (image: DynamoDBStreamRecordImage) =>
  image && (unmarshall(image as Record<string, AttributeValue>) as Record<string, unknown>);
type DynamoDBStreamRecordImage = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/**
 * Relays the records in order. It stops at the first that fails and throws: the records of one case must not
 * overtake each other, and those already relayed are recognised when the batch comes again.
 */
export const relayBatch = async ({ Records }: DynamoDBStreamEvent, to: RelayServices): Promise<void> => {
  for (const record of Records) {
    const told = toldBy(record);
    if (!told) continue;
    try {
      await relay(told, to);
    } catch (error) {
      logger.error('a record could not be relayed', {
        caseId: told.kind === 'case' ? told.after.id : told.caseId,
        error: error as Error,
      });
      throw error;
    }
  }
};
