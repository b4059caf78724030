import * as z from 'zod/mini';
import { toWgs84 } from '#domain/place/coordinates.ts';
import type { Told } from '#shared/cases/file-case.ts';
import { channel, code, gridCode, narrative, point, severity, title } from '#shared/http/schemas.ts';

/** What both ways of filing are told. */
export const toldShape = {
  title,
  description: narrative,
  category: code,
  severity: z._default(severity, 'general'),
  channel: z._default(channel, 'resident'),
  point: z.optional(point),
  grid: z.optional(gridCode),
};

/** A case has one place: a point, or a grid when there is no point. */
export const onePlace = z.refine<{ point?: unknown; grid?: unknown }>(
  (told) => (told.point === undefined) !== (told.grid === undefined),
  { path: ['point'], error: '请给出 point 或 grid 之一 / give either point or grid' },
);

const toldSchema = z.object(toldShape);

/** What was told, with the point in the coordinates that borders are kept in. */
export const toldOf = ({ point: at, grid, ...told }: z.output<typeof toldSchema>): Told => ({
  ...told,
  place: at ? { point: wgs84(at) } : { grid: grid ?? '' },
});

const wgs84 = ({ lon, lat, crs }: z.output<typeof point>) => {
  const [x, y] = toWgs84([lon, lat], crs);
  return { lon: x, lat: y };
};
