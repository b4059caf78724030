import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromS3 } from '../../../tools/smoke/ask.ts';
import { STEPS } from '../../../tools/smoke/steps.ts';
import { type Asked, FakeCity, PEOPLE } from './fake-city.ts';
import { smoke } from './scene.ts';

const TOKENS = Object.fromEntries(Object.keys(PEOPLE).map((account) => [account, account]));
const LAST_LINE = (passed: number) => new RegExp(`^${passed} of 19 steps passed in \\d+\\.\\d s\\.$`);

let city: FakeCity;
let api: string;
beforeEach(async () => {
  city = new FakeCity();
  api = await city.listen();
});
afterEach(() => city.close());

const asks = (method: string, path: string) => (asked: Asked) =>
  asked.method === method && asked.path === path;

describe('a run that fails', () => {
  it('says at which step, what was expected, what came, and what to do', async () => {
    city.fault = (_asked, response) => !!response.writeHead(503).end('Service Unavailable');
    const { passed, failed, why, lines } = await smoke(api, TOKENS);
    expect([passed, failed]).toEqual([false, 'The API answers, and nobody without a token']);
    expect(why).toEqual({
      Expected: 'GET /me without a token answers 401',
      Came: '503 Service Unavailable',
      Next: expect.stringMatching(/^A function of the API fails.* See docs\/runbook\.md#api-failing\.$/),
    });
    expect(lines).toEqual([expect.stringMatching(LAST_LINE(0))]);
  });

  it('names the roles whose tokens are missing', async () => {
    const { failed, why } = await smoke(api, { worker: 'worker', committee: 'committee' });
    expect(failed).toBe('Everybody can sign in, and the parts are cast');
    expect(why.Expected).toBe(
      'tokens of: a resident: an account that staff.csv does not list; two dispatchers, of the two lowest centres above area 320613001001 (only committee of committee was given); an operator',
    );
    expect(why.Next).toContain('docs/go-live.md#7-people-can-sign-in');
  });

  it('names the token that is refused, and the one that expires before the run would end', async () => {
    const refused = await smoke(api, { ...TOKENS, worker: 'forged' });
    expect([refused.why.Expected, refused.why.Came]).toEqual([
      'GET /me as worker answers 200',
      '401 Unauthorized',
    ]);
    expect(refused.why.Next).toContain('API Gateway refuses the token');
    const soon = Buffer.from(JSON.stringify({ exp: Date.now() / 1000 + 300 })).toString('base64url');
    const short = await smoke(api, { ...TOKENS, worker: `e30.${soon}.x` });
    expect([short.why.Expected, short.why.Came]).toEqual([
      'the token of worker is good for 10 minutes more',
      expect.stringMatching(/^it expires in (299|300) s$/),
    ]);
  });

  it('says that nobody answers', async () => {
    city.close();
    const { failed, why } = await smoke(api, TOKENS);
    expect([failed, why.Came]).toEqual([
      'The API answers, and nobody without a token',
      'no answer (ECONNREFUSED)',
    ]);
    expect(why.Next).toContain('Nobody answers at this address');
  });

  it('fails where a stranger sees a case', async () => {
    city.fault = (asked, response) => {
      if (asked.account !== 'resident' || asked.path !== '/cases/CASE-1') return false;
      return !!response.writeHead(200).end('{}');
    };
    const { failed, why } = await smoke(api, TOKENS);
    expect([failed, why.Came]).toEqual(['A stranger does not see it', '200 {}']);
  });

  it('strikes off what it has filed', async () => {
    city.fault = (asked, response) =>
      asked.path.startsWith('/operations/') && !!response.writeHead(200).end('{"items":[]}');
    const { failed, why, lines } = await smoke(api, TOKENS, { waitSeconds: 1 });
    expect(failed).toBe('An execution drives the case');
    expect([why.Expected, why.Came]).toEqual([
      'an execution of case CASE-2 that is RUNNING, within 1 s',
      'there is none',
    ]);
    expect(why.Next).toContain('docs/runbook.md#relay-not-running');
    expect(lines).toEqual([
      'Case CASE-2 was open and is struck off now: two dispatchers have voided it, committee as the second.',
      'No case stays open.',
      expect.stringMatching(LAST_LINE(6)),
    ]);
    expect(Object.fromEntries(city.stages)).toEqual({ 'CASE-1': 'closed', 'CASE-2': 'voided' });
  });

  it('finds a case whose answer was lost by its key, and strikes it off', async () => {
    let lost = 0;
    city.fault = (asked, response) => {
      if (!asks('POST', '/cases')(asked) || lost++ > 0) return false;
      city.file(asked.key, 'reported');
      response.destroy();
      return true;
    };
    const { failed, why, lines } = await smoke(api, TOKENS);
    expect([failed, why.Came]).toEqual([
      'A report is filed, once for one key',
      expect.stringMatching(/^no answer \(/),
    ]);
    expect(lines[0]).toContain('Case CASE-2 was open and is struck off now');
    expect(Object.fromEntries(city.stages)).toEqual({ 'CASE-1': 'closed', 'CASE-2': 'voided' });
  });

  it('says so where nobody can know whether a case was filed', async () => {
    city.fault = (asked, response) =>
      asks('POST', '/cases')(asked) &&
      !!response.writeHead(500).end('{"detail":"An internal error occurred."}');
    const { failed, why, lines } = await smoke(api, TOKENS);
    expect([failed, why.Came]).toEqual([
      'A report is filed, once for one key',
      '500 An internal error occurred.',
    ]);
    expect(why.Next).toContain('docs/runbook.md#api-failing');
    expect(lines[0]).toMatch(
      /^Whether resident has filed a case is not known: .* begins with 【安装验证，请勿处理】/,
    );
    expect(lines).not.toContain('No case stays open.');
  });

  it('names the case that it cannot strike off', async () => {
    city.fault = (asked, response) =>
      (asked.path.startsWith('/operations/') && !!response.writeHead(200).end('{"items":[]}')) ||
      (asked.path.endsWith('/void') && !!response.writeHead(403).end('{"detail":"Not you."}'));
    const { lines } = await smoke(api, TOKENS, { waitSeconds: 1 });
    expect(lines[0]).toBe(
      'Case CASE-2 (POST /cases) may still be open: nobody may void it (committee: 403 Not you.; township: 403 Not you.). Strike it off: a dispatcher asks with POST /cases/CASE-2/void, another agrees with POST /cases/CASE-2/approve.',
    );
    expect(lines).not.toContain('No case stays open.');
  });

  it('ends its waiting and cleans up when it is interrupted', async () => {
    const ending = new AbortController();
    city.fault = (asked, response) => {
      if (!asked.path.startsWith('/operations/')) return false;
      setTimeout(() => ending.abort(), 50);
      return !!response.writeHead(200).end('{"items":[]}');
    };
    const begun = Date.now();
    const { passed, why, lines } = await smoke(api, TOKENS, { waitSeconds: 60, interrupted: ending.signal });
    expect([passed, why]).toEqual([false, { Came: 'an interruption from the terminal' }]);
    expect(lines[1]).toBe('No case stays open.');
    expect(city.stages.get('CASE-2')).toBe('voided');
    expect(Date.now() - begun).toBeLessThan(10_000);
  });
});

describe('a matter that was drawn for verification', () => {
  const drawn = (asked: Asked, response: ServerResponse): boolean => {
    if (asked.path.startsWith('/operations/')) return !!response.writeHead(200).end('{"items":[]}');
    if (asked.path !== '/cases/self-handled') return false;
    const id = city.file(asked.key, 'verification');
    return !!response.writeHead(201).end(JSON.stringify({ id, stage: 'verification' }));
  };

  it('is verified and closed by the centre with which it stands', async () => {
    city.fault = drawn;
    const { failed } = await smoke(api, TOKENS, { waitSeconds: 1 });
    expect(failed).toBe('An execution drives the case');
    expect(city.stages.get('CASE-1')).toBe('closed');
    const given = city.asked.filter(({ path }) => /^\/cases\/CASE-1\/./.test(path));
    expect(given.map(({ path, account }) => [path, account])).toEqual([
      ['/cases/CASE-1/verify', 'township'],
      ['/cases/CASE-1/follow-up', 'township'],
    ]);
  });

  it('says whose token is missing where it stands with others, and strikes it off', async () => {
    city.fault = (asked, response) => {
      if (asked.method !== 'GET' || asked.path !== '/cases/CASE-1' || city.stages.get('CASE-1') === 'voided')
        return drawn(asked, response);
      const told = { stage: 'verification', unit: { code: 'another' }, clock: {}, verifier: 'worker-2' };
      return !!response.writeHead(200).end(JSON.stringify(told));
    };
    const { failed, why, lines } = await smoke(api, TOKENS);
    expect([failed, why.Expected]).toEqual([
      'A matter settled on the spot is filed and closed',
      'a token of somebody of another, or of worker-2, who was drawn',
    ]);
    expect(lines).toContain('No case stays open.');
    expect(city.stages.get('CASE-1')).toBe('voided');
  });
});

describe('an execution that ended before its time', () => {
  it('is not waited for', async () => {
    city.fault = (asked, response) => {
      const items = [{ caseId: 'CASE-2', status: 'FAILED' }];
      return (
        asked.path.startsWith('/operations/') && !!response.writeHead(200).end(JSON.stringify({ items }))
      );
    };
    const { failed, why } = await smoke(api, TOKENS, { waitSeconds: 60 });
    expect([failed, why.Came]).toEqual(['An execution drives the case', 'it is FAILED']);
    expect(why.Next).toContain('docs/runbook.md#case-lifecycle-failed');
  });
});

describe('a link to the bucket', () => {
  it('that is refused is told with the code that S3 gives', async () => {
    const refusal = '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>no</Message></Error>';
    city.fault = (_asked, response) => !!response.writeHead(403).end(refusal);
    await expect(fromS3('PUT to the link', api, { method: 'PUT' })).rejects.toMatchObject({
      expected: 'PUT to the link answers 200',
      came: '403 AccessDenied',
    });
    city.close();
    await expect(fromS3('GET from the link', api, {})).rejects.toMatchObject({
      came: 'no answer (ECONNREFUSED)',
    });
  });
});

describe('what to do after a step that failed', () => {
  const anchorsOf = (file: string): string[] =>
    [...readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8').matchAll(/^#+ (.+)$/gm)].map(
      ([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
    );
  const sources = ['steps', 'ask', 'unexpected'].map((name) =>
    readFileSync(new URL(`../../../tools/smoke/${name}.ts`, import.meta.url), 'utf8'),
  );
  const articles = new Set(sources.join('\n').match(/(?<=article: ')[^']+/g));

  it('stands in the documents', () => {
    expect(articles.size).toBeGreaterThan(12);
    for (const article of articles) {
      const [file = '', anchor = ''] = article.split('#');
      expect(anchorsOf(file), article).toContain(anchor);
    }
    for (const { name, remedy } of STEPS) expect(articles, name).toContain(remedy.article);
  });
});
