import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { AWS_CLIENT } from '../aws-client.ts';

/** Whoever makes secrets and takes them away; it cannot read them again. */
export interface SecretKeeper {
  /** Keeps a secret under a name that none has had. */
  keep(name: string, value: string): Promise<void>;
  /** Takes a secret away for good; does nothing where there is none. */
  discard(name: string): Promise<void>;
}

/** Whoever signs. */
export interface SecretReader {
  read(name: string): Promise<string | undefined>;
}

/** The city's secrets in Secrets Manager, below `prefix`. */
export const openSecretKeeper = (
  prefix: string,
  client = new SecretsManagerClient(AWS_CLIENT),
): SecretKeeper => ({
  keep: async (name, SecretString) => {
    await client.send(new CreateSecretCommand({ Name: `${prefix}${name}`, SecretString }));
  },
  discard: async (name) => {
    // It may be read nowhere but at its receiver: to bring it back would help nobody.
    const asked = { SecretId: `${prefix}${name}`, ForceDeleteWithoutRecovery: true };
    await client.send(new DeleteSecretCommand(asked)).catch(unlessMissing);
  },
});

export const openSecretReader = (
  prefix: string,
  client = new SecretsManagerClient(AWS_CLIENT),
): SecretReader => ({
  read: async (name) => {
    const found = await client
      .send(new GetSecretValueCommand({ SecretId: `${prefix}${name}` }))
      .catch(unlessMissing);
    return found?.SecretString;
  },
});

const unlessMissing = (error: unknown): undefined => {
  if (!(error instanceof ResourceNotFoundException)) throw error;
};
