import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
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
  const { StreamDescription } = await streams.send(
    new DescribeStreamCommand({ StreamArn: Table?.LatestStreamArn }),
  );
  let iterators = await Promise.all(
    (StreamDescription?.Shards ?? []).map(async ({ ShardId }) => {
      const { ShardIterator } = await streams.send(
        new GetShardIteratorCommand({
          StreamArn: Table?.LatestStreamArn,
          ShardId,
          ShardIteratorType: 'LATEST',
        }),
      );
      return ShardIterator;
    }),
  );
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
