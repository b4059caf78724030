import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { type Arrow, type House, houseOf, WINGS } from './rooms.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
export const PICTURE_FILE = join(REPOSITORY, 'docs/house.md');

/** docs/house.md as the imports of the code have it now. */
export const drawHouse = async (): Promise<string> => `# The house

Which folder imports which, drawn by \`npm run picture\` from the imports themselves; a test compares. An arrow leads from the
importing folder to the imported one. Arrows that other arrows imply are left out. Files that lie directly in \`domain\`,
\`functions/shared\`, \`infra\` or \`tools\` count as that folder. \`.dependency-cruiser.js\` holds the rules.

\`\`\`mermaid
${mermaidOf(houseOf(await readImports()))}
\`\`\`
`;

/** Every import from one file of the house to another. */
const readImports = async (): Promise<Arrow[]> => {
  const options = await extractOptions(join(REPOSITORY, '.dependency-cruiser.js'));
  const folders = WINGS.filter((wing) => !wing.includes('/'));
  const { output } = await cruise([...folders], { ...options, baseDir: REPOSITORY, validate: false });
  return (output as ICruiseResult).modules.flatMap(({ source, dependencies }) =>
    dependencies.map(({ resolved }): Arrow => [source, resolved]),
  );
};

const mermaidOf = ({ rooms, arrows }: House): string => {
  const lines = ['flowchart TD'];
  const draw = (wing: (typeof WINGS)[number], indent: string): void => {
    lines.push(`${indent}subgraph ${idOf(wing)}["${wing}"]`);
    for (const room of rooms.get(wing) ?? [])
      lines.push(`${indent}  ${idOf(room)}["${room.split('/').at(-1)}"]`);
    for (const inner of WINGS) if (inner.startsWith(`${wing}/`)) draw(inner, `${indent}  `);
    lines.push(`${indent}end`);
  };
  for (const wing of WINGS) if (!wing.includes('/')) draw(wing, '  ');
  for (const [from, to] of arrows) lines.push(`  ${idOf(from)} --> ${idOf(to)}`);
  return lines.join('\n');
};

const idOf = (room: string): string => room.replaceAll('/', '-');
