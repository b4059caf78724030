import { describe, expect, it } from 'vitest';
import { caseLifecyclePaths } from './case-lifecycle-paths.ts';
import { jointHandlingPaths } from './joint-handling-paths.ts';
import type { Path } from './path.ts';
import {
  goes,
  readWorkflow,
  readWorkflowsReadme,
  start,
  type Workflow,
  type WorkflowName,
} from './workflow.ts';

const readme = readWorkflowsReadme();

/** The chapter under `## <name>`, up to the next one of that rank. */
const chapter = (name: WorkflowName): string => {
  const found = readme.split(/^## /m).find((text) => text.startsWith(`${name}\n`));
  if (found === undefined) throw new Error(`workflows/README.md has no chapter "${name}"`);
  return found;
};

const rowOf = ({ name, visits, transitions }: Path): string =>
  `| ${name} | ${visits.at(-1)} | ${transitions} |`;

/** The formatter pads the cells of a table; that is not a difference. */
const rowsIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/ +/g, ' '))
    .filter((line) => /^\| .* \| \d+ \|$/.test(line));

/** The arrows of a mermaid stateDiagram; `[*]` inside a composite state stands for that state itself. */
const arrowsIn = (text: string): string[] => {
  const diagram = /```mermaid\n(.*?)```/s.exec(text)?.[1] ?? '';
  const names = new Map([...diagram.matchAll(/state "([^"]+)" as (\w+)/g)].map(([, name, id]) => [id, name]));
  const arrows: string[] = [];
  let inside = start;
  for (const line of diagram.split('\n')) {
    const composite = /state "([^"]+)" as \w+ \{/.exec(line);
    if (composite) inside = composite[1] as string;
    if (line.trim() === '}') inside = start;
    const [, from, to] = /^\s*(\S+) --> (\w+|\[\*\])/.exec(line) ?? [];
    if (from === undefined || to === undefined || to === '[*]') continue;
    arrows.push(goes(from === '[*]' ? inside : (names.get(from) ?? from), names.get(to) ?? to));
  }
  return arrows.sort();
};

/** The README says once in words that whatever keeps failing is parked; the diagram leaves these arrows out. */
const drawnTransitions = (workflow: Workflow, entry = start): string[] =>
  [
    goes(entry, workflow.StartAt),
    ...Object.entries(workflow.States).flatMap(([name, state]) => [
      ...(state.Next ? [goes(name, state.Next)] : []),
      ...(state.Choices ?? []).map((rule) => goes(name, rule.Next)),
      ...(state.Default ? [goes(name, state.Default)] : []),
      ...(state.Catch ?? [])
        .filter((catcher) => !catcher.Next.startsWith('Park ') && catcher.Next !== state.Next)
        .map((catcher) => goes(name, catcher.Next)),
      ...(state.ItemProcessor ? drawnTransitions(state.ItemProcessor, name) : []),
    ]),
  ].sort();

describe.each([
  { name: 'case-lifecycle', paths: caseLifecyclePaths },
  { name: 'joint-handling', paths: jointHandlingPaths },
] as const)('the README chapter of $name', ({ name, paths }) => {
  it('lists the tested paths, where they end and what they cost', () => {
    expect(rowsIn(chapter(name))).toEqual(paths.map(rowOf));
  });

  it('draws every transition', () => {
    expect(arrowsIn(chapter(name))).toEqual(drawnTransitions(readWorkflow(name)));
  });
});
