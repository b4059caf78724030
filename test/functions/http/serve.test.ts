import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { REJECTIONS, type Rejection, RejectionError } from '#domain/rejection.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { type AnyOperation, type Asked, type Command, operation } from '#shared/http/operation.ts';
import { caseParams, receipt } from '#shared/http/schemas.ts';
import { KeyReused, RepeatedRequest, VersionConflict } from '#shared/store/errors.ts';
import { VersionMismatch } from '#shared/use-cases/seen-version.ts';
import { recordLog } from './log.ts';
import { CASE_ID, eventFor, KEY, type Sent, SUBJECT, served } from './request.ts';

const log = recordLog();

/** A command as short as they come: it does what the test says. */
const doing = (
  run: (
    asked: Asked & Command,
  ) => Promise<{ body: unknown; version?: number; location?: string; replayed?: boolean }>,
) =>
  operation({
    id: 'acknowledge',
    method: 'POST',
    path: '/cases/{id}/acknowledge',
    summary: { 'zh-CN': '签收', en: 'Acknowledge' },
    whoMay: WHO_IS_SIGNED_IN,
    params: caseParams,
    body: z.strictObject({ note: z.optional(z.string()) }),
    status: 200,
    answer: receipt as z.ZodMiniType,
    run: run as never,
  }) as AnyOperation;

const RECEIPT = { id: CASE_ID, version: 7, stage: 'handling', level: 'community' };
const SENT: Sent = { params: { id: CASE_ID }, body: {} };
const asking = (command: AnyOperation, sent: Sent = {}) =>
  served([command], {}, eventFor(command, { ...SENT, ...sent }));
const failingWith = (error: unknown, sent?: Sent) =>
  asking(
    doing(() => Promise.reject(error)),
    sent,
  );

describe('an answer', () => {
  it('carries the body, the version as ETag, the place of what was made and the language', async () => {
    const location = `/cases/${CASE_ID}`;
    const received = await asking(doing(async () => ({ body: RECEIPT, version: 7, location })));
    expect(received).toEqual({
      status: 200,
      headers: {
        'content-type': 'application/json',
        'content-language': 'zh-CN',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-request-id': 'request-1',
        etag: '"7"',
        location,
      },
      body: RECEIPT,
    });
  });

  it('to a command is told whatever If-None-Match names', async () => {
    const headers = { 'if-none-match': '"7"' };
    const { status, body } = await asking(
      doing(async () => ({ body: RECEIPT, version: 7 })),
      { headers },
    );
    expect([status, body]).toEqual([200, RECEIPT]);
  });

  it('has neither ETag nor Location where there is nothing to tell', async () => {
    const { headers } = await asking(doing(async () => ({ body: RECEIPT })));
    expect(headers).not.toHaveProperty('etag');
    expect(headers).not.toHaveProperty('location');
  });

  it.each([
    [true, 'true'],
    [false, undefined],
  ])('says whether it is that of an earlier request: %s', async (replayed, header) => {
    const { headers } = await asking(doing(async () => ({ body: RECEIPT, replayed })));
    expect(headers['idempotent-replayed']).toBe(header);
  });

  it('drops what the operation did not promise to tell', async () => {
    const body = { ...RECEIPT, reporter: 'somebody', token: 'secret' };
    expect((await asking(doing(async () => ({ body })))).body).toEqual(RECEIPT);
  });

  it('is an internal error when it lacks what was promised', async () => {
    const received = await asking(doing(async () => ({ body: { id: CASE_ID } })));
    expect(received).toMatchObject({ status: 500, body: { type: 'urn:gridward:problem:internal-error' } });
    expect(log.entries().map(({ message }) => message)).toEqual(['failed']);
  });

  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['*', 'zh-CN'],
    ['fr', 'zh-CN'],
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['fr, en;q=0.8, zh;q=0.5', 'en'],
    ['zh-Hans-CN, en', 'zh-CN'],
    ['en;q=0, zh', 'zh-CN'],
    ['zh-CN;q=0.1,en;q=0.9', 'en'],
    ['zh;q=0.9,en;q=0.9', 'zh-CN'],
    ['en;q=0.9,zh;q=0.9', 'en'],
    ['enemy', 'zh-CN'],
    ['enemy, en', 'en'],
    ['zhuang, en;q=0.1', 'en'],
    ['zh;q=0', 'en'],
    ['zh;q=0, en;q=0', 'zh-CN'],
    ['*;q=0.5, en;q=0.1', 'zh-CN'],
    ['*;q=0.1, en;q=0.5', 'en'],
    ['zh;q=0, *', 'en'],
    ['zh-TW;q=0, zh-CN, en;q=0.5', 'zh-CN'],
    ['en ; q=1.000 , zh ; q=0.5', 'en'],
    ['en;q=2, zh;q=0.5', 'zh-CN'],
    ['en_US', 'zh-CN'],
  ])('to Accept-Language %s is in %s', async (accepted, language) => {
    const headers = { 'accept-language': accepted };
    const { headers: told } = await asking(
      doing(async () => ({ body: RECEIPT })),
      { headers },
    );
    expect(told['content-language']).toBe(language);
    expect((await failingWith(new Error(), { headers })).headers['content-language']).toBe(language);
  });
});

