import type { Process } from '#domain/process/process.ts';

/** The version that the caller has seen is not the process's version any more. */
export class VersionMismatch extends Error {
  override readonly name = 'VersionMismatch';
}

/** @throws VersionMismatch when the caller insists on another version than the present one */
export const insistOn = (seenVersion: number | undefined, { version }: Process): void => {
  if (seenVersion !== undefined && seenVersion !== version) throw new VersionMismatch();
};
