import type { CasesTable } from './cases-table.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * Lets a function read the stream of the Cases table. Of each shard two functions may read, the relay and the projector:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export const allowStream = (reader: ServiceFunction, { table }: CasesTable): string => {
  const streamArn = table.tableStreamArn!;
  reader.allow(['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], [streamArn]);
  // ListStreams is asked of the table, before any stream is named:
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.Tutorial.html
  reader.allow(['dynamodb:ListStreams'], [`${table.tableArn}/stream/*`]);
  return streamArn;
};
