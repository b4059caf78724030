import { expect } from 'vitest';
import { at, officer, township } from '../../domain/builders.ts';
import { POINT, type World } from '../world/world.ts';
import { deviceOf } from './device.ts';

/** What the offices do on the Monday of the first report, each on a device of their own. */

/** What residents report. */
export const MATTER = {
  title: '楼上深夜弹琴',
  description: '每晚十点以后，五楼有人弹琴到一点。',
  category: 'dispute.neighbour',
  point: { ...POINT, crs: 'WGS84' },
};

/** Whoever handles it at the township. */
export const desk = officer(township);

/** Through acknowledging and handling to the result, as the township does it. */
export const settle = async (world: World, id: string): Promise<void> => {
  const office = deviceOf(world, desk.subject);
  await office.post(`/cases/${id}/acknowledge`, {});
  world.moveTo(at('2025-03-03 09:30'));
  await office.post(`/cases/${id}/submit-result`, { result: '已与五楼住户约定，晚九点后不再弹琴。' });
};

/** Whoever was drawn has been there. */
export const verify = async (world: World, id: string): Promise<void> => {
  const { verifier } = (await world.case(id)).state as { verifier?: string };
  world.moveTo(at('2025-03-03 10:00'));
  const verified = await deviceOf(world, verifier!).post(`/cases/${id}/verify`, {
    passed: true,
    evidence: { takenAt: at('2025-03-03 09:50'), point: MATTER.point },
  });
  expect(verified.status).toBe(200);
};
