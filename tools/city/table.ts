import { type CsvError, parse } from 'csv-parse/sync';
import { composed, faultOfText, inWords } from '#domain/readable.ts';
import type { Fault } from '../../infra/fault.ts';

/** A row of a table, with its line. */
export interface Row<Column extends string> {
  row: number;
  values: Record<Column, string>;
}

/**
 * The rows of a CSV table with exactly these columns, in any order; `optional` columns may be absent. Rows without a value
 * are skipped, as spreadsheets leave them behind; lines may end in any way.
 */
export const readTable = <Column extends string>(
  file: string,
  text: string,
  columns: readonly Column[],
  optional: readonly Column[] = [],
): { rows: Row<Column>[]; faults: Fault[] } => {
  const separated = faultOfSeparator(file, text, columns);
  if (separated) return { rows: [], faults: [separated] };
  const faults: Fault[] = [];
  let keyAt = 0;
  const rows: { record: Record<string, string>; info: { lines: number } }[] = parse(text, {
    bom: true,
    trim: true,
    info: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    skip_records_with_error: true,
    columns: (header: string[]) => {
      faults.push(...faultsOfHeader(file, header, columns, optional));
      keyAt = header.indexOf(columns[0] as string);
      return header;
    },
    on_skip: (error) => {
      if (error)
        faults.push({ file, row: lineOf(error, text), ...wordsOf(error, columns), ...lostBy(error, keyAt) });
      return undefined;
    },
  });
  if (text.trim() === '')
    faults.push({
      file,
      row: 1,
      message: 'the file is empty',
      remedy: `the first line names the columns: ${columns.join(',')}`,
    });
  if (faults.some(isHeader)) return { faults, rows: [] };
  // Where one quote is wrong, what is read after it is a consequence, here and in the files that name these rows.
  const quote = faults.find(({ message }) => message.includes('double quote'));
  if (quote) return { faults: [quote], rows: [] };
  const blank = Object.fromEntries(columns.map((column) => [column, ''])) as Record<Column, string>;
  const read = rows.map(({ record, info }) => ({
    row: info.lines,
    values: Object.fromEntries(
      Object.entries({ ...blank, ...record }).map(([column, value]) => [column, composed(value)]),
    ) as Record<Column, string>,
  }));
  return { faults: [...faults, ...faultsOfTexts(file, read)], rows: read };
};

/** What is wrong in the first line is wrong in every row. */
export const isHeader = ({ row }: Fault): boolean => row === 1;

/** The row that could not be read, by its key: whoever names it elsewhere finds it missing. */
const lostBy = ({ code, record }: CsvError, keyAt: number): Pick<Fault, 'lacks'> => {
  const key: unknown =
    code.startsWith('CSV_RECORD_INCONSISTENT') && Array.isArray(record) ? record[keyAt] : undefined;
  return typeof key === 'string' && key !== '' ? { lacks: key } : {};
};

/** A header without commas is one column to a parser, and every column would seem to be missing. */
const faultOfSeparator = (file: string, text: string, columns: readonly string[]): Fault | undefined => {
  const [header = ''] = text.split(/[\r\n]/, 1);
  const separator = [';', '\t', '|', '，'].find((sign) => header.split(sign).length >= columns.length - 1);
  if (separator === undefined || header.includes(',')) return undefined;
  return {
    file,
    row: 1,
    message: `the columns are separated by ${separator === '\t' ? 'tabs' : `"${separator}"`}`,
    remedy: 'save the table as CSV with commas',
  };
};

/** The line of a faulty row; a quote that nothing closes is noticed at the end of the text only. */
const lineOf = ({ code, lines }: CsvError, text: string): number =>
  code === 'CSV_QUOTE_NOT_CLOSED'
    ? text.split(/\r\n|\n|\r/).findLastIndex((line) => line.split('"').length % 2 === 0) + 1
    : Number(lines);

