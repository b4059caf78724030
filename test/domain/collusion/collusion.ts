import { OLD_RULES } from './old-rules.ts';
import { search } from './search.ts';

/** The large search by hand: `npm run collusion [steps]`. */
const steps = Number(process.argv[2] ?? 8);
const began = performance.now();
const { paths, states, broken } = search(steps);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
process.stdout.write(`${steps} steps: ${paths} paths through ${states} states in ${seconds} s\n`);
if (broken) {
  process.stdout.write(`${broken.sentence}:\n${broken.steps.map((step) => `  ${step}\n`).join('')}`);
  process.exitCode = 1;
}
for (const [name, old] of Object.entries(OLD_RULES)) {
  const found = search(old.steps, old.rule).broken;
  process.stdout.write(
    `if ${name}: ${found ? `${found.sentence}, by\n${found.steps.map((step) => `  ${step}\n`).join('')}` : 'NOT FOUND\n'}`,
  );
  if (!found) process.exitCode = 1;
}
