import { verifies } from '../../access.ts';
import { metresBetween } from '../../place/distance.ts';
import { startClock } from '../../process/clock.ts';
import type { PersonalContext } from '../../process/context.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { type Instant, plusSeconds } from '../../time/instant.ts';
import type { CaseAt } from '../case.ts';
import { personal } from '../command.ts';
import type { Evidence } from '../event.ts';
import { impartialCentre, SUPERVISING } from '../impartiality.ts';
import { unknownReason } from '../refusals.ts';

export type Verify = {
  type: 'verify';
  evidence?: Evidence;
  /** Why a centre verifies in place of the grid worker who was drawn. */
  instead?: string;
} & ({ passed: true; note?: string } | { passed: false; code: string; reason: string });

/**
 * Someone other than the handler checks the work, with evidence of when and where: a pass moves the case to
 * follow-up; a failure returns it to the same unit.
 */
export const verify = personal({
  stages: ['verification'],
  may: verifies,
  needs: () => ({ nearest: SUPERVISING }),
  decide: (current, command: Verify, context) => {
    const { now, actor, policy, calendar } = context;
    const { verifier } = current.state;
    const weak = weakEvidence(current, command.evidence, context);
    if (weak) return rejected(weak);
    if (verifier !== undefined && verifier !== actor.subject && command.instead === undefined)
      return rejected(REASON_MISSING);
    const shown = {
      ...(command.evidence && { evidence: command.evidence }),
      ...(command.instead !== undefined && { instead: command.instead }),
    };
    if (command.passed)
      return happened({
        type: 'verified',
        ...(command.note && { note: command.note }),
        ...shown,
        to: impartialCentre(context, current.handlingUnits, 'township'),
        clock: startClock('followUp', current, now, policy, calendar),
      });
    const unknown = unknownReason(command.code, policy.reworkReasons);
    if (unknown) return rejected(unknown);
    return happened({
      type: 'reworked',
      to: current.state.handledBy,
      code: command.code,
      reason: command.reason,
      ...shown,
      clock: startClock('handling', current, now, policy, calendar),
    });
  },
});

const REASON_MISSING: Rejection = {
  kind: 'invalid',
  code: 'instead-missing',
  field: 'instead',
  message: {
    'zh-CN': '本案已抽定网格员现场核实；由指挥中心代为核实的，须说明理由（instead）。',
    en: 'A grid worker was drawn to verify this case on the spot; say in "instead" why the centre verifies in their place.',
  },
};

/** A grid worker verifies on the spot and shows it; a centre may also verify from its desk. */
const weakEvidence = (
  current: CaseAt<'verification'>,
  evidence: Evidence | undefined,
  { now, actor, policy }: PersonalContext,
): Rejection | undefined => {
  if (!evidence) return actor.role === 'gridWorker' ? EVIDENCE_MISSING : undefined;
  if (evidence.takenAt > plusSeconds(now, CLOCKS_DIFFER_SECONDS)) return takenAtAnotherTime(now);
  if (evidence.takenAt < current.state.clock.startedAt) return takenAtAnotherTime(now);
  if (!current.point) return undefined;
  if (!evidence.point) return actor.role === 'gridWorker' ? POSITION_MISSING : undefined;
  const metres = Math.round(metresBetween(evidence.point, current.point));
  return metres > policy.verifyWithinMetres ? takenElsewhere(metres, policy.verifyWithinMetres) : undefined;
};

const EVIDENCE_MISSING: Rejection = {
  kind: 'invalid',
  code: 'evidence-missing',
  field: 'evidence',
  message: {
    'zh-CN': '网格员核实须提供现场取证的时间；案件有坐标的，还须提供位置。',
    en: 'A grid worker must give evidence: when it was taken and, if the case has a point, where.',
  },
};

const POSITION_MISSING: Rejection = { ...EVIDENCE_MISSING, field: 'evidence.point' };

/** How far a phone's clock may be ahead of ours. */
const CLOCKS_DIFFER_SECONDS = 60;

const takenAtAnotherTime = (now: Instant): Rejection => ({
  kind: 'invalid',
  code: 'evidence-time',
  field: 'evidence.takenAt',
  message: {
    'zh-CN': `取证时间不得早于办结，也不得晚于现在（服务器时间 ${now}，允许快 1 分钟）。`,
    en: `The evidence must have been taken after the result was submitted and before now (${now} by the server's clock; yours may be a minute ahead).`,
  },
});

const takenElsewhere = (metres: number, limit: number): Rejection => ({
  kind: 'invalid',
  code: 'evidence-place',
  field: 'evidence.point',
  message: {
    'zh-CN': `取证位置距事发地 ${metres} 米，超过允许的 ${limit} 米；请到现场核实。`,
    en: `The evidence was taken ${metres} m from the place of the case; at most ${limit} m are allowed.`,
  },
});
