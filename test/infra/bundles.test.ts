import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildApp } from '../../infra/build-app.ts';
import { bundleFunction, bundleInto } from '../../infra/constructs/bundle.ts';
import { ROUTES } from '../../infra/constructs/http-api.ts';
import { FUNCTION_NAMES } from '../../infra/constructs/service-function.ts';
import { BARE_FUNCTION, functionEnvironment } from '../bench/functions.ts';
import { trialCity } from './cities.ts';

const outdir = mkdtempSync(join(tmpdir(), 'gridward-'));
let files: string[];
let bundles: string[];

beforeAll(() => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  buildApp('trial', trialCity, { outdir }).app.synth();
  const lines = said.mock.calls.map(([line]) => line);
  said.mockRestore();
  // The CDK tells of each bundle as it makes it; whatever else it said would be worth reading.
  expect(lines).toHaveLength(FUNCTION_NAMES.length);
  for (const line of lines) expect(line).toMatch(/^Bundling asset /);
  files = globSync('asset.*/**', { cwd: outdir })
    .map((path) => join(outdir, path))
    .filter((path) => statSync(path).isFile());
  bundles = files.filter((path) => path.endsWith('/handler.js'));
}, 60_000);
afterAll(() => rmSync(outdir, { recursive: true }));

describe('the bundles', () => {
  it('are one file for each function, small enough for a quick cold start', () => {
    expect(bundles).toHaveLength(FUNCTION_NAMES.length);
    for (const bundle of bundles) {
      expect(statSync(bundle).size).toBeLessThan(600_000);
    }
  });

  it('have nothing beside them but the packed document of the API, in each form and language', () => {
    const beside = files.filter((path) => !bundles.includes(path));
    expect(beside.map((path) => basename(path)).sort()).toEqual([
      'en.docs.html.gz',
      'en.openapi.json.gz',
      'zh-CN.docs.html.gz',
      'zh-CN.openapi.json.gz',
    ]);
    for (const path of beside) expect(statSync(path).size).toBeLessThan(700_000);
  });

  it('of the API hold at most 200 kB more than a bare function over DynamoDB', () => {
    const file = join(outdir, 'measured.js');
    bundleInto(BARE_FUNCTION, file);
    const bare = statSync(file).size;
    expect(bare).toBeGreaterThan(200_000);
    for (const name of Object.keys(ROUTES)) {
      bundleFunction(name, file);
      expect(statSync(file).size - bare, name).toBeLessThan(200 * 1024);
    }
  });

  it('carry no search for credentials: Lambda gives a function its own', () => {
    for (const bundle of bundles)
      expect(readFileSync(bundle, 'utf8').includes('AssumeRoleWithWebIdentity'), bundle).toBe(false);
  });

  it('load as Lambda loads them, with nothing installed beside them', () => {
    const load = `if (typeof require(process.argv[1]).handler !== 'function') process.exit(1)`;
    for (const bundle of bundles)
      execFileSync(process.execPath, ['--eval', load, bundle], { cwd: outdir, env: functionEnvironment() });
  });
});
