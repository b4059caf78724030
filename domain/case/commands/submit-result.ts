import { staffInCharge } from '../../access.ts';
import type { Unit } from '../../place/unit.ts';
import { startClock } from '../../process/clock.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { partsOf, presentParts } from '../case.ts';
import { personal } from '../command.ts';
import { drawVerifier, impartialCentre, levelOfJudge, SUPERVISING } from '../impartiality.ts';
import { suspendedAlready } from '../refusals.ts';
import { suspendedUntil } from '../suspension.ts';

export interface SubmitResult {
  type: 'submitResult';
  result: string;
  /** After joint handling: what became of each part, by the unit's code. */
  parts?: Record<string, string>;
}

/**
 * The unit submits the result and says what became of each part of joint handling. The nearest centre that has not
 * handled the case has it verified, by a grid worker drawn near the place.
 */
export const submitResult = personal({
  stages: ['handling'],
  may: staffInCharge,
  refuses: (current) => (suspendedUntil(current) ? suspendedAlready : undefined),
  needs: () => ({ verifiers: true, nearest: SUPERVISING }),
  decide: (current, { result, parts }: SubmitResult, context) => {
    const { now, policy, calendar, verifiers } = context;
    const unnamed = presentParts(current).find(
      ({ unit, state: answered }) => answered === 'answered' && !parts?.[unit.code],
    );
    if (unnamed) return rejected(partNotNamed(unnamed.unit));
    const named = new Set(partsOf(current).map(({ unit }) => unit.code));
    const stranger = Object.keys(parts ?? {}).find((unit) => !named.has(unit));
    if (stranger !== undefined) return rejected(withoutPart(stranger));
    const handlers = [...current.handlingUnits, current.state.unit.code];
    const verifier = drawVerifier(current, verifiers, handlers, now);
    const to = impartialCentre(context, handlers);
    const level = levelOfJudge(current.level, to);
    return happened({
      type: 'resultSubmitted',
      result,
      ...(parts && Object.keys(parts).length > 0 && { partsSummed: parts }),
      to,
      clock: startClock('verification', { ...current, level }, now, policy, calendar),
      ...(verifier !== undefined && { verifier }),
    });
  },
});

const partNotNamed = ({ code, name }: Unit): Rejection => ({
  kind: 'invalid',
  code: 'part-not-named',
  field: `parts.${code}`,
  message: {
    'zh-CN': `办理结果须逐一说明协办任务；请补充${name}的情况。`,
    en: `The result must say what became of each part; the part of ${name} is missing.`,
  },
});

const withoutPart = (unit: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-unit',
  field: `parts.${unit}`,
  message: {
    'zh-CN': `单位“${unit}”在本案中没有协办任务。`,
    en: `Unit "${unit}" has no part in this case.`,
  },
});
