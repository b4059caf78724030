import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { NANTONG_NOTES } from './nantong-notes.ts';

const REPOSITORY = join(import.meta.dirname, '../..');

/** A day that the shipped calendar covers, whenever the test runs. */
const ON_A_DAY_IN_JUNE = `data:text/javascript,${encodeURIComponent("Date.now = () => Date.parse('2026-06-01T00:00:00Z')")}`;

/** Runs the command in an environment that says nothing of AWS but what is named. */
const checking = (args: string[], env: Record<string, string> = {}) =>
  new Promise<{ code: number; told: string; faults: string }>((resolve) => {
    const { PATH = '', HOME = '' } = process.env;
    const nothing = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
    execFile(
      process.execPath,
      ['--import', ON_A_DAY_IN_JUNE, 'tools/check-city.ts', ...args],
      { cwd: REPOSITORY, env: { PATH, HOME, ...nothing, ...env } },
      (error, told, faults) => resolve({ code: Number(error?.code ?? 0), told, faults }),
    );
  });

let directory: string | undefined;
afterEach(() => directory !== undefined && rmSync(directory, { recursive: true, force: true }));
/** A configuration of AWS whose only profile names a Region. */
const profileIn = (region: string): string => {
  directory = mkdtempSync(join(tmpdir(), 'gridward-profile-'));
  const file = join(directory, 'config');
  writeFileSync(file, `[default]\nregion = ${region}\n`);
  return file;
};

const NOTES = NANTONG_NOTES.map((note) => `  Note: ${note}.`);

const NOT_ASKED =
  '  The account was not asked. No AWS credentials were found: sign in ("aws sso login"), set AWS_PROFILE, or set the keys as AWS_ variables.';

describe('npm run check-city', () => {
  it('finds nothing wrong with the demo city, and says what it could not ask', async () => {
    expect(await checking(['nantong-demo'], { AWS_REGION: 'us-east-1' })).toEqual({
      code: 0,
      told: [
        '南通市（演示） Nantong (demo), infra/cities/nantong-demo',
        ...NOTES,
        NOT_ASKED,
        'Nothing was found that would keep it from being deployed.',
        '',
      ].join('\n'),
      faults: '',
    });
  });

  it.each([
    ['the environment', () => ({ AWS_REGION: 'cn-northwest-1' })],
    ['a profile', () => ({ AWS_CONFIG_FILE: profileIn('cn-northwest-1') })],
  ])('finds a pool of Cognito in a Region without Cognito, which %s names', async (_, env) => {
    expect(await checking(['nantong-demo'], env())).toEqual({
      code: 1,
      told: [
        '南通市（演示） Nantong (demo), infra/cities/nantong-demo',
        ...NOTES,
        NOT_ASKED,
        '1 fault: do not deploy it yet.',
        '',
      ].join('\n'),
      faults:
        '  city.json identity: AWS China has no Cognito user pools, and the Region is cn-northwest-1 – name an identity provider, or write the "region" of another city\n',
    });
  });

  it('says how it is used, and which cities there are', async () => {
    const { code, faults } = await checking([]);
    expect([code, faults]).toEqual([1, 'Usage: npm run check-city -- <folder under infra/cities>\n']);
    const unknown = await checking(['atlantis']);
    expect(unknown.code).toBe(1);
    expect(unknown.faults).toContain('there is no such city – known cities: nantong, nantong-demo');
  });
});
