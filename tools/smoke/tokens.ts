import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../city/deployed.ts';

/**
 * Bearer tokens by account: from a JSON object, or from a folder with a file for each account.
 * @throws UsageError when there are none
 */
export const readTokens = (path: string): Map<string, string> => {
  const tokens = new Map(
    entriesOf(path)
      .map(([account, token]): [string, string] => [account, token.replace(/^Bearer /i, '').trim()])
      .filter(([, token]) => token !== ''),
  );
  if (tokens.size === 0) throw new UsageError(`${path} holds no token.`);
  return tokens;
};

const entriesOf = (path: string): [account: string, token: string][] => {
  try {
    if (statSync(path).isDirectory())
      return readdirSync(path).map((account) => [account, readFileSync(join(path, account), 'utf8')]);
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      return Object.entries(json).map(([account, token]) => [account, String(token)]);
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
  throw new UsageError(`${path} is no JSON object of accounts and tokens: {"township-01": "eyJ…"}.`);
};

/** Seconds for which a token is still good; undefined when it does not tell. It is read, not verified: that is the API's. */
export const secondsLeft = (token: string, now: Date): number | undefined => {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof exp === 'number' ? Math.floor(exp - now.getTime() / 1000) : undefined;
  } catch {
    return undefined;
  }
};
