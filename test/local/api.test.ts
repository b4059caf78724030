import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { callerWith } from '../../tools/api/client.ts';
import {
  atStage,
  COMMITTEE,
  caseOf,
  GRID,
  local,
  matter,
  person,
  reportAs,
  TOWNSHIP,
  TOWNSHIP_CENTRE,
  until,
} from './city.ts';

const problem = (code: string) => `urn:gridward:problem:${code}`;

describe('bad input changes nothing and says what to do', () => {
  it.each([
    ['malformed JSON', '{"title":', {}, 400, 'malformed-json', undefined],
    [
      'a wrong content type',
      JSON.stringify(matter()),
      { 'content-type': 'text/plain' },
      415,
      'unsupported-content-type',
      undefined,
    ],
    ['an unknown field', { ...matter(), colour: 'red' }, {}, 400, 'malformed-request', 'colour'],
    ['a title over its limit', matter({ title: '长'.repeat(101) }), {}, 400, 'malformed-request', 'title'],
    [
      'a text over its limit',
      matter({ description: '长'.repeat(2001) }),
      {},
      400,
      'malformed-request',
      'description',
    ],
    ['an unknown category', matter({ category: 'noSuchThing' }), {}, 422, 'unknown-category', 'category'],
    ['an unknown grid', matter({ grid: '320613001001999' }), {}, 422, 'unknown-grid', 'grid'],
    ['no place', matter({ grid: undefined }), {}, 400, 'malformed-request', 'point'],
    [
      'a point outside the city',
      matter({ grid: undefined, point: { lon: 121.4737, lat: 31.2304 } }),
      {},
      422,
      'outside-city',
      'point',
    ],
    [
      'swapped coordinates',
      matter({ grid: undefined, point: { lon: 32.14, lat: 121.44 } }),
      {},
      400,
      'malformed-request',
      'point.lon',
    ],
    [
      'no idempotency key',
      matter(),
      { 'idempotency-key': '' },
      400,
      'missing-idempotency-key',
      'Idempotency-Key',
    ],
  ])('%s', async (_name, body, headers, status, code, field) => {
    const answer = await person('resident-01').post('/cases', body, headers);
    expect([answer.status, answer.body.type, answer.body.field]).toEqual([status, problem(code), field]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body.detail).not.toBe('');
    const chinese = await person('resident-01').post('/cases', body, {
      ...headers,
      'accept-language': 'zh-CN',
    });
    expect(chinese.body.detail).toMatch(/[一-鿿]/);
  });

  it('a command at the wrong stage', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const answer = await person('township-01').post(`/cases/${id}/submit-result`, { result: '好了。' });
    expect([answer.status, answer.body.type]).toEqual([409, problem('wrong-stage')]);
    expect((await caseOf(id)).stage).toBe('acknowledgement');
  });

  it('an unknown command, case and unit', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const nobody = await person('township-01').post('/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV/acknowledge', {});
    const nothing = await person('township-01').post(`/cases/${id}/celebrate`, {});
    const nowhere = await person('township-01').post(`/cases/${id}/assign`, {
      unit: 'no-such-unit',
      reason: '试',
    });
    expect([nobody.status, nobody.body.type]).toEqual([404, problem('unknown-case')]);
    expect([nothing.status, nothing.body.type]).toEqual([404, problem('unknown-operation')]);
    expect([nowhere.status, nowhere.body.type, nowhere.body.field]).toEqual([
      422,
      problem('unknown-unit'),
      'unit',
    ]);
  });
});

describe('tokens', () => {
  it('are needed', async () => {
    const answer = await fetch(`${local.apiUrl}/me`);
    expect(answer.status).toBe(401);
  });

  it('of another issuer are refused, and so are altered and expired ones', async () => {
    const token = local.tokens['operator-01'] ?? '';
    const [head = '', payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const altered = Buffer.from(JSON.stringify({ ...claims, 'cognito:username': 'city-01' })).toString(
      'base64url',
    );
    const { privateKey } = await generateKeyPair('RS256');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString());
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ ...header, alg: 'RS256' })
      .sign(privateKey);
    const expired = [
      head,
      Buffer.from(JSON.stringify({ ...claims, exp: 1 })).toString('base64url'),
      signature,
    ].join('.');
    for (const bad of [
      [head, altered, signature].join('.'),
      foreign,
      expired,
      'nonsense',
      `${head}.${payload}.`,
    ])
      expect((await callerWith(local.apiUrl, bad).get('/me')).status).toBe(401);
    expect((await callerWith(local.apiUrl, token).get('/me')).status).toBe(200);
  });
});

