import type { FileRef } from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';

/**
 * Where files lie. They go to and from it directly: no function ever holds one. A file is uploaded first, as a draft of the
 * person who uploads it, and used afterwards: it then lies with its case. Two adapters keep this promise, S3 and memory;
 * `test/functions/files/contract.ts` asks the same of both.
 */
export interface FileStore {
  /** A slot for exactly this file: the store refuses any other type, length or content, and a second upload. */
  slot(owner: string, file: DeclaredFile, now: Instant): Promise<Link & { headers: Record<string, string> }>;
  /**
   * What was uploaded into a slot of this person; undefined where there is nothing: one request.
   * @throws FilesUnavailable
   */
  look(owner: string, fileId: string, now: Instant): Promise<UploadedFile | undefined>;
  /**
   * Puts what was uploaded to a case, where it stays: one request. It may be done twice.
   * @throws FilesUnavailable
   */
  keep(owner: string, fileId: string, caseId: string, now: Instant): Promise<void>;
  /** A link to fetch a file of a case; it is saved as a file, never shown as a page of the city's. */
  download(caseId: string, file: Pick<FileRef, 'id' | 'contentType'>, now: Instant): Promise<Link>;
}

/** A link that opens one file in one way, until it expires. Whoever holds it needs no token. */
export interface Link {
  url: string;
  expiresAt: Instant;
}

/** What somebody says of a file before it is there. */
export interface DeclaredFile {
  id: string;
  contentType: string;
  bytes: number;
  /** In hexadecimal. */
  sha256: string;
}

/** What the store knows of a file that is there. */
export interface UploadedFile extends DeclaredFile {
  /** By the store's clock, in whole seconds. */
  uploadedAt: Instant;
  /** Its first bytes, which tell what it is. */
  head: Uint8Array;
}

/** So many of its first bytes are read: all kinds show themselves in them. */
export const HEAD_BYTES = 64;

/** A draft can be used for so long; the store forgets it some time after. */
export const DRAFT_HOURS = 24;

/** The store of files does not answer, or refuses us. */
export class FilesUnavailable extends Error {
  override readonly name = 'FilesUnavailable';
}
