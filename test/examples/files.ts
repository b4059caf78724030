import { OPERATIONS } from '../../tools/openapi/document.ts';
import type { Showing } from './showing.ts';

/** The files of examples by their names: one for each function of the API, and one for the problems. */
export const filesOf = ({
  shown,
  problems,
}: Pick<Showing, 'shown' | 'problems'>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(OPERATIONS).map(([name, operations]) => [
      name,
      written(Object.fromEntries(operations.flatMap(({ id }) => (shown[id] ? [[id, shown[id]]] : [])))),
    ]),
  ),
  problems: written(problems),
});

const written = (content: object): string => `${JSON.stringify(content, undefined, 1)}\n`;