describe('web pages', () => {
  const PAGE = 'http://localhost:5173';
  const preflight = (origin: string) =>
    fetch(`${local.apiUrl}/cases`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    });
  const list = (answer: Response, header: string) => (answer.headers.get(header) ?? '').split(',');

  it('ask first, and are answered without a token', async () => {
    const answer = await preflight(PAGE);
    expect(answer.ok).toBe(true);
    expect(answer.headers.get('access-control-allow-origin')).toBe(PAGE);
    expect(list(answer, 'access-control-allow-methods')).toEqual(['GET', 'POST']);
    expect(list(answer, 'access-control-allow-headers')).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'idempotency-key', 'if-match']),
    );
    expect(answer.headers.get('access-control-max-age')).toBe('3600');
  });

  it('of other origins are not let in', async () => {
    const answer = await preflight('https://elsewhere.example.cn');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    const read = await person('resident-01').get('/me', { origin: 'https://elsewhere.example.cn' });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('file and read a case, and see its version and place', async () => {
    const filed = await person('resident-01').post('/cases', matter(), { origin: PAGE });
    expect(filed.status).toBe(201);
    const read = await person('resident-01').get(filed.headers.get('location') ?? '', { origin: PAGE });
    expect(read.body.id).toBe(filed.body.id);
    for (const { headers } of [filed, read]) {
      expect(headers.get('access-control-allow-origin')).toBe(PAGE);
      expect(headers.get('access-control-expose-headers')?.split(',')).toEqual(
        expect.arrayContaining(['etag', 'location']),
      );
    }
  });
});

describe('access', () => {
  it('shows a case to its reporter, its units and its place, and to nobody else', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const may = [
      'resident-01',
      'township-01',
      'committee-01',
      'grid-worker-01',
      'county-01',
      'city-01',
      'operator-01',
    ];
    const mayNot = ['resident-02', 'lawyer-01', 'judicial-01', 'urban-management-01'];
    for (const subject of may) expect((await person(subject).get(`/cases/${id}`)).status, subject).toBe(200);
    for (const subject of mayNot)
      expect((await person(subject).get(`/cases/${id}`)).status, subject).toBe(404);
  });

  it('hides the reporter from the unit that handles the case', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    await person('township-01').post(`/cases/${id}/acknowledge`, {});
    expect((await caseOf(id, 'township-01')).reporter).toBeUndefined();
    expect(JSON.stringify((await person('township-01').get(`/cases/${id}/events`)).body)).not.toContain(
      'resident-01',
    );
    expect((await caseOf(id, 'county-01')).reporter).toBe('resident-01');
  });

  it('lets only the grid workers of the place settle on the spot, and only the unit in charge acknowledge', async () => {
    const settled = { ...matter(), result: '已处理。' };
    const elsewhere = await person('grid-worker-01').post('/cases/self-handled', {
      ...settled,
      grid: '320613001002001',
    });
    const resident = await person('resident-01').post('/cases/self-handled', settled);
    expect([elsewhere.status, resident.status]).toEqual([403, 403]);
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const wrongUnit = await person('committee-01').post(`/cases/${id}/acknowledge`, {});
    expect([wrongUnit.status, wrongUnit.body.type]).toEqual([403, problem('forbidden')]);
  });

  it('never lets a handler verify his own work', async () => {
    const id = await reportAs('resident-01', { category: 'streetOrder' });
    await atStage(id, 'acknowledgement');
    await person('committee-01').post(`/cases/${id}/acknowledge`, {});
    await person('committee-01').post(`/cases/${id}/submit-result`, { result: '已清理。' });
    // The committee handled it: neither its dispatcher nor its grid workers verify, the township does.
    for (const subject of ['committee-01', 'grid-worker-01'])
      expect((await person(subject).post(`/cases/${id}/verify`, { passed: true })).status).toBe(403);
    expect(
      (await person('township-01').post(`/cases/${id}/verify`, { passed: true, instead: '网格员请假' }))
        .status,
    ).toBe(200);
  });
});

