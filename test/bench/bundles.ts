import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleInto } from '../../infra/constructs/bundle.ts';
import { FUNCTION_NAMES } from '../../infra/constructs/service-function.ts';

/**
 * Size of each function's bundle, and how long it takes to load it (what a cold start adds to Lambda's own), beside a
 * bare function that holds nothing but a DynamoDB client: `npm run bench`.
 */

const RUNS = 15;
const ROOT = join(import.meta.dirname, '../..');
const LOAD = `
const start = performance.now();
await import(process.argv[1]);
console.log(performance.now() - start);`;

const environment = {
  AWS_REGION: 'cn-north-1',
  ...Object.fromEntries(
    [
      'CASES_TABLE',
      'GRIDS_TABLE',
      'SUBJECT_CLAIM',
      'LIFECYCLE_ARN',
      'EVENT_BUS_NAME',
      'ATTACHMENTS_BUCKET',
      'ATTACHMENTS_HOST',
    ].map((name) => [name, 'x']),
  ),
};

const loadMilliseconds = (bundle: string): number =>
  Number(
    execFileSync(process.execPath, ['--input-type=module', '--eval', LOAD, bundle], {
      env: environment,
      encoding: 'utf8',
    }),
  );

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const outdir = mkdtempSync(join(tmpdir(), 'gridward-bench-'));
try {
  const entries = [
    ['(bare DynamoDB)', join(import.meta.dirname, 'bare-function.ts')],
    ...FUNCTION_NAMES.map((name) => [name, join(ROOT, 'functions', name, 'handler.ts')]),
  ] as [string, string][];
  console.log(`node ${process.version}, median of ${RUNS} loads\n`);
  console.log('function          size kB   load ms');
  for (const [name, entry] of entries) {
    const bundle = join(outdir, `${name}.mjs`);
    bundleInto(entry, bundle);
    const milliseconds = median(Array.from({ length: RUNS }, () => loadMilliseconds(bundle)));
    console.log(
      `${name.padEnd(16)}${(statSync(bundle).size / 1024).toFixed(0).padStart(9)}${milliseconds.toFixed(0).padStart(10)}`,
    );
  }
} finally {
  rmSync(outdir, { recursive: true });
}
