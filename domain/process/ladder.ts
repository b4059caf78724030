import type { RungAction } from '../policy/policy.ts';
import { deadlineOf } from '../time/deadline.ts';
import type { Instant } from '../time/instant.ts';
import { type Clock, isPaused, type Rung, supervisionAhead, withoutRung } from './clock.ts';
import type { Context } from './context.ts';
import type { Cause, EventBody } from './event.ts';
import {
  type ClockIn,
  type ClockName,
  type Clockwork,
  type CommonEventBody,
  type Decided,
  type Decision,
  happened,
  type Process,
  type RungRef,
} from './process.ts';

/** The ladder: what happens when a share of a limit is used up, for every kind of process alike. */

/** When the clock next has something to do in this process; undefined once it has ended. */
export const nextDueAt = <P extends Process, Body extends EventBody, Name extends ClockName>(
  clockwork: Clockwork<P, Body, Name>,
  current: P,
): Instant | undefined => {
  const pauseEnd = clockwork.pauseEnd?.(current)?.at;
  return [
    ...clockwork
      .clocks(current)
      .filter(({ clock }) => !isPaused(clock))
      .flatMap(({ clock }) => clock.pending.map(({ at }) => at)),
    ...(pauseEnd ? [pauseEnd] : []),
  ].sort()[0];
};

/** The clock of the stage, beside which a kind may have others; none once the process has ended. */
export const stageClock = <P extends Process, Body extends EventBody, Name extends ClockName>(
  clockwork: Clockwork<P, Body, Name>,
  current: P,
): Clock | undefined =>
  clockwork.clocks(current).find(({ clock: _, responsible: __, ...name }) => Object.keys(name).length === 0)
    ?.clock;

/**
 * Does the earliest thing that is due: a pause that ends, or a rung on whichever clock of the process it lies;
 * nothing when nothing is due. One by one keeps their order, also after an outage, because each changes the process first.
 */
export const advance = <P extends Process, Body extends EventBody, Name extends ClockName>(
  clockwork: Clockwork<P, Body, Name>,
  current: P,
  context: Context,
): Decision<Body> => {
  if (!clockwork.isOpen(current)) return happened();
  const due = firstDueRung(clockwork, current, context.now);
  const pause = clockwork.pauseEnd?.(current);
  if (pause && pause.at <= context.now && !(due && due.rung.at < pause.at))
    return happened({ ...pause.ends(context), by: { kind: 'rule', rule: 'suspension/end' } });
  if (!due) return happened();
  const { late, rung } = due;
  const by: Cause = { kind: 'rule', rule: rung.share === undefined ? 'ladder/top' : `ladder/${rung.share}` };
  return happened(
    ...rung.actions.map((action) => ({ ...act(action, clockwork, current, late, rung, context), by })),
  );
};

/** What an action of the ladder does. */
const act = <P extends Process, Body extends EventBody, Name extends ClockName>(
  action: RungAction,
  clockwork: Clockwork<P, Body, Name>,
  current: P,
  late: ClockIn<Name>,
  rung: Rung,
  context: Context,
): Decided<Body> => {
  const { clock, responsible, ...name } = late;
  const answers = clockwork.answers?.(late, context) ?? responsible;
  const ref = {
    at: rung.at,
    ...(rung.share !== undefined && { share: rung.share }),
    ...name,
  } as unknown as RungRef<Name>;
  const told = { unit: answers.code, unitName: answers.name, rung: ref };
  const common = (event: CommonEventBody<Name>) => event as unknown as Decided<Body>;
  const supervised = () =>
    common({
      type: 'supervised',
      ...told,
      // Counted from the rung, not from now: an outage delays supervision but drops none of it.
      next:
        supervisionAhead(withoutRung(clock, rung))?.at ??
        deadlineOf(rung.at, context.policy.superviseEvery, context.calendar).dueAt,
    });
  switch (action) {
    case 'remind':
      return common({ type: 'reminded', ...told });
    case 'yellowCard':
      return common({ type: 'cardGiven', color: 'yellow', ...told });
    case 'redCard':
      return common({ type: 'cardGiven', color: 'red', ...told });
    case 'supervise':
      return supervised();
    case 'escalate':
      return clockwork.raise(current, late, ref, context) ?? supervised();
  }
};

const firstDueRung = <P extends Process, Body extends EventBody, Name extends ClockName>(
  clockwork: Clockwork<P, Body, Name>,
  current: P,
  now: Instant,
): { late: ClockIn<Name>; rung: Rung } | undefined =>
  clockwork
    .clocks(current)
    .filter(({ clock }) => !isPaused(clock))
    .flatMap((late) => late.clock.pending.map((rung) => ({ late, rung })))
    .filter(({ rung }) => rung.at <= now)
    .sort((a, b) => Date.parse(a.rung.at) - Date.parse(b.rung.at))[0];
