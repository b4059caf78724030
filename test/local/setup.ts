import { DisableRuleCommand, EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import type { TestProject } from 'vitest/node';
import { PATIENT_AWS_CLIENT } from '#shared/aws-client.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { importCity } from '../../tools/city/import-city.ts';
import { type DeployedCity, deployCity } from '../../tools/local/deploy.ts';
import { type Emulator, startEmulator } from '../../tools/local/emulator.ts';
import { createDemoUsers } from '../../tools/local/users.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';

/** What the tests of this project get to know of their emulator: `inject('local')`. */
export interface LocalCity extends DeployedCity {
  city: string;
  endpoint: string;
  /** Bearer tokens by subject: everybody in staff.csv, resident-01 and resident-02. */
  tokens: Record<string, string>;
}

declare module 'vitest' {
  interface ProvidedContext {
    local: LocalCity;
  }
}

let emulator: Emulator | undefined;

/** One emulator for all test files, with the demo city deployed and imported and everybody signed in. */
export const setup = async ({ provide }: TestProject): Promise<void> => {
  const city = 'nantong-demo';
  emulator = await startEmulator();
  const { endpoint } = emulator;
  try {
    const deployed = await deployCity({ city, emulator });
    const client = openClient({ ...PATIENT_AWS_CLIENT, ...awsClientConfig(endpoint) });
    await importCity({ city, grids: openCityImport({ gridsTable: deployed.gridsTable, client }) });
    await stopTheClock(endpoint);
    const users = await createDemoUsers({ city, emulator, deployed });
    provide('local', {
      ...deployed,
      city,
      endpoint,
      tokens: Object.fromEntries(users.map(({ subject, token }) => [subject, token])),
    });
  } catch (error) {
    await teardown();
    throw error;
  }
};

/**
 * The demo city's limits are seconds, and the rule's sweep would escalate a case while a test looks at it. Tests
 * that are about time run the sweep themselves; that the rule is there is the template tests' to show.
 */
const stopTheClock = async (endpoint: string): Promise<void> => {
  const client = new EventBridgeClient(awsClientConfig(endpoint));
  const { Rules = [] } = await client.send(new ListRulesCommand({}));
  const timed = Rules.filter(({ ScheduleExpression }) => ScheduleExpression !== undefined);
  if (timed.length !== 1) throw new Error(`the city has ${timed.length} timed rules, not one`);
  for (const { Name } of timed) await client.send(new DisableRuleCommand({ Name }));
  client.destroy();
};

export const teardown = async (): Promise<void> => {
  await emulator?.stop();
};
