import type { AmendmentKind, AmendmentOutcome, Warning } from '#domain/amendment.ts';
import type { CalendarYear } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Edition } from './edition.ts';

/**
 * The record of what governs a city: who proposed what and why, who decided, when. A proposal and its end are written once
 * each and never again; what is in force is told by the city's pointer alone.
 */

export interface Proposal {
  /** A ULID: in the order in which they were proposed. */
  id: string;
  kind: AmendmentKind;
  /** The subject of whoever proposed it. */
  by: string;
  at: Instant;
  reason: string;
  /** The version in force when it was proposed, and the one that is to take its place. */
  from?: string;
  to: string;
  warnings: readonly Warning[];
  /** The year of the calendar that is to be replaced or added; absent where a whole calendar comes back. */
  year?: CalendarYear;
  /** What was imported, and from when on it is to hold. */
  edition?: Edition;
  effective?: Instant;
  /** The policy and the calendar in force with which the edition was put together. */
  beside?: { policyVersion: string; calendarVersion: string };
}

/** How a proposal ended. */
export interface Ending {
  /** Of the proposal. */
  id: string;
  outcome: AmendmentOutcome;
  /** The subject of whoever decided; absent where nobody had to. */
  by?: string;
  at: Instant;
  reason?: string;
  /** Put in force: the version that took the place of which. Other years may have been amended since it was proposed. */
  from?: string;
  to?: string;
}

export interface Amendment extends Proposal {
  ending?: Omit<Ending, 'id'>;
}

/** A page of the record, the latest first. */
export interface AmendmentPage {
  amendments: Amendment[];
  /** Where the next page begins: behind this proposal. */
  next?: string;
}
