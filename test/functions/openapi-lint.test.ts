import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import spectral, { type RulesetDefinition } from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DOCUMENT_FILE, openApiDocument, openApiYaml } from '../../tools/openapi/document.ts';

const ROOT = join(import.meta.dirname, '../..');
const run = promisify(execFile);

describe('docs/openapi.yaml passes the linters that its readers use:', () => {
  const redocly = (file: string) =>
    run(
      join(ROOT, 'node_modules/.bin/redocly'),
      ['lint', '--config', join(ROOT, 'tools/openapi/redocly.yaml'), '--format', 'json', file],
      // A linter has nothing to tell to anybody else.
      { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
    );

  it('Redocly, its recommendations taken as rules', async () => {
    const { stdout } = await redocly(DOCUMENT_FILE);
    expect(JSON.parse(stdout).totals).toEqual({ errors: 0, warnings: 0, ignored: 0 });
  });

  const linter = new spectral.Spectral();
  linter.setRuleset({
    extends: rulesets.oas as RulesetDefinition,
    rules: { 'oas3-parameter-description': 'error' },
  });
  const findings = async (document: object) =>
    (await linter.run(document as Record<string, unknown>)).map(
      ({ code, path }) => `${code} at ${path.join('.')}`,
    );

  it('Spectral, its rules for OpenAPI', async () => {
    expect(await findings(openApiDocument())).toEqual([]);
  });

  it('which see what is amiss', async () => {
    const { info, ...headless } = parse(openApiYaml().replace('satisfied: true', 'satisfied: perhaps'));
    const found = await findings(headless);
    expect(found).toContain('info-contact at ');
    expect(found).toContainEqual(
      expect.stringMatching(/^oas3-valid-media-example at .*follow-up.*requestBody/),
    );
  });
});
