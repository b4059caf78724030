import type { Actor } from '../actor.ts';
import type { Rejection } from '../rejection.ts';

/**
 * What takes four eyes: one person asks, another decides. At most one request waits at a time; a refusal uses up no
 * quota. That nobody judges a case that he handled is a rule of the case: `case/impartiality.ts`.
 */
export type Request<Wish extends { kind: string }> = Wish & {
  /** The subject of whoever asked. */
  by: string;
  reason: string;
};

/** The second pair of eyes is never the person who asked. */
export const isAnothers = (request: Request<{ kind: string }> | undefined, actor: Actor): boolean =>
  request?.by !== actor.subject;

export const alreadyRequested: Rejection = {
  kind: 'conflict',
  code: 'already-requested',
  message: {
    'zh-CN': '已有待审批的申请；请先审批。',
    en: 'A request is already pending; decide it first.',
  },
};

export const nothingRequested: Rejection = {
  kind: 'conflict',
  code: 'nothing-requested',
  message: {
    'zh-CN': '没有待审批的申请。',
    en: 'No request is pending.',
  },
};
