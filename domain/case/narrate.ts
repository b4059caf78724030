import type { Text } from '../text.ts';
import type { Unit } from '../unit.ts';
import type { CaseEvent, EventType } from './event.ts';

/**
 * One sentence for what happened, as an officer would say it. It names units and never people, and carries no
 * words that people wrote: those stand in the event itself, for whoever may read them.
 */
export const narrate = (event: CaseEvent): Text => {
  const tell = sentences[event.type] as (event: CaseEvent) => Text;
  return tell(event);
};

type EventOf<T extends EventType> = Extract<CaseEvent, { type: T }>;

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });
const names = (units: { unit: Unit }[], joint: string): string =>
  units.map(({ unit }) => unit.name).join(joint);
const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${Math.round(share * 100)}%`;

const sentences: { [T in EventType]: (event: EventOf<T>) => Text } = {
  reported: ({ unit }) =>
    text(`事项上报，由${unit.name}受理待分派`, `Reported; ${unit.name} has it on its desk`),
  selfHandled: () => text('网格员当场处置', 'Settled on the spot by the grid worker'),
  assigned: ({ unit }) => text(`分派给${unit.name}`, `Assigned to ${unit.name}`),
  acknowledged: () => text('承办单位签收', 'The unit has acknowledged the case'),
  returned: ({ to }) => text(`退回${to.name}重新分派`, `Returned to ${to.name} for another dispatch`),
  whistled: ({ parts }) =>
    text(`吹哨：请${names(parts, '、')}联合处置`, `Whistle: ${names(parts, ', ')} asked to join`),
  responded: ({ unitName }) => text(`${unitName}的协办事项已反馈`, `The part of ${unitName} is in`),
  joined: () => text('协办事项全部反馈，转回主办单位', 'All parts are in; the lead unit goes on'),
  resultSubmitted: ({ to }) =>
    text(`办理完毕，由${to.name}组织核实`, `Handed in; ${to.name} has it verified`),
  verified: ({ to }) => text(`核实通过，由${to.name}回访`, `Verified on the spot; ${to.name} follows up`),
  reworked: ({ to }) => text(`核实未通过，退${to.name}返工`, `Not good enough; back to ${to.name}`),
  followedUp: ({ satisfied }) =>
    satisfied
      ? text('回访：满意', 'Followed up: satisfied')
      : text('回访：不满意', 'Followed up: not satisfied'),
  secondLookOrdered: ({ to }) => text(`由${to.name}再次办理`, `A second look, by ${to.name}`),
  closed: () => text('结案', 'Closed'),
  reminded: ({ unitName, rung }) =>
    text(
      `时限已用 ${percent(rung.share)}，提醒${unitName}`,
      `${percent(rung.share)} of the limit is used; ${unitName} is reminded`,
    ),
  cardGiven: ({ unitName, rung }) =>
    text(
      `时限已用 ${percent(rung.share)}，对${unitName}亮黄牌`,
      `${percent(rung.share)} of the limit is used; yellow card for ${unitName}`,
    ),
  escalated: ({ from, to }) =>
    text(`由${from.name}上报至${to.name}`, `Escalated from ${from.name} to ${to.name}`),
  partRaised: ({ from, to }) =>
    text(
      `${from.name}逾期未反馈，转由其上级${to.name}负责`,
      `${from.name} is late with its part; raised to its superior ${to.name}`,
    ),
  supervised: ({ unitName }) => text(`对${unitName}督办`, `${unitName} is under supervision`),
  commented: () => text('备注', 'Comment'),
  parked: () =>
    text('流程受阻，案件搁置，待运维处理', 'The workflow is stuck; the case waits for an operator'),
  restarted: () => text('运维重启流程', 'An operator restarted the workflow'),
};
