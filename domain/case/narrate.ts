import type { Unit } from '../place/unit.ts';
import { changeText, commonSentences, moveText, text } from '../process/common.ts';
import type { Text } from '../text.ts';
import { momentText } from '../time/date-text.ts';
import type { Instant } from '../time/instant.ts';
import type { CaseRequest } from './case.ts';
import type { CaseEvent, CaseEventOf, CaseEventType } from './event.ts';
import { SEVERITY_NAMES } from './severity-names.ts';

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
  void: { 'zh-CN': '作废', en: 'voiding the case' },
  merge: { 'zh-CN': '并案', en: 'merging the case' },
};

const momentOf = (at: Instant): Text => momentText(Date.parse(at));
const names = (units: { unit: Unit }[], joint: string): string =>
  units.map(({ unit }) => unit.name).join(joint);

const sentences: { [T in CaseEventType]: (event: CaseEventOf<T>) => Text } = {
  ...commonSentences,
  reported: ({ unit }) => text(`事项上报，由${unit.name}立案`, `Reported and filed with ${unit.name}`),
  selfHandled: () => text('网格员自行处置完毕', 'Settled on the spot by the grid worker'),
  assigned: ({ unit }) => text(`分派给${unit.name}`, `Assigned to ${unit.name}`),
  designated: ({ unit }) =>
    text(`指定${unit.name}办理，不得退回`, `${unit.name} is designated and cannot return the case`),
  delegated: ({ from, to }) =>
    text(`由${from.name}下交${to.name}`, `Delegated from ${from.name} to ${to.name}`),
  acknowledged: () => text('承办单位签收', 'The unit has acknowledged the case'),
  returned: ({ to }) => text(`退回${to.name}重新派遣`, `Returned to ${to.name} for a new dispatch`),
  whistled: ({ parts }) =>
    text(`吹哨：请${names(parts, '、')}报到，联合处置`, `Whistle: ${names(parts, ', ')} asked to join`),
  responded: ({ unitName }) => text(`${unitName}已报到反馈`, `${unitName} has responded`),
  partReturned: ({ unitName }) => text(`${unitName}退回协办任务`, `${unitName} has returned its part`),
  partRemoved: ({ unitName }) =>
    text(`主办单位取消${unitName}的协办任务`, `The lead unit has removed the part of ${unitName}`),
  partExtensionRequested: ({ unitName }) => text(`${unitName}申请协办延期`, `${unitName} requests more time`),
  partExtended: ({ unitName, moved }) =>
    text(
      `同意${unitName}协办延期，到期时间${moveText(moved)['zh-CN']}`,
      `More time for ${unitName}: the deadline ${moveText(moved).en}`,
    ),
  partExtensionRefused: ({ unitName }) =>
    text(`不同意${unitName}协办延期`, `More time for ${unitName} is refused`),
  joined: () => text('联合处置完成，转回主办单位', 'Joint handling is complete; back to the lead unit'),
  resultSubmitted: ({ to }) =>
    text(`已办结，由${to.name}组织核实`, `Result submitted; ${to.name} organises the verification`),
  verified: ({ to }) =>
    text(`核实通过，由${to.name}回访`, `Verification passed; ${to.name} does the follow-up`),
  reworked: ({ to }) =>
    text(`核实未通过，由${to.name}返工`, `Verification failed; back to ${to.name} for rework`),
  followedUp: ({ satisfied }) =>
    satisfied ? text('回访：满意', 'Follow-up: satisfied') : text('回访：不满意', 'Follow-up: not satisfied'),
  secondLookOrdered: ({ to }) => text(`由${to.name}二次办理`, `${to.name} handles the case a second time`),
  requested: ({ request }) =>
    text(`申请${KINDS[request.kind]['zh-CN']}`, `Requested: ${KINDS[request.kind].en}`),
  requestRefused: ({ kind }) => text(`不同意${KINDS[kind]['zh-CN']}`, `Refused: ${KINDS[kind].en}`),
  extended: ({ moved }) =>
    text(
      `同意延期，到期时间${moveText(moved)['zh-CN']}`,
      `Extension approved; the deadline ${moveText(moved).en}`,
    ),
  suspended: ({ until }) =>
    text(`同意挂账至${momentOf(until)['zh-CN']}`, `Suspended until ${momentOf(until).en}`),
  resumed: ({ moved, others = [] }) => {
    const moves = [{ moved }, ...others].map(changeText);
    return text(
      `恢复计时，${moves.map((move) => move['zh-CN']).join('；')}`,
      `The clock runs again; ${moves.map(({ en }) => en).join('; ')}`,
    );
  },
  severityChanged: ({ severity, moved, others = [] }) => {
    const moves = [{ moved }, ...others].map(changeText);
    return text(
      `等级调整为${SEVERITY_NAMES[severity]['zh-CN']}，${moves.map((move) => move['zh-CN']).join('；')}`,
      `Severity changed to ${SEVERITY_NAMES[severity].en}; ${moves.map(({ en }) => en).join('; ')}`,
    );
  },
  supervisionOrdered: () =>
    text('上级督办，须限时回复', 'A centre above supervises the case and demands a reply by a deadline'),
  supervisionAnswered: () => text('已回复督办', 'The unit in charge has replied to the supervision'),
  rehomed: ({ grid, from }) =>
    text(
      `网格边界调整：由网格 ${from} 划归网格 ${grid}`,
      `Borders changed: the case moves from grid ${from} to grid ${grid}`,
    ),
  absorbed: ({ caseId, others = [] }) => {
    const moves = others.map(changeText);
    return text(
      [`案件 ${caseId} 并入本案`, ...moves.map((move) => move['zh-CN'])].join('；'),
      [`Case ${caseId} was merged into this one`, ...moves.map(({ en }) => en)].join('; '),
    );
  },
  merged: ({ into }) => text(`本案并入案件 ${into}`, `Merged into case ${into}`),
  declined: () => text('不予受理', 'Declined'),
  voided: () => text('同意作废', 'Voided'),
  reopened: ({ unit }) =>
    text(`重开，由${unit.name}重新派遣`, `Reopened; ${unit.name} dispatches the case again`),
  appealed: ({ unit }) =>
    text(`上报人申诉，由${unit.name}重新审查`, `The reporter appeals; ${unit.name} decides anew`),
  attached: () => text('添加附件', 'A file was added'),
  closed: () => text('结案', 'Closed'),
  escalated: ({ from, to, others = [] }) => {
    const moves = others.map(changeText);
    return text(
      [`由${from.name}提级至${to.name}`, ...moves.map((move) => move['zh-CN'])].join('；'),
      [`Escalated from ${from.name} to ${to.name}`, ...moves.map(({ en }) => en)].join('; '),
    );
  },
  partRaised: ({ from, to }) =>
    text(
      `${from.name}逾期未反馈，协办任务转其上级单位${to.name}`,
      `${from.name} is late with its part; the part is raised to its superior, ${to.name}`,
    ),
  commented: () => text('备注', 'Comment'),
};
