import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import {
  type EventSourceMappingConfiguration,
  LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { DynamoDBRecord } from 'aws-lambda';
import { awsClientConfig } from '../../tools/local/workplace.ts';
import { dynamo, local, until } from './city.ts';

/** The stream of the Cases table in the hands of a test: it reads the records and decides how they are delivered. */
export interface HeldStream {
  /** The records since the last call. */
  next(): Promise<DynamoDBRecord[]>;
  /** Gives the stream back to the deployed relay. */
  release(): Promise<void>;
}

/** Takes the stream away from the deployed relay, so that a test can deliver its records to the relay's own code. */
export const holdStream = async (): Promise<HeldStream> => {
  const lambda = new LambdaClient(awsClientConfig(local.endpoint));
  const streams = new DynamoDBStreamsClient(awsClientConfig(local.endpoint));
  const { Table } = await dynamo().send(new DescribeTableCommand({ TableName: local.casesTable }));
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: Table?.LatestStreamArn }),
  );
  await switchTo(lambda, EventSourceMappings, false);
  let iterators = await iteratorsAt(streams, Table?.LatestStreamArn, 'LATEST');
  return {
    next: async () => {
      const read = await Promise.all(
        iterators.map((ShardIterator) => streams.send(new GetRecordsCommand({ ShardIterator }))),
      );
      iterators = read.map(({ NextShardIterator }) => NextShardIterator);
      return read.flatMap(({ Records = [] }) => Records) as unknown as DynamoDBRecord[];
    },
    release: () => switchTo(lambda, EventSourceMappings, true),
  };
};

/** Every record of the stream that there is, shard by shard in order. */
export const everyRecord = async (): Promise<DynamoDBRecord[]> => {
  const streams = new DynamoDBStreamsClient(awsClientConfig(local.endpoint));
  const { Table } = await dynamo().send(new DescribeTableCommand({ TableName: local.casesTable }));
  const records: DynamoDBRecord[] = [];
  for (const iterator of await iteratorsAt(streams, Table?.LatestStreamArn, 'TRIM_HORIZON')) {
    let next = iterator;
    while (next !== undefined) {
      const { Records = [], NextShardIterator } = await streams.send(
        new GetRecordsCommand({ ShardIterator: next }),
      );
      records.push(...(Records as unknown as DynamoDBRecord[]));
      // A shard that is still written to has no end.
      next = Records.length > 0 ? NextShardIterator : undefined;
    }
  }
  return records;
};

const iteratorsAt = async (
  streams: DynamoDBStreamsClient,
  StreamArn: string | undefined,
  ShardIteratorType: ShardIteratorType,
): Promise<(string | undefined)[]> => {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  return Promise.all(
    (StreamDescription?.Shards ?? []).map(async ({ ShardId }) => {
      const asked = { StreamArn, ShardId, ShardIteratorType };
      return (await streams.send(new GetShardIteratorCommand(asked))).ShardIterator;
    }),
  );
};

const switchTo = async (
  lambda: LambdaClient,
  mappings: EventSourceMappingConfiguration[],
  Enabled: boolean,
): Promise<void> => {
  if (mappings.length === 0) throw new Error('the Cases table has no relay');
  for (const { UUID } of mappings) await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  await until(
    async () =>
      (await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: mappings[0]?.FunctionArn })))
        .EventSourceMappings,
    (found) => found?.every(({ State }) => State === (Enabled ? 'Enabled' : 'Disabled')) ?? false,
  );
  // A poll that was under way when the mapping was switched still delivers what it had read.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
};
