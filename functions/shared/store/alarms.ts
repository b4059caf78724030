import type { Instant } from '#domain/time/instant.ts';

/** An alarm that rings, by the end of its name: the anchor of its article in docs/runbook.md. */
export interface RingingAlarm {
  name: string;
  since: Instant;
}

/** What an alarm was told to be, and since when. */
export interface AlarmState extends RingingAlarm {
  rings: boolean;
}

/** Those that have rung longest come first. */
export const inTurn = (ringing: readonly RingingAlarm[]): RingingAlarm[] =>
  ringing.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));

const orderOf = ({ since, name }: RingingAlarm): string => `${since}#${name}`;
