import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { EQUIVALENT } from './equivalent.ts';
import { failsWith } from './on-loading.ts';

/**
 * Changes the rules one expression at a time and sees whether a test fails: `npm run mutate [file…] [--force]`. What no
 * test noticed and nobody has judged (`equivalent.ts`) is printed and fails the run. Results are kept for what has not
 * changed since; `--force` tests everything again, as is needed when a helper of the tests has changed.
 */
const RULES = [
  'domain/access.ts',
  'domain/case/commands/request.ts',
  'domain/case/evolve.ts',
  'domain/case/ladder.ts',
  'domain/process/clock.ts',
  'domain/process/evolve.ts',
  'domain/process/four-eyes.ts',
  'domain/process/ladder.ts',
  'domain/time/deadline.ts',
  'domain/time/ledger.ts',
  'domain/time/natural-days.ts',
  'domain/time/office-time.ts',
];

const CONFIG = 'test/domain/mutate/vitest.config.ts';

const { values, positionals } = parseArgs({
  options: { force: { type: 'boolean', default: false }, concurrency: { type: 'string' } },
  allowPositionals: true,
});
const rules = positionals.length > 0 ? positionals : RULES;

const began = performance.now();
const results = await new Stryker({
  mutate: rules,
  // Sentences for people are held by the tests of what is told.
  mutator: { excludedMutations: ['StringLiteral'] },
  testRunner: 'vitest',
  vitest: { configFile: CONFIG },
  ignorePatterns: [
    '**',
    '!domain/**',
    '!test/domain/**',
    '!infra/cities/**',
    '!package.json',
    '!tsconfig.json',
  ],
  // The runner strips types; the text that is mutated stays the one that is read.
  disableTypeChecks: false,
  tempDirName: '.local/mutate',
  incremental: true,
  incrementalFile: 'node_modules/.cache/stryker/incremental.json',
  force: values.force,
  concurrency: Number(values.concurrency ?? availableParallelism()),
  // A machine that does something else besides is slow, and slow is not noticed.
  timeoutMS: 45_000,
  reporters: ['progress-append-only'],
  // Most rules run already while tests are laid out as tables, so that all tests have to run anew: so be it.
  warnings: false,
}).runMutationTest();

interface Mutant {
  file: string;
  line: number;
  killed: boolean;
  /** Killed only because the tests did not come to an end any more. */
  endless: boolean;
  /** The lines that the mutation changes, and what it makes of them. */
  before: string;
  after: string;
}

const onOneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

const mutants: Mutant[] = results
  // Results that are kept of files that nobody has asked for are left out.
  .filter(({ fileName, status }) => status !== 'Ignored' && rules.includes(relative('.', fileName)))
  .map(({ fileName, location: { start, end }, replacement = '', status, static: isStatic }) => {
    const file = relative('.', fileName);
    const all = readFileSync(fileName, 'utf8').split('\n');
    const lines = all.slice(start.line - 1, end.line);
    const before = lines.join('\n');
    const after = before.slice(0, start.column - 1) + replacement + lines.at(-1)!.slice(end.column - 1);
    const survived = status === 'Survived' || status === 'NoCoverage';
    const mutated = [...all.slice(0, start.line - 1), after, ...all.slice(end.line)].join('\n');
    return {
      file,
      line: start.line,
      killed: !survived || (isStatic === true && failsWith(file, mutated, CONFIG)),
      endless: status === 'Timeout',
      before: onOneLine(before),
      after: onOneLine(after),
    };
  });

const isJudged = (mutant: Mutant): boolean =>
  EQUIVALENT.some(
    ({ file, before, after }) => file === mutant.file && before === mutant.before && after === mutant.after,
  );

const survivors = mutants.filter((mutant) => !mutant.killed);
const unjudged = survivors.filter((mutant) => !isJudged(mutant));
const stale = EQUIVALENT.filter(
  ({ file, before, after }) =>
    rules.includes(file) &&
    !survivors.some((mutant) => mutant.file === file && mutant.before === before && mutant.after === after),
);

for (const { file, line, before, after } of unjudged)
  process.stdout.write(`\n${file}:${line}\n- ${before}\n+ ${after}\n`);
for (const { file, after } of stale)
  process.stdout.write(`\n${file}: judged equivalent, and no survivor any more: ${after}\n`);

console.table(
  Object.fromEntries(
    rules.map((file) => {
      const own = mutants.filter((mutant) => mutant.file === file);
      const surviving = unjudged.filter((mutant) => mutant.file === file).length;
      const killed = own.filter((mutant) => mutant.killed).length;
      const endless = own.filter((mutant) => mutant.endless).length;
      const equivalent = own.length - killed - surviving;
      return [file, { mutants: own.length, killed, endless, equivalent, surviving }];
    }),
  ),
);
process.stdout.write(`${((performance.now() - began) / 60_000).toFixed(1)} minutes\n`);
if (unjudged.length + stale.length > 0) process.exitCode = 1;
