import { metresBetween } from '../place/distance.ts';
import { areRelated, type Policy } from '../policy/policy.ts';
import { wrongStage } from '../process/decide.ts';
import type { Rejection } from '../rejection.ts';
import { type Case, isOpen, type OpenCase, reportersOf } from './case.ts';
import { COMMAND_NAMES } from './command-names.ts';
import { goesOnElsewhere, suspendedAlready } from './refusals.ts';
import { OPEN_STAGES, STAGE_NAMES } from './stages.ts';
import { suspendedUntil } from './suspension.ts';

/**
 * Which cases are one matter and may be merged. The older one goes on, with its clocks, cards and handlers: nobody gets rid
 * of a deadline by filing the matter anew.
 */

/** Cases that one takes in, and reporters it has: more of one matter are a case of another kind. The record has room for 400 kB. */
const MOST_MERGED = 200;

/** Why a case is not merged into another, if it is not. */
export const noMerge = (current: OpenCase, into: Case, policy: Policy): Rejection | undefined =>
  noTaking(into, current) ?? notOneMatter(current, into, policy);

/** Why a case takes in no other, if it does not: it has ended, or stands still, or has taken in as many as it can. */
export const noTaking = (current: Case, from: Case): Rejection | undefined => {
  if (current.id === from.id) return INTO_ITSELF;
  const elsewhere = goesOnElsewhere(current);
  if (elsewhere) return { ...elsewhere, field: 'into' };
  if (!isOpen(current))
    return {
      ...wrongStage({ stages: STAGE_NAMES, commandNames: COMMAND_NAMES }, current, 'merge', OPEN_STAGES),
      field: 'into',
    };
  if (suspendedUntil(current)) return { ...suspendedAlready, field: 'into' };
  const reporters = new Set([...reportersOf(current), ...reportersOf(from)]);
  return current.mergedFrom.length >= MOST_MERGED || reporters.size > MOST_MERGED + 1 ? TOO_MANY : undefined;
};

/** Whether somebody has acknowledged a case, or more: then nobody merges it alone. */
export const isTakenInHand = ({ handlers }: Case): boolean => handlers.length > 0;

const notOneMatter = (current: Case, into: Case, { similar }: Policy): Rejection | undefined => {
  if (!isOlder(into, current)) return intoYounger(current.id, into.id);
  if (!areRelated(current.category, into.category)) return unrelated(current.category, into.category);
  const isNear =
    current.point && into.point
      ? metresBetween(current.point, into.point) <= similar.metres
      : current.grid === into.grid;
  return isNear ? undefined : tooFar(similar.metres);
};

/** Ids begin with the time, and tell which of two cases of one instant was filed first. */
const isOlder = (one: Case, other: Case): boolean =>
  one.reportedAt === other.reportedAt ? one.id < other.id : one.reportedAt < other.reportedAt;

const INTO_ITSELF: Rejection = {
  kind: 'invalid',
  code: 'merge-into-itself',
  field: 'into',
  message: { 'zh-CN': '不能并入本案自身。', en: 'A case cannot be merged into itself.' },
};

const intoYounger = (id: string, into: string): Rejection => ({
  kind: 'invalid',
  code: 'merge-into-younger',
  field: 'into',
  message: {
    'zh-CN': `案件 ${into} 的上报晚于本案，先上报的案件应继续办理；请反向并案：在案件 ${into} 中执行 merge，into 填 ${id}。`,
    en: `Case ${into} was reported later, and the older case goes on; merge the other way round: give "merge" on case ${into}, into ${id}.`,
  },
});

const unrelated = (category: string, into: string): Rejection => ({
  kind: 'invalid',
  code: 'merge-unrelated',
  field: 'into',
  message: {
    'zh-CN': `类别“${category}”与“${into}”不属于同一分支，只有同一事项的案件可以并案；请分别办理，可用备注（comment）互相注明。`,
    en: `The categories "${category}" and "${into}" are of different branches, and only cases of one matter are merged; handle them apart, and let a comment on each name the other.`,
  },
});

const tooFar = (metres: number): Rejection => ({
  kind: 'invalid',
  code: 'merge-too-far',
  field: 'into',
  message: {
    'zh-CN': `两案地点相距超过办理规则规定的 ${metres} 米；缺少坐标的，须在同一网格。请分别办理，可用备注（comment）互相注明。`,
    en: `The two cases lie further apart than the ${metres} m of the policy, or in different grids where one has no point; handle them apart, and let a comment on each name the other.`,
  },
});

const TOO_MANY: Rejection = {
  kind: 'conflict',
  code: 'too-many-merged',
  field: 'into',
  message: {
    'zh-CN': `目标案件并入的案件或上报人已达上限（${MOST_MERGED}）；请并入同一事项的另一案件。`,
    en: `That case has taken in ${MOST_MERGED} cases or as many reporters, which is the most; merge into another case of the same matter.`,
  },
};
