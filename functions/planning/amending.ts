import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Proposal } from '#shared/store/amendments.ts';
import type { Published } from '#shared/store/city-store.ts';
import type { Current, Since } from '#shared/store/edition.ts';

/** What a proposal says of what it would do, whoever makes it. */
export type Planned = Omit<Proposal, 'id' | 'by' | 'at' | 'reason'>;

/** What an amendment does once it is approved, worked out from what holds at that moment. */
export interface Amended {
  /** The pointer as it is kept, and as it is to be. */
  stored: Current;
  after: Current;
  along: Published;
  /** The version that takes the place of which. */
  from: string;
  to: string;
}

/** What is in force by an amendment, and since when. */
export const sinceOf = (proposal: Pick<Proposal, 'id' | 'by'>, approvedBy: string, at: Instant): Since => ({
  at,
  amendment: proposal.id,
  proposedBy: proposal.by,
  approvedBy,
});

/** @throws RejectionError when the version is in force already */
export const refuseInForce = (version: string, inForce: string): void => {
  if (version === inForce) throw new RejectionError(alreadyInForce(version));
};

const alreadyInForce = (version: string): Rejection => ({
  kind: 'conflict',
  code: 'in-force-already',
  message: {
    'zh-CN': `版本“${version}”已在执行，无需变更。`,
    en: `Version "${version}" is in force already; there is nothing to change.`,
  },
});

export const unknownVersion = (version: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-version',
  field: 'earlier.version',
  message: {
    'zh-CN': `没有可恢复的版本“${version}”；办理规则和日历见变更记录（GET /amendments），生效版本只保留上一个（GET /editions）。`,
    en: `There is no version "${version}" to go back to; see the record (GET /amendments) for policies and calendars; of editions only the one before is kept (GET /editions).`,
  },
});
