import { defineConfig } from 'vitest/config';
import { LooksBackLast } from './test/local/looks-back-last.ts';

/** What every function is deployed with. */
const ENVIRONMENT = { CITY: 'nantong' };

export default defineConfig({
  test: {
    // All cores: left to itself, vitest keeps one of them free.
    maxWorkers: '100%',
    sequence: { sequencer: LooksBackLast },
    projects: [
      {
        test: {
          name: 'unit',
          env: ENVIRONMENT,
          include: [
            'test/{domain,functions,workflows,infra,tools,types,bench,fuzz,clients,examples}/**/*.test.ts',
          ],
          testTimeout: 60_000,
          // The files of a worker share what they import; so none may change a module, or leave a clock or a client changed.
          isolate: false,
        },
      },
      {
        test: {
          name: 'local',
          env: ENVIRONMENT,
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
