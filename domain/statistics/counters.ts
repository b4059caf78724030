import type { ClockedStage } from '../policy/policy.ts';
import type { Text } from '../text.ts';

/** The names of the counters. What each of them counts is said where it is added: `case/count.ts`. */

/** The stages of which it is counted how their limits end: due is what ended, done or not. */
export const STAGE_COUNTED = [
  'dispatch',
  'acknowledgement',
  'handling',
  'part',
  'verification',
  'followUp',
] as const satisfies readonly ClockedStage[];
export type StageCounter = `${(typeof STAGE_COUNTED)[number]}${'Due' | 'Done' | 'OnTime'}`;

const STAGE_COUNTERS = STAGE_COUNTED.flatMap((stage): StageCounter[] => [
  `${stage}Due`,
  `${stage}Done`,
  `${stage}OnTime`,
]);

/** The longest period of which figures are told: a quarter of a year. */
export const MOST_DAYS = 92;

/** How many cases filed on a day stood closed so many days later: what is reopened is taken off again. */
export type ClosedAfter = `closedAfter${number}`;

const OF_BOTH = [
  'returned',
  'delegated',
  'escalated',
  'whistled',
  'extended',
  'suspended',
  'supervised',
  'yellowCards',
  'redCards',
  'reworked',
  'satisfied',
  'unsatisfied',
] as const;

const OF_AREAS = [
  'filed',
  'filedCritical',
  'selfHandled',
  'sampled',
  'closed',
  'declined',
  'voided',
  'merged',
  'reopened',
  'appealed',
  'secondLooks',
  'reachedTownship',
  'reachedCounty',
  'reachedCity',
  'secondsToClosing',
  'due',
  'closedOnTime',
  'closedLate',
  'dueRaw',
  'closedOnTimeRaw',
] as const;

const OF_UNITS = ['received', 'partsReceived', 'partsReturned', 'partsExtended'] as const;

/** Counters of an area on a day, as they are told; those by days after filing are told as closures. */
export const AREA_COUNTERS = [...OF_AREAS, ...OF_BOTH, ...STAGE_COUNTERS] as const;
export const UNIT_COUNTERS = [...OF_UNITS, ...OF_BOTH, ...STAGE_COUNTERS] as const;
export type AreaCounter = (typeof AREA_COUNTERS)[number];
export type UnitCounter = (typeof UNIT_COUNTERS)[number];

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

/** What people call the stages that are counted. */
export const STAGE_COUNTED_NAMES: Record<(typeof STAGE_COUNTED)[number], Text> = {
  dispatch: text('派遣', 'dispatch'),
  acknowledgement: text('签收', 'acknowledgement'),
  handling: text('办理', 'handling'),
  part: text('协办', 'parts'),
  verification: text('核实', 'verification'),
  followUp: text('回访', 'follow-up'),
};

const OF_STAGES = Object.fromEntries(
  STAGE_COUNTED.flatMap((stage): [StageCounter, Text][] => {
    const { 'zh-CN': zh, en } = STAGE_COUNTED_NAMES[stage];
    return [
      [`${stage}Due`, text(`应${zh}`, `${en}: due`)],
      [`${stage}Done`, text(`已${zh}`, `${en}: done`)],
      [`${stage}OnTime`, text(`按期${zh}`, `${en}: in time`)],
    ];
  }),
) as Record<StageCounter, Text>;

/** What people call the counters. */
export const COUNTER_NAMES: Record<AreaCounter | UnitCounter, Text> = {
  filed: text('立案', 'filed'),
  filedCritical: text('重大事项立案', 'filed, critical'),
  selfHandled: text('自行处置', 'settled on the spot'),
  sampled: text('自行处置抽查', 'drawn for verification'),
  closed: text('结案', 'closed'),
  declined: text('不予受理', 'declined'),
  voided: text('作废', 'voided'),
  merged: text('并案', 'merged'),
  reopened: text('重开', 'reopened'),
  appealed: text('申诉', 'appealed'),
  secondLooks: text('二次办理', 'handled a second time'),
  reachedTownship: text('上行至乡镇（街道）', 'reached the township'),
  reachedCounty: text('上行至县（市、区）', 'reached the county'),
  reachedCity: text('上行至市', 'reached the city'),
  secondsToClosing: text('立案至结案合计秒数', 'seconds from filing to closing'),
  due: text('应办结', 'due to be closed'),
  closedOnTime: text('按期结案', 'closed in time'),
  closedLate: text('逾期结案', 'closed late'),
  dueRaw: text('应办结（不扣除挂账）', 'due to be closed, suspensions not taken off'),
  closedOnTimeRaw: text('按期结案（不扣除挂账）', 'closed in time, suspensions not taken off'),
  returned: text('退回', 'returned'),
  delegated: text('下交', 'delegated'),
  escalated: text('提级', 'escalated'),
  whistled: text('吹哨', 'whistles'),
  extended: text('延期', 'extended'),
  suspended: text('挂账', 'suspended'),
  supervised: text('督办', 'supervised'),
  yellowCards: text('黄牌', 'yellow cards'),
  redCards: text('红牌', 'red cards'),
  reworked: text('返工', 'reworked'),
  satisfied: text('满意', 'satisfied'),
  unsatisfied: text('不满意', 'not satisfied'),
  received: text('接收案件', 'cases received'),
  partsReceived: text('接收协办任务', 'parts received'),
  partsReturned: text('退回协办任务', 'parts returned'),
  partsExtended: text('协办延期', 'parts extended'),
  ...OF_STAGES,
};
