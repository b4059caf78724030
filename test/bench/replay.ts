import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Exchange } from './dynamo/server.ts';

/** A request as it is given to the document client. */
export interface ReplayedRequest {
  operation: string;
  input: object;
}

export const replayed = ({ operation, request }: Exchange): ReplayedRequest => ({
  operation,
  input: plain(JSON.parse(request)) as object,
});

/** Members of the protocol that hold items or parts of items. */
const HOLDS_VALUES = ['Item', 'Key', 'ExclusiveStartKey', 'ExpressionAttributeValues'];

/** A request with plain values in the place of attribute values. */
const plain = (part: unknown, name = ''): unknown => {
  if (Array.isArray(part)) return part.map((each) => (name === 'Keys' ? unmarshall(each) : plain(each)));
  if (typeof part !== 'object' || part === null) return part;
  if (HOLDS_VALUES.includes(name)) return unmarshall(part as Parameters<typeof unmarshall>[0]);
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, plain(value, key)]));
};
