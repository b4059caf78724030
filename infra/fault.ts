/** What is wrong in a city's folder, and where. */
export interface Fault {
  file: string;
  /** The line of a table, as an editor counts it, or the number of a feature, from 1. */
  row?: number;
  /** A column, or a path such as `limits.3.category`. */
  field?: string;
  message: string;
  remedy?: string;
  /** The code that is named and not there: one mistake, however many rows and files name it. */
  lacks?: string;
}

/** A fault on one line: `units.csv:17 superior: unit "…" is not in units.csv`. */
export const faultLine = ({ file, row, field, message, remedy }: Fault): string =>
  `${file}${row === undefined ? '' : `:${row}`}${field ? ` ${field}` : ''}: ${message}${remedy ? ` – ${remedy}` : ''}`;

/** The files of a folder, each after those whose rows it names: what is wrong in one makes faults in the next. */
const FILES = [
  'city.json',
  'areas.csv',
  'units.csv',
  'staff.csv',
  'successors.csv',
  'policy.json',
  'calendars',
];

const rankOf = ({ file }: Fault): number => {
  const rank = FILES.findIndex((name) => file === name || file.startsWith(`${name}/`));
  return rank < 0 ? FILES.length : rank;
};

/** The causes first: file by file, row by row. */
export const inOrder = (faults: Fault[]): Fault[] =>
  faults.toSorted(
    (a, b) =>
      rankOf(a) - rankOf(b) || (a.file === b.file ? (a.row ?? 0) - (b.row ?? 0) : a.file < b.file ? -1 : 1),
  );

/** The causes first, and each code that is not there once: where it is missed first, with how many more miss it. */
export const causesOf = (faults: Fault[]): Fault[] => {
  const missed = Map.groupBy(inOrder(faults), ({ lacks }) => lacks);
  return inOrder(faults).flatMap((fault) => {
    const [first, ...more] = (fault.lacks !== undefined && missed.get(fault.lacks)) || [fault];
    if (first !== fault) return [];
    if (more.length === 0) return [fault];
    const files = [...new Set(more.map(({ file }) => file))].join(', ');
    return [{ ...fault, message: `${fault.message}; ${files} name it ${more.length} times more` }];
  });
};

/** More lines than these are not read. */
const MOST_LINES = 20;
/** As many of one kind show what kind it is. */
const OF_A_KIND = 3;

/**
 * Faults to print: of those that say the same of other rows the first three and how many more there are, twenty lines at
 * most.
 */
export const linesOf = (faults: readonly Fault[]): string[] => {
  const kinds = [...Map.groupBy(faults, kindOf).values()];
  const lines = kinds.flatMap((kind) => {
    const shown = kind.length <= OF_A_KIND + 1 ? kind : kind.slice(0, OF_A_KIND);
    const more = kind.length - shown.length;
    const [{ file }] = kind as [Fault];
    return [...shown.map(faultLine), ...(more > 0 ? [`${file}: … and ${more} more like these`] : [])];
  });
  if (lines.length <= MOST_LINES) return lines;
  const told = lines.slice(0, MOST_LINES - 1);
  return [...told, `… and more of ${kinds.length} kinds, ${faults.length} faults in all: mend these first`];
};

/** The same words about the same field: codes, numbers and whatever is quoted may differ. */
const kindOf = ({ file, field = '', message }: Fault): string =>
  [file, field, message].join(' ').replaceAll(/"[^"]*"|\d+(\.\d+)?/g, '…');
