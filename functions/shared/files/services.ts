import { environment, text } from '../environment.ts';
import { openServices, type Services } from '../services.ts';
import type { FileStore } from './file-store.ts';
import { openS3FileStore } from './s3-file-store.ts';
import { ownSigning } from './signing.ts';

/** What a function works with that takes files or hands them out. Tests pass their own. */
export interface FileServices extends Services {
  files: FileStore;
}

export const openFileServices = (): FileServices => {
  const { ATTACHMENTS_BUCKET, ATTACHMENTS_HOST } = environment({
    ATTACHMENTS_BUCKET: text,
    ATTACHMENTS_HOST: text,
  });
  const files = openS3FileStore(ownSigning(), {
    bucket: ATTACHMENTS_BUCKET,
    host: ATTACHMENTS_HOST,
    endpoint: process.env.AWS_ENDPOINT_URL,
  });
  return { ...openServices(), files };
};
