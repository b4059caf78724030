import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { runTool } from '../run-tool.ts';
import { FakeCity } from './fake-city.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridward-smoke-'));
writeFileSync(join(folder, 'worker'), 'worker');
afterAll(() => rmSync(folder, { recursive: true }));

const close: (() => void)[] = [];
afterEach(() => {
  for (const end of close.splice(0)) end();
});

const smoking = (args: string[], env: Record<string, string> = {}) => runTool('smoke', args, env);

/** CloudFormation as far as DescribeStacks goes; answers its address and notes where it was asked. */
const cloudFormation = async (status: number, answer: string) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers.authorization ?? '');
    response.writeHead(status, { 'content-type': 'text/xml' }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close.push(() => server.close());
  const env = {
    AWS_ACCESS_KEY_ID: 'key',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'cn-northwest-1',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };
  return { env, asked };
};

describe('npm run smoke', () => {
  it('names the accounts whose tokens it takes when it is given none', async () => {
    const { code, told } = await smoking(['nantong']);
    expect(code).toBe(1);
    expect(told).toContain('A run takes the tokens of five accounts');
    expect(told).toContain('npm run smoke -- nantong --tokens <folder>');
  });

  it.each([
    [[], 'Usage: npm run smoke -- <folder under infra/cities>'],
    [['nantong', '--what'], "Unknown option '--what'"],
    [['atlantis'], 'there is no such city – known cities: nantong, nantong-demo'],
    [['nantong', '--tokens', 'no/such/file'], 'no/such/file cannot be read'],
    [['nantong', '--point', 'here'], '--point here is no point'],
    [['nantong', '--wait', 'long'], '--wait long is no number of seconds.'],
    [['nantong', '--url', 'api'], '--url api is no address'],
    [['nantong', '--tokens', folder], 'No AWS Region is known'],
  ])('says in a sentence what is wrong with %j', async (args, sentence) => {
    const { code, told } = await smoking(args);
    expect([code, told]).toEqual([1, expect.stringContaining(sentence)]);
    expect(told).not.toContain('    at ');
  });

  it('finds the address by the service stack, in the Region of the city or the environment', async () => {
    const city = new FakeCity();
    close.push(() => city.close());
    const api = await city.listen();
    const { env, asked } = await cloudFormation(
      200,
      `<DescribeStacksResponse><DescribeStacksResult><Stacks><member><Outputs><member><OutputKey>ApiUrl</OutputKey><OutputValue>${api}</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
    );
    const { code, told } = await smoking(['nantong', '--tokens', folder], env);
    expect(asked[0]).toContain('/cn-northwest-1/cloudformation/');
    expect(told).toContain(`Nantong at ${api}\n`);
    expect(told).toMatch(/\n✓ {2}1 .*\n✗ {2}2 .*\n {5}Expected: tokens of: /);
    expect(told).toMatch(/\n1 of 19 steps passed in \d+\.\d s\.\n$/);
    expect(code).toBe(1);
  });

  it('says what to do first where there is no such stack', async () => {
    const { env } = await cloudFormation(
      400,
      '<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id Gridward-nantong-Service does not exist</Message></Error></ErrorResponse>',
    );
    const { told } = await smoking(['nantong', '--tokens', folder], env);
    expect(told).toBe(
      'Stack with id Gridward-nantong-Service does not exist: deploy the city first, or name the address of its API by --url.\n',
    );
  });
});
