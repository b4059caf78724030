import { createHash, createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type FileStore, FilesUnavailable } from '#shared/files/file-store.ts';
import { openS3FileStore } from '#shared/files/s3-file-store.ts';
import { ownSigning } from '#shared/files/signing.ts';

const NOW = '2025-03-03T01:00:00.000Z';
const SECRET = 'secret';
const host = 'files.s3.cn-north-1.amazonaws.com.cn';
let inChina: FileStore;

beforeAll(() => {
  vi.stubEnv('AWS_REGION', 'cn-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'key');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', SECRET);
  vi.stubEnv('AWS_SESSION_TOKEN', 'session');
  inChina = openS3FileStore(ownSigning(), { bucket: 'files', host });
});
afterAll(() => void vi.unstubAllEnvs());

const file = { id: 'f1', contentType: 'image/png', bytes: 1234, sha256: 'ab'.repeat(32) };
/** The first half of the SHA-256 of "somebody". */
const DRAFT = `/drafts/${createHash('sha256').update('somebody').digest('hex').slice(0, 32)}/f1`;

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
  const { url, headers, expiresAt } = await store.slot('somebody', file, NOW);
  return { url: new URL(url), headers, expiresAt };
};

describe('a link to put a file', () => {
  it('binds place, type, length, content and that nothing is there yet', async () => {
    const { url, headers, expiresAt } = await uploadOf(inChina);
    expect(`${url.origin}${url.pathname}`).toBe(`https://${host}${DRAFT}`);
    expect(headers).toEqual({
      'content-type': 'image/png',
      'content-length': '1234',
      'if-none-match': '*',
      'x-amz-checksum-sha256': 'q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=',
      'x-amz-meta-sha256': file.sha256,
    });
    expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe(
      'content-length;content-type;host;if-none-match;x-amz-checksum-sha256;x-amz-meta-sha256',
    );
    expect(url.searchParams.get('X-Amz-Security-Token')).toBe('session');
    expect(expiresAt).toBe('2025-03-03T01:15:00.000Z');
  });

  it('is signed so that S3 refuses any other type, length, content or place', async () => {
    const { url, headers } = await uploadOf(inChina);
    const signature = url.searchParams.get('X-Amz-Signature');
    expect(signatureOf('PUT', url, headers)).toBe(signature);
    for (const other of [
      { 'content-type': 'text/html' },
      { 'content-length': '1235' },
      { 'if-none-match': '' },
      { 'x-amz-checksum-sha256': '' },
      { 'x-amz-meta-sha256': '0'.repeat(64) },
    ])
      expect(signatureOf('PUT', url, { ...headers, ...other })).not.toBe(signature);
    expect(signatureOf('PUT', new URL(url.href.replace('/f1?', '/f2?')), headers)).not.toBe(signature);
    expect(signatureOf('GET', url, headers)).not.toBe(signature);
  });

  it('leads into the path of the bucket on an emulator', async () => {
    const { url, headers } = await uploadOf(
      openS3FileStore(ownSigning(), { bucket: 'files', host, endpoint: 'http://127.0.0.1:4566' }),
    );
    expect(`${url.origin}${url.pathname}`).toBe(`http://127.0.0.1:4566/files${DRAFT}`);
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

describe('a request of its own', () => {
  /** S3 that answers so, one after the other; the last again and again. */
  const answering = (...answers: (() => Promise<Response>)[]) => {
    const asked: { method: string; url: URL; headers: Record<string, string> }[] = [];
    vi.stubGlobal('fetch', async (url: string, { method, headers }: RequestInit) => {
      asked.push({ method: method as string, url: new URL(url), headers: headers as Record<string, string> });
      return (answers[asked.length - 1] ?? answers.at(-1)!)();
    });
    return asked;
  };
  const answer =
    (status: number, body: string | null = null, headers = {}) =>
    async () =>
      new Response(body, { status, headers });
  afterEach(() => void vi.unstubAllGlobals());

  const THERE = answer(206, 'the beginning', {
    'content-type': 'image/png',
    'content-range': 'bytes 0-63/1234',
    'last-modified': 'Mon, 03 Mar 2025 00:59:30 GMT',
    'x-amz-meta-sha256': file.sha256,
  });
  const COPIED = answer(200, '<CopyObjectResult><ETag>"e"</ETag></CopyObjectResult>');
  const BROKEN = async () => {
    throw new TypeError('fetch failed');
  };

  it('looks at the first bytes of a draft, and takes the rest from what S3 says of it', async () => {
    const asked = answering(THERE);
    expect(await inChina.look('somebody', 'f1', NOW)).toEqual({
      ...file,
      uploadedAt: '2025-03-03T00:59:30.000Z',
      head: new TextEncoder().encode('the beginning'),
    });
    expect(asked).toHaveLength(1);
    const [{ method, url, headers }] = asked as [(typeof asked)[number]];
    expect([method, url.pathname, headers]).toEqual(['GET', DRAFT, { range: 'bytes=0-63' }]);
    expect(signatureOf('GET', url, headers)).toBe(url.searchParams.get('X-Amz-Signature'));
  });

  it('copies a draft to its case', async () => {
    const asked = answering(COPIED);
    await inChina.keep('somebody', 'f1', 'c1', NOW);
    expect(asked).toHaveLength(1);
    const [{ method, url, headers }] = asked as [(typeof asked)[number]];
    expect([method, url.pathname, headers]).toEqual([
      'PUT',
      '/cases/c1/f1',
      { 'x-amz-copy-source': `/files${DRAFT}` },
    ]);
    expect(signatureOf('PUT', url, headers)).toBe(url.searchParams.get('X-Amz-Signature'));
  });

  it('tells of a draft that is not there', async () => {
    answering(answer(404, '<Error><Code>NoSuchKey</Code></Error>'));
    expect(await inChina.look('somebody', 'f1', NOW)).toBeUndefined();
  });

  it.each([
    ['is busy', answer(503, '<Error><Code>SlowDown</Code></Error>')],
    ['fails', answer(500)],
    ['cannot be reached', BROKEN],
  ])('is sent again when S3 %s', async (_, fails) => {
    const looked = answering(fails, fails, THERE);
    expect(await inChina.look('somebody', 'f1', NOW)).toMatchObject({ bytes: 1234 });
    expect(looked).toHaveLength(3);
    const copied = answering(fails, fails, COPIED);
    await inChina.keep('somebody', 'f1', 'c1', NOW);
    expect(copied).toHaveLength(3);
  });

  it.each([
    ['goes on failing', answer(500)],
    ['refuses us', answer(403, '<Error><Code>AccessDenied</Code></Error>')],
    [
      'says "OK", and tells of a failure in the body',
      answer(200, '<Error><Code>InternalError</Code></Error>'),
    ],
    ['has no such draft any more', answer(404)],
  ])('is given up, and said so, when S3 %s', async (_, fails) => {
    const asked = answering(fails);
    await expect(inChina.keep('somebody', 'f1', 'c1', NOW)).rejects.toThrow(FilesUnavailable);
    expect(asked.length).toBeLessThanOrEqual(3);
  });
});
