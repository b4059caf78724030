import type { Unit } from '#domain/place/unit.ts';
import { guardSeconds, type RunningClock, startClock } from '#domain/process/clock.ts';
import {
  type CommonCommand,
  commonChanges,
  commonCommands,
  commonSentences,
  text,
} from '#domain/process/common.ts';
import type { BeginningContext } from '#domain/process/context.ts';
import { begin } from '#domain/process/decide.ts';
import type { ProcessEvent } from '#domain/process/event.ts';
import { beginning } from '#domain/process/evolve.ts';
import * as kernel from '#domain/process/process.ts';
import type { Text } from '#domain/text.ts';

/** A second kind of process: a notice that a unit must acknowledge; a ladder reminds the unit and gives it cards. */

export type Wait = { stage: 'sent'; unit: Unit; clock: RunningClock };
export interface Notice extends kernel.Process {
  grid: string;
  state: Wait | { stage: 'acknowledged' };
}
export type NoticeEvent =
  | ({ type: 'sent'; id: string; grid: string; policyVersion: string } & Omit<Wait, 'stage'>)
  | { type: 'acknowledged' }
  | kernel.CommonEventBody<object>;
type Acknowledge = { type: 'acknowledge' };
export type NoticeCommand = Acknowledge | CommonCommand;

const waitOf = ({ state }: Notice): Wait | undefined => (state.stage === 'sent' ? state : undefined);

const clockwork: kernel.Clockwork<Notice, NoticeEvent, object> = {
  isOpen: (current) => waitOf(current) !== undefined,
  clocks: ({ state }) => (state.stage === 'sent' ? [{ clock: state.clock, responsible: state.unit }] : []),
  withClock: (current, _name, change) => {
    const wait = waitOf(current);
    return wait ? { ...current, state: { ...wait, clock: change(wait.clock) } } : current;
  },
  raise: () => undefined,
};

const acknowledge: kernel.PersonalCommandDefinition<Notice, NoticeEvent, Acknowledge> = {
  stages: ['sent'],
  may: (actor, current) => 'unit' in actor && actor.unit.code === waitOf(current)?.unit.code,
  roles: ['officer', 'dispatcher'],
  who: text('收到通知的单位的人员', 'the staff of the unit that was sent the notice'),
  decide: () => kernel.happened<NoticeEvent>({ type: 'acknowledged' }),
};

const common = commonChanges<Notice, object>((current, name, change) =>
  clockwork.withClock(current, name, change),
);

export const noticeProcess: kernel.Definition<Notice, NoticeEvent, NoticeCommand, object> = {
  ...clockwork,
  kind: 'notice',
  workflow: 'notice',
  stages: { sent: text('待签收', 'waiting'), acknowledged: text('已签收', 'acknowledged') },
  commandNames: { acknowledge: text('签收', 'Acknowledge'), restart: text('重启流程', 'Restart') },
  commands: {
    acknowledge,
    ...commonCommands(clockwork, ['sent'], {
      may: () => true,
      roles: ['operator'],
      who: text('运维人员', 'operators'),
    }),
  },
  evolve: (current, event) => {
    if (event.type === 'sent') {
      const { id, grid, policyVersion, unit, clock } = event;
      return { id, grid, policyVersion, ...beginning(event), state: { stage: 'sent', unit, clock } };
    }
    if (!current) throw new Error('a notice begins by being sent');
    return event.type === 'acknowledged'
      ? { ...current, turn: event.seq, state: { stage: 'acknowledged' } }
      : common[event.type](current, event as never);
  },
  needs: ({ grid }) => ({ grid }),
  standing: (current, now) => {
    const wait = waitOf(current);
    const step = wait ? 'sent' : 'acknowledged';
    return { step, wait: `turn#${current.turn}`, guardSeconds: wait ? guardSeconds(wait.clock, now) : 1 };
  },
  waits: (current) => (waitOf(current) ? [`turn#${current.turn}`] : []),
  told: (current, _wait, now) => noticeProcess.standing(current, now),
  entries: ({ id, state }) =>
    state.stage === 'sent'
      ? [{ name: '', list: state.unit.code, dueAt: state.clock.dueAt, shows: { id } }]
      : [],
  filing: ({ grid }) => ({ at: '2025-03-03T01:00:00.000Z', grid, category: 'dispute' }),
};

/** What happened, in one sentence. */
export const narrateNotice = (event: ProcessEvent<NoticeEvent>): Text => {
  if (event.type === 'sent') return text('已发送', 'Sent');
  return event.type === 'acknowledged'
    ? text('已签收', 'Acknowledged')
    : commonSentences[event.type](event as never);
};

/** Sends a notice to a unit. */
export const send = (id: string, grid: string, unit: Unit, context: BeginningContext) => {
  const { now, policy, calendar } = context;
  const matter = { category: 'dispute', severity: 'general', level: 'township' } as const;
  const clock = startClock('acknowledgement', matter, now, policy, calendar);
  const sent = { type: 'sent' as const, id, grid, policyVersion: policy.version, unit, clock };
  return begin(noticeProcess, id, [sent], context, 'send');
};
