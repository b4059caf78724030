import { parse } from 'csv-parse/sync';
import type { Fault } from '../../infra/fault.ts';

/** A row of a table, with its line. */
export interface Row<Column extends string> {
  row: number;
  values: Record<Column, string>;
}

/** The rows of a CSV table with exactly these columns, in any order; `optional` columns may be absent. */
export const readTable = <Column extends string>(
  file: string,
  text: string,
  columns: readonly Column[],
  optional: readonly Column[] = [],
): { rows: Row<Column>[]; faults: Fault[] } => {
  const faults: Fault[] = [];
  const rows: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
    bom: true,
    trim: true,
    info: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    columns: (header: string[]) => {
      faults.push(...faultsOfHeader(file, header, columns, optional));
      return header;
    },
    on_skip: (error) => {
      if (error) faults.push({ file, row: Number(error.lines), message: error.message });
      return undefined;
    },
  });
  const blank = Object.fromEntries(columns.map((column) => [column, ''])) as Record<Column, string>;
  return {
    faults,
    rows: faults.some(({ row }) => row === 1)
      ? []
      : rows.map(({ record, info }) => ({ row: info.lines, values: { ...blank, ...record } })),
  };
};

const faultsOfHeader = <Column extends string>(
  file: string,
  header: string[],
  columns: readonly Column[],
  optional: readonly Column[],
): Fault[] => [
  ...columns
    .filter((column) => !optional.includes(column) && !header.includes(column))
    .map((field) => ({ file, row: 1, field, message: 'the column is missing' })),
  ...header
    .filter((column) => !(columns as readonly string[]).includes(column))
    .map((field) => ({
      file,
      row: 1,
      field,
      message: 'no such column is known',
      remedy: columns.join(', '),
    })),
];

/** Something that a row must be: whether it is, and what is said of the column when it is not. */
export type Check<Column extends string> = readonly [
  passed: boolean,
  field: Column,
  message: string,
  remedy?: string,
];

/** What rows are not that they must be. */
export const faultsOfRows = <Column extends string>(
  file: string,
  rows: readonly Row<Column>[],
  checksOf: (values: Row<Column>['values']) => readonly Check<Column>[],
): Fault[] =>
  rows.flatMap(({ row, values }) =>
    checksOf(values)
      .filter(([passed]) => !passed)
      .map(([, field, message, remedy]) => ({ file, row, field, message, ...(remedy && { remedy }) })),
  );

/** Rows whose value in `field` stands in an earlier row. */
export const faultsOfRepetition = <Column extends string>(
  file: string,
  rows: Row<Column>[],
  field: Column,
): Fault[] => {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, values }) => {
    const value = values[field];
    const before = first.get(value);
    if (before === undefined) first.set(value, row);
    return before === undefined
      ? []
      : [{ file, row, field, message: `"${value}" stands in row ${before} already` }];
  });
};
