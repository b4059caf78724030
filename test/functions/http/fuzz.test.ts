import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../../tools/openapi/document.ts';
import { PROBLEM_CODES, PROBLEMS } from '../../../tools/openapi/problems.ts';
import { recordLog } from './log.ts';
import { CASE_ID, KEY, type Sent, send } from './request.ts';

const log = recordLog();

const KNOWN = new Map<string, number>(
  Object.entries(PROBLEM_CODES).map(([code, [answer]]) => [
    `urn:gridward:problem:${code}`,
    PROBLEMS[answer].status,
  ]),
);

/** Names that requests use, and names that programs trip over. */
const FIELDS = [
  ...[
    'title',
    'description',
    'category',
    'severity',
    'channel',
    'point',
    'grid',
    'lon',
    'lat',
    'crs',
    'result',
  ],
  ...[
    'unit',
    'units',
    'template',
    'ask',
    'reason',
    'code',
    'answer',
    'passed',
    'satisfied',
    'rating',
    'note',
  ],
  ...['id', 'unitId', 'limit', 'cursor', 'status', 'from', 'value', 'text'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', 'then', 'toJSON', ''],
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    CASE_ID,
    KEY,
    '3206',
    '320613001001001',
    '0',
    '-0',
    '1e999',
    'NaN',
    'null',
    'true',
    '\ud800',
    '\u0000',
  ),
);
const anyName = fc.oneof(fc.constantFrom(...FIELDS), anyText);
const anyNumber = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constantFrom(1e308, -1e308, 5e-324, -0));
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'json' },
    anyText,
    anyNumber,
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 12, depthIdentifier: 'json' }),
    fc.dictionary(anyName, tie('value'), { maxKeys: 12, depthIdentifier: 'json' }),
  ),
}));

/** A body: JSON of any value, JSON cut short, or no JSON. */
const anyBody = fc.oneof(
  { weight: 5, arbitrary: anyValue.map((value) => JSON.stringify(value)) },
  {
    weight: 1,
    arbitrary: fc.tuple(anyValue, fc.nat(30)).map(([value, end]) => JSON.stringify(value).slice(0, end)),
  },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: fc.constant(undefined) },
);

const HEADERS = [
  'content-type',
  'idempotency-key',
  'if-match',
  'accept-language',
  'accept',
  'content-length',
];
const anyHeaders = fc.dictionary(
  fc.constantFrom(...HEADERS),
  fc.oneof(
    anyText,
    fc.constantFrom(
      'application/json',
      'application/json; charset=utf-8',
      'text/html',
      '"7"',
      '*',
      'en',
      'zh',
      ',,;q=',
    ),
    fc.constant(undefined),
  ),
);

const anyRequest: fc.Arbitrary<Sent> = fc.record(
  {
    params: fc
      .dictionary(anyName, anyText)
      .chain((params) =>
        fc
          .boolean()
          .map(
            (known): Record<string, string> =>
              known ? { ...params, id: CASE_ID, unitId: '320613001-judicialOffice' } : params,
          ),
      ),
    query: fc.dictionary(anyName, anyText),
    headers: anyHeaders,
    body: anyBody,
    base64: fc.boolean(),
    claims: fc.dictionary(fc.constantFrom('sub', 'iss', '__proto__'), anyText),
  },
  { requiredKeys: ['params', 'headers'] },
);

describe('whatever is sent', () => {
  it.each(
    Object.values(OPERATIONS).flat(),
  )('to $id is either taken or told as a known problem', async (operation) => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (sent) => {
        const received = await send(operation, sent);
        if (received.accepted) return;
        expect(received.headers['content-type']).toBe('application/problem+json');
        expect(received.status).toBeGreaterThanOrEqual(400);
        expect(received.status).toBeLessThan(500);
        expect(KNOWN.get(received.body.type)).toBe(received.status);
        expect(received.body.detail).not.toBe('');
        expect(JSON.stringify(received.body).length).toBeLessThan(50_000);
      }),
      { numRuns: 300 },
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('leaves none of its body, query or headers in the log', async () => {
    const CANARY = 'canary-7f3a';
    const marked = anyRequest.map(({ headers, query, ...sent }) => ({
      ...sent,
      query: { ...query, q: CANARY },
      headers: { ...headers, authorization: `Bearer ${CANARY}` },
      body: `${sent.body ?? ''}${CANARY}`,
    }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.values(OPERATIONS).flat()),
        marked,
        async (operation, sent) => {
          await send(operation, sent);
          expect(log.text()).not.toContain(CANARY);
        },
      ),
      { numRuns: 300 },
    );
  });
});
