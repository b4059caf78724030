import { addsFiles } from '../../access.ts';
import { type FileRef, happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { personal } from '../command.ts';
import { STAGES } from '../stages.ts';

/** Files a case takes: twenty show any matter, and a page of them is one read. */
const MAX_ATTACHMENTS = 20;

export interface Attach {
  type: 'attach';
  attachment: FileRef;
}

/** A file is added to the case, at any stage. */
export const attach = personal({
  stages: STAGES,
  may: addsFiles,
  decide: ({ attachments }, { attachment }: Attach) =>
    attachments < MAX_ATTACHMENTS ? happened({ type: 'attached', attachment }) : rejected(TOO_MANY),
});

const TOO_MANY: Rejection = {
  kind: 'conflict',
  code: 'too-many-attachments',
  message: {
    'zh-CN': `一个案件最多 ${MAX_ATTACHMENTS} 个附件，本案已达上限。`,
    en: `A case can have at most ${MAX_ATTACHMENTS} attachments; this case has reached that number.`,
  },
};
