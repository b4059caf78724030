import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { serve } from '#shared/http/serve.ts';
import { getDocument, operations, readDocument } from '../../functions/document/operations.ts';
import { DOCUMENT_FILE } from '../../tools/openapi/document.ts';
import { documentFile } from './document-file.ts';
import { recordLog } from './http/log.ts';
import { eventFor } from './http/request.ts';

recordLog();

const [json, page] = [getDocument, readDocument];

interface Sent {
  statusCode: number;
  headers: Record<string, string>;
  body?: string;
  isBase64Encoded?: boolean;
}

const asked = async (
  operation: (typeof operations)[number],
  headers: Record<string, string | undefined> = {},
): Promise<Sent> => {
  const event = eventFor(operation, { headers });
  return (await serve(operations, { packed: documentFile }, 'sub')(event, {} as Context)) as Sent;
};

describe('the document of the API', () => {
  it('is that of docs/openapi.yaml, in the caller’s language', async () => {
    const english = await asked(json, { 'accept-language': 'en' });
    expect([english.statusCode, english.headers['content-type']]).toEqual([200, 'application/json']);
    const told = JSON.parse(english.body!);
    const whole = parse(readFileSync(DOCUMENT_FILE, 'utf8'));
    expect(Object.keys(told.paths)).toEqual(Object.keys(whole.paths));
    expect(told.paths['/cases'].post.summary).toBe(whole.paths['/cases'].post.summary);
    expect(english.body).not.toContain('x-description-zh');

    const chinese = JSON.parse((await asked(json, { 'accept-language': 'zh' })).body!);
    expect(chinese.paths['/cases'].post.summary).toBe(whole.paths['/cases'].post['x-summary-zh']);
    expect(chinese.info.description).toBe(whole.info['x-description-zh']);
    expect(chinese.components.schemas).toEqual(told.components.schemas);
  });

  it.each([
    ['gzip, deflate, br', true],
    ['*', true],
    ['br;q=1.0, gzip;q=0.8', true],
    ['gzip;q=0', false],
    ['gzip;q=0.0, br', false],
    ['br', false],
    ['identity', false],
    [undefined, false],
  ])('is packed for whoever accepts %s: %s', async (accepted, isPacked) => {
    const { body, headers, isBase64Encoded } = await asked(json, { 'accept-encoding': accepted });
    expect([isBase64Encoded, headers['content-encoding']]).toEqual([isPacked, isPacked ? 'gzip' : undefined]);
    const text = isPacked ? gunzipSync(Buffer.from(body!, 'base64')).toString() : body!;
    expect(JSON.parse(text).openapi).toBe('3.1.0');
    expect(headers.vary).toContain('Accept-Encoding');
  });

  it('is not sent again while it is the same, and is another one in another language', async () => {
    const { headers } = await asked(json, { 'accept-language': 'en' });
    const again = await asked(json, { 'accept-language': 'en', 'if-none-match': headers.etag });
    expect([again.statusCode, again.body]).toEqual([304, undefined]);
    expect((await asked(json, { 'accept-language': 'zh', 'if-none-match': headers.etag })).statusCode).toBe(
      200,
    );
  });
});

describe('the page of the API', () => {
  it('runs and shows only what stands in it', async () => {
    const { body, headers } = await asked(page, { 'accept-language': 'zh' });
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toBe("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(body!)![1]!;
    expect(policy).toMatch(
      /^default-src 'none'; script-src ('sha256-[^']+' ?){2}; style-src 'sha256-[^']+'; img-src data:/,
    );
    expect(policy).not.toMatch(/unsafe|https?:|\*/);

    const hashes = [...policy.matchAll(/'(sha256-[^']+)'/g)].map(([, source]) => source);
    const run = [...body!.matchAll(/<(script|style)>([\s\S]*?)<\/\1>/g)].map(([, , content]) => content!);
    expect(run).toHaveLength(3);
    for (const content of run) expect(hashes).toContain(`sha256-${hash('sha256', content, 'base64')}`);
    const markup = body!.replaceAll(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, '');
    expect(markup).not.toMatch(/\b(src|href|on\w+)=/);
    expect(markup.length).toBeLessThan(2_000);
  });

  it('holds the document, of which nothing ends its script', async () => {
    const { body } = await asked(page, { 'accept-language': 'en' });
    const held = /<script type="application\/json" id="document">([^<]*)<\/script>/.exec(body!)![1]!;
    const { body: told } = await asked(json, { 'accept-language': 'en' });
    expect(JSON.parse(held)).toEqual(JSON.parse(told!));
  });
});
