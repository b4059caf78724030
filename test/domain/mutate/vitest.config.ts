import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take seconds, the slowest last: what a quick one shows need not wait for them. */
const SLOW = [
  'time/ledger.test.ts',
  'case/count.test.ts',
  'time/deadline.test.ts',
  'domain/access.test.ts',
  'case/clock-changes.test.ts',
];

const slowness = ({ moduleId }: TestSpecification): number =>
  SLOW.findIndex((file) => moduleId.endsWith(file));

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    return [...files].sort((a, b) => slowness(a) - slowness(b));
  }
}

/** The tests of the rules, for `npm run mutate`. Random lives, the search for collusion and the borders take too long. */
export default defineConfig({
  test: {
    include: ['test/domain/{case,process,time}/**/*.test.ts', 'test/domain/{access,dry-run}.test.ts'],
    exclude: ['test/domain/case/lives.test.ts'],
    env: { CITY: 'nantong' },
    testTimeout: 60_000,
    isolate: false,
    sequence: { sequencer: QuickestFirst },
  },
});
