/** What is wrong in a city's folder, and where. */
export interface Fault {
  file: string;
  /** The line of a table, as an editor counts it, or the number of a feature, from 1. */
  row?: number;
  /** A column, or a path such as `limits.3.category`. */
  field?: string;
  message: string;
  remedy?: string;
}

/** A fault on one line: `units.csv:17 superior: unit "…" is not in units.csv`. */
export const faultLine = ({ file, row, field, message, remedy }: Fault): string =>
  `${file}${row === undefined ? '' : `:${row}`}${field ? ` ${field}` : ''}: ${message}${remedy ? ` – ${remedy}` : ''}`;

const rank = ({ row }: Fault): number => row ?? 0;

/** File by file, row by row. */
export const inOrder = (faults: Fault[]): Fault[] =>
  faults.toSorted((a, b) => (a.file === b.file ? rank(a) - rank(b) : a.file < b.file ? -1 : 1));
