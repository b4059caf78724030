import * as z from 'zod/mini';
import { mayApprove, mayReadAmendments, mayWithdraw } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { AMENDMENT_KINDS, AMENDMENT_OUTCOMES, WARNING_CODES, warningText } from '#domain/amendment.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Language } from '#domain/text.ts';
import { forbidden, type WhoMay } from '#domain/who-may.ts';
import { instant } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';
import type { Amendment } from '#shared/store/amendments.ts';
import type { Store } from '#shared/store/store.ts';

export const amendmentParams = z.object({
  amendmentId: z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, sentence('amendmentId'))),
});

const COMMANDS = ['approve', 'refuse', 'withdraw'] as const;

export const amendmentView = z.object({
  id: z.string(),
  kind: z.enum(AMENDMENT_KINDS),
  /** Only what is `inForce` has ever held; another may have taken its place since. */
  state: z.enum(['proposed', ...AMENDMENT_OUTCOMES]),
  reason: z.string(),
  proposedBy: z.string(),
  proposedAt: instant,
  from: z.optional(z.string()),
  to: z.string(),
  effective: z.optional(instant),
  warnings: z.array(
    z.object({
      code: z.enum(WARNING_CODES),
      count: z.int(),
      among: z.optional(z.int()),
      atLeast: z.optional(z.literal(true)),
      of: z.optional(z.array(z.string())),
      message: z.string(),
    }),
  ),
  decidedBy: z.optional(z.string()),
  decidedAt: z.optional(instant),
  decisionReason: z.optional(z.string()),
  /** What the caller may do with it now. */
  commands: z.array(z.enum(COMMANDS)),
});

export const viewOf = (amendment: Amendment, actor: Actor, language: Language) => {
  const { id, kind, reason, by, at, to, from, effective, ending } = amendment;
  return {
    id,
    kind,
    state: ending?.outcome ?? ('proposed' as const),
    reason,
    proposedBy: by,
    proposedAt: at,
    from: ending?.from ?? from,
    to: ending?.to ?? to,
    effective,
    warnings: amendment.warnings.map((warning) => ({ ...warning, message: warningText(warning)[language] })),
    decidedBy: ending?.by,
    decidedAt: ending?.at,
    decisionReason: ending?.reason,
    commands: ending ? [] : COMMANDS.filter((command) => mayGive(actor, amendment, command)),
  };
};

const mayGive = (actor: Actor, amendment: Amendment, command: (typeof COMMANDS)[number]): boolean =>
  command === 'withdraw' ? mayWithdraw(actor, amendment) : mayApprove(actor, amendment);

/**
 * The amendment of which a request speaks, and who asks.
 * @throws RejectionError when they may not know of it, or there is none of this id
 */
export const readAmendment = async (
  store: Pick<Store, 'actor' | 'city'>,
  subject: string,
  { amendmentId }: { amendmentId: string },
  whoMay: WhoMay,
): Promise<{ actor: Actor; amendment: Amendment }> => {
  const actor = await store.actor(subject);
  if (!mayReadAmendments(actor)) throw new RejectionError(forbidden(whoMay));
  const amendment = await store.city.amendment(amendmentId);
  if (!amendment) throw new RejectionError(unknownAmendment(amendmentId));
  return { actor, amendment };
};

const unknownAmendment = (id: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-amendment',
  message: {
    'zh-CN': `没有编号为“${id}”的变更；请查看变更记录（GET /amendments）。`,
    en: `There is no amendment "${id}"; see the record (GET /amendments).`,
  },
});
