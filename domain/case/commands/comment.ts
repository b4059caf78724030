import { type Decide, happened, rejected } from '../command.ts';

/** A remark on the case, at any stage, ended ones included. */
export const comment: Decide<'comment'> = (_current, { text }) => happened({ type: 'commented', text });

/** Files a case takes: twenty show any matter, and a page of them is one read. */
const MAX_ATTACHMENTS = 20;

/** A file is added to the case, at any stage. */
export const attach: Decide<'attach'> = ({ attachments }, { attachment }) =>
  attachments < MAX_ATTACHMENTS ? happened({ type: 'attached', attachment }) : rejected(TOO_MANY);

const TOO_MANY = {
  kind: 'conflict' as const,
  code: 'too-many-attachments',
  message: {
    'zh-CN': `一个案件最多 ${MAX_ATTACHMENTS} 个附件，本案已满。`,
    en: `A case takes ${MAX_ATTACHMENTS} files at most, and this one has them.`,
  },
};
