import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { deployedEnvironment } from '../../tools/local/deployed-environment.ts';

const named = (name: string) => ({
  FunctionName: `Gridward-nantong-demo-Service-${name}`,
  Environment: { Variables: { POWERTOOLS_SERVICE_NAME: name, CASES_TABLE: `cases of ${name}` } },
});

describe('deployedEnvironment', () => {
  const client = new LambdaClient({ region: 'us-east-1' });
  mockClient(client)
    .on(ListFunctionsCommand)
    .resolves({ Functions: [{ FunctionName: "the CDK's own" }, named('sweep')], NextMarker: 'more' })
    .on(ListFunctionsCommand, { Marker: 'more' })
    .resolves({ Functions: [named('relay')] });

  it('is what the function of that folder was given, on whatever page it stands', async () => {
    expect(await deployedEnvironment(client, 'sweep')).toEqual({
      POWERTOOLS_SERVICE_NAME: 'sweep',
      CASES_TABLE: 'cases of sweep',
    });
    expect((await deployedEnvironment(client, 'relay')).CASES_TABLE).toBe('cases of relay');
  });

  it('says what to do when no such function is deployed', async () => {
    await expect(deployedEnvironment(client, 'intake')).rejects.toThrow(
      'The running city has no function "intake": deploy it with "npm start" first.',
    );
  });
});
