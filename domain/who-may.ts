import { ROLES, type Role } from './actor.ts';
import type { Rejection } from './rejection.ts';
import type { Text } from './text.ts';

/**
 * Whom the rules of `access.ts` mean: told beforehand by the document of the API, and afterwards to whoever was refused.
 * Those of commands on cases are in `case/who-may.ts`.
 */
export interface WhoMay {
  /** The roles of which somebody may at all. */
  roles: readonly Role[];
  /** Who of them, in words. */
  who: Text;
}

/** The refusal of what is no command, telling who may. That of a command is `notAllowed` of `process/decide.ts`. */
export const forbidden = ({ who }: WhoMay): Rejection => ({
  kind: 'forbidden',
  code: 'forbidden',
  message: {
    'zh-CN': `您的岗位、单位或辖区无权执行此操作；可执行的人员：${who['zh-CN']}。`,
    en: `Your role, unit or area does not allow this; it is for ${who.en}.`,
  },
});

export const WHO_IS_SIGNED_IN: WhoMay = {
  roles: ROLES,
  who: { 'zh-CN': '所有已登录的人员', en: 'everybody who is signed in' },
};

/** By `maySee`. */
export const WHO_SEES_THE_CASE: WhoMay = {
  roles: ROLES,
  who: {
    'zh-CN':
      '上报人、本地网格员、本地指挥中心、现在或曾经办理的单位、抽定的核实人、监督单位和本地运维人员；其他人得到 404',
    en: 'whoever reported the case, the grid workers and centres of its place, the units that work on it or did, whoever was drawn to verify it, the supervising unit, and operators of the place; others are answered 404',
  },
};
/** By `mayExport`. */
export const WHO_EXPORTS: WhoMay = {
  roles: ['dispatcher', 'operator'],
  who: {
    'zh-CN': '本地运维人员，以及未经办本案的市指挥中心的派遣员',
    en: 'operators of the place, and dispatchers of the city’s centre unless it had the case',
  },
};
/** By `mayFile`. */
export const WHO_SETTLES_ON_THE_SPOT: WhoMay = {
  roles: ['gridWorker'],
  who: { 'zh-CN': '该地点所在辖区的网格员', en: 'the grid workers of the place' },
};

/** By `mayOperate` and `mayPropose`. */
export const WHO_OPERATES: WhoMay = {
  roles: ['operator'],
  who: { 'zh-CN': '运维人员', en: 'operators' },
};
/** By `mayAnnounce`. */
export const WHO_ANNOUNCES: WhoMay = {
  roles: ['operator'],
  who: { 'zh-CN': '辖区包含该区划的运维人员', en: 'operators whose own area holds that area' },
};

/** By `mayListArea`; residents list what they reported. */
export const WHO_LISTS: WhoMay = {
  roles: ROLES,
  who: {
    'zh-CN': '辖区包含该区划的人员；居民可查看本人上报的案件',
    en: 'people whose own area holds that area; residents list what they reported',
  },
};

/** By `mayReadOverview`. */
export const WHO_READS_OVERVIEW: WhoMay = {
  roles: ['gridWorker', 'officer', 'dispatcher', 'operator'],
  who: {
    'zh-CN': '辖区包含该区划的工作人员（居民除外）',
    en: 'staff whose own area holds that area, not residents',
  },
};

/** By `mayReadPolicy`. */
export const WHO_READS_POLICY: WhoMay = {
  roles: ['gridWorker', 'officer', 'dispatcher', 'operator'],
  who: { 'zh-CN': '全体工作人员（居民除外）', en: 'all staff, not residents' },
};
/** By `mayDryRun`. */
export const WHO_DRY_RUNS: WhoMay = {
  roles: ['dispatcher', 'operator'],
  who: {
    'zh-CN': '运维人员和市、县（市、区）指挥中心的派遣员，限本人辖区',
    en: 'operators and the dispatchers of county and city, each for their own area',
  },
};
/** By `mayReadAmendments`. */
export const WHO_READS_AMENDMENTS: WhoMay = {
  roles: ['officer', 'dispatcher', 'operator'],
  who: {
    'zh-CN': '运维人员、市指挥中心的派遣员和监督单位',
    en: 'operators, dispatchers of the city’s centre and the supervising unit',
  },
};
/** By `mayApprove`. */
export const WHO_APPROVES: WhoMay = {
  roles: ['dispatcher', 'operator'],
  who: {
    'zh-CN': '提出人以外的运维人员和市指挥中心的派遣员',
    en: 'operators and dispatchers of the city’s centre other than the person who proposed it',
  },
};
/** By `mayWithdraw`. */
export const WHO_WITHDRAWS: WhoMay = {
  roles: ['operator'],
  who: { 'zh-CN': '提出人', en: 'the person who proposed it' },
};

/** By `mayReadStatistics`. */
export const WHO_READS_STATISTICS: WhoMay = {
  roles: ['gridWorker', 'officer', 'dispatcher', 'operator'],
  who: {
    'zh-CN': '辖区包含该区划的网格员、派遣员、运维人员和监督单位',
    en: 'the grid workers, dispatchers, operators and the supervising unit whose area holds that area',
  },
};
/** By `mayReadStatisticsOfUnit`. */
export const WHO_READS_STATISTICS_OF_UNIT: WhoMay = {
  roles: ['officer', 'dispatcher', 'operator'],
  who: {
    'zh-CN': '该单位的人员，以及辖区包含该单位所在区划的派遣员、运维人员和监督单位',
    en: 'the staff of that unit, and the dispatchers, operators and the supervising unit whose area holds it',
  },
};
