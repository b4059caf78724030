import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import { judicial, police } from '../../domain/builders.ts';

/** A city in DynamoDB whose units lie in two pages, and the requests for them. */
const cityThat = (fails: { times: number }) => {
  const asked: string[] = [];
  const send = async ({
    input,
  }: {
    input: { ExpressionAttributeValues: object; ExclusiveStartKey?: object };
  }) => {
    asked.push(JSON.stringify(input.ExpressionAttributeValues));
    if (fails.times-- > 0) throw new Error('throttled');
    return input.ExclusiveStartKey
      ? { Items: [marshall({ pk: 'g-1#UNITS', sk: '0001', units: [police] })] }
      : {
          Items: [marshall({ pk: 'g-1#UNITS', sk: '0000', units: [judicial] })],
          LastEvaluatedKey: marshall({ pk: 'g-1#UNITS', sk: '0000' }),
        };
  };
  const { city } = openDynamoStore({
    casesTable: 'Cases',
    gridsTable: 'Grids',
    definitions: [],
    client: { send } as unknown as DynamoDBClient,
  });
  return { city, asked };
};

it('the units of a generation are read once, however many ask and however often', async () => {
  const { city, asked } = cityThat({ times: 0 });
  const [first, second] = await Promise.all([city.units('g-1'), city.units('g-1')]);
  expect([...first.keys()]).toEqual([judicial.code, police.code]);
  expect(second).toBe(first);
  await city.units('g-1');
  expect(asked).toHaveLength(2);
  await city.units('g-2');
  expect(asked.at(-1)).toContain('g-2#UNITS');
});

it('units that could not be read are asked for again', async () => {
  const { city } = cityThat({ times: 1 });
  await expect(city.units('g-1')).rejects.toThrow('throttled');
  expect([...(await city.units('g-1')).keys()]).toEqual([judicial.code, police.code]);
});
