import { isCentre } from '../place/unit.ts';
import { decidersList, type Entry, OPERATORS, personsList } from '../process/process.ts';
import type { Text } from '../text.ts';
import { type Case, isOpen, type OpenCase, type OpenStage, openParts, requestOf } from './case.ts';
import { suspendedUntil } from './suspension.ts';
import { leadAnswers } from './who-decides.ts';

/** Why a case stands on somebody's list. */
export const WHY_NAMES = {
  dispatch: { 'zh-CN': '待派遣', en: 'to dispatch' },
  appeal: { 'zh-CN': '申诉待决定', en: 'an appeal to decide' },
  acknowledge: { 'zh-CN': '待签收', en: 'to acknowledge' },
  handle: { 'zh-CN': '待办理', en: 'to handle' },
  suspended: { 'zh-CN': '已挂账，到期后继续办理', en: 'suspended, to go on when that ends' },
  joint: {
    'zh-CN': '联合处置中，待协办单位反馈',
    en: 'in joint handling, waiting for the units asked to join',
  },
  verify: { 'zh-CN': '待组织核实', en: 'to have verified' },
  inspect: { 'zh-CN': '抽定您到现场核实', en: 'you were drawn to verify on the spot' },
  followUp: { 'zh-CN': '待回访', en: 'to follow up' },
  part: { 'zh-CN': '协办任务待反馈', en: 'a part to answer' },
  approve: { 'zh-CN': '申请待审批', en: 'a request to decide' },
  approvePart: { 'zh-CN': '协办延期申请待审批', en: 'more time for a part to decide' },
  reply: { 'zh-CN': '督办待回复', en: 'a supervision to answer' },
  climbedPast: { 'zh-CN': '已提级，本单位仍负共同责任', en: 'climbed past, and still co-responsible' },
  parked: { 'zh-CN': '已转运维', en: 'parked' },
} as const satisfies Record<string, Text>;
export type Why = keyof typeof WHY_NAMES;

const WHY_AT: Record<OpenStage, Why> = {
  reported: 'dispatch',
  acknowledgement: 'acknowledge',
  handling: 'handle',
  joint: 'joint',
  verification: 'verify',
  followUp: 'followUp',
};

/** Centres that a case has climbed past and that are told so: more than there are levels only where cases were merged. */
const MOST_CLIMBED_PAST = 6;

/**
 * The lines on people's lists because of a case, each with why it is there and until when: whoever must do something now,
 * whoever decides what somebody asked for, and the centres past which it climbed. A line is a write of each commit that
 * changes it, so that there is one for all wishes of parts.
 */
export const entriesOf = (current: Case): Entry[] =>
  isOpen(current)
    ? [
        inCharge(current),
        ...parts(current),
        ...wishes(current),
        ...reply(current),
        ...drawn(current),
        ...climbedPast(current),
        ...parked(current),
      ]
    : [];

const line = (
  current: OpenCase,
  name: string,
  { list, why, dueAt, ...more }: { list: string; why: Why; dueAt: Entry['dueAt'] } & Record<string, unknown>,
): Entry => {
  const { id, number, title, category, severity, level, grid, state } = current;
  const shows = { id, title, category, severity, level, grid, stage: state.stage, why, ...more };
  return { name, list, dueAt, shows: { ...shows, ...(number !== undefined && { number }) } };
};

/** A line on the list of others than the unit in charge, which it names. */
const elsewhere = (current: OpenCase, name: string, told: Parameters<typeof line>[2]): Entry =>
  line(current, name, { ...told, unit: current.state.unit.code, unitName: current.state.unit.name });

/** A suspended case lies where it comes up again. */
const inCharge = (current: OpenCase): Entry => {
  const { stage, unit, clock } = current.state;
  const list = unit.code;
  const until = suspendedUntil(current);
  if (until !== undefined) return line(current, '', { list, why: 'suspended', dueAt: until });
  const why = current.appeal === 'waiting' ? 'appeal' : WHY_AT[stage];
  return line(current, '', { list, why, dueAt: clock.dueAt });
};

const parts = (current: OpenCase): Entry[] =>
  openParts(current).map(({ unit, responsible, clock }) =>
    elsewhere(current, `part#${unit.code}`, {
      list: responsible.code,
      why: 'part',
      dueAt: clock.dueAt,
      part: unit.code,
    }),
  );

/** What somebody has asked for, at whoever decides it; the wishes of parts by the one that ends first. */
const wishes = (current: OpenCase): Entry[] => {
  const { unit: lead, clock } = current.state;
  const decides = requestOf(current)?.decides;
  const wished = openParts(current)
    .filter(({ extension }) => extension)
    .map((part) => ({
      list: leadAnswers(lead, part) ? above(part.extension?.decides) : lead.code,
      part: part.unit.code,
      dueAt: part.clock.dueAt,
    }))
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
  return [
    ...(decides === undefined
      ? []
      : [elsewhere(current, 'request', { list: decidersList(decides), why: 'approve', dueAt: clock.dueAt })]),
    ...[...Map.groupBy(wished, ({ list }) => list)].flatMap(([list, [first]]) =>
      list === undefined || !first
        ? []
        : [elsewhere(current, `wish#${list}`, { ...first, list, why: 'approvePart' })],
    ),
  ];
};

const above = (unit: string | undefined): string | undefined =>
  unit === undefined ? undefined : decidersList(unit);

const reply = (current: OpenCase): Entry[] => {
  const { supervision, unit } = current.state;
  return supervision
    ? [line(current, 'reply', { list: unit.code, why: 'reply', dueAt: supervision.clock.dueAt })]
    : [];
};

const drawn = (current: OpenCase): Entry[] => {
  const { state } = current;
  return state.stage === 'verification' && state.verifier !== undefined
    ? [
        elsewhere(current, 'drawn', {
          list: personsList(state.verifier),
          why: 'inspect',
          dueAt: state.clock.dueAt,
        }),
      ]
    : [];
};

const climbedPast = (current: OpenCase): Entry[] => {
  const { unit, clock } = current.state;
  return current.coResponsible
    .filter((past) => isCentre(past) && past.code !== unit.code)
    .slice(-MOST_CLIMBED_PAST)
    .map(({ code }) =>
      elsewhere(current, `past#${code}`, {
        list: code,
        why: 'climbedPast',
        dueAt: current.whole?.dueAt ?? clock.dueAt,
      }),
    );
};

const parked = (current: OpenCase): Entry[] =>
  current.parked
    ? [
        elsewhere(current, 'parked', {
          list: OPERATORS,
          why: 'parked',
          dueAt: current.parked.at,
          reason: current.parked.reason,
        }),
      ]
    : [];
