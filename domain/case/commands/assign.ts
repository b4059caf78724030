import { dispatchesOrHears } from '../../access.ts';
import { type Actor, unitOf } from '../../actor.ts';
import { higherLevel, levelsAbove } from '../../place/area.ts';
import { levelOfUnit, type Unit } from '../../place/unit.ts';
import { isPaused } from '../../process/clock.ts';
import type { Context, PersonalContext } from '../../process/context.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import type { Case, CaseAt, OpenCase } from '../case.ts';
import { personal, rule } from '../command.ts';
import { isDesignated, mustDesignate, outOfPlace, suspendedAlready, unknownUnit } from '../refusals.ts';
import { clockAt } from '../spent.ts';
import { deciderAt } from '../who-decides.ts';

export interface Assign {
  type: 'assign';
  unit: string;
  reason: string;
}

/** The centre gives the case to a unit; the clocks of acknowledgement and handling start now. */
export const assign = personal({
  stages: ['reported', 'acknowledgement', 'handling'],
  may: dispatchesOrHears,
  needs: ({ unit }: Assign) => ({ units: [unit] }),
  refuses: (current, _command, { actor, policy }) =>
    passedOn(current, actor) ??
    (current.returns >= policy.returnQuota ? mustDesignate(current.returns) : undefined),
  decide: (current, { unit, reason }: Assign, context) => {
    const found = context.units.get(unit);
    const refused = notTo(current, found, unit, context);
    return refused || !found
      ? rejected(refused ?? unknownUnit(unit, 'unit'))
      : happened({ type: 'assigned', ...dispatch(current, found, context), reason });
  },
});

export interface AssignByDutyList {
  type: 'assignByDutyList';
}

/** The duty list names the unit, and the rule is kept as the reason; nothing happens where it names none. */
export const assignByDutyList = rule({
  stages: ['reported'],
  needs: ({ category, policyVersion }) => ({ duty: { category, policyVersion } }),
  decide: (current, _command: AssignByDutyList, context) => {
    const { duty, policy } = context;
    if (!duty) return happened();
    if (current.returns >= policy.returnQuota) return rejected(mustDesignate(current.returns));
    return happened({ type: 'assigned', ...dispatch(current, duty.unit, context), reason: duty.reason });
  },
});

export interface Designate {
  type: 'designate';
  unit: string;
  reason: string;
}

/**
 * A centre names the unit that has to handle the case, and the unit cannot return it (Weifang hotline
 * regulation: a designated unit may not return). Where that unit is in charge already, nothing changes but this.
 */
export const designate = personal({
  stages: ['reported', 'acknowledgement', 'handling'],
  may: dispatchesOrHears,
  needs: ({ unit }: Designate) => ({ units: [unit] }),
  refuses: (current, _command, { actor }) => passedOn(current, actor),
  decide: (current, { unit, reason }: Designate, context) => {
    const found = context.units.get(unit);
    const { state, level } = current;
    if (found && state.stage !== 'reported' && found.code === state.unit.code && !current.designated)
      return isPaused(state.clock)
        ? rejected(suspendedAlready)
        : happened({ type: 'designated', unit: found, level, clock: state.clock, reason });
    const refused = notTo(current, found, unit, context);
    return refused || !found
      ? rejected(refused ?? unknownUnit(unit, 'unit'))
      : happened({ type: 'designated', ...dispatch(current, found, context), reason });
  },
});

const dispatch = (current: OpenCase, unit: Unit, context: Context) => {
  const level = levelOfUnit(unit);
  return {
    unit,
    level,
    clock: clockAt('acknowledgement', current, { unit, level }, context.now, context),
    ...deciderAt(current, level, context),
  };
};

/** Why a case does not go to a unit, if it does not. */
const notTo = (
  current: CaseAt<'reported' | 'acknowledgement' | 'handling'>,
  found: Unit | undefined,
  unit: string,
  context: PersonalContext,
): Rejection | undefined => {
  const { state } = current;
  if (!found) return unknownUnit(unit, 'unit');
  const elsewhere = outOfPlace(current, found, context, 'unit');
  if (elsewhere) return elsewhere;
  if (isAbove(found, current, context)) return goesTooHigh(found.name);
  // On the desk nobody handles it yet: there a centre may take it itself.
  if (state.stage === 'reported') return undefined;
  return found.code === state.unit.code ? alreadyInCharge(found.name) : undefined;
};

/**
 * Whether a unit stands higher than whoever gives it the case, and than the case itself: that way a case goes by
 * `escalate`, with its reason and through every centre.
 */
const isAbove = (found: Unit, { level }: Pick<Case, 'level'>, { actor }: PersonalContext): boolean => {
  const own = unitOf(actor);
  return own !== undefined && levelsAbove(higherLevel(levelOfUnit(own), level)).includes(levelOfUnit(found));
};

const goesTooHigh = (unit: string): Rejection => ({
  kind: 'invalid',
  code: 'goes-too-high',
  field: 'unit',
  message: {
    'zh-CN': `${unit}的层级高于本指挥中心和案件当前层级，不能直接分派；请先提级（escalate），由上级指挥中心分派，或签收后吹哨请其协办。`,
    en: `${unit} stands higher than your centre and than the case; escalate the case, and the centre above assigns it, or handle it and ask that unit to join by a whistle.`,
  },
});
/** A unit that was designated does not pass the case on. */
const passedOn = (
  { designated, state: { stage, unit } }: CaseAt<'reported' | 'acknowledgement' | 'handling'>,
  actor: Actor,
): Rejection | undefined =>
  designated && stage !== 'reported' && unitOf(actor)?.code === unit.code
    ? isDesignated(unit.name)
    : undefined;

const alreadyInCharge = (unit: string): Rejection => ({
  kind: 'conflict',
  code: 'already-in-charge',
  field: 'unit',
  message: {
    'zh-CN': `${unit}已是本案责任单位，无需重复分派，时限继续计算。`,
    en: `${unit} has the case in charge already; its limit goes on.`,
  },
});
