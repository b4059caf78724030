import type { Actor } from '../actor.ts';
import type { Unit } from '../place/unit.ts';
import type { Rejection } from '../rejection.ts';

/**
 * What takes four eyes: one unit asks, another that stands above it decides. At most one request waits at a time; a
 * refusal uses up no quota. That nobody judges a case that they handled is a rule of the case: `case/impartiality.ts`.
 */
export type Request<Wish extends { kind: string }> = Wish & {
  /** The subject of whoever asked. */
  by: string;
  /** The unit for which they asked. A request that was made before units were kept has none: the unit in charge made it. */
  unit?: Unit;
  /** The unit on whose list it stands until it is decided, by its code. A request of before has none. */
  decides?: string;
  reason: string;
};

/** The second pair of eyes is never the person who asked. */
export const isAnothers = (request: Pick<Request<{ kind: string }>, 'by'>, actor: Actor): boolean =>
  request.by !== actor.subject;

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
