import type { Text } from '../text.ts';
import type { WorkCalendar } from '../time/calendar.ts';
import { momentText } from '../time/date-text.ts';
import { type ExplainedStep, explainDeadline } from '../time/explain.ts';
import type { Instant } from '../time/instant.ts';
import { budgetMs, type PausedLedger, usedMs } from '../time/ledger.ts';
import { HOUR } from '../time/shanghai.ts';
import type { Clock } from './clock.ts';

/**
 * Why a clock's deadline is what it is: each grant in turn, or, once the clock was stopped or came under another limit,
 * what was used before and how the rest runs.
 */
export const explainClock = (clock: Clock, calendar: WorkCalendar): ExplainedStep[] => {
  if (clock.ran.length > 0 || clock.since !== undefined) return stretchByStretch(clock, calendar);
  const steps = grantByGrant(clock, calendar);
  const stands = steps.some(({ at }) => at === clock.dueAt);
  return stands ? steps : [...steps, { at: clock.dueAt, text: knownText(clock.dueAt) }];
};

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
  const { limits, since } = clock;
  const ran = clock.ran.map((stretch, index) => {
    const { from, to } = stretch;
    const until: PausedLedger['ran'] = [...clock.ran.slice(0, index), stretch];
    const used = usedMs({ limits, ran: until, ...(since !== undefined && { since }) }, to, calendar);
    const next = clock.ran[index + 1]?.from ?? clock.runningSince;
    return { at: to, text: (next === to ? replacedText : stoppedText)(from, to, used) };
  });
  const stoppedAt = clock.ran.at(-1)?.to ?? clock.startedAt;
  const left = Math.max(0, budgetMs(clock, calendar) - usedMs(clock, stoppedAt, calendar));
  if (clock.runningSince === undefined) return [...ran, { at: stoppedAt, text: leftText(left) }];
  const runs = clock.runningSince === since ? underText : runsText;
  return [...ran, { at: clock.dueAt, text: runs(clock.runningSince, left, clock.dueAt) }];
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

const replacedText = (from: Instant, to: Instant, used: number): Text => ({
  'zh-CN': `${moment(from)['zh-CN']}至${moment(to)['zh-CN']}计时，按现行时限折算累计已用 ${hours(used)} 小时，随后改按新的时限`,
  en: `Ran from ${moment(from).en} to ${moment(to).en}; ${hours(used)} hours used so far, as the present limit counts; then another limit took effect`,
});

const leftText = (left: number): Text => ({
  'zh-CN': `已暂停计时，剩余 ${hours(left)} 小时`,
  en: `The clock is paused with ${hours(left)} hours left`,
});

const runsText = (since: Instant, left: number, dueAt: Instant): Text => ({
  'zh-CN': `${moment(since)['zh-CN']}恢复计时，剩余 ${hours(left)} 小时，${moment(dueAt)['zh-CN']}到期`,
  en: `Resumed on ${moment(since).en} with ${hours(left)} hours left; due on ${moment(dueAt).en}`,
});

const underText = (since: Instant, left: number, dueAt: Instant): Text => ({
  'zh-CN': `${moment(since)['zh-CN']}起按现行时限计时，剩余 ${hours(left)} 小时，${moment(dueAt)['zh-CN']}到期`,
  en: `Under the present limit since ${moment(since).en} with ${hours(left)} hours left; due on ${moment(dueAt).en}`,
});

const knownText = (dueAt: Instant): Text => ({
  'zh-CN': `日历调整不使到期时间早于调整之时，也不移动已届满的到期时间：${moment(dueAt)['zh-CN']}到期`,
  en: `A corrected calendar moves no deadline to before the correction, and none that has run out: due on ${moment(dueAt).en}`,
});
