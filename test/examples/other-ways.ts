import { COMMITTEE, GRID, URBAN_MANAGEMENT } from './corner-of-nantong.ts';
import type { Showing } from './showing.ts';

/** Matters that take other ways: settled on the spot, declined, handed to and fro, voided, merged. */
export const liveOtherWays = async (showing: Showing): Promise<void> => {
  await showing.show('grid-worker-01', 'selfHandle', {
    body: {
      title: '楼道堆放杂物',
      description: '3号楼道堆放纸箱，已当场劝离清理。',
      category: 'environment.waste',
      grid: GRID,
      result: '杂物已清理，楼道畅通。',
    },
  });
  const reported = async (by: string, title: string, description: string, category: string) => {
    const { id } = await showing.ask(by, 'report', { body: { title, description, category, grid: GRID } });
    return { id: id as string };
  };

  const consultation = await reported(
    'resident-01',
    '判决后物业费争议',
    '法院判决后物业公司仍要求补交物业费，请协调。',
    'residentRequest.consultation',
  );
  await showing.show('committee-01', 'decline', {
    params: consultation,
    body: { code: 'litigation', reason: '该争议已由法院判决，请向法院申请执行。' },
  });
  await showing.show('resident-01', 'appeal', {
    params: consultation,
    body: { reason: '补交的是判决之后的费用，不在判决范围内。' },
  });

  const waste = await reported(
    'resident-01',
    '建筑垃圾无人清运',
    '小区东门外堆放建筑垃圾已三天，影响通行。',
    'environment.waste',
  );
  await showing.show('committee-01', 'return', {
    params: waste,
    body: { code: 'needsHigherLevel', reason: '堆放点跨两个社区，需街道协调清运。' },
  });
  await showing.show('township-01', 'assign', {
    params: waste,
    body: { unit: COMMITTEE, reason: '经核实堆放点在德民社区，清运车辆由街道安排。' },
  });
  await showing.ask('committee-01', 'return', {
    params: waste,
    body: { code: 'needsHigherLevel', reason: '清运费用超出社区权限。' },
  });
  await showing.show('county-01', 'designate', {
    params: waste,
    body: { unit: URBAN_MANAGEMENT, reason: '由区城市管理局组织清运，费用由区级列支。' },
  });

  const parking = await reported(
    'resident-01',
    '消防通道乱停车',
    '5号楼消防通道长期停放车辆，消防车无法进入。',
    'safetyHazard.fire',
  );
  await showing.show('township-01', 'escalate', {
    params: parking,
    ifMatch: await showing.versionOf(parking.id),
    body: { reason: '涉及多个小区消防通道，需区级统一整治。' },
  });
  await showing.show('county-01', 'delegate', {
    params: parking,
    body: { reason: '请街道先行劝离车辆，区级整治方案另行下发。' },
  });

  const mistaken = await reported('resident-01', '测试', '测试上报功能。', 'environment.waste');
  await showing.show('committee-01', 'void', {
    params: mistaken,
    body: { code: 'testReport', reason: '上报人确认为测试操作。' },
  });

  const older = await reported(
    'resident-01',
    '树枝遮挡路灯',
    '小区北侧树枝遮挡路灯，夜间昏暗。',
    'environment',
  );
  const younger = await reported(
    'resident-02',
    '路灯被树挡住',
    '北门路灯被树枝挡住，晚上看不清路。',
    'environment',
  );
  await showing.show('committee-01', 'merge', {
    params: younger,
    body: { into: older.id, reason: '两件上报为同一处路灯遮挡，合并办理。' },
  });
};
