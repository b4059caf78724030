import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { City } from '../../infra/city.ts';
import { faultLine } from '../../infra/fault.ts';
import { checkAccount } from '../../tools/account/account.ts';
import { openCity } from '../../tools/account/caller.ts';
import { trialCity } from '../infra/cities.ts';
import { smallCity, writeCities } from '../infra/small-city.ts';

const OURS = '111122223333';
const OTHER = '444455556666';

let server: Server;
/** Authorization of each request that AWS got. */
let asked: string[];
let caller: string;
let concurrency: number | undefined;

beforeEach(async () => {
  [asked, caller, concurrency] = [[], OURS, 1_000];
  server = createServer((request, response) => {
    asked.push(request.headers.authorization ?? '');
    response.setHeader('content-type', 'application/json');
    if (!request.url?.includes('account-settings'))
      return response.end(
        JSON.stringify({ Name: 'default', Arn: `arn:aws-cn:events:cn-north-1:${caller}:event-bus/default` }),
      );
    if (concurrency !== undefined)
      return response.end(JSON.stringify({ AccountLimit: { ConcurrentExecutions: concurrency } }));
    response.writeHead(403, { 'x-amzn-errortype': 'AccessDeniedException' });
    response.end(JSON.stringify({ Message: 'not authorized to perform: lambda:GetAccountSettings' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.stubEnv('AWS_ENDPOINT_URL', undefined);
  vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', endpoint);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  remove();
});

let remove = (): void => {};
/** A folder with the city `small`, in Beijing. */
const written = (fields: Record<string, unknown>): string => {
  const city = smallCity();
  Object.assign(city['city.json'], { region: 'cn-north-1', ...fields });
  const cities = writeCities({ small: city });
  remove = cities.remove;
  return cities.directory;
};

describe('a command on a city', () => {
  it('is carried out in the account and the Region that city.json names', async () => {
    const { city, config } = await openCity('small', written({ account: OURS }));
    expect([city.account, config.region]).toEqual([OURS, 'cn-north-1']);
    expect(asked).toEqual([expect.stringContaining('/cn-north-1/events/')]);
  });

  it('is refused with the credentials of another account, in a sentence with both numbers', async () => {
    caller = OTHER;
    await expect(openCity('small', written({ account: OURS }))).rejects.toThrow(
      'infra/cities/small/city.json names the account 111122223333, and the credentials are of 444455556666: nothing was done. Choose the credentials of 111122223333, or mend "account".',
    );
  });

  it('asks nobody where a trial names no account', async () => {
    expect((await openCity('small', written({}))).config.region).toBe('cn-north-1');
    expect(asked).toEqual([]);
  });

  it('asks nobody on an emulator, which has an account of its own', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
    expect((await openCity('small', written({ account: OURS }))).city.account).toBe(OURS);
    expect(asked).toEqual([]);
  });
});

describe('the account of a city', () => {
  const city: City = { ...trialCity, account: OURS };

  it.each<[what: string, lanes: number | undefined, quota: number, notes: string[]]>([
    [
      'as usual',
      10,
      1_000,
      ['Its functions may run 1000 times at once; the relay alone may take 40 of that.'],
    ],
    [
      'new',
      undefined,
      10,
      [
        'Its functions may run 10 times at once; the relay alone may take 4 of that.',
        'Accounts have 1000 as a rule: ask for as many before the city goes live (docs/capacity.md).',
      ],
    ],
    [
      'new, with too many lanes',
      2,
      10,
      [
        'Its functions may run 10 times at once; the relay alone may take 8 of that.',
        'Half should stay for the API: ask for 1000 concurrent executions first, and write a smaller "relayLanes" until they are granted (docs/capacity.md).',
      ],
    ],
    [
      'just large enough',
      10,
      80,
      [
        'Its functions may run 80 times at once; the relay alone may take 40 of that.',
        'Accounts have 1000 as a rule: ask for as many before the city goes live (docs/capacity.md).',
      ],
    ],
  ])('is described: %s', async (_, lanes, quota, notes) => {
    concurrency = quota;
    const report = await checkAccount({ ...city, ...(lanes !== undefined && { relayLanes: lanes }) });
    expect(report).toEqual({
      faults: [],
      notes: ['The credentials are of the account 111122223333.', ...notes],
    });
  });

  it('is refused when the credentials are of another', async () => {
    caller = OTHER;
    const { faults, notes } = await checkAccount(city);
    expect(faults.map(faultLine)).toEqual([
      'city.json account: it names 111122223333, and the credentials are of 444455556666 – choose the credentials of 111122223333, or mend the field',
    ]);
    expect(notes).toEqual([]);
  });

  it('may keep its quota to itself', async () => {
    concurrency = undefined;
    expect(await checkAccount(city)).toEqual({
      faults: [],
      notes: [
        'The credentials are of the account 111122223333.',
        'Its quota was not asked. The AWS credentials lack a permission: not authorized to perform: lambda:GetAccountSettings',
      ],
    });
  });

  it('is not asked where there are no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/dev/null');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/dev/null');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    expect(await checkAccount(city)).toEqual({
      faults: [],
      notes: [
        'The account was not asked. No AWS credentials were found: sign in ("aws sso login"), set AWS_PROFILE, or set the keys as AWS_ variables.',
      ],
    });
    expect(asked).toEqual([]);
  });

  it('is not asked where an emulator is', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
    caller = OTHER;
    expect(await checkAccount(city)).toEqual({
      faults: [],
      notes: ['The account was not asked: AWS_ENDPOINT_URL names an emulator.'],
    });
    expect(asked).toEqual([]);
  });
});
