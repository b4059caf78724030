import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composed, faultOfText, inWords, numberOf } from '#domain/readable.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string({
    unit: fc.constantFrom(
      'a',
      '水',
      '\u200D',
      '\uFE0F',
      '👩',
      '🏽',
      '\r',
      '\n',
      '\u0301',
      '\uD83D',
      '\uDE00',
    ),
  }),
);

describe('a text', () => {
  it.each([
    '古丽·阿依夏',
    '古丽•阿依夏',
    '古丽・阿依夏',
    '杨𫰡',
    '𠮷野',
    '𪚥𫠝𬺰𮯠𰀀𱍊𲎰',
    '葛\u{E0100}城',
    '〇二三，（甲）「乙」——……',
    'ئۈرۈمچى',
    'བོད་སྐད',
    'ᠮᠣᠩᠭᠣᠯ ᠨᠢᠭ᠋ᠡ',
    'Müller & Söhne №5',
    '漏水💧',
    '👨‍👩‍👧',
    '👍🏽',
    '👩🏽‍🦰',
    '❤️',
    '🏳️‍🌈',
    '🇨🇳',
    '1️⃣',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '㊗️',
  ])('is kept unchanged: %s', (text) => {
    expect(faultOfText(text, 'line')).toBeUndefined();
    expect(composed(text)).toBe(text);
  });

  it.each([
    ['', undefined],
    [' \t\u3000', undefined],
    ['\u0301', undefined],
    ['a\u200Cb', 'U+200C'],
    ['水\u200D电', 'U+200D'],
    ['👩\u200D', 'U+200D'],
    ['👩\u200D水', 'U+200D'],
    ['1\uFE0F', 'U+FE0F'],
    ['水\uFE0F', 'U+FE0F'],
    ['水\u{E0100}\u{E0100}', 'U+E0100'],
    ['🏴\u{E0067}', 'U+E0067'],
    ['a\u180Eb', 'U+180E'],
    ['\uD83D👩\u200D👩\uDE00', 'U+D83D'],
    ['\u{2FFFE}', 'U+2FFFE'],
    ['\u{50000}', 'U+50000'],
    ['\u{10FFFD}', 'U+10FFFD'],
    ['\uFFF9', 'U+FFF9'],
    ['\u{1D173}', 'U+1D173'],
  ])('is refused: %j', (text, number) => {
    const fault = faultOfText(composed(text), 'line');
    expect(fault?.kind).toBe(number === undefined ? 'empty' : 'character');
    if (fault?.kind === 'character') expect(numberOf(fault.character)).toBe(number);
  });

  it.each([
    ['e\u0301', 'é'],
    ['  两侧  ', '两侧'],
    ['一\r\n二\r三', '一\n二\n三'],
    ['\uFEFF名', '名'],
    ['\uAC00\u11A8', '각'],
  ])('is composed: %j', (text, kept) => {
    expect(composed(text)).toBe(kept);
  });

  it('may have line breaks and tabs where it has several lines', () => {
    expect(faultOfText('一\n\t二', 'lines')).toBeUndefined();
    expect(faultOfText('一\n二', 'line')).toEqual({ kind: 'character', character: '\n' });
    expect(faultOfText('一\u000B二', 'lines')).toEqual({ kind: 'character', character: '\u000B' });
  });

  it('stays as it is when it is composed again, whatever it was', () => {
    fc.assert(fc.property(anyText, (text) => composed(composed(text)) === composed(text)));
  });

  it('that is kept is well formed, shows something, and keeps so in JSON and UTF-8', () => {
    let kept = 0;
    fc.assert(
      fc.property(anyText, (sent) => {
        const text = composed(sent);
        if (faultOfText(text, 'lines') !== undefined) return;
        kept++;
        expect(text.isWellFormed()).toBe(true);
        expect(text).toMatch(/[^\s\p{C}\p{M}]/u);
        expect(Buffer.from(JSON.stringify(text)).toString()).toBe(JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
    expect(kept).toBeGreaterThan(100);
  });

  it('is refused in words that name the character', () => {
    expect(inWords({ kind: 'character', character: '\u200B' })).toBe(
      'holds U+200B, a character that does not show',
    );
    expect(inWords({ kind: 'character', character: '\uFFFD' })).toContain('was lost');
    expect(inWords({ kind: 'empty' })).toBe('must show something');
  });
});
