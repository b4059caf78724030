import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FileStore, openFileStore } from '../../../functions/attachments/file-store.ts';
import { ownSigning } from '../../../functions/attachments/signing.ts';

const NOW = '2025-03-03T01:00:00.000Z';
const SECRET = 'secret';
const host = 'files.s3.cn-north-1.amazonaws.com.cn';
let inChina: FileStore;

beforeAll(() => {
  vi.stubEnv('AWS_REGION', 'cn-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  inChina = openFileStore(ownSigning(), { bucket: 'files', host });
});
afterAll(() => void vi.unstubAllEnvs());

const file = { id: 'f1', contentType: 'image/png', bytes: 1234 };

/** Signature Version 4 of a link, worked out from its specification: what S3 will compare with. */
const signatureOf = (method: string, url: URL, headers: Record<string, string>): string => {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const names = url.searchParams.get('X-Amz-SignedHeaders') ?? '';
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort();
  const canonical = [
    method,
    url.pathname,
    query.join('&'),
    ...names.split(';').map((name) => `${name}:${{ host: url.host, ...headers }[name]}`),
    '',
    names,
    'UNSIGNED-PAYLOAD',
  ].join('\n');
  const scope = '20250303/cn-north-1/s3/aws4_request';
  const text = [
    'AWS4-HMAC-SHA256',
    '20250303T010000Z',
    scope,
    createHash('sha256').update(canonical).digest('hex'),
  ];
  const key = ['20250303', 'cn-north-1', 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  return hmac(key, text.join('\n')).toString('hex');
};

const uploadOf = async (store: FileStore) => {
  const { url, headers, expiresAt } = await store.upload('c1', file, NOW);
  return { url: new URL(url), headers, expiresAt };
};

describe('a link to put a file', () => {
  it('binds place, type, length and that nothing is there yet', async () => {
    const { url, headers, expiresAt } = await uploadOf(inChina);
    expect(`${url.origin}${url.pathname}`).toBe(`https://${host}/cases/c1/f1`);
    expect(headers).toEqual({ 'content-type': 'image/png', 'content-length': '1234', 'if-none-match': '*' });
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;if-none-match',
    );
    expect(url.searchParams.get('X-Amz-Security-Token')).toBe('session');
    expect(expiresAt).toBe('2025-03-03T01:15:00.000Z');
  });

  it('is signed so that S3 refuses any other type, length or place', async () => {
    const { url, headers } = await uploadOf(inChina);
    const signature = url.searchParams.get('X-Amz-Signature');
    expect(signatureOf('PUT', url, headers)).toBe(signature);
    for (const other of [
      { 'content-type': 'text/html' },
      { 'content-length': '1235' },
      { 'if-none-match': '' },
    ])
      expect(signatureOf('PUT', url, { ...headers, ...other })).not.toBe(signature);
    expect(signatureOf('PUT', new URL(url.href.replace('/c1/', '/c2/')), headers)).not.toBe(signature);
    expect(signatureOf('GET', url, headers)).not.toBe(signature);
  });

  it('leads into the path of the bucket on an emulator', async () => {
    const { url, headers } = await uploadOf(
      openFileStore(ownSigning(), { bucket: 'files', host, endpoint: 'http://127.0.0.1:4566' }),
    );
    expect(`${url.origin}${url.pathname}`).toBe('http://127.0.0.1:4566/files/cases/c1/f1');
    expect(signatureOf('PUT', url, headers)).toBe(url.searchParams.get('X-Amz-Signature'));
  });
});

describe('a link to fetch a file', () => {
  it('lasts five minutes and saves it under its own type', async () => {
    const { url: link, expiresAt } = await inChina.download('c1', file, NOW);
    const url = new URL(link);
    expect(expiresAt).toBe('2025-03-03T01:05:00.000Z');
    expect(url.searchParams.get('response-content-type')).toBe('image/png');
    expect(url.searchParams.get('response-content-disposition')).toBe('attachment; filename="f1.png"');
    expect(signatureOf('GET', url, {})).toBe(url.searchParams.get('X-Amz-Signature'));
  });
});
