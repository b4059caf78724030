import type { FileRef } from '#domain/process/process.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { DRAFT_HOURS, type FileStore, type UploadedFile } from '../files/file-store.ts';
import { isOfKind } from '../files/kinds.ts';

/** A file that somebody names in a request: uploaded before, and used for nothing yet. */
export interface GivenFile {
  id: string;
  caption?: string;
}

/** The files that a request brings. */
export interface BroughtFiles {
  /**
   * What they are: one request each, once however often the request is decided anew.
   * @throws RejectionError for a file that is not there, too old, or not what it was said to be; FilesUnavailable
   */
  look(): Promise<FileRef[]>;
  /**
   * Puts them to their case, before it commits: what dies in between leaves a copy that no case knows of, and the draft as it
   * was. One request each.
   * @throws FilesUnavailable
   */
  keep(caseId: string): Promise<void>;
}

interface Bringing {
  files: FileStore;
  now: () => Instant;
}

export const broughtFiles = (
  { files, now }: Bringing,
  { owner, given, field }: { owner: string; given: readonly GivenFile[]; field: string },
): BroughtFiles => {
  const lookAt = async ({ id, caption }: GivenFile, place: number): Promise<FileRef> => {
    const at = now();
    const found = await files.look(owner, id, at);
    const refused = given.findIndex((one) => one.id === id) < place ? TWICE : refusal(found, at);
    if (refused) throw new RejectionError({ ...refused, field: `${field}.${place}` });
    const { head, ...file } = found as UploadedFile;
    return { ...file, ...(caption !== undefined && { caption }) };
  };
  let looked: Promise<FileRef[]> | undefined;
  return {
    look: () => (looked ??= Promise.all(given.map(lookAt))),
    keep: async (caseId) => {
      await Promise.all(given.map(({ id }) => files.keep(owner, id, caseId, now())));
    },
  };
};

const refusal = (file: UploadedFile | undefined, now: Instant): Rejection | undefined => {
  if (!file) return NOT_THERE;
  if (plusSeconds(file.uploadedAt, DRAFT_HOURS * 3600) < now) return LAPSED;
  return isOfKind(file.contentType, file.head) ? undefined : otherKind(file.contentType);
};

const TWICE: Rejection = {
  kind: 'invalid',
  code: 'file-twice',
  message: {
    'zh-CN': '同一文件重复列出；每个文件只填写一次。',
    en: 'The file is named twice; name each file once.',
  },
};

const NOT_THERE: Rejection = {
  kind: 'conflict',
  code: 'file-missing',
  message: {
    'zh-CN': '上传未完成：您没有上传过该文件；请用上传链接（POST /attachments）传完文件后再试。',
    en: 'The upload is not complete: you have uploaded no such file; put the file to its link (POST /attachments), then try again.',
  },
};

const LAPSED: Rejection = {
  kind: 'conflict',
  code: 'file-lapsed',
  message: {
    'zh-CN': `该文件上传已超过 ${DRAFT_HOURS} 小时，不能再使用；请重新上传（POST /attachments）。`,
    en: `The file was uploaded more than ${DRAFT_HOURS} hours ago and can no longer be used; upload it anew (POST /attachments).`,
  },
};

const otherKind = (contentType: string): Rejection => ({
  kind: 'invalid',
  code: 'file-kind',
  message: {
    'zh-CN': `文件内容不是其声明的类型（${contentType}）；请按实际类型重新上传（POST /attachments）。`,
    en: `The file is not what it was said to be (${contentType}); upload it anew under its true type (POST /attachments).`,
  },
});
