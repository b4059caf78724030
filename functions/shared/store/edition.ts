import type { AmendmentKind } from '#domain/amendment.ts';
import type { Instant } from '#domain/time/instant.ts';

/** What of a city's reference data is in force, and what comes next: the pointer that every function reads. */

/** The parts of an import, in the order in which they are written. */
export const IMPORT_SECTIONS = [
  'areas',
  'cells',
  'units',
  'publishing',
  'seats',
  'duties',
  'staff',
  'colleagues',
  'workers',
  'successors',
] as const;
export type ImportSection = (typeof IMPORT_SECTIONS)[number];

/** What a city's reference data is at one time. */
export interface Edition {
  generation: string;
  /** The generation before this one, kept for readers that still hold its name. */
  previous?: string;
  policyVersion: string;
  /** Set to the policy's version while it is one that was published, not imported. */
  publishedPolicy?: string;
  calendarVersion: string;
  /** The policy and the calendar that the folder had when it was imported; others are in use after an amendment. */
  importedPolicy?: string;
  importedCalendar?: string;
  /** SHA-256 of areas, borders and successors: what of an import takes a second person. */
  bordersHash?: string;
  name: Record<'zh-CN' | 'en', string>;
  importedAt: Instant;
  counts: Record<ImportSection, number> & { borders: number };
  /** SHA-256 of everything that was imported: equal content is not imported twice. */
  contentHash: string;
  /** By which amendment each is what it is; none is told of what was there before there were amendments. */
  since?: Partial<Record<AmendmentKind, Since>>;
}

/** Since when something is in force, by which amendment. */
export interface Since {
  at: Instant;
  amendment: string;
  proposedBy: string;
  /** Absent where nobody had to approve. */
  approvedBy?: string;
}

export interface Current extends Edition {
  /** The edition that takes over at an instant to come; from then on it is in force without another write. */
  next?: Edition & { from: Instant };
  /** The edition before this one: its generation is kept, so that there is a way back. */
  before?: Edition;
}

/** The pointer as it holds at an instant: the planned edition once its time has come. */
export const inForce = (current: Current, now: Instant): Current => {
  const { next } = current;
  if (!next || next.from > now) return current;
  const { from, ...edition } = next;
  return followedBy(current, edition);
};

/** The pointer once an edition takes the place of the one in force. */
export const followedBy = ({ next: _, before: __, ...edition }: Current, following: Edition): Current => ({
  ...following,
  previous: edition.generation,
  before: edition,
});

/** An edition that takes the place of another, and since when each of what it brings is what it is. */
export const datedFrom = (
  replaced: Pick<Edition, 'policyVersion' | 'calendarVersion' | 'since'> | undefined,
  edition: Edition,
  since: Since,
): Edition => {
  const { policy, calendar } = replaced?.since ?? {};
  const policySince = edition.policyVersion === replaced?.policyVersion ? policy : since;
  const calendarSince = edition.calendarVersion === replaced?.calendarVersion ? calendar : since;
  return {
    ...edition,
    since: {
      ...(policySince && { policy: policySince }),
      ...(calendarSince && { calendar: calendarSince }),
      edition: since,
    },
  };
};
