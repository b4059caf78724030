import { OLD_RULES } from './old-rules.ts';
import { ALONE, search, TWO_CASES } from './search.ts';

/** The large search by hand: `npm run collusion [steps with one case] [steps with two]`; 0 steps leave a world out. */
const [alone = 7, two = 5] = process.argv.slice(2).map(Number);
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const listed = (steps: readonly string[]): string => steps.map((step) => `  ${step}`).join('\n');

for (const [name, world, steps] of [
  ['one case', ALONE, alone],
  ['two cases', TWO_CASES, two],
] as const) {
  const began = process.cpuUsage();
  const { paths, states, broken } = search(steps, world);
  const { user, system } = process.cpuUsage(began);
  const seconds = ((user + system) / 1e6).toFixed(1);
  say(`${name}, ${steps} steps: ${paths} paths through ${states} states in ${seconds} s of CPU`);
  if (!broken) continue;
  say(`${broken.sentence}:\n${listed(broken.steps)}`);
  process.exitCode = 1;
}
for (const [name, { steps, world, rule }] of Object.entries(OLD_RULES)) {
  const found = search(steps, world, rule).broken;
  say(`if ${name}: ${found ? `${found.sentence}, by\n${listed(found.steps)}` : 'NOT FOUND'}`);
  if (!found) process.exitCode = 1;
}
