import type { RungAction } from '../../policy/policy.ts';
import { momentText } from '../../time/date-text.ts';
import { deadlineOf } from '../../time/deadline.ts';
import type { Instant } from '../../time/instant.ts';
import { type Case, isOpen, type OpenCase, type OpenPart, openParts, runningClocks } from '../case.ts';
import { type Clock, type Rung, startClock, supervisionAhead, withoutRung } from '../clock.ts';
import { type Context, type Decide, happened } from '../command.ts';
import type { By, Happening, RungRef } from '../event.ts';
import { oneLevelUp } from './escalate.ts';
import { clockResumed } from './resume.ts';

/**
 * Does the earliest thing that is due: a suspension that ends, or a rung on whichever clock of the case it lies;
 * nothing when nothing is due. One by one keeps their order, also after an outage, because each changes the case first.
 */
export const advanceClock: Decide<'advanceClock'> = (current, _command, context) => {
  if (!isOpen(current)) return happened();
  const due = firstDueRung(current, context.now);
  const { suspendedUntil } = current;
  if (suspendedUntil && suspendedUntil <= context.now && !(due && due.rung.at < suspendedUntil)) {
    const resumed = clockResumed(current, context);
    if (resumed) return happened({ ...resumed, by: { kind: 'rule', rule: 'suspension/end' } });
  }
  if (!due) return happened();
  const { rung, clock, part } = due;
  const by: By = { kind: 'rule', rule: rung.share === undefined ? 'ladder/top' : `ladder/${rung.share}` };
  const ref: RungRef = {
    at: rung.at,
    ...(rung.share !== undefined && { share: rung.share }),
    ...(part && { part: part.unit.code }),
    ...(due.supervision && { supervision: true }),
  };
  const { code, name } = part?.responsible ?? current.state.unit;
  const ahead = supervisionAhead(withoutRung(clock, rung))?.at;
  const late: Late = { current, part, unit: code, unitName: name, rung: ref, ahead };
  return happened(...rung.actions.map((action) => ({ ...effects[action](late, context), by })));
};

/** What ran late: the case, or one part of it, and the unit that must answer. */
interface Late {
  current: OpenCase;
  part: OpenPart | undefined;
  unit: string;
  unitName: string;
  rung: RungRef;
  /** When supervision comes again, if an earlier rung began it. */
  ahead: Instant | undefined;
}

const supervise = ({ unit, unitName, rung, ahead }: Late, { policy, calendar }: Context): Happening => ({
  type: 'supervised',
  unit,
  unitName,
  rung,
  // Counted from the rung, not from now: an outage delays supervision but drops none of it.
  next: ahead ?? deadlineOf(rung.at, policy.superviseEvery, calendar).dueAt,
});

const effects: Record<RungAction, (late: Late, context: Context) => Happening> = {
  remind: ({ unit, unitName, rung }) => ({ type: 'reminded', unit, unitName, rung }),
  yellowCard: ({ unit, unitName, rung }) => ({ type: 'cardGiven', color: 'yellow', unit, unitName, rung }),
  redCard: ({ unit, unitName, rung }) => ({ type: 'cardGiven', color: 'red', unit, unitName, rung }),
  supervise,
  escalate: (late, context) => raise(late, context) ?? supervise(late, context),
};

/** A reply that is late raises nothing: the level above has asked already, and asks again. */
const raise = (late: Late, context: Context): Happening | undefined => {
  if (late.rung.supervision) return undefined;
  return late.part ? partRaised(late, late.part, context) : caseLifted(late, context);
};

const caseLifted = ({ current, rung }: Late, context: Context): Happening | undefined => {
  const { unit, clock } = current.state;
  const due = momentText(Date.parse(clock.dueAt));
  const reason = {
    'zh-CN': `${unit.name}的时限已于${due['zh-CN']}届满`,
    en: `the limit of ${unit.name} ran out on ${due.en}`,
  };
  return oneLevelUp(current, reason, context, rung);
};

/** A late part goes to the superior of the unit that must answer, with a fresh clock. */
const partRaised = (
  { current, rung }: Late,
  { unit, responsible }: OpenPart,
  { now, policy, calendar, units }: Context,
): Happening | undefined => {
  const superior = responsible.superior === undefined ? undefined : units.get(responsible.superior);
  return (
    superior && {
      type: 'partRaised',
      unit: unit.code,
      from: responsible,
      to: superior,
      clock: startClock('part', current, now, policy, calendar),
      rung,
    }
  );
};

interface DueRung {
  rung: Rung;
  clock: Clock;
  part: OpenPart | undefined;
  supervision: boolean;
}

const firstDueRung = (current: Case, now: string): DueRung | undefined => {
  const [first] = runningClocks(current)
    .flatMap((running) => running.clock.pending.map((rung) => ({ ...running, rung })))
    .filter(({ rung }) => rung.at <= now)
    .sort((a, b) => Date.parse(a.rung.at) - Date.parse(b.rung.at));
  return (
    first && {
      rung: first.rung,
      clock: first.clock,
      part: openParts(current).find(({ unit }) => unit.code === first.part),
      supervision: first.supervision === true,
    }
  );
};
