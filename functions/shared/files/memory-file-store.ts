import { type Instant, instantAt, plusSeconds } from '#domain/time/instant.ts';
import { type DeclaredFile, type FileStore, FilesUnavailable, HEAD_BYTES } from './file-store.ts';

/** The store of files in memory, for tests; what a client would send to a link is put with `put`. */
export interface MemoryFileStore extends FileStore {
  /** Sends bytes to a link of a slot: the status with which S3 answers. */
  put(url: string, headers: Record<string, string>, bytes: Uint8Array): Promise<number>;
  /** What lies with a case, by the ids of the files. */
  keptOf(caseId: string): string[];
}

interface Held {
  file: DeclaredFile;
  bytes: Uint8Array;
  uploadedAt: Instant;
}

export const openMemoryFileStore = ({ clock }: { clock: () => number }): MemoryFileStore => {
  const slots = new Map<
    string,
    { file: DeclaredFile; headers: Record<string, string>; expiresAt: Instant }
  >();
  const drafts = new Map<string, Held>();
  const kept = new Map<string, Held>();
  const draftName = (owner: string, fileId: string): string => `drafts/${owner}/${fileId}`;
  const linkTo = (name: string): string => `https://files.example/${encodeURI(name)}`;

  return {
    slot: async (owner, file, now) => {
      const url = linkTo(draftName(owner, file.id));
      const headers = { 'content-type': file.contentType, 'x-amz-meta-sha256': file.sha256 };
      const expiresAt = plusSeconds(now, 900);
      slots.set(url, { file, headers, expiresAt });
      return { url, expiresAt, headers };
    },
    look: async (owner, fileId) => {
      const held = drafts.get(linkTo(draftName(owner, fileId)));
      return (
        held && {
          ...held.file,
          uploadedAt: held.uploadedAt,
          head: new Uint8Array(held.bytes.subarray(0, HEAD_BYTES)),
        }
      );
    },
    keep: async (owner, fileId, caseId) => {
      const held = drafts.get(linkTo(draftName(owner, fileId)));
      if (!held) throw new FilesUnavailable('the draft is gone');
      kept.set(`${caseId}/${fileId}`, held);
    },
    download: async (caseId, { id }, now) => ({
      url: linkTo(`cases/${caseId}/${id}`),
      expiresAt: plusSeconds(now, 300),
    }),
    put: async (url, headers, bytes) => {
      const slot = slots.get(url);
      const isSigned = slot && Object.entries(slot.headers).every(([name, value]) => headers[name] === value);
      if (!isSigned || bytes.length !== slot.file.bytes || clock() > Date.parse(slot.expiresAt)) return 403;
      if (drafts.has(url)) return 412;
      const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(bytes))).toString('hex');
      if (digest !== slot.file.sha256) return 400;
      drafts.set(url, { file: slot.file, bytes, uploadedAt: instantAt(Math.floor(clock() / 1000) * 1000) });
      return 200;
    },
    keptOf: (caseId) =>
      [...kept.keys()]
        .filter((name) => name.startsWith(`${caseId}/`))
        .map((name) => name.slice(caseId.length + 1)),
  };
};
