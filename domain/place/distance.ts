/** Metres on the mean sphere of the earth (IUGG: 6,371,008.8 m), good to half a percent. */
const RADIUS = 6_371_008.8;

/** The distance between two points in metres, along the great circle. */
export const metresBetween = (a: { lon: number; lat: number }, b: { lon: number; lat: number }): number => {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const north = radians(b.lat - a.lat);
  const east = radians(b.lon - a.lon);
  const h =
    Math.sin(north / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(east / 2) ** 2;
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
};
