import * as z from 'zod/mini';
import { CHANNELS } from '#domain/case/case.ts';
import { AREA_LEVELS, RESPONSIBLE_LEVELS } from '#domain/place/area.ts';
import { SEVERITIES } from '#domain/policy/policy.ts';
import type { Instant } from '#domain/time/instant.ts';
import { LIMIT_UNITS } from '#domain/time/limit.ts';
import { sentence } from './sentences.ts';

/** Shapes that several operations share. Lengths follow GB/T 31000-2015: 2,000 characters for narratives. */

/** Half a surrogate pair is no character: stored it would change, and the history's hashes would not verify. */
const wellFormed = z.refine<string>((text) => text.isWellFormed(), sentence('halfCharacter'));

export const title = z.string().check(z.trim(), z.minLength(1), z.maxLength(100), wellFormed);
export const narrative = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000), wellFormed);
export const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(500), wellFormed);
export const code = z.string().check(z.minLength(1), z.maxLength(60), wellFormed);

/** ULID, as the case id is. */
export const caseId = z.string().check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, sentence('caseId')));
export const caseParams = z.object({ id: caseId });
export const areaCode = z
  .string()
  .check(z.regex(/^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?)?$/, sentence('areaCode')));
/** A unit's code, as the city's list of units writes it. */
export const unitCode = z
  .string()
  .check(z.maxLength(60), z.regex(/^\d{4,15}-[A-Za-z]+(-[\w-]+)?$/, sentence('unitCode')));
export const gridCode = z.string().check(z.regex(/^\d{15}$/, sentence('gridCode')));

export const severity = z.enum(SEVERITIES);
export const channel = z.enum(CHANNELS);
export const level = z.enum(RESPONSIBLE_LEVELS);
export const areaLevel = z.enum(AREA_LEVELS);
/** UTC with milliseconds and nothing else: what the domain calls an instant. */
export const instant = z.iso.datetime({ precision: 3 }) as unknown as z.ZodMiniType<Instant, Instant>;
export const limit = z.strictObject({ value: z.number().check(z.positive()), unit: z.enum(LIMIT_UNITS) });

export const unitName = z.object({ code: z.string(), name: z.string() });

/** Answer to every command: where the case stands now. */
export const receipt = z.object({
  id: z.string(),
  version: z.int(),
  stage: z.string(),
  level,
  unit: z.optional(z.string()),
  dueAt: z.optional(instant),
});

/** A page of a list. The cursor is opaque and goes back as it came; the longest holds a token of Step Functions. */
export const page = {
  limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100)), 50),
  cursor: z.optional(z.string().check(z.maxLength(4200))),
};
