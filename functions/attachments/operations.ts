import { addAttachment } from './add-attachment.ts';
import { listAttachments } from './list-attachments.ts';

export const operations = [addAttachment, listAttachments];
