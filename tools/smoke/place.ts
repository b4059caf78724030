import type { Point } from '#domain/case/case.ts';
import { isWithin } from '#domain/place/area.ts';
import type { Scene } from './scene.ts';
import { answered, Unexpected } from './unexpected.ts';

/** A point in a grid of the grid worker: the one that was named, else the first that its areas have and a border holds. */
export const placeOf = async (scene: Scene): Promise<{ point: Point; grid: string }> => {
  const { as, cast, wish } = scene;
  const { account, area = '' } = cast.worker;
  const points = wish.point ? [wish.point] : await pointsBelow(scene, area);
  const asked: string[] = [];
  for (const { lon, lat } of points) {
    const path = `/grids/locate?lon=${lon}&lat=${lat}`;
    const { body } = await answered(`GET ${path}`, 200, as(account).get(path));
    if (body.inside && isWithin(body.grid, area)) return { point: { lon, lat }, grid: body.grid };
    asked.push(`${lon},${lat} lies in ${body.grid ?? 'no grid'}`);
  }
  throw new Unexpected(
    `a point in a grid of area ${area}`,
    asked.join('; ') || 'none of its areas has lon and lat',
  );
};

const pointsBelow = async (scene: Scene, code: string): Promise<Point[]> => {
  const caller = scene.as(scene.cast.worker.account);
  const { body: area } = await answered(`GET /areas/${code}`, 200, caller.get(`/areas/${code}`));
  if (area.level === 'grid') return pointOf(area);
  const path = `/areas/${code}/children?limit=20`;
  const { body } = await answered(`GET ${path}`, 200, caller.get(path));
  const [first] = body.items;
  return !first || first.level === 'grid' ? body.items.flatMap(pointOf) : pointsBelow(scene, first.code);
};

const pointOf = ({ lon, lat }: Partial<Point>): Point[] =>
  lon === undefined || lat === undefined ? [] : [{ lon, lat }];
