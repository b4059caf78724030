import type { Instant } from '#domain/time/instant.ts';
import { loggedError } from '../observability/logged-error.ts';

/**
 * What operators must know of a process besides that it is parked. Whoever meets a trouble notes it with the process, and
 * whoever ends it takes the note away; so what this costs follows the trouble, not the number of processes.
 */

export const TROUBLES = [
  /** It is open, and no execution drives it. */
  'undriven',
  /** A rung of it is due and cannot be fired. */
  'unfired',
  /** The relay has given up passing something of it on. */
  'unrelayed',
  /** Its grid is gone from the borders in use, and nobody knows where it belongs now. */
  'unplaced',
  /** A webhook's receiver has not taken news of it. */
  'undelivered',
] as const;
export type TroubleKind = (typeof TROUBLES)[number];

/** Which trouble of a process. */
export interface TroubleName {
  trouble: TroubleKind;
  /**
   * For what was not relayed, which delivery it is: `workflow-3-5` for the change from event 3 to event 5 (0 where the
   * process began), `event-5` for event 5 on its way to the bus. For what was not delivered, `webhook-<id>-5`: to which
   * webhook, and event 5. For what is not placed, the grid that is gone. Empty for any other trouble.
   */
  part: string;
}

export interface Trouble extends TroubleName {
  /** When it began, as far as is known. */
  since: Instant;
  /** What stood in the way the last time. */
  cause: string;
  /** How often it was met. */
  times: number;
}

/** A trouble as it is met. */
export interface Met extends Omit<Trouble, 'times'> {
  /** Whether operators see it by now, or further tries come first. */
  listed: boolean;
}

/** A trouble's place in the list of its kind. */
export interface TroublePlace {
  kind: string;
  id: string;
  part: string;
  since: Instant;
}

/** What an error says, short enough for a list: services of AWS put names of tables and keys into theirs, but no texts. */
export const causeOf = (error: unknown): string => {
  const { name, message } = loggedError(error);
  return `${name}: ${message}`.slice(0, 300);
};
