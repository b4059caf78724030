import type { Text } from '../text.ts';
import { momentText } from '../time/date-text.ts';
import { withoutRung, withSupervision } from './clock.ts';
import { recountedClocks } from './clock-changes.ts';
import type { DeadlineMove, EventBody, ProcessEvent } from './event.ts';
import { advance } from './ladder.ts';
import {
  type ClockChange,
  type ClockName,
  type Clockwork,
  type CommonEventBody,
  type Decision,
  happened,
  type PersonalCommandDefinition,
  type Process,
  type RuleDefinition,
  type RungRef,
} from './process.ts';

/** What every kind of process shares: the commands of clock, calendar and operators, their events and sentences. */

/** Fires the earliest rung that is due, or ends a pause whose time has come. */
export interface AdvanceClock {
  type: 'advanceClock';
}
/** Recounts every clock by the calendar in use. */
export interface Recalculate {
  type: 'recalculate';
}
/** The workflow gives up: the process goes to the operators' list, once, with the reason. Its clocks go on. */
export interface Park {
  type: 'park';
  reason: string;
}
/** An operator sends a process back on its way; a new execution takes over where it stands. */
export interface Restart {
  type: 'restart';
  reason: string;
}

/** The execution that drives a process is gone without having parked it: another one takes over. */
export interface Redrive {
  type: 'redrive';
  /** The driver that is gone: see `Process`. */
  driver: number;
}

/**
 * The commands that every kind of process has.
 * @public for kinds of processes
 */
export type CommonCommand = AdvanceClock | Recalculate | Park | Restart | Redrive;

/** The shared commands of a kind whose stages are `open`, or ended. */
export const commonCommands = <P extends Process, Body extends EventBody, Name extends ClockName>(
  clockwork: Clockwork<P, Body, Name>,
  open: readonly P['state']['stage'][],
  restarting: Pick<PersonalCommandDefinition<P, Body, Restart>, 'may' | 'roles' | 'who'>,
) => {
  const decision = (...events: CommonEventBody<Name>[]) => happened(...events) as unknown as Decision<Body>;
  const advanceClock: RuleDefinition<P, Body, AdvanceClock> = {
    stages: open,
    otherwise: 'nothing',
    decide: (current, _command, context) => advance(clockwork, current as unknown as P, context),
  };
  const recalculate: RuleDefinition<P, Body, Recalculate> = {
    stages: open,
    otherwise: 'nothing',
    decide: (current, _command, { now, calendar }) => {
      const changes = recountedClocks(clockwork, current as unknown as P, { now, calendar });
      return changes.length === 0
        ? happened()
        : decision({ type: 'recalculated', calendarVersion: calendar.version, changes });
    },
  };
  const park: RuleDefinition<P, Body, Park> = {
    stages: open,
    otherwise: 'nothing',
    decide: (current, { reason }) => (current.parked ? happened() : decision({ type: 'parked', reason })),
  };
  const restart: PersonalCommandDefinition<P, Body, Restart> = {
    stages: open,
    ...restarting,
    decide: (_current, { reason }) => decision({ type: 'restarted', reason }),
  };
  const redrive: RuleDefinition<P, Body, Redrive> = {
    stages: open,
    otherwise: 'nothing',
    decide: (current, { driver }) =>
      current.parked || current.driver !== driver
        ? happened()
        : decision({ type: 'restarted', reason: EXECUTION_GONE }),
  };
  return { advanceClock, recalculate, park, restart, redrive };
};

const EXECUTION_GONE: Text = {
  'zh-CN': '原流程执行已中断',
  en: 'the execution before is gone',
};

type CommonEvent<Name extends ClockName, T extends CommonEventBody<Name>['type']> = Extract<
  ProcessEvent<CommonEventBody<Name>>,
  { type: T }
>;

