import { drivenCase } from '#domain/case/driven-case.ts';
import type { Definition } from '#domain/process/process.ts';

/** Every kind of process that Gridward drives: what moves it by itself. The commands of people are its API's: see `ServedProcess`. */
export const DEFINITIONS: readonly Definition[] = [drivenCase];

/** @throws Error for a kind that this version does not know */
export const definitionOf = (
  { definitions }: { definitions: readonly Definition[] },
  kind: string,
): Definition => {
  const found = definitions.find((definition) => definition.kind === kind);
  if (!found) throw new Error(`there is no kind of process "${kind}"`);
  return found;
};
