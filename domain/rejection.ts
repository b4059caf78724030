import type { Text } from './text.ts';

/** The stable codes of refusals by what they answer for a client: kebab-case, the last part of a problem's `type`. */
export const REJECTIONS = {
  invalid: [
    'address-not-allowed',
    'cannot-join',
    'empty-window',
    'evidence-missing',
    'evidence-place',
    'evidence-time',
    'file-kind',
    'file-needed',
    'file-twice',
    'goes-too-high',
    'history-too-long',
    'instead-missing',
    'merge-into-itself',
    'merge-into-younger',
    'merge-too-far',
    'merge-unrelated',
    'mistyped-number',
    'no-unit',
    'nobody-asked',
    'not-comparable',
    'not-listed',
    'not-on-spot',
    'not-ranked',
    'outside-city',
    'part-not-named',
    'period-too-long',
    'point-needed',
    'quorum-too-large',
    'settled-at',
    'unit-elsewhere',
    'unknown-category',
    'unknown-grid',
    'unknown-reason',
    'unknown-template',
    'until-out-of-range',
  ],
  /** What is not the caller's to say. */
  unasked: ['severity-unasked'],
  forbidden: ['forbidden'],
  unknown: [
    'unknown-amendment',
    'unknown-area',
    'unknown-case',
    'unknown-catalogue',
    'unknown-delivery',
    'unknown-target',
    'unknown-unit',
    'unknown-version',
    'unknown-year',
    'unknown-webhook',
    'no-such-unit',
  ],
  wrongStage: ['wrong-stage'],
  conflict: [
    'after-deadline',
    'already-decided',
    'already-in-charge',
    'already-requested',
    'already-supervised',
    'answered-already',
    'appeal-too-late',
    'appealed-once',
    'city-changed',
    'designated',
    'extension-quota',
    'file-lapsed',
    'file-missing',
    'file-used',
    'goes-on-elsewhere',
    'import-under-way',
    'in-force-already',
    'must-designate',
    'no-open-part',
    'nobody-above',
    'nobody-below',
    'nobody-decides',
    'nobody-hears-appeal',
    'not-suspended',
    'nothing-requested',
    'nothing-to-reply',
    'reopen-quota',
    'reopen-too-late',
    'suspended',
    'suspended-once',
    'too-many-attachments',
    'too-many-merged',
    'too-many-parts',
    'too-many-webhooks',
    'version-taken',
  ],
} as const;

type Rejections = typeof REJECTIONS;
export type RejectionKind = keyof Rejections;
export type RejectionCode = Rejections[RejectionKind][number];

/** Why a command changes nothing. The kind decides the HTTP status, the sentence tells the person. */
export type Rejection = {
  [Kind in RejectionKind]: {
    kind: Kind;
    code: Rejections[Kind][number];
    message: Text;
    /** The input field at fault, as a path: `units.1`. */
    field?: string;
    /** The process in which the one that was addressed goes on. */
    into?: string;
  };
}[RejectionKind];

export class RejectionError extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.message.en);
    this.name = 'RejectionError';
    this.rejection = rejection;
  }
}
