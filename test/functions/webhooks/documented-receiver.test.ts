import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPost } from '../../../functions/sender/post.ts';
import { signedHeaders } from '../../../functions/sender/sign.ts';
import { newSecret } from '../../../functions/webhooks/new-secret.ts';

/** The receiver of docs/webhooks.md, as it stands there. */
const document = readFileSync(new URL('../../../docs/webhooks.md', import.meta.url), 'utf8');
const [, source] = /```js\n([\s\S]+?)```/.exec(document)!;

const folder = mkdtempSync(join(tmpdir(), 'gridward-receiver-'));
const secret = newSecret();
let receiver: ChildProcess;
let url: URL;
let said = '';

beforeAll(async () => {
  const port = await freePort();
  writeFileSync(join(folder, 'receiver.mjs'), source!);
  receiver = spawn(process.execPath, [join(folder, 'receiver.mjs')], {
    env: { SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  receiver.stdout!.on('data', (chunk) => {
    said += chunk;
  });
  url = new URL(`http://127.0.0.1:${port}/`);
  while ((await post({}).catch(() => 0)) !== 401) await setTimeout(50);
});
afterAll(() => {
  receiver.kill();
  rmSync(folder, { recursive: true });
});

const freePort = (): Promise<number> =>
  new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => found(port));
    });
  });

const BODY = JSON.stringify({ type: 'case.closed', data: { caseId: 'a-case', seq: 7 } });
const post = (headers: Record<string, string>, body = BODY) =>
  openPost({ listedHosts: ['127.0.0.1'] })(url, { headers, body });
const signed = (secrets: string[], ago = 0, id = 'a-case-7') =>
  signedHeaders({ id, body: BODY, seconds: Math.floor(Date.now() / 1000) - ago }, secrets);

describe('the receiver of the document', () => {
  it('has twenty lines', () => {
    expect(
      source!
        .trim()
        .split('\n')
        .filter((line) => line !== '').length,
    ).toBeLessThanOrEqual(21);
  });

  it('takes what is signed with its secret, once however often it comes', async () => {
    for (let times = 0; times < 3; times++) expect(await post(signed([secret]))).toBe(204);
    expect(await post(signed([newSecret(), secret], 0, 'a-case-8'))).toBe(204);
    expect(await post(signed([secret, newSecret()], 0, 'a-case-9'))).toBe(204);
    await expect.poll(() => said).toBe('case.closed a-case\n'.repeat(3));
  });

  it('refuses another secret, another body, an old one, and none', async () => {
    expect(await post(signed([newSecret()]))).toBe(401);
    expect(await post(signed([secret]), BODY.replace('7', '8'))).toBe(401);
    expect(await post(signed([secret], 400))).toBe(401);
    expect(await post(signed([secret], -400))).toBe(401);
    expect(await post({ ...signed([secret]), 'webhook-signature': 'v1,' })).toBe(401);
    expect(await post({ ...signed([secret]), 'webhook-id': 'another' })).toBe(401);
    expect(await post({})).toBe(401);
  });
});
