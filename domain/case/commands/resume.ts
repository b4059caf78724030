import type { Case } from '../case.ts';
import { resumed } from '../clock.ts';
import { type Context, type Decide, type Done, happened, rejected } from '../command.ts';

/** The clock goes on before its date. */
export const resume: Decide<'resume'> = (current, _command, context) => {
  const done = clockResumed(current, context);
  return done ? happened(done) : rejected(NOT_SUSPENDED);
};

/** The clock running again, with what was used kept; undefined when it does not stand still. */
export const clockResumed = (current: Case, { now, calendar }: Context): Done | undefined => {
  const { state, suspendedUntil } = current;
  if (!suspendedUntil || !('clock' in state)) return undefined;
  const clock = resumed(state.clock, now < suspendedUntil ? now : suspendedUntil, calendar);
  return { type: 'resumed', clock, moved: { from: state.clock.dueAt, to: clock.dueAt } };
};

const NOT_SUSPENDED = {
  kind: 'conflict' as const,
  code: 'not-suspended',
  message: { 'zh-CN': '案件没有挂账。', en: 'The case is not suspended.' },
};
