import { closestRow, type Policy, type Severity } from '../policy/policy.ts';
import type { Rejection } from '../rejection.ts';
import { type Instant, plusDays, plusSeconds } from '../time/instant.ts';
import { CLOCKS_DIFFER_SECONDS } from './device-clock.ts';
import { SEVERITY_NAMES } from './severity-names.ts';

/** Which matters a grid worker settles on the spot (自行处置), what they show for it, and how many are verified. */

/** A matter that shall be settled on the spot. */
interface OnSpot {
  category: string;
  severity: Severity;
  /** Where it was, if that was told by a point. */
  point?: unknown;
  /** What shows it. */
  files: readonly unknown[];
  /** When it was settled, if that was not now. */
  settledAt?: Instant;
}

/** So long a grid worker may be off the net with what they have settled. */
const MOST_DAYS = 7;

const ruleFor = ({ onSpot }: Policy, { category, severity }: Pick<OnSpot, 'category' | 'severity'>) => {
  if (!onSpot?.severities.includes(severity)) return undefined;
  const rule = closestRow(onSpot.rules, category, severity);
  return rule?.allowed ? rule : undefined;
};

/** Why a matter cannot be settled on the spot, or not with what is shown for it; undefined when it can. */
export const refusedOnSpot = (policy: Policy, matter: OnSpot, now: Instant): Rejection | undefined => {
  const { severity, point, files, settledAt } = matter;
  const rule = ruleFor(policy, matter);
  if (!rule) {
    const isTooGrave = policy.onSpot !== undefined && !policy.onSpot.severities.includes(severity);
    return isTooGrave ? tooGrave(severity) : NOT_ON_SPOT;
  }
  if (rule.needs?.includes('point') && point === undefined) return POINT_NEEDED;
  if (rule.needs?.includes('file') && files.length === 0) return FILE_NEEDED;
  if (settledAt === undefined) return undefined;
  const isOfLate =
    settledAt >= plusDays(now, -MOST_DAYS) && settledAt <= plusSeconds(now, CLOCKS_DIFFER_SECONDS);
  return isOfLate ? undefined : settledAtAnotherTime(now);
};

/** Whether a matter that was settled on the spot goes to somebody else for verification. `draw` lies from 0 up to 1. */
export const isSampled = (
  policy: Policy,
  matter: Pick<OnSpot, 'category' | 'severity'>,
  draw: number,
): boolean => draw < (ruleFor(policy, matter)?.sample ?? 0);

const NOT_ON_SPOT: Rejection = {
  kind: 'invalid',
  code: 'not-on-spot',
  field: 'category',
  message: {
    'zh-CN': '办理规则不允许自行处置该类事项；请上报（POST /cases），由指挥中心派遣。',
    en: 'The policy does not let such a matter be settled on the spot; report it (POST /cases), and a centre has it handled.',
  },
};

const tooGrave = (severity: Severity): Rejection => ({
  ...NOT_ON_SPOT,
  message: {
    'zh-CN': `该类事项的等级为“${SEVERITY_NAMES[severity]['zh-CN']}”，不得自行处置；请上报（POST /cases），由指挥中心派遣。`,
    en: `A matter of this category is ${SEVERITY_NAMES[severity].en} and is not settled on the spot; report it (POST /cases), and a centre has it handled.`,
  },
});

const POINT_NEEDED: Rejection = {
  kind: 'invalid',
  code: 'point-needed',
  field: 'point',
  message: {
    'zh-CN': '自行处置该类事项须提供坐标（point）；请打开手机定位后重试，或改为上报（POST /cases）。',
    en: 'To settle such a matter on the spot, say where by its point; switch on the location of your device, or report the matter (POST /cases).',
  },
};

const FILE_NEEDED: Rejection = {
  kind: 'invalid',
  code: 'file-needed',
  field: 'files',
  message: {
    'zh-CN':
      '自行处置该类事项须附现场照片等文件（files）；请先上传（POST /attachments），或改为上报（POST /cases）。',
    en: 'To settle such a matter on the spot, show it in files; upload one first (POST /attachments), or report the matter (POST /cases).',
  },
};

const settledAtAnotherTime = (now: Instant): Rejection => ({
  kind: 'invalid',
  code: 'settled-at',
  field: 'settledAt',
  message: {
    'zh-CN': `处置时间不得晚于现在（服务器时间 ${now}，允许快 1 分钟），也不得早于 ${MOST_DAYS} 天前；请核对手机时间。`,
    en: `The matter must have been settled before now (${now} by the server's clock; yours may be a minute ahead) and within the last ${MOST_DAYS} days; check the clock of your device.`,
  },
});
