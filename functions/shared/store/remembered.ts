/** So long a request is known again by its key: a phone that was off the net for weeks must not report a matter twice. */
export const REMEMBERED_SECONDS = 30 * 86_400;

/** A request that may be repeated: who sends it, the key it carries, and a fingerprint of what it asks. */
export interface Repeatable {
  subject: string;
  key: string;
  fingerprint: string;
}

/** The answer that a repeated request shall get. */
export interface Remembered {
  request: Repeatable;
  answer: unknown;
}
