import type { Rejection } from '../rejection.ts';
import type { Text } from '../text.ts';
import type { Case, Stage } from './case.ts';

/** What people call the stages. */
export const STAGE_NAMES: Record<Stage, Text> = {
  reported: { 'zh-CN': '待分派', en: 'waiting for dispatch' },
  acknowledgement: { 'zh-CN': '待签收', en: 'waiting for acknowledgement' },
  handling: { 'zh-CN': '办理中', en: 'being handled' },
  joint: { 'zh-CN': '联合处置', en: 'in joint handling' },
  verification: { 'zh-CN': '待核实', en: 'waiting for verification' },
  followUp: { 'zh-CN': '待回访', en: 'waiting for follow-up' },
  closed: { 'zh-CN': '已结案', en: 'closed' },
  declined: { 'zh-CN': '不予受理', en: 'declined' },
  voided: { 'zh-CN': '已作废', en: 'void' },
  merged: { 'zh-CN': '已并案', en: 'merged into another case' },
};

/** The refusal of a command at a stage where it has no place, telling where it has. */
export const wrongStage = (current: Case, command: string, allowed: readonly Stage[]): Rejection => {
  const list = (language: 'zh-CN' | 'en', joint: string) =>
    allowed.map((s) => STAGE_NAMES[s][language]).join(joint);
  const { stage } = current.state;
  return {
    kind: 'wrongStage',
    code: 'wrong-stage',
    message: {
      'zh-CN': `案件现在处于“${STAGE_NAMES[stage]['zh-CN']}”，不能执行“${command}”；该操作只适用于：${list('zh-CN', '、')}。`,
      en: `The case is ${STAGE_NAMES[stage].en}; "${command}" is possible only while it is ${list('en', ' or ')}.`,
    },
  };
};

export const OPEN_STAGES = [
  'reported',
  'acknowledgement',
  'handling',
  'joint',
  'verification',
  'followUp',
] as const satisfies readonly Stage[];
