import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/{domain,functions,workflows,infra,tools,bench}/**/*.test.ts'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'local',
          include: ['test/local/**/*.test.ts'],
          globalSetup: 'test/local/setup.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // One emulator serves all of them, and it has one process.
          fileParallelism: false,
        },
      },
    ],
  },
});
