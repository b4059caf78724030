import type { Text } from './text.ts';

/** Why a command changes nothing. The kind decides the HTTP status, the sentence tells the person. */
export interface Rejection {
  kind: 'invalid' | 'forbidden' | 'unknown' | 'wrongStage' | 'conflict';
  /** Stable code for clients, kebab-case: the last part of the problem's `type`. */
  code: string;
  message: Text;
  /** The input field at fault, as a path: `units.1`. */
  field?: string;
}

export class RejectionError extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.message.en);
    this.name = 'RejectionError';
    this.rejection = rejection;
  }
}
