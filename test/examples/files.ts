import { OPERATIONS } from '../../tools/openapi/document.ts';
import type { Showing } from './showing.ts';

/** What belongs into the files of `tools/openapi/examples`, by their names. */
export const filesOf = ({
  shown,
  problems,
}: Pick<Showing, 'shown' | 'problems'>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(OPERATIONS).flatMap(([name, operations]) => {
      const own = operations.flatMap(({ id }) => (shown[id] ? [[id, shown[id]] as const] : []));
      return own.length > 0 ? [[`${name}.json`, written(Object.fromEntries(own))] as const] : [];
    }),
  ),
  'problems.json': written(problems),
});

const written = (content: object): string => `${JSON.stringify(content, undefined, 1)}\n`;
