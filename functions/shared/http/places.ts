import * as z from 'zod/mini';
import { COORDINATE_SYSTEMS, type CoordinateSystem, toWgs84 } from '#domain/place/coordinates.ts';
import { filesGiven, givenInstant, inQuery } from './schemas.ts';
import { sentence } from './sentences.ts';

/** Shapes of places as they are sent. A file of its own: whoever takes no place loads no conversion of coordinates. */

/** The rectangle around China: what lies outside is a mistake, most often longitude and latitude swapped. */
export const CHINA = { west: 73, east: 136, south: 3, north: 54 };
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

export const longitude = z.number();
export const latitude = z.number();
const crs = z._default(z.enum(COORDINATE_SYSTEMS), 'WGS84');

/** The place in WGS 84, in which borders and cases are kept. */
export const inWgs84 = (at: { lon: number; lat: number; crs: CoordinateSystem }) => {
  const [lon, lat] = toWgs84([at.lon, at.lat], at.crs);
  return { lon, lat };
};

/** A point of a body as it is sent, and what is made of it. */
export const point = z.strictObject({ lon: longitude, lat: latitude, crs }).check(likelyPlace);
export const wgs84Point = z.pipe(point, z.transform(inWgs84));

/** The fields by which a query asks about a place; with `likelyPlace` as check. */
export const placeFields = { lon: inQuery(longitude), lat: inQuery(latitude), crs };

/** What was seen on the spot: when and where by the device, and files that show it. */
export const evidence = z.strictObject({
  takenAt: z.exactOptional(givenInstant),
  point: z.exactOptional(wgs84Point),
  files: z.exactOptional(filesGiven),
});
