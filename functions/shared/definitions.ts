import { caseProcess } from '#domain/case/definition.ts';
import type { Definition } from '#domain/process/process.ts';

/** Every kind of process that Gridward drives. */
export const DEFINITIONS: readonly Definition[] = [caseProcess];

/** @throws Error for a kind that this version does not know */
export const definitionOf = (
  { definitions }: { definitions: readonly Definition[] },
  kind: string,
): Definition => {
  const found = definitions.find((definition) => definition.kind === kind);
  if (!found) throw new Error(`there is no kind of process "${kind}"`);
  return found;
};
