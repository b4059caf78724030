import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

const FUNCTIONS_FOLDER = fileURLToPath(new URL('../../functions', import.meta.url));

/** The file of functions/ with which a function begins. */
const entryOf = (name: string): string => join(FUNCTIONS_FOLDER, name, 'handler.ts');

/**
 * Without a package.json beside it a CommonJS file to Lambda, which tries this name first; the emulator knows no `.cjs`.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/UserFunction.js
 */
const BUNDLE = 'handler.js';

/**
 * The code of one function as Lambda gets it: one file, the SDK included, because a bundled SDK starts faster than the
 * runtime's own, and whatever the function reads beside it.
 */
export const bundledCode = (name: string, writeBeside?: (folder: string) => void): Code =>
  Code.fromAsset(FUNCTIONS_FOLDER, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: the local bundling below always answers.
      image: DockerImage.fromRegistry('scratch'),
      command: [name],
      local: {
        tryBundle: (outputFolder) => {
          if (!existsSync(entryOf(name)))
            throw new Error(
              `functions/${name}/handler.ts is missing: every function of the service has one.`,
            );
          bundleFunction(name, join(outputFolder, BUNDLE));
          writeBeside?.(outputFolder);
          return true;
        },
      },
    },
  });

/** Bundles a function; it takes the credentials that Lambda gives it, and does not carry the SDK's search for others. */
export const bundleFunction = (name: string, outfile: string): void =>
  bundleInto(entryOf(name), outfile, {
    '@aws-sdk/credential-provider-node': join(FUNCTIONS_FOLDER, 'shared', 'own-credentials.ts'),
  });

/**
 * Bundles one entry file as Lambda gets it: as CommonJS, which loads with less CPU than the same code as an ES module
 * (docs/adr/0029). esbuild is called in-process, because NodejsFunction starts npx for each function (measured: 0.9 s a
 * function instead of 0.25 s). Names are kept so that errors have theirs and a stack trace reads; without a source map
 * the zip stays small. Chinese sentences stay as they are: escaped they take twice the bytes, and load no faster (measured:
 * 71 ms of CPU instead of 73 for the intake).
 */
export const bundleInto = (entry: string, outfile: string, alias: Record<string, string> = {}): void => {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    alias,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    // The packages' ES modules: unlike their CommonJS files, what is not used of them falls away.
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    legalComments: 'none',
    charset: 'utf8',
    logLevel: 'warning',
    // CommonJS has none; the code would go on with an empty one.
    logOverride: { 'empty-import-meta': 'error' },
  });
};
