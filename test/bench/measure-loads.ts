import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleInto, entryOf } from '../../infra/constructs/bundle.ts';
import { FUNCTION_NAMES } from '../../infra/constructs/service-function.ts';
import { BARE_FUNCTION, functionEnvironment } from './functions.ts';
import { medianOf } from './median.ts';

/** What loading a bundle costs in a fresh process. */
export interface LoadCost {
  name: string;
  kilobytes: number;
  cpuMilliseconds: number;
  /** CPU over that of the bare function. */
  ratio: number;
}

/** Loads each function's bundle, and a bare function over DynamoDB as an ES module, in turn. */
export const measureLoads = (rounds: number): { bare: LoadCost; functions: LoadCost[] } => {
  const outdir = mkdtempSync(join(tmpdir(), 'gridward-bench-'));
  try {
    const bare = join(outdir, 'bare.mjs');
    bundleAsModule(BARE_FUNCTION, bare);
    const bundles = FUNCTION_NAMES.map((name) => {
      const file = join(outdir, `${name}.js`);
      bundleInto(entryOf(name), file);
      return { name, file, times: [] as number[] };
    });
    const all = [{ name: 'bare', file: bare, times: [] as number[] }, ...bundles];
    for (let round = 0; round < rounds; round++)
      for (const { file, times } of all) times.push(cpuOfLoading(file));
    const yardstick = medianOf(all[0]!.times);
    const [first, ...functions] = all.map(({ name, file, times }) => ({
      name,
      kilobytes: statSync(file).size / 1024,
      cpuMilliseconds: medianOf(times),
      ratio: medianOf(times) / yardstick,
    }));
    return { bare: first!, functions };
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

/** The yardstick stays what a function is that nobody thought about: an ES module. */
const bundleAsModule = (entry: string, outfile: string): void => {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  });
};

const LOAD = `
const load = async (file) => {
  const before = process.cpuUsage();
  if (file.endsWith('.mjs')) await import(file);
  else require(file);
  const { user, system } = process.cpuUsage(before);
  console.log((user + system) / 1000);
};
load(process.argv[1]);`;

const cpuOfLoading = (file: string): number =>
  Number(
    execFileSync(process.execPath, ['--eval', LOAD, file], { env: functionEnvironment(), encoding: 'utf8' }),
  );