describe('what an operation is asked', () => {
  const askedWith = async (sent: Sent): Promise<Asked & Command> => {
    let seen: (Asked & Command) | undefined;
    const command = doing(async (asked) => {
      seen = asked;
      return { body: RECEIPT };
    });
    expect((await asking(command, sent)).status).toBe(200);
    return seen as Asked & Command;
  };

  it('holds the parts of the request, the person, the language and the version seen', async () => {
    const asked = await askedWith({
      body: { note: '好' },
      headers: { 'if-match': '"12"', 'accept-language': 'en' },
    });
    expect(asked).toMatchObject({
      params: { id: CASE_ID },
      body: { note: '好' },
      subject: SUBJECT,
      language: 'en',
      seenVersion: 12,
      request: { subject: SUBJECT, key: KEY },
    });
  });

  it.each<[string, unknown]>([
    ['"12" ', 12],
    ['"7", "8"', [7, 8]],
    ['"7",W/"8" ,, "9"', [7, 9]],
    [', "7"', 7],
    ['"7-6d1c0b9e4f2a8d35"', 7],
    ['"7-6d1c0b9e4f2a8d35", "8"', [7, 8]],
    ['W/"7-6d1c0b9e4f2a8d35"', []],
    ['"7-6d1c"', []],
    ['W/"7"', []],
    ['"x"', []],
    ['""', []],
    ['"a,b", W/"c"', []],
    ['"-1"', []],
    ['"007"', []],
    ['"12345678901"', []],
  ])('insists on the versions that strong tags of If-Match name: %s', async (tag, versions) => {
    expect((await askedWith({ headers: { 'if-match': tag } })).seenVersion).toEqual(versions);
  });

  it.each([undefined, '*'])('insists on no version with If-Match %s', async (tag) => {
    expect((await askedWith({ headers: { 'if-match': tag } })).seenVersion).toBeUndefined();
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON ;charset=UTF-8',
    'application/json; charset="utf-8"; odata=minimal',
    'application/json;charset=utf8',
  ])('is read from a body of type %s', async (type) => {
    const asked = await askedWith({ headers: { 'content-type': type }, body: { note: 'n' } });
    expect(asked.body).toEqual({ note: 'n' });
  });

  it('is read from a base64 body, as API Gateway sends what it takes for binary', async () => {
    expect((await askedWith({ body: { note: '扬声器太响' }, base64: true })).body).toEqual({
      note: '扬声器太响',
    });
  });

  it.each([true, false])('is read from behind a byte order mark, base64: %s', async (base64) => {
    expect((await askedWith({ body: '\uFEFF{"note":"好"}', base64 })).body).toEqual({ note: '好' });
  });

  it('is read from a body whose coding is none', async () => {
    expect(
      (await askedWith({ body: { note: 'n' }, headers: { 'content-encoding': 'identity' } })).body,
    ).toEqual({
      note: 'n',
    });
  });

  it('has one fingerprint for the same request and another for any other', async () => {
    const fingerprint = async (sent: Sent) => (await askedWith(sent)).request.fingerprint;
    const first = await fingerprint({ body: { note: 'a' } });
    expect(await fingerprint({ body: '{ "note" : "a" }', headers: { 'accept-language': 'en' } })).toBe(first);
    expect(await fingerprint({ body: { note: 'b' } })).not.toBe(first);
    expect(await fingerprint({ body: {} })).not.toBe(first);
    const elsewhere = { id: CASE_ID.replace('01J', '01K') };
    expect(await fingerprint({ body: { note: 'a' }, params: elsewhere })).not.toBe(first);
  });

  it('is not changed by a body that names the prototype', async () => {
    const received = await asking(
      doing(async () => ({ body: RECEIPT })),
      { body: '{"__proto__":{"polluted":true},"note":"n"}' },
    );
    expect(received).toMatchObject({ status: 400, body: { field: '__proto__' } });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('an error', () => {
  const rejection = (kind: Rejection['kind'], field?: string) =>
    new RejectionError({
      kind,
      code: REJECTIONS[kind][0],
      message: { 'zh-CN': '不行。', en: 'No.' },
      ...(field !== undefined && { field }),
    } as Rejection);

  it.each([
    ['something invalid', rejection('invalid', 'units.1'), 422, 'address-not-allowed', 'units.1'],
    ['something forbidden', rejection('forbidden'), 403, 'forbidden', undefined],
    ['an unknown thing in the address', rejection('unknown'), 404, 'unknown-amendment', undefined],
    ['an unknown thing in the body', rejection('unknown', 'unit'), 422, 'unknown-amendment', 'unit'],
    ['a command at the wrong stage', rejection('wrongStage'), 409, 'wrong-stage', undefined],
    ['a conflict', rejection('conflict'), 409, 'after-deadline', undefined],
    ['a version that has changed', new VersionMismatch(), 412, 'version-mismatch', undefined],
    ['a key used before', new KeyReused(), 422, 'key-reused', 'Idempotency-Key'],
    ['a race lost too often', new VersionConflict(), 409, 'changed-meanwhile', undefined],
    ['a repetition still under way', new RepeatedRequest(), 409, 'changed-meanwhile', undefined],
  ])('about %s has its status', async (_, error, status, code, field) => {
    for (const language of ['zh-CN', 'en']) {
      const received = await failingWith(error, { headers: { 'accept-language': language } });
      expect(received).toMatchObject({
        status,
        headers: { 'content-type': 'application/problem+json', 'content-language': language },
        body: {
          type: `urn:gridward:problem:${code}`,
          title: expect.any(String),
          status,
          detail: expect.any(String),
          instance: `/cases/${CASE_ID}/acknowledge`,
        },
      });
      expect(received.body.field).toBe(field);
      expect(/\p{Script=Han}/u.test(received.body.title)).toBe(language === 'zh-CN');
      expect(/\p{Script=Han}/u.test(received.body.detail)).toBe(language === 'zh-CN');
    }
  });

  it.each([
    ['\u0084', '%C2%84'],
    ['东市', '%E4%B8%9C%E5%B8%82'],
    ['%E4%B8%9C', '%E4%B8%9C'],
    ['a b<c>"d"', 'a%20b%3Cc%3E%22d%22'],
    ['100%', '100%25'],
    ['%zz', '%25zz'],
    ['\ud800', '%EF%BF%BD'],
    ["~a-_.!$&'()*+,;=:@", "~a-_.!$&'()*+,;=:@"],
  ])('names the address as a URI reference: %s', async (id, written) => {
    const { body } = await failingWith(new VersionMismatch(), { params: { id } });
    expect(body.instance).toBe(`/cases/${written}/acknowledge`);
  });

  it.each([
    new Error('table Cases-1X is on fire'),
    new TypeError('x is undefined'),
    'a string',
    undefined,
  ])('of our own is told in one fixed sentence: %s', async (error) => {
    expect(await failingWith(error, { headers: { 'accept-language': 'en' } })).toEqual({
      status: 500,
      headers: {
        'content-type': 'application/problem+json',
        'content-language': 'en',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-request-id': 'request-1',
      },
      body: {
        type: 'urn:gridward:problem:internal-error',
        title: 'Internal error',
        status: 500,
        detail:
          'An internal error occurred; retry with the same Idempotency-Key, and the request is carried out once only.',
        instance: `/cases/${CASE_ID}/acknowledge`,
      },
    });
  });
});

describe('the log', () => {
  const SECRET = 'canary-7f3a';
  const secretly: Sent = {
    body: { note: `${SECRET} body` },
    query: { lon: `${SECRET} query` },
    headers: { authorization: `Bearer ${SECRET}`, 'x-forwarded-for': `${SECRET} address` },
    claims: { sub: SUBJECT, name: `${SECRET} name`, phone: `${SECRET} phone` },
  };
  const withExtras = Object.assign(new Error('The transaction was cancelled'), {
    CancellationReasons: [{ Item: { description: { S: SECRET } } }],
    $response: { body: SECRET },
    cause: { item: SECRET },
  });

  it.each([
    ['is answered', doing(async () => ({ body: RECEIPT })), secretly],
    ['fails', doing(() => Promise.reject(withExtras)), secretly],
    ['answers less than it promised', doing(async () => ({ body: { id: SECRET } })), secretly],
    [
      'has an unknown field',
      doing(async () => ({ body: RECEIPT })),
      { ...secretly, body: { [SECRET]: SECRET } },
    ],
    ['has no JSON', doing(async () => ({ body: RECEIPT })), { ...secretly, body: SECRET }],
    [
      'has another content type',
      doing(async () => ({ body: RECEIPT })),
      { ...secretly, headers: { ...secretly.headers, 'content-type': SECRET } },
    ],
    [
      'has a malformed key',
      doing(async () => ({ body: RECEIPT })),
      { ...secretly, headers: { ...secretly.headers, 'idempotency-key': SECRET, 'if-match': SECRET } },
    ],
  ] as [
    string,
    AnyOperation,
    Sent,
  ][])('holds ids and no body, token, query or name when a request %s', async (_, command, sent) => {
    await asking(command, sent);
    expect(log.entries()).toHaveLength(1);
    expect(log.text()).toContain(CASE_ID);
    expect(log.text()).not.toContain(SECRET);
  });

  it('says which request of which operation it was, and what became of it', async () => {
    await asking(doing(async () => ({ body: RECEIPT })));
    await failingWith(new VersionMismatch());
    await failingWith(new RangeError('no such day'));
    expect(log.entries()).toMatchObject([
      { level: 'INFO', message: 'answered', operation: 'acknowledge', request: 'request-1', status: 200 },
      { level: 'INFO', message: 'refused', status: 412, problem: 'version-mismatch', path: { id: CASE_ID } },
      { level: 'ERROR', message: 'failed', error: { name: 'RangeError', message: 'no such day' } },
    ]);
  });

  it.each([
    '张三13800000000',
    '110101199001011234',
    `${CASE_ID}%0aforged`,
  ])('holds nothing of an address that is no id: %s', async (written) => {
    await asking(
      doing(async () => ({ body: RECEIPT })),
      { params: { id: written } },
    );
    expect(log.entries()).toMatchObject([{ message: 'refused', status: 400, operation: 'acknowledge' }]);
    expect(log.text()).not.toContain(written);
    expect(log.entries()[0]).not.toHaveProperty('path');
  });

  it('does not name the operation of the request before', async () => {
    const command = doing(async () => ({ body: RECEIPT }));
    await asking(command);
    await served([command], {}, eventFor({ method: 'POST', path: '/cases/{id}/unknown' }, SENT));
    const [, refused] = log.entries();
    expect(refused).toMatchObject({ message: 'refused', problem: 'unknown-operation' });
    expect(refused).not.toHaveProperty('operation');
  });
});
