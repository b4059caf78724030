import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import type { Store } from '#shared/store/store.ts';

/** Calls that an overview makes, of which the port says that they are one request: whatever they find. */

const since = '2025-03-03T01:00:00.000Z';
const ANSWERS: Record<string, object> = {
  GetItemCommand: { Item: marshall({ pk: 'CITY', sk: 'CURRENT', generation: 'g-1' }) },
  BatchGetItemCommand: {
    Responses: {
      Cases: [marshall({ pk: 'ALARMS', sk: 'ALARMS', 'relay-behind': { rings: true, since } })],
    },
  },
  QueryCommand: {
    Items: [
      marshall({ pk: 'CASE#1', sk: 'TROUBLE#unrelayed#event-3', worklistSort: `${since}#1` }),
      marshall({ pk: 'CASE#2', sk: 'TROUBLE#unrelayed#event-5', worklistSort: `${since}#2` }),
    ],
  },
};

const found = { ringing: [{ name: 'relay-behind', since }] };
const troubles = [
  { kind: 'case', id: '1', trouble: 'unrelayed', part: 'event-3' },
  { kind: 'case', id: '2', trouble: 'unrelayed', part: 'event-5' },
];

it.each<[call: string, ask: (store: Store) => Promise<unknown>, request: string, answer: object]>([
  ['actorWithAlarms', (store) => store.actorWithAlarms('somebody'), 'BatchGetItemCommand', found],
  ['troubled', (store) => store.troubled('unrelayed', 20), 'QueryCommand', { troubles, areMore: false }],
])('%s is one request', async (_, ask, request, answer) => {
  const sent: string[] = [];
  const send = async ({ constructor: { name } }: object): Promise<object> => {
    sent.push(name);
    return ANSWERS[name]!;
  };
  const store = openDynamoStore({
    casesTable: 'Cases',
    gridsTable: 'Grids',
    definitions: [caseProcess],
    client: { send } as unknown as DynamoDBClient,
  });
  await store.city.current();
  sent.length = 0;
  expect(await ask(store)).toMatchObject(answer);
  expect(sent).toEqual([request]);
});
