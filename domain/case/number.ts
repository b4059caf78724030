/**
 * The number by which people name a case on the telephone and on paper: eleven digits, as many as a mobile phone has, read
 * out in threes and fours, and never taken for one, since those begin with 1. It tells nothing of the case. The last digit
 * shows a slip: it is that of H. M. Damm (2004), which finds every wrong digit and every two neighbours exchanged.
 */
export type CaseNumber = string;

/** The least number of ten digits. */
const LEAST = 10 ** 9;

/**
 * Where the digits before have led to, a digit leads on. Each leads to 0 from itself: so what a number has led to is its
 * last digit, and with that it leads to 0.
 */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

const ledTo = (digits: string): number =>
  [...digits].reduce((at, digit) => Number(DAMM[at]?.[Number(digit)]), 0);

/**
 * The number that is drawn.
 * @param drawn from 0 up to 1: eight thousand million numbers, so that a city hardly ever draws one twice
 */
export const caseNumberOf = (drawn: number): CaseNumber => {
  const digits = String(2 * LEAST + Math.floor(drawn * 8 * LEAST));
  return `${digits}${ledTo(digits)}`;
};

/** A number as people write it, in groups or not. */
export const CASE_NUMBER_WRITTEN = /^[2-9]\d{2}[ -]?\d{4}[ -]?\d{4}$/;

/** The number that somebody wrote; undefined where its last digit shows a slip. */
export const caseNumberIn = (written: string): CaseNumber | undefined => {
  const digits = written.replaceAll(/[ -]/g, '');
  return ledTo(digits) === 0 ? digits : undefined;
};
