import type { Text } from '../text.ts';
import type { OpenStage, Stage } from './case.ts';

/** What people call the stages. */
export const STAGE_NAMES: Record<Stage, Text> = {
  reported: { 'zh-CN': '待派遣', en: 'waiting for dispatch' },
  acknowledgement: { 'zh-CN': '待签收', en: 'waiting for acknowledgement' },
  handling: { 'zh-CN': '办理中', en: 'being handled' },
  joint: { 'zh-CN': '联合处置中', en: 'in joint handling' },
  verification: { 'zh-CN': '待核实', en: 'waiting for verification' },
  followUp: { 'zh-CN': '待回访', en: 'waiting for follow-up' },
  closed: { 'zh-CN': '已结案', en: 'closed' },
  declined: { 'zh-CN': '不予受理', en: 'declined' },
  voided: { 'zh-CN': '已作废', en: 'voided' },
  merged: { 'zh-CN': '已并案', en: 'merged into another case' },
};

export const STAGES = Object.keys(STAGE_NAMES) as Stage[];

export const OPEN_STAGES = [
  'reported',
  'acknowledgement',
  'handling',
  'joint',
  'verification',
  'followUp',
] as const satisfies readonly OpenStage[];
