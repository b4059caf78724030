import type { UnitKind } from '../place/unit.ts';
import { type JoinPolicy, jointTemplate, type Policy } from '../policy/policy.ts';
import { startClock } from '../process/clock.ts';
import type { Context } from '../process/context.ts';
import { type Decided, type Decision, type RungRef, rejected } from '../process/process.ts';
import type { Rejection } from '../rejection.ts';
import { type Case, type CaseAt, type OpenCase, type OpenPart, openParts } from './case.ts';
import type { CaseClockName, CaseEventBody } from './event.ts';
import { noOpenPart } from './refusals.ts';

/** Joint handling (吹哨报到): whom a whistle calls, to whom a late part is raised, and when the lead goes on. */

/** Whom a whistle names: units by code, a template of the policy, or both; and when joint handling shall go on. */
export interface WhistleList {
  units?: readonly string[];
  template?: string;
  join?: JoinPolicy;
}

/** The kinds of units that a template calls; none where the policy has no such template. */
export const kindsCalled = (template: string | undefined, policy: Policy): readonly UnitKind[] =>
  template === undefined ? [] : (jointTemplate(policy, template)?.members ?? []);

/** The codes of the units that a whistle calls, and its join policy: a template's members come first, nearest units. */
export const called = (
  { units = [], template, join }: WhistleList,
  { policy, nearest }: Pick<Context, 'policy' | 'nearest'>,
): { codes: string[]; join: JoinPolicy } | { rejection: Rejection } => {
  const named = template === undefined ? undefined : jointTemplate(policy, template);
  if (template !== undefined && !named) return rejected(unknownTemplate(template, policy));
  const members = kindsCalled(template, policy).map((kind) => nearest.get(kind)?.code ?? kind);
  return { codes: [...members, ...units], join: join ?? named?.join ?? 'all' };
};

/** Whether joint handling goes on once so many parts are answered, and so many are still open. */
const isJoined = (join: JoinPolicy, answered: number, stillOpen: number): boolean => {
  if (stillOpen === 0) return true;
  if (join === 'all') return false;
  return answered >= (join === 'any' ? 1 : join.quorum);
};

/** What becomes of joint handling when a part is answered, returned or removed. */
export const afterPart = (
  { state, endedParts }: CaseAt<'joint'>,
  part: OpenPart,
  answered: boolean,
): Decided<CaseEventBody>[] => {
  const before = endedParts.filter((one) => one.round === part.round && one.state === 'answered').length;
  const stillOpen = state.parts.filter((one) => one.unit.code !== part.unit.code).length;
  return isJoined(state.join, before + (answered ? 1 : 0), stillOpen) ? [{ type: 'joined' }] : [];
};

/** The units to which a late part would be raised. */
export const superiorsOf = (current: Case): string[] =>
  openParts(current).flatMap(({ responsible }) => responsible.superior ?? []);

/** A late part goes to the superior of the unit that must answer, with a fresh clock; undefined where it has none. */
export const partRaised = (
  current: OpenCase,
  part: string,
  rung: RungRef<CaseClockName>,
  { now, policy, calendar, units }: Context,
): Decided<CaseEventBody> | undefined => {
  const late = openParts(current).find(({ unit }) => unit.code === part);
  const superior =
    late?.responsible.superior === undefined ? undefined : units.get(late.responsible.superior);
  return (
    late &&
    superior && {
      type: 'partRaised',
      unit: part,
      from: late.responsible,
      to: superior,
      clock: startClock('part', current, now, policy, calendar),
      rung,
    }
  );
};

/** The open part for which a unit was asked. */
export const openPart = (current: CaseAt<'joint'>, unit: string): OpenPart | undefined =>
  openParts(current).find((one) => one.unit.code === unit);

/** Decides on the open part of a unit. */
export const onOpenPart = (
  current: CaseAt<'joint'>,
  unit: string,
  decide: (part: OpenPart) => Decision<CaseEventBody>,
): Decision<CaseEventBody> => {
  const part = openPart(current, unit);
  return part ? decide(part) : rejected(noOpenPart(unit));
};

const unknownTemplate = (template: string, { jointTemplates }: Policy): Rejection => ({
  kind: 'invalid',
  code: 'unknown-template',
  field: 'template',
  message: {
    'zh-CN': `没有名为“${template}”的联动模板；可用：${jointTemplates.map(({ code }) => code).join('、')}。`,
    en: `There is no joint template "${template}"; use one of ${jointTemplates.map(({ code }) => code).join(', ')}.`,
  },
});
