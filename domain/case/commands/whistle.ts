import { staffInCharge } from '../../access.ts';
import type { JoinPolicy } from '../../policy/policy.ts';
import { startClock } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { partsOf } from '../case.ts';
import { personal } from '../command.ts';
import { called, kindsCalled } from '../joint-handling.ts';
import { outOfPlace, suspendedAlready, unknownUnit } from '../refusals.ts';
import { suspendedUntil } from '../suspension.ts';

export interface Whistle {
  type: 'whistle';
  units?: string[];
  /** A template of the policy: the nearest units of its kinds are called, too. */
  template?: string;
  /** When the lead goes on; a template brings its own, else it waits for all. */
  join?: JoinPolicy;
  ask: string;
}

/** Parts that a case takes in its life: six rounds of ten units. The record of a case has room for 400 kB. */
const MOST_PARTS = 60;

/** The unit in charge asks other units to join (吹哨). Each has its own part and its own deadline. */
export const whistle = personal({
  stages: ['handling'],
  may: staffInCharge,
  refuses: (current) => {
    if (suspendedUntil(current)) return suspendedAlready;
    const before = partsOf(current).length;
    return before >= MOST_PARTS ? tooManyParts(before) : undefined;
  },
  needs: ({ units = [], template }: Whistle, { policy }) => ({
    units,
    nearest: kindsCalled(template, policy),
  }),
  decide: (current, { ask, template, ...list }: Whistle, context) => {
    const { now, policy, calendar } = context;
    const { state } = current;
    const named = called({ ...list, ...(template !== undefined && { template }) }, context);
    if ('rejection' in named) return named;
    const { codes, join } = named;
    if (codes.length === 0) return rejected(nobodyAsked);
    if (typeof join === 'object' && join.quorum > codes.length) return rejected(quorumTooLarge(codes.length));
    const before = partsOf(current).length;
    if (before + codes.length > MOST_PARTS) return rejected(tooManyParts(before));
    const parts = [];
    for (const [index, code] of codes.entries()) {
      const unit = context.units.get(code);
      if (!unit) return rejected(unknownUnit(code, `units.${index}`));
      const elsewhere = outOfPlace(current, unit, context, `units.${index}`);
      if (elsewhere) return rejected(elsewhere);
      if (code === state.unit.code || codes.indexOf(code) < index)
        return rejected(cannotJoin(unit.name, `units.${index}`));
      parts.push({ unit, clock: startClock('part', current, now, policy, calendar) });
    }
    return happened({ type: 'whistled', parts, ask, join, ...(template !== undefined && { template }) });
  },
});

/** Joint handling ends with its last part: without any it would never end. */
const nobodyAsked: Rejection = {
  kind: 'invalid',
  code: 'nobody-asked',
  field: 'units',
  message: {
    'zh-CN': '吹哨至少要请一个协办单位。',
    en: 'A whistle asks at least one unit to join.',
  },
};

const tooManyParts = (parts: number): Rejection => ({
  kind: 'conflict',
  code: 'too-many-parts',
  message: {
    'zh-CN': `一个案件累计最多请 ${MOST_PARTS} 个单位协办，本案已请 ${parts} 个；请减少单位，或由主办单位直接协调。`,
    en: `A case takes at most ${MOST_PARTS} parts of assistant units in its life and has ${parts}; ask fewer units, or settle it with them directly.`,
  },
});

const quorumTooLarge = (units: number): Rejection => ({
  kind: 'invalid',
  code: 'quorum-too-large',
  field: 'join',
  message: {
    'zh-CN': `只请了 ${units} 个单位，会合所需的单位数（quorum）不能超过此数。`,
    en: `Only ${units} units are asked; the quorum cannot be larger.`,
  },
});

const cannotJoin = (name: string, field: string): Rejection => ({
  kind: 'invalid',
  code: 'cannot-join',
  field,
  message: {
    'zh-CN': `${name}是主办单位，或在名单中重复；每个协办单位只列一次。`,
    en: `${name} is the lead unit or is listed twice; list each assistant unit once.`,
  },
});
