import type { Process } from '#domain/process/process.ts';

/** The version that the caller has seen is not the process's version any more. */
export class VersionMismatch extends Error {
  override readonly name = 'VersionMismatch';
}

/** The version that the caller has seen, or several of which one must be the present one; none where no tag can match. */
export type SeenVersion = number | readonly number[];

/** @throws VersionMismatch when the caller insists on another version than the present one */
export const insistOn = (seen: SeenVersion | undefined, { version }: Process): void => {
  if (seen === undefined) return;
  const isSeen = typeof seen === 'number' ? seen === version : seen.includes(version);
  if (!isSeen) throw new VersionMismatch();
};
