import { type Notice, personsList } from '../process/process.ts';
import type { Text } from '../text.ts';
import { type Case, isOpen, openParts, reportersOf, requestOf } from './case.ts';
import type { CaseEvent, CaseEventOf, CaseEventType } from './event.ts';

/**
 * What units and people are told of a case. New work stands on a list and is not told besides; what is told is what would
 * pass unseen there: that time runs out, that something is asked, decided or answered, or comes back.
 */

/** What somebody is told, as they are told it. */
export const NOTICE_NAMES = {
  reminded: { 'zh-CN': '时限提醒', en: 'reminder: the limit runs out' },
  yellowCard: { 'zh-CN': '黄牌', en: 'yellow card' },
  redCard: { 'zh-CN': '红牌', en: 'red card' },
  supervised: { 'zh-CN': '逾期督办', en: 'supervised for lateness' },
  escalated: { 'zh-CN': '案件提级到本单位', en: 'a case has climbed to your unit' },
  partRaised: { 'zh-CN': '下级逾期，协办任务转由本单位办理', en: 'a late part is yours to answer now' },
  requested: { 'zh-CN': '有申请待审批', en: 'a request to decide' },
  requestRefused: { 'zh-CN': '申请未获同意', en: 'your request was refused' },
  extended: { 'zh-CN': '延期申请已获同意', en: 'your extension was granted' },
  suspended: { 'zh-CN': '挂账申请已获同意', en: 'your suspension was granted' },
  resumed: { 'zh-CN': '挂账结束，恢复计时', en: 'the suspension has ended; the clock goes on' },
  partExtensionRequested: { 'zh-CN': '有协办延期申请待审批', en: 'more time for a part to decide' },
  partExtended: { 'zh-CN': '协办延期已获同意', en: 'your part got more time' },
  partExtensionRefused: { 'zh-CN': '协办延期未获同意', en: 'your part got no more time' },
  partRemoved: { 'zh-CN': '协办任务已取消', en: 'your part was removed' },
  responded: { 'zh-CN': '协办单位已反馈', en: 'a part was answered' },
  partReturned: { 'zh-CN': '协办单位退回任务', en: 'a part was returned' },
  supervisionOrdered: { 'zh-CN': '上级督办，请按时回复', en: 'supervision by a level above: reply in time' },
  supervisionAnswered: { 'zh-CN': '督办已回复', en: 'your supervision was answered' },
  returned: { 'zh-CN': '案件被退回，请重新派遣', en: 'a case was returned to dispatch anew' },
  reworked: { 'zh-CN': '核实未通过，请返工', en: 'verification failed: rework it' },
  secondLookOrdered: {
    'zh-CN': '群众不满意，请二次办理',
    en: 'the reporter is not satisfied: handle it again',
  },
  appealed: { 'zh-CN': '不予受理的案件有申诉，请决定', en: 'an appeal to decide' },
  reopened: { 'zh-CN': '案件重开', en: 'a case was reopened' },
  commented: { 'zh-CN': '案件有新备注', en: 'a new comment' },
  verified: { 'zh-CN': '已办结并核实，请您评价', en: 'it was done and checked: are you satisfied?' },
  closed: { 'zh-CN': '案件已结案', en: 'the case is closed' },
  declined: { 'zh-CN': '不予受理', en: 'the case was not accepted' },
  voided: { 'zh-CN': '案件已作废', en: 'the case was struck off' },
  merged: { 'zh-CN': '已并入另一案件一并办理', en: 'the case goes on in another one' },
} as const satisfies Record<string, Text>;
export type NoticeName = keyof typeof NOTICE_NAMES;

/** A case on both sides of an event. */
interface Around {
  before: Case | undefined;
  after: Case;
}

/** Whom an event is told, by their lists; nobody where there is nobody. */
type Recipients<T extends CaseEventType> = (
  event: CaseEventOf<T>,
  around: Around,
) => readonly (string | undefined)[];

const inCharge = (current: Case | undefined): string | undefined =>
  current && isOpen(current) ? current.state.unit.code : undefined;
const unitInCharge = (_: object, { after }: Around) => [inCharge(after)];
const lead = (_: object, { before }: Around) => [inCharge(before)];
const asker = (_: object, { before }: Around) => [before && requestOf(before)?.unit?.code];
const reporters = (_: object, { after }: Around) => reportersOf(after).map(personsList);
const named = ({ unit }: { unit: string }) => [unit];
const addressee = ({ to }: { to: { code: string } }) => [to.code];

const partOf = (current: Case | undefined, unit: string) =>
  current && openParts(current).find((part) => part.unit.code === unit);
/** Whoever must answer for a part, which may be the unit above the one that was asked. */
const answerable = ({ unit }: { unit: string }, { before }: Around) => [
  partOf(before, unit)?.responsible.code,
];

/** Reporters who have said what they think of it need not be told that it is closed. */
const notAsked = (_: object, { before, after }: Around) => {
  const said = before?.state.stage === 'followUp' ? (before.state.answered ?? []) : [];
  return reportersOf(after)
    .filter((reporter) => !said.includes(reporter))
    .map(personsList);
};

/** Whatever has a name is told to somebody; a card by its colour. */
type NoticeType = Exclude<NoticeName, 'yellowCard' | 'redCard'> | 'cardGiven';

const TOLD: { [T in CaseEventType]: T extends NoticeType ? Recipients<T> : null } = {
  reminded: named,
  cardGiven: named,
  supervised: named,
  escalated: addressee,
  partRaised: addressee,

  requested: ({ request }) => [request.decides],
  requestRefused: asker,
  extended: asker,
  suspended: asker,
  resumed: unitInCharge,
  partExtensionRequested: ({ decides }, { after }) => [decides ?? inCharge(after)],
  partExtended: answerable,
  partExtensionRefused: answerable,
  partRemoved: (event, around) => [event.unit, ...answerable(event, around)],
  supervisionOrdered: unitInCharge,
  supervisionAnswered: (_, { before }) => [
    before && isOpen(before) ? before.state.supervision?.by : undefined,
  ],

  responded: lead,
  partReturned: lead,
  returned: addressee,
  reworked: addressee,
  secondLookOrdered: addressee,
  appealed: unitInCharge,
  commented: unitInCharge,

  verified: reporters,
  closed: notAsked,
  declined: reporters,
  reopened: (_, around) => [inCharge(around.after), ...reporters(_, around)],
  voided: (_, around) => [...asker(_, around), ...reporters(_, around)],
  merged: (_, around) => [...asker(_, around), ...reporters(_, around)],

  // New work stands on the list of whoever has it.
  reported: null,
  assigned: null,
  designated: null,
  delegated: null,
  whistled: null,
  joined: null,
  resultSubmitted: null,
  parked: null,

  // Nobody has to know of it at once.
  selfHandled: null,
  acknowledged: null,
  followedUp: null,
  severityChanged: null,
  rehomed: null,
  absorbed: null,
  attached: null,
  recalculated: null,
  restarted: null,
};

/** Who is told of an event, and of what. */
export const noticesOf = (event: CaseEvent, around: Around): Notice[] => {
  const told = TOLD[event.type] as Recipients<CaseEventType> | null;
  const what = event.type === 'cardGiven' ? CARDS[event.color] : (event.type as NoticeName);
  return (told?.(event as never, around) ?? []).flatMap((to) => (to === undefined ? [] : { to, what }));
};

const CARDS = { yellow: 'yellowCard', red: 'redCard' } as const;
