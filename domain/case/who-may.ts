import {
  addsFiles,
  answersForPart,
  approvesRequest,
  centreInCharge,
  centreOfThePlace,
  confirmsTheEnd,
  decidesPart,
  decidesRequest,
  declines,
  dispatches,
  dispatchesOrHears,
  everybody,
  mayOperate,
  merges,
  reported,
  staffInCharge,
  staffOrCentre,
  standsAbove,
  verifies,
} from '../access.ts';
import { type Actor, ROLES } from '../actor.ts';
import { WHO_OPERATES, type WhoMay } from '../who-may.ts';
import type { Case } from './case.ts';

/** A rule of `access.ts` by which a command is given. */
export type AccessRule = (actor: Actor, current: Case, command: never) => boolean;

/** @throws Error for a rule that is not told in words here, when the commands are loaded */
export const whoMay = (rule: AccessRule): WhoMay => {
  const found = WHO_MAY.get(rule);
  if (!found) throw new Error(`who may by the rule "${rule.name}" is not told in words`);
  return found;
};

const staff = (zh: string, en: string): WhoMay => ({
  roles: ['officer', 'dispatcher'],
  who: { 'zh-CN': zh, en },
});
const dispatchers = (zh: string, en: string): WhoMay => ({
  roles: ['dispatcher'],
  who: { 'zh-CN': zh, en },
});

const WHO_MAY: ReadonlyMap<AccessRule, WhoMay> = new Map<AccessRule, WhoMay>([
  [
    dispatches,
    dispatchers(
      '本地指挥中心的派遣员（该中心为责任单位，或其层级不低于案件当前层级）',
      'dispatchers of a centre of the place that has the case in charge or stands at its level or above',
    ),
  ],
  [
    dispatchesOrHears,
    staff(
      '本地指挥中心的派遣员（该中心为责任单位，或其层级不低于案件当前层级），或受理申诉的监督单位的人员；申诉待决的，不予受理的人员、单位和上报人除外',
      'dispatchers of a centre of the place that has the case in charge or stands at its level or above, and the staff of the supervising unit that hears an appeal; while an appeal waits, nobody who declined or reported the case',
    ),
  ],
  [
    declines,
    staff(
      '本地指挥中心的派遣员（该中心为责任单位，或其层级不低于案件当前层级），或受理申诉的监督单位的人员；上报人及其单位、已签收办理的人员和单位、曾不予受理的人员和单位除外',
      'dispatchers of a centre of the place that has the case in charge or stands at its level or above, and the staff of the supervising unit that hears an appeal; nobody who reported, took in hand or has declined the case, nor their unit',
    ),
  ],
  [
    merges,
    dispatchers(
      '两个案件均可派遣的本地指挥中心的派遣员',
      'dispatchers of a centre of the place that dispatches both cases',
    ),
  ],
  [
    approvesRequest,
    staff(
      '申请单位以上的指挥中心的派遣员，或监督单位的人员；申请人、申请单位和上报人除外',
      'dispatchers of a centre above the unit that asked, and the staff of the supervising unit; never whoever asked, their unit, nor the reporter',
    ),
  ],
  [
    reported,
    {
      roles: ROLES,
      who: {
        'zh-CN': '上报人（含并入案件的上报人）',
        en: 'whoever reported the case, or one that was merged into it',
      },
    },
  ],
  [staffInCharge, staff('责任单位的承办人员或派遣员', 'officers and dispatchers of the unit in charge')],
  [
    staffOrCentre,
    staff(
      '责任单位的人员，或层级不低于案件当前层级的本地指挥中心的派遣员',
      'the staff of the unit in charge, and dispatchers of a centre of the place at the level of the case or above',
    ),
  ],
  [
    centreInCharge,
    dispatchers('作为责任单位的指挥中心的派遣员', 'dispatchers of the centre that has the case in charge'),
  ],
  [
    centreOfThePlace,
    dispatchers(
      '本地乡镇（街道）及以上指挥中心的派遣员',
      'dispatchers of the centres of the place, from the township upward',
    ),
  ],
  [
    answersForPart,
    {
      roles: ['gridWorker', 'officer', 'dispatcher'],
      who: {
        'zh-CN': '被请求协办的单位或现应反馈的单位的人员',
        en: 'the staff of the unit that was asked for the part, or must answer for it now',
      },
    },
  ],
  [
    decidesPart,
    staff(
      '主办单位的人员（主办单位自己应反馈的，为其上级指挥中心的人员），申请人和上报人除外',
      'the staff of the lead unit, or of a centre above it where the lead unit itself must answer; never whoever asked, nor the reporter',
    ),
  ],
  [
    standsAbove,
    staff(
      '责任单位以上的本地指挥中心的派遣员，或监督单位的人员',
      'dispatchers of a centre of the place above the unit in charge, and the staff of the supervising unit',
    ),
  ],
  [
    decidesRequest,
    staff(
      '申请单位以上的指挥中心的派遣员，或监督单位的人员；申请人、申请单位和上报人除外',
      'dispatchers of a centre above the unit that asked, and the staff of the supervising unit; never whoever asked, their unit, nor the reporter',
    ),
  ],
  [
    verifies,
    {
      roles: ['gridWorker', 'officer', 'dispatcher'],
      who: {
        'zh-CN':
          '抽定的网格员（未抽定的，为本地网格员），或组织核实的单位的人员；参与办理的人员、单位和上报人除外',
        en: 'the grid worker who was drawn, or one of the place where nobody was, and the staff of the unit that organises the verification; nobody who handled or reported the case',
      },
    },
  ],
  [
    confirmsTheEnd,
    {
      roles: ROLES,
      who: {
        'zh-CN': '上报人，或负责回访的单位的人员；参与办理的人员、单位，以及为承办单位上报的人员除外',
        en: 'the reporter, and the staff of the unit that does the follow-up; nobody who handled the case, nor whoever reported it for a unit that did',
      },
    },
  ],
  [
    addsFiles,
    {
      roles: ROLES,
      who: {
        'zh-CN': '可查看本案的人员（已退出本案的单位除外）；结案后为本地乡镇（街道）及以上指挥中心的派遣员',
        en: 'everybody who may see the case, but a unit that was taken off it; once it has ended, dispatchers of the centres of the place from the township upward',
      },
    },
  ],
  [
    everybody,
    {
      roles: ROLES,
      who: {
        'zh-CN': '可查看本案的人员，已退出本案的单位除外',
        en: 'everybody who may see the case, but a unit that was taken off it',
      },
    },
  ],
  [mayOperate, WHO_OPERATES],
]);
