import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Definition } from '#domain/process/process.ts';
import type { StreamRecord } from '../store.ts';
import {
  eventOf,
  isEvent,
  isRecord,
  isRedelivery,
  namedBy,
  partToRedeliver,
  processOf,
} from './cases-table.ts';
import type { Item } from './documents.ts';

/** What the records of the Cases table's stream tell, in their order; items of no concern to a workflow are left out. */
export const recordsOf = (
  { Records }: DynamoDBStreamEvent,
  definitions: readonly Definition[],
): StreamRecord[] => Records.flatMap((record) => toldBy(record, definitions) ?? []);

const toldBy = (
  { eventName, dynamodb }: DynamoDBRecord,
  definitions: readonly Definition[],
): StreamRecord | undefined => {
  const after = imageOf(dynamodb?.NewImage);
  if (!after) return undefined;
  const process = namedBy(
    after.pk,
    definitions.map(({ kind }) => kind),
  );
  const definition = definitions.find(({ kind }) => kind === process?.kind);
  if (!process || !definition) return undefined;
  if (isRecord(after)) {
    const before = imageOf(dynamodb?.OldImage);
    return {
      kind: 'changed',
      definition,
      ...(before && { before: processOf(definition, before) }),
      after: processOf(definition, after),
    };
  }
  if (isRedelivery(after))
    return { kind: 'redelivery', definition, id: process.id, part: partToRedeliver(after) };
  return eventName === 'INSERT' && isEvent(after)
    ? { kind: 'event', process, event: eventOf(after) }
    : undefined;
};

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

const imageOf = (image: Image): Item | undefined =>
  image && (unmarshall(image as Record<string, AttributeValue>) as Item);
