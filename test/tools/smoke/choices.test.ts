import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { castOf, type Person } from '../../../tools/smoke/cast.ts';
import { mildestCategory, testReason } from '../../../tools/smoke/choose.ts';
import { readTokens, secondsLeft } from '../../../tools/smoke/tokens.ts';
import { whomToSignIn } from '../../../tools/smoke/whom-to-sign-in.ts';

const resident: Person = { account: 'r', role: 'resident' };
const operator: Person = { account: 'o', role: 'operator', area: '3206' };
const worker: Person = { account: 'w', role: 'gridWorker', unit: 'c1', area: '320613001001' };
const elsewhere: Person = { account: 'v', role: 'gridWorker', unit: 'c9', area: '320612001001' };
const dispatcher = (account: string, unit: string, area: string): Person => ({
  account,
  role: 'dispatcher',
  unit,
  area,
});
const committee = dispatcher('c', 'c1', '320613001001');
const colleague = dispatcher('c2', 'c1', '320613001001');
const township = dispatcher('t', 't1', '320613001');
const city = dispatcher('x', 'city', '3206');

describe('the cast', () => {
  it('has the two lowest centres above the grid worker, whatever the order of the tokens', () => {
    const people = [city, elsewhere, township, operator, colleague, committee, worker, resident];
    const found = castOf(people);
    expect('cast' in found && found.cast).toEqual({
      reporter: resident,
      worker,
      handler: colleague,
      centre: township,
      operator,
    });
  });

  it.each([
    [
      'two colleagues of one unit',
      [committee, colleague],
      /^two dispatchers, of the two lowest centres above area 320613001001 \(only c of c1 was given\)$/,
    ],
    [
      'centres of another place',
      [dispatcher('a', 'a1', '320612'), dispatcher('b', 'b1', '320611')],
      /^two dispatchers, of the two lowest centres above area 320613001001$/,
    ],
  ])('is not played by %s', (_whom, dispatchers, lacks) => {
    const found = castOf([resident, worker, operator, ...dispatchers]);
    expect('missing' in found && found.missing).toEqual([expect.stringMatching(lacks)]);
  });

  it('needs an operator of the place', () => {
    const found = castOf([resident, worker, committee, township, { ...operator, area: '320612' }]);
    expect(found).toEqual({ missing: ['an operator'] });
  });
});

describe('whom to sign in', () => {
  it('is read from staff.csv, with where the tokens come from', () => {
    const told = whomToSignIn('nantong');
    expect(told).toContain('issued by https://identity.nantong.example.cn, with the account as "sub"');
    expect(told.match(/^ {2}[\w-]+/gm)?.map((line) => line.trim())).toEqual([
      'smoke-resident',
      'grid-worker-01',
      'committee-01',
      'township-01',
      'operator-01',
    ]);
    expect(whomToSignIn('nantong-demo')).toContain("issued by the city's user pool");
  });
});

describe('the category', () => {
  const categories = ['fire', 'fire.gas', 'order', 'order.stall', 'other'].map((code) => ({
    code,
    name: { 'zh-CN': code, en: code },
  }));
  it('is one whose duty lies with the lowest level', () => {
    const duties = [
      { category: 'fire', kind: 'commandCenter' as const, level: 'township' as const },
      { category: 'order', unit: 'department' },
      { category: 'order.stall', kind: 'committee' as const, level: 'community' as const },
      { category: 'other', kind: 'committee' as const, level: 'community' as const, area: '320612' },
    ];
    expect(mildestCategory({ categories, duties }, '320613001001001')).toBe('order.stall');
    expect(mildestCategory({ categories, duties }, '320612001001001')).toBe('order.stall');
    expect(mildestCategory({ categories, duties: duties.slice(0, 2) }, '320613001001001')).toBe('fire');
  });

  it('is none where every duty names a unit', () => {
    const duties = [{ category: 'order', unit: 'department' }];
    expect(mildestCategory({ categories, duties }, '320613001001001')).toBeUndefined();
  });
});

describe('the reason to strike off', () => {
  const reason = (code: string) => ({ code, name: { 'zh-CN': code, en: code } });
  it('is that it was a test, else the first that the city has', () => {
    expect(testReason({ voidReasons: [reason('wrongEntry'), reason('testReport')] })).toBe('testReport');
    expect(testReason({ voidReasons: [reason('error'), reason('other')] })).toBe('error');
  });
});

describe('tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gridward-tokens-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  it('come from a JSON object, or from a folder with a file for each', () => {
    const json = file('all.json', JSON.stringify({ a: 'Bearer one', b: 'two\n', c: '' }));
    expect([...readTokens(json)]).toEqual([
      ['a', 'one'],
      ['b', 'two'],
    ]);
    rmSync(json);
    file('township-01', 'three\n');
    expect([...readTokens(folder)]).toEqual([['township-01', 'three']]);
  });

  it('are asked for in a sentence where there are none', () => {
    expect(() => readTokens(join(folder, 'absent'))).toThrow(/absent cannot be read: ENOENT/);
    expect(() => readTokens(file('list.json', '[1]'))).toThrow(/is no JSON object of accounts and tokens/);
    expect(() => readTokens(file('none.json', '{}'))).toThrow(/none\.json holds no token\.$/);
  });

  it('tell how long they are good, or nothing', () => {
    const payload = Buffer.from('{"exp":1000}').toString('base64url');
    expect(secondsLeft(`x.${payload}.y`, new Date(940_000))).toBe(60);
    expect(secondsLeft('opaque', new Date(0))).toBeUndefined();
  });
});
