import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { City } from '../../infra/city.ts';
import type { Fault } from '../../infra/fault.ts';
import { type AwsConfig, awsConfigOf, callersAccount, isEmulated } from './caller.ts';
import { remedyOf } from './remedy.ts';

/** What an account showed of itself. */
export interface AccountReport {
  faults: Fault[];
  /** Sentences about what was seen, what is tight and what could not be asked. */
  notes: string[];
}

/** Asks the account of the credentials whether the city may and can live there. */
export const checkAccount = async (city: City): Promise<AccountReport> => {
  if (isEmulated())
    return { faults: [], notes: ['The account was not asked: AWS_ENDPOINT_URL names an emulator.'] };
  const config = awsConfigOf(city);
  const notes: string[] = [];
  try {
    const caller = await callersAccount(config);
    if (city.account !== undefined && city.account !== caller)
      return { faults: [anotherAccount(city.account, caller)], notes };
    notes.push(`The credentials are of the account ${caller}.`);
    notes.push(...concurrencyNotes(city, await askConcurrency(config)));
  } catch (error) {
    const remedy = remedyOf(error as Error);
    if (remedy === undefined) throw error;
    notes.push(`${notes.length === 0 ? 'The account' : 'Its quota'} was not asked. ${remedy}`);
  }
  return { faults: [], notes };
};

const anotherAccount = (named: string, caller: string): Fault => ({
  file: 'city.json',
  field: 'account',
  message: `it names ${named}, and the credentials are of ${caller}`,
  remedy: `choose the credentials of ${named}, or mend the field`,
});

const askConcurrency = async (config: AwsConfig): Promise<number> => {
  const client = new LambdaClient(config);
  const { AccountLimit } = await client
    .send(new GetAccountSettingsCommand({}))
    .finally(() => client.destroy());
  return AccountLimit!.ConcurrentExecutions!;
};

/** A table for 4,000 write units has as many shards (docs/capacity.md). */
const SHARDS = 4;
/** What accounts have that are not new. */
const USUAL = 1_000;

const concurrencyNotes = ({ relayLanes = 1 }: City, concurrency: number): string[] => {
  const ofRelay = SHARDS * relayLanes;
  return [
    `Its functions may run ${concurrency} times at once; the relay alone may take ${ofRelay} of that.`,
    ...(2 * ofRelay > concurrency
      ? [
          `Half should stay for the API: ask for ${USUAL} concurrent executions first, and write a smaller "relayLanes" until they are granted (docs/capacity.md).`,
        ]
      : []),
    ...(concurrency < USUAL && 2 * ofRelay <= concurrency
      ? [`Accounts have ${USUAL} as a rule: ask for as many before the city goes live (docs/capacity.md).`]
      : []),
  ];
};
