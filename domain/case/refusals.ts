import { type Actor, unitOf } from '../actor.ts';
import { isWithin } from '../place/area.ts';
import { isCentre, type Unit } from '../place/unit.ts';
import type { Clock } from '../process/clock.ts';
import type { Context } from '../process/context.ts';
import type { Rejection } from '../rejection.ts';
import type { Case } from './case.ts';

/** Refusals that several commands share. */

export const unknownUnit = (unit: string, field: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-unit',
  field,
  message: {
    'zh-CN': `没有编码为“${unit}”的单位；请核对单位编码。`,
    en: `There is no unit "${unit}"; check the unit code.`,
  },
});

/** What people want of a merged case has its place in the one that goes on; undefined for any other case. */
export const goesOnElsewhere = ({ state }: Pick<Case, 'state'>): Rejection | undefined =>
  state.stage === 'merged'
    ? {
        kind: 'conflict',
        code: 'goes-on-elsewhere',
        into: state.into,
        message: {
          'zh-CN': `本案已并入案件 ${state.into}；请在该案中操作。`,
          en: `This case was merged into case ${state.into} and goes on there; do it in that case.`,
        },
      }
    : undefined;

/** A reason code that the policy does not have; undefined when it has. */
export const unknownReason = (code: string, reasons: readonly { code: string }[]): Rejection | undefined => {
  const known = reasons.map((reason) => reason.code);
  if (known.includes(code)) return undefined;
  return {
    kind: 'invalid',
    code: 'unknown-reason',
    field: 'code',
    message: {
      'zh-CN': `办理规则中没有理由代码“${code}”；可用：${known.join('、')}。`,
      en: `The policy has no reason "${code}"; use one of ${known.join(', ')}.`,
    },
  };
};

export const noOpenPart = (unit: string): Rejection => ({
  kind: 'conflict',
  code: 'no-open-part',
  message: {
    'zh-CN': `单位“${unit}”在本案中没有待反馈的协办任务。`,
    en: `Unit "${unit}" has no open part in this case.`,
  },
});

export const afterDeadline: Rejection = {
  kind: 'conflict',
  code: 'after-deadline',
  message: {
    'zh-CN': '已过到期时间，不能再申请或批准延期、挂账。',
    en: 'The deadline has passed; an extension or a suspension is no longer possible.',
  },
};

/** Why a clock gets no more time, if it gets none: its deadline has passed, or its extensions are used up. */
export const refusedExtension = (
  { dueAt }: Clock,
  extensions: number,
  { now, policy }: Pick<Context, 'now' | 'policy'>,
): Rejection | undefined => {
  if (now > dueAt) return afterDeadline;
  return extensions >= policy.extensionQuota ? quotaUsedUp(policy.extensionQuota) : undefined;
};

const quotaUsedUp = (quota: number): Rejection => ({
  kind: 'conflict',
  code: 'extension-quota',
  message: {
    'zh-CN': `延期次数已用完（最多 ${quota} 次）。`,
    en: `All ${quota} extensions are used up.`,
  },
});

export const nobodyAbove: Rejection = {
  kind: 'conflict',
  code: 'nobody-above',
  message: {
    'zh-CN': '案件已在最高一级指挥中心，没有上一级。',
    en: 'The case is already with the highest centre.',
  },
};

export const suspendedAlready: Rejection = {
  kind: 'conflict',
  code: 'suspended',
  message: {
    'zh-CN': '案件处于挂账状态；请先恢复计时。',
    en: 'The case is suspended; resume it first.',
  },
};

/** Returns and delegations have used up their quota. */
export const mustDesignate = (returns: number): Rejection => ({
  kind: 'conflict',
  code: 'must-designate',
  message: {
    'zh-CN': `案件已被退回、下交 ${returns} 次，不能再分派或下交；请指定办理（designate）。`,
    en: `The case has been returned or delegated ${returns} times and cannot be assigned or delegated again; designate a unit.`,
  },
});

export const isDesignated = (unit: string): Rejection => ({
  kind: 'conflict',
  code: 'designated',
  message: {
    'zh-CN': `${unit}是指定办理的单位，不能退回，也不能转交。`,
    en: `${unit} was designated and cannot return the case, nor pass it on.`,
  },
});

/**
 * Why a unit takes no part in a case, if it does not: it must answer for the place, so sit there or on the way up from it. A
 * unit elsewhere comes in through a centre that stands above both places. The supervising unit handles nothing.
 */
export const outOfPlace = (
  { grid }: { grid: string },
  { kind, area, name }: Unit,
  { actor }: { actor: Actor },
  field: string,
): Rejection | undefined => {
  const own = unitOf(actor);
  const isCommon = own && isCentre(own) && isWithin(grid, own.area) && isWithin(area, own.area);
  if (kind !== 'supervisingUnit' && (isWithin(grid, area) || isCommon)) return undefined;
  return {
    kind: 'invalid',
    code: 'unit-elsewhere',
    field,
    message: {
      'zh-CN': `${name}不负责本案所在地；外地单位须由双方共同的上级指挥中心安排，请提级（escalate）。`,
      en: `${name} does not answer for the place of this case; only a centre above both places brings in a unit from elsewhere: escalate the case.`,
    },
  };
};
