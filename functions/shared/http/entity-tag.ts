import { hash } from 'node:crypto';

/** Entity tags (RFC 9110, 8.8.3): the version of a process for If-Match, the content of an answer for If-None-Match. */

/** The version of a process, as a command tells it. */
export const versionTag = (version: number): string => `"${version}"`;

/**
 * What was shown to somebody, as text: the first 64 bits of its SHA-256, and of a process its version, too. If-None-Match
 * looks at the whole of it, If-Match at the version.
 */
export const shownTag = (shown: string, version?: number): string => {
  const content = hash('sha256', shown, 'hex').slice(0, 16);
  return version === undefined ? `"${content}"` : `"${version}-${content}"`;
};

/** The tag of an answer that changes in what does not count, such as the minutes that are left (RFC 9110, 8.8.1). */
export const likenessTag = (shown: string): string => `W/${shownTag(shown)}`;

/** The version in a tag of either sort; undefined in one that is not of ours. */
export const versionIn = (tag: string): number | undefined => {
  const [, version] = VERSIONED.exec(tag) ?? [];
  return version === undefined ? undefined : Number(version);
};

const VERSIONED = /^"([1-9]\d{0,8})(?:-[0-9a-f]{16})?"$/;

/** Whether an If-None-Match names a tag; they are compared weakly (RFC 9110, 13.1.2). */
export const namesTag = (condition: string, tag: string): boolean =>
  condition.trim() === '*' ||
  condition.split(',').some((one) => withoutWeakness(one.trim()) === withoutWeakness(tag));

const withoutWeakness = (tag: string): string => tag.replace(/^W\//, '');
