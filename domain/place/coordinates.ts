import gcoord from 'gcoord';

// gcoord's types describe a default export inside the module that Node loads; at run time it is the module itself.
const { transform, BD09, GCJ02, WGS84 } = gcoord as unknown as typeof gcoord.default;

/** Coordinate systems in which a position may be reported. */
export const COORDINATE_SYSTEMS = ['WGS84', 'CGCS2000', 'GCJ02'] as const;
export type CoordinateSystem = (typeof COORDINATE_SYSTEMS)[number];

/** Longitude and latitude in degrees; WGS84 unless said otherwise. */
export type Position = [lon: number, lat: number];

/**
 * A position in WGS84. CGCS2000, the national system, differs from WGS84 by centimetres and is taken as it is.
 * GCJ02, which phone apps in China hand out, lies some 500 m off: in a city that is another grid. BD09 is
 * Baidu's, a shift of that.
 */
export const toWgs84 = (position: Position, system: CoordinateSystem | 'BD09'): Position => {
  if (system === 'BD09') return transform(position, BD09, WGS84);
  return system === 'GCJ02' ? transform(position, GCJ02, WGS84) : position;
};