/** What is wrong with a row, in our words. */
const wordsOf = (
  { code, record }: CsvError,
  columns: readonly string[],
): Pick<Fault, 'message' | 'remedy'> => {
  switch (code) {
    case 'CSV_RECORD_INCONSISTENT_COLUMNS':
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return {
        message: `the row has ${Array.isArray(record) ? record.length : 'another number of'} columns, and not those of the header`,
        remedy: `write ${columns.join(',')}; put a value that holds a comma in double quotes`,
      };
    case 'CSV_QUOTE_NOT_CLOSED':
      return {
        message: 'a double quote is not closed',
        remedy: 'close it, or write "" for a quote within a value',
      };
    default:
      return {
        message: 'a double quote stands within a value',
        remedy: 'put the whole value in double quotes, and write "" for a quote within it',
      };
  }
};

/** Values that hold what does not show: they would look like others and not be the same. */
const faultsOfTexts = <Column extends string>(file: string, rows: readonly Row<Column>[]): Fault[] =>
  rows.flatMap(({ row, values }) =>
    Object.entries<string>(values).flatMap(([field, value]) => {
      const fault = value === '' ? undefined : faultOfText(value, 'line');
      return fault ? [{ file, row, field, message: `the text ${inWords(fault).en}` }] : [];
    }),
  );

/** A number as a spreadsheet shortens a long code: its last digits are lost. */
const SHORTENED = /^[+-]?\d([.,]\d+)?E[+-]?\d{1,3}$/i;
/** A spreadsheet keeps fifteen digits of a number, and writes zeros for the others. */
const CUT_AT_FIFTEEN = /^[1-9]\d{14}0+$/;
const LONGER = /^\d{16,}$/;

/** Codes that a spreadsheet took for numbers: one fault for each column. `isRounded` knows more of what such a code becomes. */
export const faultsOfShortenedCodes = <Column extends string>(
  file: string,
  rows: readonly Row<Column>[],
  fields: readonly NoInfer<Column>[],
  isRounded: (code: string, values: Row<Column>['values']) => boolean = () => false,
): Fault[] =>
  fields.flatMap((field) => {
    const long = rows.filter(({ values }) => LONGER.test(values[field]));
    const areCut = long.length > 1 && long.every(({ values }) => CUT_AT_FIFTEEN.test(values[field]));
    const shortened = rows.filter(
      ({ values }) =>
        SHORTENED.test(values[field]) ||
        isRounded(values[field], values) ||
        (areCut && LONGER.test(values[field])),
    );
    const [first] = shortened;
    return first === undefined
      ? []
      : [
          {
            file,
            row: first.row,
            field,
            message: `a spreadsheet has turned ${shortened.length} of the codes into numbers, such as "${first.values[field]}", and their last digits are lost`,
            remedy:
              'export the table anew, and give the column the format "text" before a spreadsheet opens it',
          },
        ];
  });

const faultsOfHeader = <Column extends string>(
  file: string,
  header: string[],
  columns: readonly Column[],
  optional: readonly Column[],
): Fault[] => [
  ...columns
    .filter((column) => !optional.includes(column) && !header.includes(column))
    .map((field) => ({
      file,
      row: 1,
      field,
      message: 'the column is missing',
      remedy: `the first line names the columns: ${columns.join(',')}`,
    })),
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

/** Something that a row must be: whether it is, what is said of the column when it is not, and which code is missed then. */
export type Check<Column extends string> = readonly [
  passed: boolean,
  field: Column,
  message: string,
  remedy: string,
  lacks?: string | undefined,
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
      .map(([, field, message, remedy, lacks]) => ({
        ...{ file, row, field, message, remedy },
        ...(lacks !== undefined && { lacks }),
      })),
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
      : [
          {
            ...{ file, row, field, message: `"${value}" stands in row ${before} already` },
            remedy: 'take one of the rows out, or mend what should tell them apart',
          },
        ];
  });
};
