import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundleFunction } from '../../infra/constructs/bundle.ts';
import { FUNCTION_NAMES } from '../../infra/constructs/service-function.ts';
import { BARE_FUNCTION, functionEnvironment } from './functions.ts';
import { medianOf } from './median.ts';

/** What loading a bundle costs in a fresh process, beside a bare function. */
export interface LoadCost {
  name: string;
  kilobytes: number;
  /** Beyond the size of the bare function. */
  kilobytesOver: number;
  cpuMilliseconds: number;
  /** Median of the CPU over that of the bare function, which is loaded each time just before. */
  ratio: number;
}

/** Loads each function's bundle, in turn with a bare function over DynamoDB that is an ES module. */
export const measureLoads = (rounds: number): LoadCost[] => {
  const outdir = mkdtempSync(join(tmpdir(), 'gridward-bench-'));
  try {
    const bare = join(outdir, 'bare.mjs');
    bundleAsModule(BARE_FUNCTION, bare);
    return FUNCTION_NAMES.map((name) => {
      const bundle = join(outdir, `${name}.js`);
      bundleFunction(name, bundle);
      const pairs = Array.from({ length: rounds }, () => ({
        bare: cpuOfLoading(bare),
        ours: cpuOfLoading(bundle),
      }));
      return {
        name,
        kilobytes: kilobytesOf(bundle),
        kilobytesOver: kilobytesOf(bundle) - kilobytesOf(bare),
        cpuMilliseconds: medianOf(pairs.map(({ ours }) => ours)),
        ratio: medianOf(pairs.map((pair) => pair.ours / pair.bare)),
      };
    });
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

const kilobytesOf = (file: string): number => statSync(file).size / 1024;

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
