import type { Text } from '../text.ts';
import { type Counters, type Day, daysBetween } from './count.ts';
import {
  type AreaCounter,
  STAGE_COUNTED,
  STAGE_COUNTED_NAMES,
  type StageCounter,
  type UnitCounter,
} from './counters.ts';

/** A share, told as what it is made of: where the denominator is 0 there is none. */
export interface Rate {
  numerator: number;
  denominator: number;
}

type Formula<Counter extends string> = readonly [
  numerator: readonly Counter[],
  denominator: readonly Counter[],
];

/** How the limits of the stages ended: done, and done in time, of those that ended. */
const OF_STAGES = Object.fromEntries(
  STAGE_COUNTED.flatMap((stage) => [
    [`${stage}`, [[`${stage}Done`], [`${stage}Due`]]],
    [`${stage}OnTime`, [[`${stage}OnTime`], [`${stage}Due`]]],
  ]),
) as unknown as Record<
  (typeof STAGE_COUNTED)[number] | `${(typeof STAGE_COUNTED)[number]}OnTime`,
  Formula<StageCounter>
>;

/** The rates of an area: 结案率, 按期结案率 and so on, as the platforms of cities reckon them. */
const OF_AREAS = {
  ...OF_STAGES,
  /** Of what was due to be closed. */
  closure: [['closedOnTime', 'closedLate'], ['due']],
  closureOnTime: [['closedOnTime'], ['due']],
  /** The same as if no clock had ever been stopped. */
  closureOnTimeRaw: [['closedOnTimeRaw'], ['dueRaw']],
  rework: [['reworked'], ['due']],
  extension: [['extended'], ['handlingDue']],
  selfHandling: [['selfHandled'], ['filed']],
  toTownship: [['reachedTownship'], ['filed']],
  toCounty: [['reachedCounty'], ['filed']],
  toCity: [['reachedCity'], ['filed']],
  satisfaction: [['satisfied'], ['satisfied', 'unsatisfied']],
} as const satisfies Record<string, Formula<AreaCounter>>;

const OF_UNITS = {
  ...OF_STAGES,
  return: [['returned'], ['received']],
  rework: [['reworked'], ['handlingDone']],
  extension: [['extended'], ['handlingDue']],
  satisfaction: [['satisfied'], ['satisfied', 'unsatisfied']],
} as const satisfies Record<string, Formula<UnitCounter>>;

export type AreaRate = keyof typeof OF_AREAS | 'overdueOpen' | 'closedAtReport' | 'closedFinally';
export type UnitRate = keyof typeof OF_UNITS;
export const AREA_RATES = [
  ...(Object.keys(OF_AREAS) as (keyof typeof OF_AREAS)[]),
  'overdueOpen',
  'closedAtReport',
  'closedFinally',
] as const satisfies readonly AreaRate[];
export const UNIT_RATES = Object.keys(OF_UNITS) as UnitRate[];

const total = (counters: Counters, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (counters[name] ?? 0), 0);

const worked = <Name extends string>(
  formulas: Readonly<Record<Name, Formula<string>>>,
  counters: Counters,
): Record<Name, Rate> =>
  Object.fromEntries(
    (Object.entries(formulas) as [Name, Formula<string>][]).map(([name, [numerator, denominator]]) => [
      name,
      { numerator: total(counters, numerator), denominator: total(counters, denominator) },
    ]),
  ) as Record<Name, Rate>;

/** The counters of an area in some days, and of what was filed then how much stood closed when, and stands closed now. */
export interface Closures {
  counters: Counters;
  /** At the end of the last of the days. */
  closedAtReport: number;
  closedFinally: number;
}

/**
 * Some days of an area together, as of the last of them. What became of the cases filed on a day lies in that day's row, by
 * the days that it took: so the state of any evening is told, and no later closing makes it look better.
 */
export const closuresOf = (rows: readonly { day: Day; counters: Counters }[], until: Day): Closures => {
  const counters: Record<string, number> = {};
  let [closedAtReport, closedFinally] = [0, 0];
  for (const row of rows) {
    for (const [name, by] of Object.entries(row.counters)) {
      const days = /^closedAfter(\d+)$/.exec(name)?.[1];
      if (days === undefined) counters[name] = (counters[name] ?? 0) + by;
      else {
        closedFinally += by;
        if (Number(days) <= daysBetween(row.day, until)) closedAtReport += by;
      }
    }
  }
  return { counters, closedAtReport, closedFinally };
};

export const ratesOfArea = ({
  counters,
  closedAtReport,
  closedFinally,
}: Closures): Record<AreaRate, Rate> => {
  const denominator = total(counters, ['filed']);
  const due = total(counters, ['due']);
  return {
    ...worked(OF_AREAS, counters),
    overdueOpen: { numerator: due - total(counters, ['closedOnTime', 'closedLate']), denominator: due },
    closedAtReport: { numerator: closedAtReport, denominator },
    closedFinally: { numerator: closedFinally, denominator },
  };
};

export const ratesOfUnit = (counters: Counters): Record<UnitRate, Rate> => worked(OF_UNITS, counters);

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

const NAMES_OF_STAGES = Object.fromEntries(
  STAGE_COUNTED.flatMap((stage): [keyof typeof OF_STAGES, Text][] => {
    const { 'zh-CN': zh, en } = STAGE_COUNTED_NAMES[stage];
    return [
      [stage, text(`${zh}率`, `${en} rate`)],
      [`${stage}OnTime`, text(`按期${zh}率`, `${en} in time`)],
    ];
  }),
) as Record<keyof typeof OF_STAGES, Text>;

/** What people call the rates. */
export const RATE_NAMES: Record<AreaRate | UnitRate, Text> = {
  ...NAMES_OF_STAGES,
  closure: text('结案率', 'closing rate'),
  closureOnTime: text('按期结案率', 'closing rate in time'),
  closureOnTimeRaw: text('按期结案率（不扣除挂账）', 'closing rate in time, suspensions not taken off'),
  overdueOpen: text('超期未结率', 'overdue and open'),
  closedAtReport: text('期末结案率', 'closed at the end of the period'),
  closedFinally: text('最终结案率', 'closed by now'),
  rework: text('返工率', 'rework rate'),
  extension: text('延期率', 'extension rate'),
  return: text('退回率', 'return rate'),
  selfHandling: text('自行处置率', 'settled on the spot'),
  toTownship: text('上行率（乡镇）', 'reached the township'),
  toCounty: text('上行率（县）', 'reached the county'),
  toCity: text('上行率（市）', 'reached the city'),
  satisfaction: text('满意率', 'satisfaction'),
};
