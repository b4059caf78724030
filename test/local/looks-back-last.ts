import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The statistics are recounted when everything else has happened. */
export class LooksBackLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const looksBack = ({ moduleId }: TestSpecification) => moduleId.endsWith('/local/statistics.test.ts');
    return [...sorted.filter((file) => !looksBack(file)), ...sorted.filter(looksBack)];
  }
}