describe('reading', () => {
  it('tells what the API is, packed and as a page, to whoever is signed in', async () => {
    const ask = (path: string, headers = {}) => fetch(`${local.apiUrl}${path}`, { headers });
    expect((await ask('/docs')).status).toBe(401);
    const authorization = `Bearer ${local.tokens['resident-01']}`;
    const document = await ask('/openapi.json', { authorization });
    expect([document.status, document.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    expect(((await document.json()) as { openapi: string }).openapi).toBe('3.1.0');
    const page = await ask('/docs', { authorization, 'accept-encoding': 'identity' });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('SwaggerUIBundle');
  });

  it('tells a reporter that the case was not accepted, until they have read it', async () => {
    const id = await reportAs('resident-02');
    await atStage(id, 'acknowledgement');
    const { body: catalogue } = await person('township-01').get('/catalogue');
    const code = catalogue.declineReasons[0].code;
    const declined = await person('township-01').post(`/cases/${id}/decline`, { code, reason: '已在诉讼。' });
    expect(declined.status, JSON.stringify(declined.body)).toBe(200);
    const latest = await until(
      async () => (await person('resident-02').get('/notices?box=own&unread=true')).body.items[0],
      (notice) => notice?.case.id === id,
    );
    expect(latest).toMatchObject({ what: 'declined', read: false, case: { id, stage: 'declined' } });
    const read = await person('resident-02').post('/notices/read', { box: 'own', until: latest.at });
    expect([read.status, read.body.readUntil < latest.at]).toEqual([200, true]);
  });

  it('gives a worklist with the most urgent first, page by page', async () => {
    const ids = [await reportAs('resident-01'), await reportAs('resident-01')];
    for (const id of ids) await atStage(id, 'acknowledgement');
    const seen: { id: string; dueAt: string }[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await person('township-01').get(
        `/worklist?limit=2${cursor ? `&cursor=${cursor}` : ''}`,
      );
      seen.push(...body.items);
      cursor = body.cursor;
    } while (cursor);
    expect(seen.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
    expect(seen.map(({ dueAt }) => dueAt)).toEqual(seen.map(({ dueAt }) => dueAt).sort());
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  });

  it('explains the deadline of a case in the caller’s language', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const { body } = await person('township-01').get(`/cases/${id}/deadline`, { 'accept-language': 'zh-CN' });
    expect(body.clocks).toHaveLength(1);
    expect(body.clocks[0].stage).toBe('acknowledgement');
    expect(body.clocks[0].rungs.map(({ share }: { share: number }) => share)).toEqual([0.8, 1]);
    expect(body.clocks[0].steps.map(({ text }: { text: string }) => text).join('')).toContain('到期');
  });

  it('tells who I am, areas and their children', async () => {
    const { get } = person('township-01');
    expect((await get('/me')).body).toMatchObject({
      subject: 'township-01',
      role: 'dispatcher',
      unit: { code: TOWNSHIP_CENTRE },
      area: TOWNSHIP,
    });
    expect((await get(`/areas/${GRID}`)).body).toMatchObject({ code: GRID, level: 'grid' });
    expect((await get('/areas/3206/children')).body.items).toHaveLength(8);
    expect((await get('/areas/320613999')).status).toBe(404);
  });

  it('gives a returned case back to the dispatcher, who assigns it anew', async () => {
    const id = await reportAs('resident-01', { category: 'streetOrder' });
    await atStage(id, 'acknowledgement');
    const returned = await person('committee-01').post(`/cases/${id}/return`, {
      code: 'notOurDuty',
      reason: '属城管职责',
    });
    expect(returned.body).toMatchObject({ stage: 'reported', unit: TOWNSHIP_CENTRE });
    const assigned = await person('township-01').post(`/cases/${id}/assign`, {
      unit: COMMITTEE,
      reason: '属地先行处置',
    });
    expect(assigned.body).toMatchObject({ stage: 'acknowledgement', unit: COMMITTEE, level: 'community' });
  });
});
