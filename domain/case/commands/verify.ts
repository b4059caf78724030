import { verifies } from '../../access.ts';
import { metresBetween } from '../../place/distance.ts';
import { startClock } from '../../process/clock.ts';
import type { PersonalContext } from '../../process/context.ts';
import { type FileRef, happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { type Instant, instantAt, plusSeconds } from '../../time/instant.ts';
import type { CaseAt, Point } from '../case.ts';
import { personal } from '../command.ts';
import { CLOCKS_DIFFER_SECONDS } from '../device-clock.ts';
import type { Evidence } from '../event.ts';
import { tooManyFiles } from '../file-quota.ts';
import { impartialCentre, levelOfJudge, SUPERVISING } from '../impartiality.ts';
import { unknownReason } from '../refusals.ts';
import { filesAttached } from './attach.ts';

/** What somebody shows of the place: when and where by their device, and files that were uploaded and looked at before. */
export interface Shown {
  takenAt?: Instant;
  point?: Point;
  files?: readonly FileRef[];
}

export type Verify = {
  type: 'verify';
  evidence?: Shown;
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
    const { files = [] } = command.evidence ?? {};
    const weak =
      weakEvidence(current, command.evidence, context) ?? tooManyFiles(current, actor, files.length);
    if (weak) return rejected(weak);
    if (verifier !== undefined && verifier !== actor.subject && command.instead === undefined)
      return rejected(REASON_MISSING);
    const shown = {
      ...(command.evidence && { evidence: evidenceOf(command.evidence) }),
      ...(command.instead !== undefined && { instead: command.instead }),
    };
    if (command.passed) {
      const to = impartialCentre(context, current.handlingUnits, 'township');
      const level = levelOfJudge(current.level, to);
      return happened(...filesAttached(files), {
        type: 'verified',
        ...(command.note && { note: command.note }),
        ...shown,
        to,
        clock: startClock('followUp', { ...current, level }, now, policy, calendar),
      });
    }
    const unknown = unknownReason(command.code, policy.reworkReasons);
    if (unknown) return rejected(unknown);
    return happened(...filesAttached(files), {
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

/** As the event keeps it: files have events of their own. */
const evidenceOf = ({ files = [], ...seen }: Shown): Evidence => ({
  ...seen,
  ...(files.length > 0 && { files: files.map(({ id }) => id) }),
});

/**
 * A grid worker verifies on the spot and shows it; a centre may also verify from its desk. When a file was uploaded is known
 * by the store's clock; what a device says of time and place only supports it.
 */
const weakEvidence = (
  current: CaseAt<'verification'>,
  evidence: Shown = {},
  { now, actor, policy }: PersonalContext,
): Rejection | undefined => {
  const { takenAt, point, files = [] } = evidence;
  const isOnTheSpot = actor.role === 'gridWorker';
  if (isOnTheSpot && policy.verifyWithFile && files.length === 0) return FILE_MISSING;
  if (isOnTheSpot && takenAt === undefined && files.length === 0) return EVIDENCE_MISSING;
  const since = current.state.submittedAt ?? current.state.clock.startedAt;
  const early = files.findIndex(
    ({ uploadedAt }) => uploadedAt !== undefined && uploadedAt < wholeSecond(since),
  );
  if (early >= 0) return uploadedBefore(early, since);
  if (takenAt !== undefined) {
    const isThen =
      takenAt <= plusSeconds(now, CLOCKS_DIFFER_SECONDS) &&
      takenAt >= plusSeconds(since, -CLOCKS_DIFFER_SECONDS);
    if (!isThen) return takenAtAnotherTime(now);
  }
  if (!current.point) return undefined;
  if (!point) return isOnTheSpot ? POSITION_MISSING : undefined;
  const metres = Math.round(metresBetween(point, current.point));
  return metres > policy.verifyWithinMetres ? takenElsewhere(metres, policy.verifyWithinMetres) : undefined;
};

/** The store tells whole seconds: what came in the second of the result came after it, for all that anybody knows. */
const wholeSecond = (at: Instant): Instant => instantAt(Math.floor(Date.parse(at) / 1000) * 1000);

const EVIDENCE_MISSING: Rejection = {
  kind: 'invalid',
  code: 'evidence-missing',
  field: 'evidence',
  message: {
    'zh-CN': '网格员核实须提供现场取证的时间或现场文件；案件有坐标的，还须提供位置。',
    en: 'A grid worker must give evidence: when it was taken, or files; and, if the case has a point, where.',
  },
};

const POSITION_MISSING: Rejection = { ...EVIDENCE_MISSING, field: 'evidence.point' };

const FILE_MISSING: Rejection = {
  kind: 'invalid',
  code: 'evidence-missing',
  field: 'evidence.files',
  message: {
    'zh-CN':
      '网格员核实须附办结之后上传的现场照片或视频；请先上传（POST /attachments），再将其编号填入 evidence.files。',
    en: 'A grid worker verifies with a photograph or video uploaded after the result; upload it (POST /attachments) and name it in evidence.files.',
  },
};

const uploadedBefore = (index: number, since: Instant): Rejection => ({
  kind: 'invalid',
  code: 'evidence-time',
  field: `evidence.files.${index}`,
  message: {
    'zh-CN': `该文件上传于办结（${since}）之前，不能证明办结之后的现场情况；请到现场重新拍摄并上传。`,
    en: `The file was uploaded before the result was submitted (${since}) and does not show what came of it; take another on the spot and upload it.`,
  },
});

const takenAtAnotherTime = (now: Instant): Rejection => ({
  kind: 'invalid',
  code: 'evidence-time',
  field: 'evidence.takenAt',
  message: {
    'zh-CN': `取证时间不得早于办结，也不得晚于现在（服务器时间 ${now}，允许相差 1 分钟）。`,
    en: `The evidence must have been taken after the result was submitted and before now (${now} by the server's clock; yours may be a minute off).`,
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
