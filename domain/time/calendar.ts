import * as z from 'zod/mini';

/**
 * Working days: Monday to Friday, but for the rest days and make-up working days of the State Council's
 * yearly notice. Past notices were changed after publication (2019, 2020), so a calendar is versioned data.
 */

/** One exception from Monday to Friday; `rest: false` is a make-up working day (调休上班). */
export interface CalendarDay {
  /** YYYY-MM-DD */
  date: string;
  name: string;
  rest: boolean;
}

/** One year as the city folder keeps it. */
export interface CalendarYear {
  year: number;
  /** Addresses of the notices. */
  source: string[];
  /** The last date that the notices settle. */
  knownUntil: string;
  days: CalendarDay[];
}

/** Years joined: plain JSON, exceptions only, sorted by date. Never changed once made. */
export interface WorkCalendar {
  version: string;
  knownFrom: string;
  knownUntil: string;
  days: CalendarDay[];
}

/** What is wrong with a calendar: where (`<file>.days.<row>.date`), and in words. */
export interface CalendarFault {
  path: string;
  message: string;
}

/** A year made before its notice would turn the holidays into working days, and say that they are known. */
const NOT_SETTLED = 'a year without a notice and its days is not settled; leave it out';

/** Made when calendars are read: most functions never read one. */
const calendarYears = () => {
  const date = z.iso.date('a date is a day of the calendar, written YYYY-MM-DD');
  const calendarDay = z.strictObject(
    {
      date,
      name: z.string('a name is text').check(z.minLength(1, 'a day has a name')),
      rest: z.boolean('rest is true or false'),
    },
    'a day has exactly the fields date, name and rest',
  );
  return z
    .array(
      z.strictObject(
        {
          year: z.int('a year is a whole number'),
          source: z
            .array(z.string('a source is text'), 'source lists the addresses of the notices')
            .check(z.minLength(1, NOT_SETTLED)),
          knownUntil: date,
          days: z.array(calendarDay, 'days is a list').check(z.minLength(1, NOT_SETTLED)),
        },
        'a calendar year has exactly the fields year, source, knownUntil and days',
      ),
    )
    .check(z.minLength(1, 'a calendar needs at least one year'));
};

/** Joins the years of a city folder, in any order; the faults name each place and reason. */
export const readCalendars = (
  version: string,
  inputs: unknown[],
): { calendar: WorkCalendar } | { faults: CalendarFault[] } => {
  const parsed = calendarYears().safeParse(inputs);
  if (!parsed.success)
    return { faults: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) };
  const years = parsed.data;
  const faults = [...faultsOfDays(years), ...faultsOfSequence(years)];
  if (faults.length > 0) return { faults };
  const sorted = years.toSorted((a, b) => a.year - b.year);
  return {
    calendar: {
      version,
      knownFrom: `${sorted.at(0)!.year}-01-01`,
      knownUntil: sorted.at(-1)!.knownUntil,
      days: [...daysByDate(sorted).values()].toSorted((a, b) => (a.date < b.date ? -1 : 1)),
    },
  };
};

/** A notice may also settle days of the December before its year, as New Year's rest days reach into it. */
const belongsTo = (year: number, date: string): boolean =>
  date.startsWith(`${year}-`) || date.startsWith(`${year - 1}-12-`);

/** Each date once: two notices may say the same of a day of December. */
const daysByDate = (years: readonly CalendarYear[]): Map<string, CalendarDay> =>
  new Map(years.flatMap(({ days }) => days).map((day) => [day.date, day]));

const faultsOfDays = (years: CalendarYear[]): CalendarFault[] => {
  const seen = new Map<string, { year: number; rest: boolean }>();
  return years.flatMap(({ year, days }, file) =>
    days.flatMap(({ date, rest }, row) => {
      const path = `${file}.days.${row}.date`;
      const before = seen.get(date);
      seen.set(date, { year, rest });
      const faults = belongsTo(year, date)
        ? []
        : [{ path, message: `${date} lies outside ${year}; move it to the file of its year` }];
      if (before?.year === year) faults.push({ path, message: `${date} is listed twice; take one out` });
      else if (before && before.rest !== rest)
        faults.push({
          path,
          message: `${date} ${rest ? 'rests' : 'works'} by ${year} and ${rest ? 'works' : 'rests'} by ${before.year}; take it out of the one that is wrong`,
        });
      return faults;
    }),
  );
};

