import { environment, text } from '#shared/environment.ts';
import { openServices, type Services } from '#shared/services.ts';
import { type FileStore, openFileStore } from './file-store.ts';
import { ownSigning } from './signing.ts';

/** What the operations on files work with. Tests pass their own. */
export interface AttachmentServices extends Services {
  files: FileStore;
}

export const openAttachmentServices = (): AttachmentServices => {
  const { ATTACHMENTS_BUCKET, ATTACHMENTS_HOST } = environment({
    ATTACHMENTS_BUCKET: text,
    ATTACHMENTS_HOST: text,
  });
  const files = openFileStore(ownSigning(), {
    bucket: ATTACHMENTS_BUCKET,
    host: ATTACHMENTS_HOST,
    endpoint: process.env.AWS_ENDPOINT_URL,
  });
  return { ...openServices(), files };
};
