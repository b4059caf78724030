import { environment } from '#shared/environment.ts';
import type { Services } from '#shared/http/operation.ts';
import { openServices } from '#shared/http/services.ts';
import { type FileStore, openFileStore } from './file-store.ts';

/** What the operations on files work with. Tests pass their own. */
export interface AttachmentServices extends Services {
  files: FileStore;
}

export const openAttachmentServices = (): AttachmentServices => {
  const { ATTACHMENTS_BUCKET, ATTACHMENTS_HOST } = environment('ATTACHMENTS_BUCKET', 'ATTACHMENTS_HOST');
  const services = openServices();
  const files = openFileStore(services.db.documents.config, {
    bucket: ATTACHMENTS_BUCKET,
    host: ATTACHMENTS_HOST,
    endpoint: process.env.AWS_ENDPOINT_URL,
  });
  return { ...services, files };
};
