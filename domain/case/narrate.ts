import type { Unit } from '../place/unit.ts';
import { commonSentences, moveText, text } from '../process/common.ts';
import type { Text } from '../text.ts';
import { momentText } from '../time/date-text.ts';
import type { Instant } from '../time/instant.ts';
import type { CaseRequest } from './case.ts';
import type { CaseEvent, CaseEventOf, CaseEventType } from './event.ts';

/**
 * One sentence for what happened, as an officer would say it. It names units and never people, and carries no
 * words that people wrote: those stand in the event itself, for whoever may read them.
 */
export const narrateCase = (event: CaseEvent): Text => {
  const tell = sentences[event.type] as (event: CaseEvent) => Text;
  return tell(event);
};

const KINDS: Record<CaseRequest['kind'], Text> = {
  extension: { 'zh-CN': '延期', en: 'an extension' },
  suspension: { 'zh-CN': '挂账', en: 'a suspension' },
  void: { 'zh-CN': '作废', en: 'striking it off' },
};

const momentOf = (at: Instant): Text => momentText(Date.parse(at));
const names = (units: { unit: Unit }[], joint: string): string =>
  units.map(({ unit }) => unit.name).join(joint);

const sentences: { [T in CaseEventType]: (event: CaseEventOf<T>) => Text } = {
  ...commonSentences,
  reported: ({ unit }) =>
    text(`事项上报，由${unit.name}受理待分派`, `Reported; ${unit.name} has it on its desk`),
  selfHandled: () => text('网格员当场处置', 'Settled on the spot by the grid worker'),
  assigned: ({ unit }) => text(`分派给${unit.name}`, `Assigned to ${unit.name}`),
  designated: ({ unit }) =>
    text(`指定${unit.name}办理，不得退回`, `${unit.name} is designated and cannot return the case`),
  delegated: ({ from, to }) =>
    text(`由${from.name}交${to.name}办理`, `Delegated from ${from.name} to ${to.name}`),
  acknowledged: () => text('承办单位签收', 'The unit has acknowledged the case'),
  returned: ({ to }) => text(`退回${to.name}重新分派`, `Returned to ${to.name} for another dispatch`),
  whistled: ({ parts }) =>
    text(`吹哨：请${names(parts, '、')}联合处置`, `Whistle: ${names(parts, ', ')} asked to join`),
  responded: ({ unitName }) => text(`${unitName}的协办事项已反馈`, `The part of ${unitName} is in`),
  partReturned: ({ unitName }) => text(`${unitName}退回协办事项`, `${unitName} returns its part`),
  partRemoved: ({ unitName }) =>
    text(`主办单位取消${unitName}的协办事项`, `The lead takes off the part of ${unitName}`),
  partExtensionRequested: ({ unitName }) => text(`${unitName}申请延期`, `${unitName} asks for more time`),
  partExtended: ({ unitName, moved }) =>
    text(`${unitName}的协办时限${moveText(moved)['zh-CN']}`, `The part of ${unitName} ${moveText(moved).en}`),
  partExtensionRefused: ({ unitName }) => text(`不同意${unitName}延期`, `${unitName} gets no more time`),
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
  requested: ({ request }) =>
    text(`申请${KINDS[request.kind]['zh-CN']}`, `Asked for: ${KINDS[request.kind].en}`),
  requestRefused: ({ kind }) => text(`不同意${KINDS[kind]['zh-CN']}`, `Refused: ${KINDS[kind].en}`),
  extended: ({ moved }) =>
    text(
      `同意延期，时限${moveText(moved)['zh-CN']}`,
      `Extension granted; the deadline ${moveText(moved).en}`,
    ),
  suspended: ({ until }) =>
    text(`挂账至${momentOf(until)['zh-CN']}`, `Suspended until ${momentOf(until).en}`),
  resumed: ({ moved }) =>
    text(
      `恢复计时，时限${moveText(moved)['zh-CN']}`,
      `The clock goes on; the deadline ${moveText(moved).en}`,
    ),
  severityChanged: ({ severity, moved }) =>
    text(
      `等级改为${severity}，时限${moveText(moved)['zh-CN']}`,
      `Graded ${severity}; the deadline ${moveText(moved).en}`,
    ),
  supervisionOrdered: () => text('上级督办，须限时回复', 'A level above asks for a reply in time'),
  supervisionAnswered: () => text('已回复督办', 'The supervision has its reply'),
  rehomed: ({ grid, from }) =>
    text(`网格调整：由 ${from} 划入 ${grid}`, `Borders changed: from grid ${from} to ${grid}`),
  absorbed: ({ caseId }) => text(`并入案件 ${caseId}`, `Case ${caseId} was merged into this one`),
  merged: ({ into }) => text(`并入案件 ${into}`, `Merged into case ${into}`),
  declined: () => text('不予受理', 'Declined'),
  voided: () => text('作废', 'Struck off'),
  reopened: ({ unit }) => text(`重开，由${unit.name}重新分派`, `Reopened; ${unit.name} dispatches it anew`),
  attached: () => text('添加附件', 'A file was added'),
  closed: () => text('结案', 'Closed'),
  escalated: ({ from, to }) =>
    text(`由${from.name}上报至${to.name}`, `Escalated from ${from.name} to ${to.name}`),
  partRaised: ({ from, to }) =>
    text(
      `${from.name}逾期未反馈，转由其上级${to.name}负责`,
      `${from.name} is late with its part; raised to its superior ${to.name}`,
    ),
  commented: () => text('备注', 'Comment'),
};
