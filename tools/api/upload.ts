import { createHash, randomBytes } from 'node:crypto';
import type { Caller } from './client.ts';

/** What `POST /attachments` answers. */
export interface Slot {
  fileId: string;
  method: string;
  uploadUrl: string;
  headers: Record<string, string>;
}

/** A photograph as far as anybody looks into it: it begins as a JPEG does, and no two are the same. */
export const photograph = (bytes = 1024): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), randomBytes(bytes - 4)]);

/** What is said of a file before it is uploaded. */
export const declared = (file: Uint8Array, contentType = 'image/jpeg') => ({
  contentType,
  bytes: file.length,
  sha256: createHash('sha256').update(file).digest('hex'),
});

/** How a file is sent to its slot: with the headers that came with it. The length comes from the body: fetch sets it. */
export const sending = ({ method, headers }: Slot, file: Uint8Array): RequestInit => {
  const { 'content-length': _, ...sent } = headers;
  return { method, headers: sent, body: new Uint8Array(file) };
};

/** Uploads a file and answers its id. @throws Error when it is not taken */
export const upload = async (
  caller: Pick<Caller, 'post'>,
  file: Uint8Array = photograph(),
  contentType?: string,
): Promise<string> => {
  const { status, body } = await caller.post('/attachments', declared(file, contentType));
  if (status !== 200) throw new Error(`POST /attachments answered ${status}: ${JSON.stringify(body)}`);
  const put = await fetch(body.uploadUrl, sending(body, file));
  if (!put.ok) throw new Error(`the upload was answered ${put.status}: ${await put.text()}`);
  return body.fileId;
};
