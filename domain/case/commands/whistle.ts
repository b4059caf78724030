import { staffInCharge } from '../../access.ts';
import type { JoinPolicy } from '../../policy/policy.ts';
import { startClock } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { suspendedUntil } from '../case.ts';
import { personal } from '../command.ts';
import { called, kindsCalled } from '../joint-handling.ts';
import { suspendedAlready, unknownUnit } from '../refusals.ts';

export interface Whistle {
  type: 'whistle';
  units?: string[];
  /** A template of the policy: the nearest units of its kinds are called, too. */
  template?: string;
  /** When the lead goes on; a template brings its own, else it waits for all. */
  join?: JoinPolicy;
  ask: string;
}

/** The unit in charge asks other units to join (吹哨). Each has its own part and its own deadline. */
export const whistle = personal({
  stages: ['handling'],
  may: staffInCharge,
  needs: ({ units = [], template }: Whistle, { policy }) => ({
    units,
    nearest: kindsCalled(template, policy),
  }),
  decide: (current, { ask, template, ...list }: Whistle, context) => {
    const { now, policy, calendar } = context;
    const { state } = current;
    if (suspendedUntil(current)) return rejected(suspendedAlready);
    const named = called({ ...list, ...(template !== undefined && { template }) }, context);
    if ('rejection' in named) return named;
    const { codes, join } = named;
    if (codes.length === 0) return rejected(nobodyAsked);
    if (typeof join === 'object' && join.quorum > codes.length) return rejected(quorumTooLarge(codes.length));
    const parts = [];
    for (const [index, code] of codes.entries()) {
      const unit = context.units.get(code);
      if (!unit) return rejected(unknownUnit(code, `units.${index}`));
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

const quorumTooLarge = (units: number): Rejection => ({
  kind: 'invalid',
  code: 'quorum-too-large',
  field: 'join',
  message: {
    'zh-CN': `只请了 ${units} 个单位，法定数不能超过它。`,
    en: `Only ${units} units are asked; the quorum cannot be larger.`,
  },
});

const cannotJoin = (name: string, field: string): Rejection => ({
  kind: 'invalid',
  code: 'cannot-join',
  field,
  message: {
    'zh-CN': `${name}是主办单位或已在名单中，不能重复吹哨。`,
    en: `${name} leads the case or stands in the list already; name every assistant unit once.`,
  },
});
