import { locateInCell } from '#domain/place/locate.ts';
import type { CityStore, GridsAt, Place } from '../store/city-store.ts';

/** The grid of a place, and the version of the borders with which it was found. */
export interface Located {
  grid: string;
  borderVersion: string;
}

/** The grid of a place among those that may hold it; undefined for a place outside the city. */
export const locatedAmong = ({ grids, borderVersion }: GridsAt, place: Place): Located | undefined => {
  const grid = 'grid' in place ? grids[0]?.code : locateInCell(grids, [place.point.lon, place.point.lat]);
  return grid === undefined ? undefined : { grid, borderVersion };
};

/** The grid at a point (WGS 84). */
export const locate = async (
  city: Pick<CityStore, 'gridsAt'>,
  point: { lon: number; lat: number },
): Promise<Located | undefined> => locatedAmong(await city.gridsAt(point), { point });
