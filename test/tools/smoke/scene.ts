import { callerWith } from '../../../tools/api/client.ts';
import type { Person } from '../../../tools/smoke/cast.ts';
import { Filings } from '../../../tools/smoke/filings.ts';
import { type Report, runSteps } from '../../../tools/smoke/run-steps.ts';
import { openScene } from '../../../tools/smoke/scene.ts';
import { STEPS } from '../../../tools/smoke/steps.ts';

export interface Run {
  passed: boolean;
  /** Name of the step that failed. */
  failed?: string;
  /** What was said of it, by label. */
  why: Record<string, string>;
  lines: string[];
}

/** Runs all steps against an address, and tells how it went. */
export const smoke = async (
  api: string,
  tokens: Record<string, string>,
  { waitSeconds = 2, interrupted = new AbortController().signal } = {},
): Promise<Run> => {
  const run: Run = { passed: false, why: {}, lines: [] };
  const report: Report = {
    began: () => undefined,
    waiting: () => undefined,
    passed: () => undefined,
    failed: (_number, name, why) => {
      run.failed = name;
      run.why = Object.fromEntries(why);
    },
    line: (text) => run.lines.push(text),
  };
  const known = new Map(Object.entries(tokens));
  const scene = openScene({
    tokens: known,
    as: (account) => callerWith(api, account && known.get(account), interrupted),
    cleaner: (account) => callerWith(api, known.get(account)),
    filings: new Filings<Person>(),
    interrupted,
    waitSeconds,
    onWait: () => undefined,
    wish: {},
  });
  run.passed = await runSteps(STEPS, scene, report);
  return run;
};
