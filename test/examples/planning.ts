import { cornerOfNantong } from './corner-of-nantong.ts';
import type { Showing } from './showing.ts';

const coded = (code: string, zh: string, en: string) => ({ code, name: { 'zh-CN': zh, en } });

/** A policy as small as one can be: what a township has to do with disputes, three working days each. */
const TRIED_POLICY = {
  version: 'nantong-2026-6',
  categories: [coded('dispute', '矛盾纠纷', 'Dispute'), coded('dispute.neighbour', '邻里纠纷', 'Neighbours')],
  limits: [
    { stage: 'dispatch', limit: { value: 2, unit: 'workHour' } },
    { stage: 'acknowledgement', limit: { value: 2, unit: 'workHour' } },
    { stage: 'handling', limit: { value: 3, unit: 'workDay' } },
    { stage: 'part', limit: { value: 1, unit: 'workDay' } },
    { stage: 'verification', limit: { value: 1, unit: 'workDay' } },
    { stage: 'followUp', limit: { value: 3, unit: 'workDay' } },
    { stage: 'supervision', limit: { value: 1, unit: 'workDay' } },
  ],
  ladders: [
    {
      rungs: [
        { share: 0.8, actions: ['remind'] },
        { share: 1, actions: ['yellowCard', 'escalate'] },
      ],
    },
  ],
  superviseEvery: { value: 24, unit: 'urgentHour' },
  returnQuota: 2,
  extensionQuota: 2,
  suspensionDays: 90,
  reopenWithin: { value: 30, unit: 'naturalDay' },
  onSpot: { severities: ['general', 'low'], rules: [{ allowed: true, sample: 0.03 }] },
  verifyWithinMetres: 500,
  similar: { metres: 200, days: 7 },
  guardGraceSeconds: 300,
  returnReasons: [coded('notOurDuty', '不属于本单位职责', "Not this unit's duty")],
  reworkReasons: [coded('notDone', '未实际处置', 'Nothing was done on the spot')],
  declineReasons: [coded('litigation', '属诉讼、仲裁、复议等法定程序', 'Belongs to litigation')],
  voidReasons: [coded('testReport', '测试数据', 'A test')],
  jointTemplates: [],
  duties: [{ category: 'dispute', kind: 'commandCenter', level: 'township' }],
};

/** What governs the city, and its amendments. */
export const plan = async (showing: Showing): Promise<void> => {
  const { world } = showing;
  await showing.show('county-01', 'getPolicy', { cutTo: 1 });
  await showing.show('county-01', 'listCalendars');
  await showing.show('county-01', 'getCalendar', { params: { year: '2026' }, cutTo: 6 });
  await showing.show('county-01', 'listEditions');
  await showing.show('county-01', 'dryRunPolicy', {
    body: {
      policy: TRIED_POLICY,
      area: '320613001',
      from: '2026-03-01T00:00:00+08:00',
      to: '2026-04-01T00:00:00+08:00',
      limit: 50,
    },
    cutTo: 1,
  });

  // The policy of the year before is still known.
  const { policy } = cornerOfNantong();
  await world.store.city.keepPolicy({ ...policy, version: 'nantong-2025-9' });
  const wish = (reason: string) => ({
    body: { reason, earlier: { kind: 'policy', version: 'nantong-2025-9' } },
  });
  const approved = await showing.show(
    'operator-01',
    'proposeAmendment',
    wish('新规则试行期间退回过多，恢复上一版办理规则。'),
  );
  const amendment = { amendmentId: approved.id as string };
  await showing.show('city-01', 'getAmendment', { params: amendment, cutTo: 1 });
  const refused = await showing.ask('operator-01', 'proposeAmendment', wish('误选版本。'));
  await showing.show('city-01', 'refuseAmendment', {
    params: { amendmentId: refused.id },
    body: { reason: '与前一项变更相同，不再重复审批。' },
  });
  const withdrawn = await showing.ask('operator-01', 'proposeAmendment', wish('重复提交。'));
  await showing.show('operator-01', 'withdrawAmendment', {
    params: { amendmentId: withdrawn.id },
    body: { reason: '重复提交，撤回。' },
  });
  await showing.show('city-01', 'approveAmendment', { params: amendment, body: {} });
  await showing.show('city-01', 'listAmendments', { query: { limit: 1 } });
};
