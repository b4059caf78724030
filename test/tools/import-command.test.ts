import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { runTool } from './run-tool.ts';

const importing = (args: string[], env: Record<string, string>) => runTool('import', args, env);

const KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

let close = (): void => {};
afterEach(() => close());

describe('npm run import', () => {
  it.each([
    ['Region', KEYS, 'No AWS Region is known: write "region" into the city\'s city.json, or set AWS_REGION.'],
    [
      'credentials',
      { AWS_REGION: 'cn-north-1' },
      'No AWS credentials were found: sign in ("aws sso login"), set AWS_PROFILE, or set the keys as AWS_ variables.',
    ],
  ])('says in one sentence what to do where no %s is known', async (_what, env, sentence) => {
    expect(await importing(['nantong'], env)).toEqual({ code: 1, told: `${sentence}\n` });
  });

  it('says which cities there are, and what a time lacks', async () => {
    const { told } = await importing(['atlantis'], KEYS);
    expect(told).toContain('there is no such city – known cities: nantong, nantong-demo');
    expect((await importing(['nantong', '--effective', '2027-01-01T00:00'], KEYS)).told).toContain(
      'write it with its offset',
    );
  });

  it('asks in the Region that the environment names, and says what to do first', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.headers.authorization ?? '');
      response.writeHead(400, { 'content-type': 'text/xml' });
      response.end(
        '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id Gridward-nantong-Data does not exist</Message></Error></ErrorResponse>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    close = () => server.close();
    const { port } = server.address() as AddressInfo;
    const env = { ...KEYS, AWS_REGION: 'cn-northwest-1', AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` };
    const { code, told } = await importing(['nantong'], env);
    expect(code).toBe(1);
    expect(told).toContain('deploy the city first, or name the table by GRIDS_TABLE');
    expect(asked[0]).toContain('/cn-northwest-1/cloudformation/');
  });
});
