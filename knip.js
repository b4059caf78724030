/** In production alone, tests use nothing: an export that only they use must be used in its own file, too. */
const production = process.argv.includes('--production');

/** @type {import('knip').KnipConfig} */
export default {
  entry: [
    'functions/*/handler.ts!',
    // In bundles it stands in the place of a package of the SDK.
    'functions/shared/own-credentials.ts!',
    'infra/app.ts!',
    'tools/*.ts!',
    'tools/city/generate-nantong-units.ts!',
    'test/**/*.test.ts',
    'test/domain/mutate/vitest.config.ts',
    'test/types/impossible-states.ts',
    'test/bench/{bench,capacity,invoke-function,bare-function,replaying-function,sweeping-function}.ts',
  ],
  // The adapters in memory are for tests.
  project: [
    '{domain,functions,infra,tools}/**/*.ts!',
    'test/**/*.ts',
    '!functions/shared/**/memory{,-*}.ts!',
  ],
  ignoreExportsUsedInFile: production || { interface: true, type: true },
  // Stryker loads its runner itself, a test runs Redocly as people do, and the page of the API is made of the viewer's files.
  ignoreDependencies: ['node', '@stryker-mutator/vitest-runner', '@redocly/cli', 'swagger-ui-dist'],
};
