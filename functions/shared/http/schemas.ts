import * as z from 'zod/mini';
import { ROLES } from '#domain/actor.ts';
import { CHANNELS } from '#domain/case/case.ts';
import { STAGES } from '#domain/case/stages.ts';
import { AREA_LEVELS, RESPONSIBLE_LEVELS } from '#domain/place/area.ts';
import { SEVERITIES, TIMED_STAGES } from '#domain/policy/policy.ts';
import { readable } from '#domain/readable.ts';
import { type Instant, readInstant } from '#domain/time/instant.ts';
import { LIMIT_UNITS } from '#domain/time/limit.ts';
import { sentence } from './sentences.ts';

/** Shapes that several operations share. Lengths follow GB/T 31000-2015: 2,000 characters for narratives. */

const [composed, onLine] = readable('line');
const [, onLines] = readable('lines');

export const title = z.string().check(composed, z.minLength(1), z.maxLength(100), onLine);
export const narrative = z.string().check(composed, z.minLength(1), z.maxLength(2000), onLines);
export const reason = z.string().check(composed, z.minLength(1), z.maxLength(500), onLines);
/** A code of the city's: of a unit, a category, a reason. */
export const code = z.string().check(composed, z.minLength(1), z.maxLength(60), onLine);

/** The name of a version: of a policy, a calendar, an edition. */
export const version = z.string().check(composed, z.minLength(1), z.maxLength(60), onLine);

/** ULID, as the case id is. */
export const caseId = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, sentence('caseId')));
/** Or the number by which people name the case, in groups or not. */
export const caseIdOrNumber = z
  .string()
  .check(z.regex(/^([0-9A-HJKMNP-TV-Z]{26}|[2-9]\d{2}[ -]?\d{4}[ -]?\d{4})$/, sentence('caseIdOrNumber')));
export const caseParams = z.object({ id: caseId });
export const areaCode = z
  .string()
  .check(z.regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?)?$/, sentence('areaCode')));
/** A unit's code, as the city's list of units writes it. */
export const unitCode = z
  .string()
  .check(z.maxLength(60), z.regex(/^\d{4,15}-[A-Za-z]+(-[\w-]+)?$/, sentence('unitCode')));
export const gridCode = z.string().check(z.regex(/^\d{15}$/, sentence('gridCode')));

/** An uploaded file, as a request names it. */
export const fileGiven = z.strictObject({
  id: z.string().check(z.regex(/^[0-9a-f]{32}$/, sentence('fileId'))),
  /** What it shows. */
  caption: z.exactOptional(title),
});
/** Ten files are looked at and put to their case within the time of one request. */
const MOST_FILES = 10;
export const filesGiven = z.array(fileGiven).check(z.minLength(1), z.maxLength(MOST_FILES));

export const severity = z.enum(SEVERITIES);
export const channel = z.enum(CHANNELS);
export const stage = z.enum(STAGES);
export const timedStage = z.enum(TIMED_STAGES);
export const role = z.enum(ROLES);
export const level = z.enum(RESPONSIBLE_LEVELS);
export const areaLevel = z.enum(AREA_LEVELS);
/** UTC with milliseconds and nothing else: what the domain calls an instant, and how every answer writes one. */
export const instant = z.iso.datetime({ precision: 3 }) as unknown as z.ZodMiniType<Instant, Instant>;

const given = (written: z.ZodMiniType<string, string>): z.ZodMiniType<Instant, string> =>
  z.pipe(
    written,
    z.transform((text, context): Instant => {
      const read = readInstant(text);
      if ('at' in read) return read.at;
      context.issues.push({ code: 'custom', input: text, message: sentence(read.fault) });
      return z.NEVER;
    }),
  );

/** An instant as it is sent, with any offset. */
export const givenInstant = given(z.string());
/** The same in an address, where a `+` that is not written as `%2B` arrives as a blank. */
export const givenInstantInQuery = given(
  z.string().check(z.overwrite((text) => text.replace(/(?<=T[\d:.,]+) (?=\d{2}(:?\d{2})?$)/i, '+'))),
);

/** Something that is asked for in an address, or not said at all. */
export const yes = z.pipe(
  z.enum(['true']),
  z.transform(() => true as const),
);

/** A number in an address: digits with a sign and a decimal point, and nothing else that a program might take for one. */
const WRITTEN_NUMBER = /^-?\d{1,15}(\.\d{1,20})?$/;
const readNumber = z.transform((sent: unknown) => {
  if (sent === '') return undefined;
  return typeof sent === 'string' && WRITTEN_NUMBER.test(sent) ? Number(sent) : sent;
});
/** A number in an address; what is written otherwise is refused by the number's own schema. */
export const inQuery = (number: z.ZodMiniType<number, number>): z.ZodMiniType<number, unknown> =>
  z.pipe(readNumber as z.ZodMiniTransform<number, unknown>, number);

/** Several of some words in an address, joined by commas; so API Gateway joins a parameter that is repeated. */
export const listOf = <Word extends string>(words: readonly [Word, ...Word[]] | readonly Word[]) =>
  z.pipe(
    z.pipe(
      z.string().check(z.minLength(1), z.maxLength(300)),
      z.transform((text) => text.split(',')),
    ),
    z.array(z.enum(words as readonly Word[])),
  );

export const limit = z.strictObject({ value: z.number().check(z.positive()), unit: z.enum(LIMIT_UNITS) });

export const unitName = z.object({ code: z.string(), name: z.string() });

/** Answer to every command: where the case stands now. */
export const receipt = z.object({
  id: z.string(),
  /** By which people name the case, on the telephone and on paper. */
  number: z.optional(z.string()),
  version: z.int(),
  stage,
  level,
  unit: z.optional(z.string()),
  dueAt: z.optional(instant),
});

/** A page of a list. The cursor is opaque and goes back as it came; the longest holds a token of Step Functions. */
export const page = {
  limit: z._default(inQuery(z.int().check(z.gte(1), z.lte(100))), 50),
  cursor: z.optional(z.string().check(z.maxLength(4200))),
};
