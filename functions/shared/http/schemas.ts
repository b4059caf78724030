import * as z from 'zod/mini';
import { CHANNELS } from '#domain/case/case.ts';
import { AREA_LEVELS, RESPONSIBLE_LEVELS } from '#domain/place/area.ts';
import { COORDINATE_SYSTEMS, type CoordinateSystem, toWgs84 } from '#domain/place/coordinates.ts';
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
export const gridCode = z.string().check(z.regex(/^\d{15}$/, sentence('gridCode')));

export const severity = z.enum(SEVERITIES);
export const channel = z.enum(CHANNELS);
export const level = z.enum(RESPONSIBLE_LEVELS);
export const areaLevel = z.enum(AREA_LEVELS);
/** UTC with milliseconds and nothing else: what the domain calls an instant. */
export const instant = z.iso.datetime({ precision: 3 }) as unknown as z.ZodMiniType<Instant, Instant>;
export const limit = z.strictObject({ value: z.number().check(z.positive()), unit: z.enum(LIMIT_UNITS) });

/** The rectangle around China: what lies outside is a mistake, most often longitude and latitude swapped. */
const CHINA = { west: 73, east: 136, south: 3, north: 54 };
const inChina = (lon: number, lat: number) =>
  lon >= CHINA.west && lon <= CHINA.east && lat >= CHINA.south && lat <= CHINA.north;

/** Checks that coordinates lie in China and says so when they seem to be swapped. */
export const likelyPlace = z.superRefine<{ lon: number; lat: number }>(({ lon, lat }, context) => {
  if (inChina(lon, lat)) return;
  const swapped = inChina(lat, lon);
  context.addIssue({
    code: 'custom',
    path: [swapped ? 'lon' : inChina(lon, CHINA.south) ? 'lat' : 'lon'],
    message: sentence(swapped ? 'swappedCoordinates' : 'outsideChina'),
  });
});

const crs = z._default(z.enum(COORDINATE_SYSTEMS), 'WGS84');

/** The place in WGS 84, in which borders and cases are kept. */
export const inWgs84 = (at: { lon: number; lat: number; crs: CoordinateSystem }) => {
  const [lon, lat] = toWgs84([at.lon, at.lat], at.crs);
  return { lon, lat };
};

/** A point of a body as it is sent, and what is made of it. */
export const point = z.strictObject({ lon: z.number(), lat: z.number(), crs }).check(likelyPlace);
export const wgs84Point = z.pipe(point, z.transform(inWgs84));

/** The fields by which a query asks about a place; with `likelyPlace` as check. */
export const placeFields = { lon: z.coerce.number(), lat: z.coerce.number(), crs };

export const unitName = z.object({ code: z.string(), name: z.string() });

/** What was seen on the spot: when, and where. */
export const evidence = z.strictObject({ takenAt: instant, point: z.exactOptional(wgs84Point) });

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
  cursor: z.optional(z.string().check(z.maxLength(2000))),
};
