import { testReason } from './choose.ts';
import type { Scene } from './scene.ts';
import type { Step } from './steps.ts';
import { Unexpected } from './unexpected.ts';

/** What the person at the terminal is told. */
export interface Report {
  began: (number: number, name: string) => void;
  waiting: () => void;
  passed: (number: number, name: string, remark?: string) => void;
  failed: (number: number, name: string, why: readonly (readonly [label: string, text: string])[]) => void;
  line: (text: string) => void;
}

/**
 * Takes the steps in order until one fails, and then sees that no case stays open, whatever happened.
 * @returns whether all have passed
 */
export const runSteps = async (steps: readonly Step[], scene: Scene, report: Report): Promise<boolean> => {
  const begun = Date.now();
  let passed = 0;
  for (const [at, { name, run, remedy }] of steps.entries()) {
    report.began(at + 1, name);
    try {
      report.passed(at + 1, name, await run(scene));
      passed += 1;
    } catch (error) {
      report.failed(at + 1, name, whyOf(error as Error, scene, { name, run, remedy }));
      break;
    }
  }
  const remains = await cleanUp(scene, report);
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  report.line(`${passed} of ${steps.length} steps passed in ${seconds} s.`);
  return passed === steps.length && remains === 0;
};

const whyOf = (
  error: Error,
  { interrupted }: Scene,
  { remedy }: Step,
): (readonly [label: string, text: string])[] => {
  if (interrupted.aborted) return [['Came', 'an interruption from the terminal']];
  const { text, article } = (error instanceof Unexpected && error.remedy) || remedy;
  return [
    ...(error instanceof Unexpected
      ? ([
          ['Expected', error.expected],
          ['Came', error.came],
        ] as const)
      : ([['Came', error.stack ?? error.message]] as const)),
    ['Next', `${text} See docs/${article}.`],
  ];
};

/** Cases are filed only when the parts are cast and the policy is read. */
const cleanUp = async (
  { filings, cleaner, cast, people, policy }: Scene,
  report: Report,
): Promise<number> => {
  if (filings.isEmpty()) return 0;
  const { handler, centre, operator } = cast;
  const others = people.filter(
    (person) => person.role === 'dispatcher' && person !== handler && person !== centre,
  );
  const { said, remains } = await filings.close((person) => cleaner(person.account), {
    operator,
    dispatchers: [handler, centre, ...others],
    reason: testReason(policy),
  });
  for (const sentence of said) report.line(sentence);
  if (remains === 0) report.line('No case stays open.');
  return remains;
};
