import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { staffRowsOf } from '../city/staff.ts';
import type { DeployedCity } from './deploy.ts';
import type { Emulator } from './emulator.ts';
import { awsClientConfig, StartError } from './workplace.ts';

/** Residents are whoever is signed in and not on the staff. */
const RESIDENTS = ['resident-01', 'resident-02'] as const;

export interface DemoUser {
  subject: string;
  /** A role of staff.csv, or `resident`. */
  role: string;
  name: string;
  /** Bearer token, good for an hour. */
  token: string;
}

export interface DemoUsersOptions {
  /** Folder under infra/cities. */
  city: string;
  emulator: Pick<Emulator, 'endpoint' | 'directory'>;
  deployed: DeployedCity;
}

/** Makes an account for everybody in the city's staff.csv and for two residents, and signs each of them in. */
export const createDemoUsers = async ({
  city,
  emulator,
  deployed,
}: DemoUsersOptions): Promise<DemoUser[]> => {
  const client = new CognitoIdentityProviderClient(awsClientConfig(emulator.endpoint));
  const password = demoPassword(emulator.directory);
  try {
    const users: DemoUser[] = [];
    for (const person of [
      ...staffOf(city),
      ...RESIDENTS.map((subject) => ({ subject, role: 'resident', name: subject })),
    ])
      users.push({ ...person, token: await signIn(client, deployed, person.subject, password) });
    return users;
  } finally {
    client.destroy();
  }
};

const signIn = async (
  client: CognitoIdentityProviderClient,
  { userPoolId, userPoolClientId }: DeployedCity,
  subject: string,
  password: string,
): Promise<string> => {
  const account = { UserPoolId: userPoolId, Username: subject };
  try {
    await client.send(new AdminCreateUserCommand({ ...account, MessageAction: 'SUPPRESS' }));
  } catch (error) {
    if (!(error instanceof Error && error.name === 'UsernameExistsException')) throw error;
  }
  await client.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }));
  const { AuthenticationResult } = await client.send(
    new AdminInitiateAuthCommand({
      UserPoolId: userPoolId,
      ClientId: userPoolClientId,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: subject, PASSWORD: password },
    }),
  );
  if (!AuthenticationResult?.IdToken) throw new StartError(`The emulator gave no token to ${subject}.`);
  return AuthenticationResult.IdToken;
};

const staffOf = (city: string): { subject: string; role: string; name: string }[] =>
  staffRowsOf(city).map(({ subject, role, name }) => ({ subject, role, name }));

/** One password for all demo accounts of the city, drawn once: no password stands in the repository. */
const demoPassword = (directory: string): string => {
  const file = join(directory, 'demo-password');
  if (!existsSync(file))
    writeFileSync(file, `Gw-${randomBytes(12).toString('base64url')}-7a`, { mode: 0o600 });
  return readFileSync(file, 'utf8');
};
