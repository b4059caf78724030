/**
 * An instant: ISO 8601 in UTC with milliseconds, so that text order is time order. The pattern is its brand: a text
 * with an offset, a date, or any other string is no instant, and literals are checked where they are written.
 */
export type Instant = `${number}-${number}-${number}T${number}:${number}:${number}Z`;

/** The instant of so many milliseconds since 1970. */
export const instantAt = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant;

export const plusSeconds = (from: Instant, seconds: number): Instant =>
  instantAt(Date.parse(from) + seconds * 1000);

/** Whole seconds from one instant to another, rounded up; negative when `to` lies before `from`. */
export const secondsUntil = (from: Instant, to: Instant): number =>
  Math.ceil((Date.parse(to) - Date.parse(from)) / 1000);

export const plusDays = (from: Instant, days: number): Instant => plusSeconds(from, days * 86_400);

/** Whole seconds since 1970, as DynamoDB's time to live counts them. */
export const epochSeconds = (at: Instant): number => Math.floor(Date.parse(at) / 1000);
