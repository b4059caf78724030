import { DescribeEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { PATIENT_AWS_CLIENT } from '#shared/aws-client.ts';
import { CITIES_DIRECTORY, type City, loadCity } from '../../infra/city.ts';

/** How a command's clients of AWS are opened: in the Region of city.json, else in that of the environment. */
export type AwsConfig = typeof PATIENT_AWS_CLIENT & { region?: string };

export const awsConfigOf = ({ region }: Pick<City, 'region'>): AwsConfig => ({
  ...PATIENT_AWS_CLIENT,
  ...(region !== undefined && { region }),
});

/** The Region of such clients: also a profile of the AWS configuration may name it. Undefined when nothing does. */
export const regionOf = (config: AwsConfig): Promise<string | undefined> =>
  new EventBridgeClient(config).config.region().catch(() => undefined);

/** One address for every service of AWS is an emulator's. */
export const isEmulated = (): boolean => process.env.AWS_ENDPOINT_URL !== undefined;

/** The account of the credentials: each has a default event bus in every Region, whose ARN names it. */
export const callersAccount = async (config: AwsConfig): Promise<string> => {
  const client = new EventBridgeClient(config);
  const { Arn } = await client.send(new DescribeEventBusCommand({})).finally(() => client.destroy());
  const account = /^arn:[^:]+:events:[^:]+:(\d{12}):/.exec(Arn ?? '')?.[1];
  if (account === undefined)
    throw new Error(`the default event bus is called ${Arn}, which names no account`);
  return account;
};

/** The credentials are not those of the city's account. */
export class AccountError extends Error {
  constructor(folder: string, named: string, caller: string) {
    super(
      `infra/cities/${folder}/city.json names the account ${named}, and the credentials are of ${caller}: nothing was done. Choose the credentials of ${named}, or mend "account".`,
    );
    this.name = 'AccountError';
  }
}

/**
 * The city in `folder` and how to reach its account. An emulator has an account of its own, and any is right there.
 * @throws AccountError when city.json names another account than that of the credentials
 */
export const openCity = async (
  folder: string,
  directory = CITIES_DIRECTORY,
): Promise<{ city: City; config: AwsConfig }> => {
  const city = loadCity(folder, directory);
  const config = awsConfigOf(city);
  if (city.account !== undefined && !isEmulated()) {
    const caller = await callersAccount(config);
    if (caller !== city.account) throw new AccountError(folder, city.account, caller);
  }
  return { city, config };
};
