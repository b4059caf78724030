import { attach } from './attach.ts';
import { listAttachments } from './list-attachments.ts';
import { prepareUpload } from './prepare-upload.ts';

export const operations = [prepareUpload, attach, listAttachments];
