import type { Text } from '../text.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { momentText } from '../time/date-text.ts';
import { type ExplainedStep, explainDeadline } from '../time/explain.ts';
import type { Instant } from '../time/instant.ts';
import { budgetMs, usedMs } from '../time/ledger.ts';
import { HOUR } from '../time/shanghai.ts';
import type { Clock } from './clock.ts';

/**
 * Why a clock's deadline is what it is: each grant in turn, or, once the clock was stopped, what was used before each
 * pause and how the rest runs.
 */
export const explainClock = (clock: Clock, calendar: WorkCalendar): ExplainedStep[] =>
  clock.ran.length === 0 ? grantByGrant(clock, calendar) : stretchByStretch(clock, calendar);

const grantByGrant = ({ startedAt, limits }: Clock, calendar: WorkCalendar): ExplainedStep[] => {
  let from = startedAt;
  return limits.flatMap((limit, index) => {
    const { steps, dueAt } = explainDeadline(from, limit, calendar);
    const extension: ExplainedStep[] = index === 0 ? [] : [{ at: from, text: EXTENDED }];
    from = dueAt;
    return [...extension, ...steps];
  });
};

const stretchByStretch = (clock: Clock, calendar: WorkCalendar): ExplainedStep[] => {
  const ran = clock.ran.map(({ from, to }, index) => {
    const used = usedMs(
      { limits: clock.limits, ran: [...clock.ran.slice(0, index), { from, to }] },
      to,
      calendar,
    );
    return { at: to, text: stoppedText(from, to, used) };
  });
  const used = usedMs(clock, clock.ran.at(-1)?.to ?? clock.startedAt, calendar);
  const left = budgetMs(clock, calendar) - used;
  if (clock.runningSince === undefined)
    return [...ran, { at: clock.ran.at(-1)?.to ?? clock.startedAt, text: leftText(left) }];
  const end: ExplainedStep = { at: clock.dueAt, text: runsText(clock.runningSince, left, clock.dueAt) };
  return [...ran, end];
};

const EXTENDED: Text = {
  'zh-CN': '同意延期：自原到期时间起增加一个原时限',
  en: 'Extension: the original limit once more, counted from the deadline',
};

const hours = (milliseconds: number): string => (milliseconds / HOUR).toFixed(2).replace(/\.?0+$/, '');

const moment = (at: Instant): Text => momentText(Date.parse(at));

const stoppedText = (from: Instant, to: Instant, used: number): Text => ({
  'zh-CN': `${moment(from)['zh-CN']}至${moment(to)['zh-CN']}计时，累计已用 ${hours(used)} 小时，随后暂停计时`,
  en: `Ran from ${moment(from).en} to ${moment(to).en}; ${hours(used)} hours used so far; then the clock was paused`,
});

const leftText = (left: number): Text => ({
  'zh-CN': `已暂停计时，剩余 ${hours(left)} 小时`,
  en: `The clock is paused with ${hours(left)} hours left`,
});

const runsText = (since: Instant, left: number, dueAt: Instant): Text => ({
  'zh-CN': `${moment(since)['zh-CN']}恢复计时，剩余 ${hours(left)} 小时，${moment(dueAt)['zh-CN']}到期`,
  en: `Resumed on ${moment(since).en} with ${hours(left)} hours left; due on ${moment(dueAt).en}`,
});
