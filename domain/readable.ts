import * as z from 'zod/mini';
import type { Text } from './text.ts';

/**
 * One rule of text for all that people and files bring in: what is kept shows itself, to everybody alike. Texts are kept
 * in Unicode's composed form (NFC), so that what looks the same is the same.
 */

/** What is wrong with a text. `character` is the first that may not stand there. */
export type TextFault = { kind: 'empty' } | { kind: 'character'; character: string };

/** How a text is laid out: names and titles have one line, narratives may have several. */
export const LAYOUTS = ['line', 'lines'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A text as it is kept: composed, without blanks around it, and with line breaks of one kind. */
export const composed = (text: string): string => text.normalize('NFC').trim().replaceAll(/\r\n?/g, '\n');

/** What is wrong with a text that is `composed`; undefined when it can be kept. */
export const faultOfText = (text: string, layout: Layout): TextFault | undefined => {
  const character = UNREADABLE[layout].exec(text.replaceAll(JOINED, '_'))?.[0];
  if (character !== undefined) return { kind: 'character', character };
  return SHOWS_SOMETHING.test(text) ? undefined : { kind: 'empty' };
};

const COMPOSED = z.overwrite<string>(composed);

const shows = (layout: Layout) =>
  z.superRefine<string>((text, context) => {
    const fault = text === '' ? undefined : faultOfText(text, layout);
    if (fault) context.addIssue({ code: 'custom', message: inWords(fault).en, params: { ...fault } });
  });

const READABLE = { line: [COMPOSED, shows('line')], lines: [COMPOSED, shows('lines')] } as const;

/**
 * The rule as checks of a schema, always the same ones of a layout, by which its schemas are known: composes the text, then
 * refuses it with its `TextFault` as `params`. That a text is not empty is said by the length that the schema asks for.
 */
export const readable = (layout: Layout) => READABLE[layout];

/** What is wrong with the text, and what to do about it. */
export const inWords = (fault: TextFault): Text => {
  if (fault.kind === 'empty') return { 'zh-CN': '不能为空', en: 'must not be empty' };
  const { character } = fault;
  if (!character.isWellFormed()) return { 'zh-CN': '含有不完整的字符', en: 'holds an incomplete character' };
  const number = numberOf(character);
  return /[\uFFFC\uFFFD]/.test(character)
    ? {
        'zh-CN': `含有表示字符已丢失的符号 ${number}；请使用 UTF-8 编码`,
        en: `holds ${number}, which stands for a lost character; use UTF-8`,
      }
    : {
        'zh-CN': `含有不显示的字符 ${number}；请删去`,
        en: `holds ${number}, a character that does not show; take it out`,
      };
};

/** A character as Unicode numbers it: `U+200B`. */
export const numberOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * By Unicode's classes: control (Cc), formatting and direction (Cf), half a pair (Cs), private use (Co), unassigned (Cn),
 * separators of lines (Zl, Zp), what is shown as nothing (Default_Ignorable_Code_Point), the signs that stand for lost
 * characters (U+FFFC, U+FFFD), and the two symbols that are blank: Braille's (U+2800) and the null notehead (U+1D159).
 */
const UNREADABLE: Record<Layout, RegExp> = {
  line: /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFC\uFFFD\u2800\u{1D159}]/u,
  lines:
    /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\uFFFC\uFFFD\u2800\u{1D159}]/u,
};

/** A letter, digit, punctuation mark or symbol: blanks and accents alone show nothing. */
const SHOWS_SOMETHING = /[\p{L}\p{N}\p{P}\p{S}]/u;

/**
 * Where a character without a shape of its own changes the one before it: emoji joined or drawn in colour, keycaps, flags
 * of regions; variants of ideographs, by which some names are told apart; variants of Mongolian letters.
 */
const JOINED = new RegExp(
  [
    String.raw`\p{Extended_Pictographic}[\uFE0E\uFE0F\p{Emoji_Modifier}]?(?:\u200D\p{Extended_Pictographic}[\uFE0E\uFE0F\p{Emoji_Modifier}]?)+`,
    String.raw`\p{Extended_Pictographic}[\uFE0E\uFE0F]`,
    String.raw`[0-9#*]\uFE0F\u20E3`,
    String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`,
    String.raw`\p{Unified_Ideograph}[\uFE00-\uFE02\u{E0100}-\u{E01EF}]`,
    String.raw`\p{Script=Mongolian}[\u180B-\u180F]`,
  ].join('|'),
  'gu',
);