/** What the shared events change: one function an event, for the kind's own table. */
export const commonChanges = <P extends Process, Name extends ClockName>(
  withClock: Clockwork<P, EventBody, Name>['withClock'],
) => {
  const fired = (current: P, { rung }: { rung: CommonEvent<Name, 'reminded'>['rung'] }): P =>
    withClock(current, rung, (clock) => withoutRung(clock, rung));
  return {
    reminded: fired,
    cardGiven: fired,
    supervised: (current: P, { rung, next }: CommonEvent<Name, 'supervised'>): P =>
      withClock(current, rung, (clock) => withSupervision(withoutRung(clock, rung), next)),
    recalculated: (current: P, { changes }: CommonEvent<Name, 'recalculated'>): P =>
      changes.reduce<P>(
        (changed, { clock, ...name }) => withClock(changed, name as unknown as Name, () => clock),
        current,
      ),
    parked: (current: P, { reason, at }: CommonEvent<Name, 'parked'>): P => ({
      ...current,
      parked: { reason, at },
    }),
    restarted: (current: P, { seq }: CommonEvent<Name, 'restarted'>): P => {
      const { parked, ...course } = current;
      return { ...course, driver: seq, turn: seq, ownTurn: false } as P;
    },
  };
};

const CARDS = {
  yellow: { 'zh-CN': '黄牌', en: 'yellow card' },
  red: { 'zh-CN': '红牌', en: 'red card' },
} as const;

export const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

/** A deadline that has moved, for the end of a sentence; where only its ladder was laid out anew, that it stays. */
export const moveText = ({ from, to }: DeadlineMove): Text => {
  const [old, next] = [momentText(Date.parse(from)), momentText(Date.parse(to))];
  if (from === to) return text(`仍为${next['zh-CN']}`, `stays on ${next.en}`);
  return text(`由${old['zh-CN']}改为${next['zh-CN']}`, `moves from ${old.en} to ${next.en}`);
};

/** Whose deadline has moved, from when to when, and why it ends where it does; a clause. */
export const changeText = (change: Omit<ClockChange<ClockName>, 'clock'>): Text => {
  const { whole, unitName, moved, endsWithStage } = change;
  const move = moveText(moved);
  const ofUnit = unitName === undefined ? ['', ''] : [`${unitName}的`, ` of ${unitName}`];
  const [zh, en] = whole ? ['全程', ' of the whole case'] : ofUnit;
  const [why, because] = endsWithStage ? ['（不晚于案件时限）', ' (no later than the case)'] : ['', ''];
  return text(`${zh}到期时间${move['zh-CN']}${why}`, `the deadline${en} ${move.en}${because}`);
};

/** How much of which limit is used. */
const usedText = ({ share = 1, whole }: RungRef<ClockName>): Text => {
  const percent = `${Math.round(share * 100)}%`;
  return whole
    ? text(`全程时限已用 ${percent}`, `${percent} of the limit of the whole case is used`)
    : text(`时限已用 ${percent}`, `${percent} of the limit is used`);
};

type Rungs<T extends CommonEventBody<ClockName>['type']> = CommonEvent<ClockName, T>;

/** The sentences of the shared events, for the kind's own table. */
export const commonSentences = {
  reminded: ({ unitName, rung }: Rungs<'reminded'>) =>
    text(`${usedText(rung)['zh-CN']}，提醒${unitName}`, `${usedText(rung).en}; ${unitName} is reminded`),
  cardGiven: ({ color, unitName, rung }: Rungs<'cardGiven'>) =>
    text(
      `${usedText(rung)['zh-CN']}，对${unitName}亮${CARDS[color]['zh-CN']}`,
      `${usedText(rung).en}; ${CARDS[color].en} for ${unitName}`,
    ),
  supervised: ({ unitName }: Rungs<'supervised'>) =>
    text(`督办${unitName}`, `${unitName} is under supervision`),
  recalculated: ({ calendarVersion, changes }: Rungs<'recalculated'>) => {
    const moves = changes.map(changeText);
    return text(
      `工作日历更新为 ${calendarVersion}，${moves.map((move) => move['zh-CN']).join('；')}`,
      `Calendar ${calendarVersion}: ${moves.map(({ en }) => en).join('; ')}`,
    );
  },
  parked: () => text('流程中断，转运维处理', 'The workflow cannot continue; parked for an operator'),
  restarted: ({ by }: Rungs<'restarted'>) =>
    by.kind === 'rule'
      ? text('流程执行中断，由新的执行接续', 'The execution was gone; another one took over')
      : text('运维人员重启流程', 'An operator restarted the workflow'),
};
