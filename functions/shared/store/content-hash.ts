import { createHash } from 'node:crypto';

/** One value for all that `content` says: SHA-256 of its JSON. */
export const hashOf = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex');
