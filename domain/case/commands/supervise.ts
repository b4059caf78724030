import { staffInCharge, standsAbove } from '../../access.ts';
import { startClock } from '../../process/clock.ts';
import { happened } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { isOpen } from '../case.ts';
import { personal } from '../command.ts';
import { OPEN_STAGES, STAGES } from '../stages.ts';

export interface Supervise {
  type: 'supervise';
  text: string;
}

/** A level above demands action (督办); the unit in charge replies by a deadline of its own. */
export const supervise = personal({
  stages: OPEN_STAGES,
  may: standsAbove,
  refuses: ({ state }) => (state.supervision ? ALREADY_SUPERVISED : undefined),
  decide: (current, { text }: Supervise, { now, policy, calendar }) =>
    happened({
      type: 'supervisionOrdered',
      text,
      clock: startClock('supervision', current, now, policy, calendar),
    }),
});

export interface Reply {
  type: 'reply';
  text: string;
}

/** The unit in charge replies. */
export const reply = personal({
  stages: STAGES,
  may: staffInCharge,
  refuses: (current) => (isOpen(current) && current.state.supervision ? undefined : NOTHING_TO_REPLY),
  decide: (_current, { text }: Reply) => happened({ type: 'supervisionAnswered', text }),
});

const ALREADY_SUPERVISED: Rejection = {
  kind: 'conflict',
  code: 'already-supervised',
  message: {
    'zh-CN': '本案已有待回复的督办。',
    en: 'A supervision of this case is still waiting for a reply.',
  },
};

const NOTHING_TO_REPLY: Rejection = {
  kind: 'conflict',
  code: 'nothing-to-reply',
  message: { 'zh-CN': '本案没有待回复的督办。', en: 'No supervision of this case is waiting for a reply.' },
};
