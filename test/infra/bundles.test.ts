import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../infra/build-app.ts';
import { FUNCTION_NAMES } from '../../infra/constructs/service-function.ts';
import { trialCity } from './cities.ts';

const outdir = mkdtempSync(join(tmpdir(), 'gridward-'));
let bundles: string[];

beforeAll(() => {
  buildApp('trial', trialCity, { outdir }).app.synth();
  bundles = globSync('asset.*/**', { cwd: outdir })
    .map((path) => join(outdir, path))
    .filter((path) => statSync(path).isFile());
}, 60_000);
afterAll(() => rmSync(outdir, { recursive: true }));

describe('the bundles', () => {
  it('are one file for each function, small enough for a quick cold start', () => {
    expect(bundles).toHaveLength(FUNCTION_NAMES.length);
    for (const bundle of bundles) {
      expect(bundle).toMatch(/\/handler\.mjs$/);
      expect(statSync(bundle).size).toBeLessThan(600_000);
    }
  });

  it('load as they are, with nothing installed beside them', () => {
    const load = `const { handler } = await import(process.argv[1]); if (typeof handler !== 'function') process.exit(1)`;
    const environment = Object.fromEntries(
      [
        'CASES_TABLE',
        'GRIDS_TABLE',
        'SUBJECT_CLAIM',
        'LIFECYCLE_ARN',
        'EVENT_BUS_NAME',
        'ATTACHMENTS_BUCKET',
        'ATTACHMENTS_HOST',
      ].map((name) => [name, 'x']),
    );
    for (const bundle of bundles)
      execFileSync(process.execPath, ['--input-type=module', '--eval', load, bundle], {
        cwd: outdir,
        env: { AWS_REGION: 'cn-north-1', ...environment },
      });
  });
});
