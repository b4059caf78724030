/** How the texts of a city's folder are read: strictly in UTF-8, so that no name comes in as signs of lost characters. */

/** A file that cannot be read as text or JSON, with what to do about it. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * The text in a file, without byte order mark, composed (NFC).
 * @throws UnreadableFile that names the encoding that the file looks like
 */
export const textOf = (bytes: Buffer): string => {
  const other = otherEncoding(bytes);
  if (other !== undefined)
    throw new UnreadableFile(`this is not UTF-8: it looks like ${other}`, SAVE_AS_UTF8);
  const valid = validPrefix(bytes);
  if (valid < bytes.length) throw invalid(bytes, valid);
  return new TextDecoder().decode(bytes).normalize('NFC');
};

/**
 * The value in a JSON file.
 * @throws UnreadableFile
 */
export const jsonOf = (bytes: Buffer): unknown => {
  const text = textOf(bytes);
  if (text.trim() === '') throw new UnreadableFile('this is not JSON: the file is empty', MEND_JSON);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    const place = /\(line (\d+) column (\d+)\)/.exec(message);
    const where = place
      ? `, from line ${place[1]}, column ${place[2]} on`
      : /end of JSON/.test(message)
        ? ': it ends too early'
        : '';
    throw new UnreadableFile(`this is not JSON${where}`, MEND_JSON);
  }
};

const SAVE_AS_UTF8 =
  'save it in UTF-8: in Excel as "CSV UTF-8", in WPS or an editor by choosing the encoding UTF-8';
const MEND_JSON =
  'look for a comma too many or too few, single quotes and comments: an editor that knows JSON marks the place';

/** Encodings that are told by their marks, or by the zeros that every second byte of theirs is. */
const otherEncoding = (bytes: Buffer): string | undefined => {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? 'UTF-32' : 'UTF-16 (little endian)';
  if (a === 0xfe && b === 0xff) return 'UTF-16 (big endian)';
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'UTF-32';
  const start = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [i, byte] of start.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // Latin letters, digits and commas are a fifth of any table.
  if (Math.max(even, odd) * 10 <= start.length) return undefined;
  return `UTF-16 (${odd > even ? 'little' : 'big'} endian)`;
};

const decodes = (encoding: string, bytes: Buffer): boolean => {
  try {
    // As a part of a longer text: a character may be cut off at its end.
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
};

/** How many bytes are UTF-8, from the beginning. */
const validPrefix = (bytes: Buffer): number => {
  let [valid, broken] = [0, bytes.length + 1];
  if (decodes('utf-8', bytes)) valid = bytes.length;
  else
    while (broken - valid > 1) {
      const middle = (valid + broken) >> 1;
      if (decodes('utf-8', bytes.subarray(0, middle))) valid = middle;
      else broken = middle;
    }
  // What only ends within a character is cut off there.
  const whole = new TextDecoder().decode(bytes.subarray(0, valid), { stream: true });
  return Math.min(valid, Buffer.byteLength(whole) + (hasMark(bytes) ? 3 : 0));
};

const hasMark = (bytes: Buffer): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const invalid = (bytes: Buffer, valid: number): UnreadableFile => {
  const line = bytes.subarray(0, valid).filter((byte) => byte === 0x0a).length + 1;
  if (bytes.length - valid < 4 && decodes('utf-8', bytes))
    return new UnreadableFile(
      `the file is cut off within a character, on line ${line}`,
      'take a whole copy of the file',
    );
  const read = new TextDecoder().decode(bytes);
  const count = (pattern: RegExp) => read.match(pattern)?.length ?? 0;
  if (count(/\p{Script=Han}/gu) > count(/\uFFFD/gu))
    return new UnreadableFile(
      `most of this is UTF-8, but the bytes on line ${line} are not`,
      'write that line again and save the file in UTF-8',
    );
  const looksLike = ['gb18030', 'big5', 'shift_jis'].find((encoding) => decodes(encoding, bytes));
  return new UnreadableFile(
    `this is not UTF-8, from line ${line} on: it looks like ${
      looksLike === 'gb18030' ? 'GBK or GB18030' : (looksLike?.toUpperCase() ?? 'an encoding of another kind')
    }`,
    SAVE_AS_UTF8,
  );
};
