import { metresBetween } from '../../place/distance.ts';
import type { Rejection } from '../../rejection.ts';
import type { Case } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Context, type Decide, happened, rejected } from '../command.ts';
import type { Evidence } from '../event.ts';
import { unknownReason } from '../refusals.ts';
import { wrongStage } from '../stage.ts';
import { impartialCentre } from './submit-result.ts';

/**
 * Somebody other than the handler looks at the place, with evidence of when and where: passed goes to follow-up, not
 * good enough goes back to the same unit.
 */
export const verify: Decide<'verify'> = (current, command, context) => {
  const { state } = current;
  if (state.stage !== 'verification') return rejected(wrongStage(current, 'verify', ['verification']));
  const { now, policy, calendar, centres } = context;
  const weak = weakEvidence(current, command.evidence, context);
  if (weak) return rejected(weak);
  const evidence = command.evidence && { evidence: command.evidence };
  if (command.passed)
    return happened({
      type: 'verified',
      ...(command.note && { note: command.note }),
      ...evidence,
      to: impartialCentre(current, centres, current.handlingUnits, 'township'),
      clock: startClock('followUp', current, now, policy, calendar),
    });
  const unknown = unknownReason(command.code, policy.reworkReasons);
  if (unknown) return rejected(unknown);
  return happened({
    type: 'reworked',
    to: state.handledBy,
    code: command.code,
    reason: command.reason,
    ...evidence,
    clock: startClock('handling', current, now, policy, calendar),
  });
};

/** A grid worker verifies on the spot and shows it; a centre may also verify from its desk. */
const weakEvidence = (
  current: Case,
  evidence: Evidence | undefined,
  { now, actor, policy }: Context,
): Rejection | undefined => {
  if (!evidence) return actor?.role === 'gridWorker' ? EVIDENCE_MISSING : undefined;
  const { clock } = current.state as { clock: { startedAt: string } };
  if (evidence.takenAt > now || evidence.takenAt < clock.startedAt) return TAKEN_AT_ANOTHER_TIME;
  if (!current.point) return undefined;
  if (!evidence.point) return actor?.role === 'gridWorker' ? POSITION_MISSING : undefined;
  const metres = Math.round(metresBetween(evidence.point, current.point));
  return metres > policy.verifyWithinMetres ? takenElsewhere(metres, policy.verifyWithinMetres) : undefined;
};

const EVIDENCE_MISSING: Rejection = {
  kind: 'invalid',
  code: 'evidence-missing',
  field: 'evidence',
  message: {
    'zh-CN': '网格员核实须附现场取证的时间和位置。',
    en: 'A grid worker verifies with evidence: when and where it was taken.',
  },
};

const POSITION_MISSING: Rejection = { ...EVIDENCE_MISSING, field: 'evidence.point' };

const TAKEN_AT_ANOTHER_TIME: Rejection = {
  kind: 'invalid',
  code: 'evidence-time',
  field: 'evidence.takenAt',
  message: {
    'zh-CN': '取证时间须在办结之后、现在之前。',
    en: 'The evidence was not taken between the handing-in and now.',
  },
};

const takenElsewhere = (metres: number, limit: number): Rejection => ({
  kind: 'invalid',
  code: 'evidence-place',
  field: 'evidence.point',
  message: {
    'zh-CN': `取证位置距事发地 ${metres} 米，超过 ${limit} 米；请到现场核实。`,
    en: `The evidence was taken ${metres} m from the place; on the spot means within ${limit} m.`,
  },
});
