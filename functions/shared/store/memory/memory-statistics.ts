import { parentOf } from '#domain/place/area.ts';
import { areaOfUnit } from '#domain/place/unit.ts';
import {
  type AreaRow,
  type Counters,
  nameOfRow,
  type Row,
  sumOf,
  type UnitRow,
} from '#domain/statistics/count.ts';
import { VersionConflict } from '../errors.ts';
import type { Named } from '../named.ts';
import {
  type CountedOn,
  FIRST_TALLIES,
  MOST_ASKED,
  MOST_WRITTEN,
  type Statistics,
  type Tallies,
} from '../statistics.ts';

/** The statistics in memory, for tests: the same promises. */
export interface MemoryStatistics extends Statistics {
  /** Every row of the tally in use, by its name. */
  all(): Record<string, Counters>;
}

interface Tally {
  upTo: Map<string, number>;
  rows: Map<string, Row>;
}

const nameOf = ({ kind, id }: Named): string => `${kind} ${id}`;

export const openMemoryStatistics = (): MemoryStatistics => {
  let tallies: Tallies = FIRST_TALLIES;
  const kept = new Map<number, Tally>();
  const tallyOf = (number: number): Tally => {
    const found = kept.get(number) ?? { upTo: new Map(), rows: new Map() };
    kept.set(number, found);
    return found;
  };
  const upTo = (tally: number, process: Named): number => tallyOf(tally).upTo.get(nameOf(process)) ?? 0;
  const isCounted = (tally: number, { process, from }: CountedOn): boolean => upTo(tally, process) !== from;
  const inUse = (): Row[] => [...tallyOf(tallies.inUse).rows.values()];

  return {
    all: () => Object.fromEntries(inUse().map((row) => [nameOfRow(row), row.counters])),
    counted: async (processes) => {
      if (processes.length > MOST_ASKED)
        throw new Error(`${processes.length} histories are too many to ask for`);
      const then = new Map([...kept].map(([tally, { upTo }]) => [tally, new Map(upTo)]));
      return {
        tallies: structuredClone(tallies),
        upTo: (tally, process) => then.get(tally)?.get(nameOf(process)) ?? 0,
      };
    },
    count: async (tally, histories, rows) => {
      if (histories.length + rows.length > MOST_WRITTEN) throw new Error('too much for one transaction');
      if (histories.some((history) => isCounted(tally, history))) throw new VersionConflict();
      const { upTo, rows: sums } = tallyOf(tally);
      for (const { process, to } of histories) upTo.set(nameOf(process), to);
      for (const row of rows) {
        const before = sums.get(nameOfRow(row));
        sums.set(nameOfRow(row), { ...row, counters: sumOf(before ? [before, row] : [row]) });
      }
    },
    areasBelow: async (parent, { from, to }) =>
      inUse()
        .filter(
          (row): row is AreaRow & { counters: Counters } => 'area' in row && parentOf(row.area) === parent,
        )
        .filter(({ day }) => day >= from && day <= to)
        .sort((a, b) => (nameInOrder(a) < nameInOrder(b) ? -1 : 1)),
    unitsAt: async (area, { from, to }) =>
      inUse()
        .filter(
          (row): row is UnitRow & { counters: Counters } => 'unit' in row && areaOfUnit(row.unit) === area,
        )
        .filter(({ month }) => month >= from && month <= to)
        .sort((a, b) => (`${a.month}#${a.unit}` < `${b.month}#${b.unit}` ? -1 : 1)),
    tallies: async () => structuredClone(tallies),
    saveTallies: async (next) => {
      if (next.revision !== tallies.revision) throw new VersionConflict();
      tallies = structuredClone({ ...next, revision: next.revision + 1 });
      return structuredClone(tallies);
    },
    discardBefore: async (tally) => {
      for (const number of [...kept.keys()].filter((one) => one < tally)) kept.delete(number);
    },
  };
};

const nameInOrder = ({ day, area }: AreaRow): string => `${day}#${area}`;
