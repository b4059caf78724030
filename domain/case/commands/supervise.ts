import { isOpen } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { OPEN_STAGES, wrongStage } from '../stage.ts';

/** A level above asks what is going on (督办); the unit in charge replies by a deadline of its own. */
export const supervise: Decide<'supervise'> = (current, { text }, { now, policy, calendar }) => {
  if (!isOpen(current)) return rejected(wrongStage(current, 'supervise', OPEN_STAGES));
  if (current.supervision) return rejected(ALREADY_SUPERVISED);
  return happened({
    type: 'supervisionOrdered',
    text,
    clock: startClock('supervision', current, now, policy, calendar),
  });
};

/** The unit in charge replies. */
export const reply: Decide<'reply'> = (current, { text }) =>
  current.supervision ? happened({ type: 'supervisionAnswered', text }) : rejected(NOTHING_TO_REPLY);

const ALREADY_SUPERVISED = {
  kind: 'conflict' as const,
  code: 'already-supervised',
  message: { 'zh-CN': '本案已有待回复的督办。', en: 'A supervision of this case waits for its reply.' },
};

const NOTHING_TO_REPLY = {
  kind: 'conflict' as const,
  code: 'nothing-to-reply',
  message: { 'zh-CN': '本案没有待回复的督办。', en: 'No supervision of this case waits for a reply.' },
};