const faultsOfSequence = (years: CalendarYear[]): CalendarFault[] =>
  years
    .map((calendarYear, file) => ({ ...calendarYear, file }))
    .toSorted((a, b) => a.year - b.year)
    .flatMap(({ year, knownUntil, file }, i, sorted) => {
      const next = sorted[i + 1];
      return [
        ...(knownUntil.startsWith(`${year}-`)
          ? []
          : [
              {
                path: `${file}.knownUntil`,
                message: `${knownUntil} lies outside ${year}; write ${year}-12-31`,
              },
            ]),
        ...(next && next.year !== year + 1
          ? [
              {
                path: `${next.file}.year`,
                message:
                  next.year === year
                    ? `${year} stands twice; leave one out`
                    : `years must be consecutive: ${next.year} follows ${year}; add ${year + 1}`,
              },
            ]
          : []),
        ...(next && knownUntil < `${year}-12-31`
          ? [
              {
                path: `${file}.knownUntil`,
                message: `${year} is known until ${knownUntil} only, yet ${next.year} follows; write ${year}-12-31, if that is what the notice settles`,
              },
            ]
          : []),
      ];
    });

const DAY_MS = 86_400_000;

/** Days since 1970-01-01: the form in which days are counted. */
export type EpochDay = number;

export const epochDay = (date: string): EpochDay => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

export const dateOfDay = (day: EpochDay): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/**
 * What makes a day other than Monday to Friday say: a notice, or, before there is one, the regulation by which some dates
 * rest every year. Undefined where Monday to Friday holds.
 */
export const exceptionOn = (calendar: WorkCalendar, day: EpochDay): CalendarDay | undefined =>
  exceptionsOf(calendar).get(day) ?? statutoryOn(calendar, day);

/**
 * Holidays with a date of their own (全国年节及纪念日放假办法, as of 2025: 2 May since then). The others follow the moon or the
 * sun, and with all of them the notice says which other days rest or are made up.
 */
const STATUTORY: Partial<Record<string, [name: string, since: number]>> = {
  '1-1': ['元旦', 2000],
  '5-1': ['劳动节', 2000],
  '5-2': ['劳动节', 2025],
  '10-1': ['国庆节', 2000],
  '10-2': ['国庆节', 2000],
  '10-3': ['国庆节', 2000],
};

const statutoryOn = (calendar: WorkCalendar, day: EpochDay): CalendarDay | undefined => {
  const at = new Date(day * DAY_MS);
  const [name, since] = STATUTORY[`${at.getUTCMonth() + 1}-${at.getUTCDate()}`] ?? [];
  if (name === undefined || since === undefined || at.getUTCFullYear() < since || isKnown(calendar, day))
    return undefined;
  return { date: dateOfDay(day), name, rest: true };
};

/** Whether offices work on a day. */
export const isWorkingDay = (calendar: WorkCalendar, day: EpochDay): boolean => {
  const exception = exceptionOn(calendar, day);
  if (exception) return !exception.rest;
  const weekday = new Date(day * DAY_MS).getUTCDay();
  return weekday !== 0 && weekday !== 6;
};

/** Whether the notices settle the day; else Monday to Friday is only a guess. */
export const isKnown = ({ knownFrom, knownUntil }: WorkCalendar, day: EpochDay): boolean => {
  const date = dateOfDay(day);
  return knownFrom <= date && date <= knownUntil;
};

/** Whole days from a day on, that day included, which the notices settle without a gap; 0 where they do not settle it. */
export const knownDaysFrom = (calendar: WorkCalendar, day: EpochDay): number =>
  isKnown(calendar, day) ? epochDay(calendar.knownUntil) - day + 1 : 0;

const indexes = new WeakMap<WorkCalendar, Map<EpochDay, CalendarDay>>();

const exceptionsOf = (calendar: WorkCalendar): Map<EpochDay, CalendarDay> => {
  const known = indexes.get(calendar);
  if (known) return known;
  const index = new Map(calendar.days.map((day) => [epochDay(day.date), day]));
  indexes.set(calendar, index);
  return index;
};
