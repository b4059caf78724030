import { type Decide, happened } from '../command.ts';

/** A remark on the case, at any stage, closed ones included. */
export const comment: Decide<'comment'> = (_current, { text }) => happened({ type: 'commented', text });
