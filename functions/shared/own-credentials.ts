import { environment, text } from './environment.ts';

/** The credentials of a function, as Lambda tells them: its role's, for as long as its environment lives. */
export const ownCredentials = () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = environment({
    AWS_ACCESS_KEY_ID: text,
    AWS_SECRET_ACCESS_KEY: text,
  });
  const { AWS_SESSION_TOKEN } = process.env;
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    // A role's credentials have one, a user's keys, as an emulator may use, have none.
    ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
  };
};

/** What bundles have in the place of the SDK's search for credentials, by its name there (docs/adr/0039). */
export const defaultProvider = () => async () => ownCredentials();
