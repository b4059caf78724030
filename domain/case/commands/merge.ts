import { merges } from '../../access.ts';
import { SEVERITIES } from '../../policy/policy.ts';
import { isPaused, notOutlasting, type RunningClock } from '../../process/clock.ts';
import type { Context } from '../../process/context.ts';
import { alreadyRequested } from '../../process/four-eyes.ts';
import { type ClockChange, type Decided, happened, rejected } from '../../process/process.ts';
import { type Case, type OpenCase, type OpenStage, reportersOf } from '../case.ts';
import { personal, rule } from '../command.ts';
import type { CaseClockName, CaseEventBody } from '../event.ts';
import { SUPERVISING } from '../impartiality.ts';
import { isTakenInHand, noMerge, noTaking } from '../merging.ts';
import { OPEN_STAGES, STAGES } from '../stages.ts';
import { regraded } from './change-severity.ts';
import { asked } from './request.ts';

export interface Merge {
  type: 'merge';
  /** The case that goes on. */
  into: Case;
  reason: string;
}

/**
 * The same matter was reported before (并案): this case ends and the older one goes on, so nothing is assigned twice. Once
 * either has been acknowledged, a unit above decides.
 */
export const merge = personal<Merge, OpenStage>({
  stages: OPEN_STAGES,
  may: merges,
  needs: () => ({ nearest: SUPERVISING }),
  refuses: (current) => (isTakenInHand(current) && current.state.request ? alreadyRequested : undefined),
  decide: (current, { into, reason }: Merge, context) => {
    const refused = noMerge(current, into, context.policy);
    if (refused) return rejected(refused);
    return isTakenInHand(current) || isTakenInHand(into)
      ? asked(current, { kind: 'merge', into: into.id, reason }, context)
      : happened<CaseEventBody>({ type: 'merged', into: into.id, reason });
  },
});

export interface Absorb {
  type: 'absorb';
  /** The case that was merged, as it has ended. */
  from: Case;
  reason: string;
}

/**
 * The older case takes the other one in: whoever reported either may follow it, and whoever handled or declined either is
 * known to it. It keeps its clocks, but no promise gets longer: it takes over a higher severity, and ends as a whole when
 * the other would have.
 */
export const absorb = rule({
  stages: STAGES,
  decide: (current, { from, reason }: Absorb, context) => {
    const refused = noTaking(current, from);
    if (refused) return rejected(refused);
    const graded = gradedUp(current as OpenCase, from, reason, context);
    const whole = graded?.others?.find((one) => one.whole)?.clock ?? current.whole;
    const others = endingWith(whole, from.whole?.dueAt, context);
    return happened<CaseEventBody>(...(graded ? [graded] : []), {
      type: 'absorbed',
      caseId: from.id,
      reporters: reportersOf(from),
      ...(from.staffReporters.length > 0 && { staffReporters: from.staffReporters }),
      course: {
        handlers: from.handlers,
        handlingUnits: from.handlingUnits,
        givenTo: from.givenTo ?? [],
        coResponsible: from.coResponsible,
        cards: from.cards,
        declinedBy: from.declinedBy ?? [],
      },
      ...(others.length > 0 && { others }),
    });
  },
});

/** The case under the severity of the other one, where that is higher. */
const gradedUp = (
  current: OpenCase,
  { severity }: Case,
  reason: string,
  context: Context,
): (Decided<CaseEventBody> & { type: 'severityChanged' }) | undefined =>
  SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(current.severity)
    ? regraded(current, severity, reason, context)
    : undefined;

/** The clock of the whole case, where that of the other one would have ended before. */
const endingWith = (
  whole: Case['whole'],
  dueAt: RunningClock['dueAt'] | undefined,
  { now, calendar }: Context,
): ClockChange<CaseClockName>[] => {
  if (!whole || isPaused(whole) || dueAt === undefined || dueAt <= now) return [];
  const clock = notOutlasting(whole, { from: whole.dueAt, to: dueAt }, now, calendar);
  return clock === whole ? [] : [{ whole: true, clock, moved: { from: whole.dueAt, to: clock.dueAt } }];
};
