import * as z from 'zod/mini';
import { CHANNELS } from '#domain/case/case.ts';
import { AREA_LEVELS, RESPONSIBLE_LEVELS } from '#domain/place/area.ts';
import { COORDINATE_SYSTEMS } from '#domain/place/coordinates.ts';
import { SEVERITIES } from '#domain/policy/policy.ts';
import { LIMIT_UNITS } from '#domain/time/limit.ts';

/** Shapes that several operations share. Lengths follow GB/T 31000-2015: 2,000 characters for narratives. */

/** Half a surrogate pair is no character: stored it would change, and the history's hashes would not verify. */
const wellFormed = z.refine<string>(
  (text) => text.isWellFormed(),
  '文字中有残缺的字符 / the text holds half a character',
);

export const title = z.string().check(z.trim(), z.minLength(1), z.maxLength(100), wellFormed);
export const narrative = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000), wellFormed);
export const reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(500), wellFormed);
export const code = z.string().check(z.minLength(1), z.maxLength(60), wellFormed);

/** ULID, as the case id is. */
export const caseId = z
  .string()
  .check(z.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, '案件编号为 26 位 / a case id has 26 characters'));
export const caseParams = z.object({ id: caseId });
export const areaCode = z
  .string()
  .check(
    z.regex(
      /^\d{2}(\d{2}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?)?$/,
      '区划编码为 2、4、6、9、12 或 15 位数字 / an area code has 2, 4, 6, 9, 12 or 15 digits',
    ),
  );
export const gridCode = z
  .string()
  .check(z.regex(/^\d{15}$/, '网格编码为 15 位数字 / a grid code has 15 digits'));

export const severity = z.enum(SEVERITIES);
export const channel = z.enum(CHANNELS);
export const level = z.enum(RESPONSIBLE_LEVELS);
export const areaLevel = z.enum(AREA_LEVELS);
export const instant = z.iso.datetime({ precision: 3 });
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
    message: swapped
      ? '经纬度似乎颠倒了 / lon and lat seem to be swapped'
      : '坐标不在中国境内 / the point does not lie in China',
  });
});

export const point = z
  .strictObject({
    lon: z.number(),
    lat: z.number(),
    crs: z._default(z.enum(COORDINATE_SYSTEMS), 'WGS84'),
  })
  .check(likelyPlace);

export const unitName = z.object({ code: z.string(), name: z.string() });

/** What was seen on the spot: when, and where. */
export const evidence = z.strictObject({ takenAt: instant, point: z.optional(point) });

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
