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

/** What is wrong with a text that should be an instant: it is none, or none of our time. */
export type InstantFault = 'instant' | 'ourTime';

/**
 * The instant that somebody wrote: date, time and offset of ISO 8601, as phones, programs and people write them. Seconds
 * may be left out or have up to nine decimals, of which those below the millisecond are dropped; the offset is `Z`,
 * `+08:00`, `+0800` or `+08`. Far from any calendar a deadline means nothing: the instant lies in 2000 to 2099 (UTC).
 */
export const readInstant = (text: string): { at: Instant } | { fault: InstantFault } => {
  const [, date, time, seconds = ':00', fraction = '', sign, hours, minutes = '00'] =
    WRITTEN.exec(text) ?? [];
  if (date === undefined) return { fault: 'instant' };
  const milliseconds = fraction.slice(1, 4).padEnd(3, '0');
  const local = Date.parse(`${date}T${time}${seconds}.${milliseconds}Z`);
  // 30 February would be read as a day of March.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date)) return { fault: 'instant' };
  const offset =
    sign === undefined ? 0 : Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  const at = instantAt(local - offset);
  return at >= '2000' && at < '2100' ? { at } : { fault: 'ourTime' };
};

const WRITTEN =
  /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?((?<=:\d{2}:\d{2})[.,]\d{1,9})?(?:Z|([+-])((?:[01]\d|2[0-3]))(?::?([0-5]\d))?)$/i;
