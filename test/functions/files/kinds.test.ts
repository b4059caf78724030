import { describe, expect, it } from 'vitest';
import { CONTENT_TYPES, isOfKind } from '#shared/files/kinds.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
const box = (brand: string) => bytes([0, 0, 0, 24], 'ftyp', brand, [0, 0, 0, 0]);

/** How files begin that phones, scanners and others make, with the one type that each is. */
const BEGINNINGS: [string, Uint8Array, string | undefined][] = [
  ['a photograph (JFIF)', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF'), 'image/jpeg'],
  ['a photograph (Exif)', bytes([0xff, 0xd8, 0xff, 0xe1, 0, 16], 'Exif'), 'image/jpeg'],
  ['a screenshot', bytes([0x89], 'PNG\r\n', [0x1a], '\n'), 'image/png'],
  ['a photograph of an iPhone', box('heic'), 'image/heic'],
  ['a still of another phone', box('mif1'), 'image/heic'],
  ['a video (isom)', box('isom'), 'video/mp4'],
  ['a video (mp42)', box('mp42'), 'video/mp4'],
  ['a document', bytes('%PDF-1.7\n'), 'application/pdf'],
  ['a sound with a tag', bytes('ID3', [4, 0]), 'audio/mpeg'],
  ['a sound without one', bytes([0xff, 0xfb, 0x90, 0x64]), 'audio/mpeg'],
  ['a page', bytes('<!doctype html><script>'), undefined],
  ['a drawing with a program in it', bytes('<svg xmlns="http://www.w3.org/2000/svg">'), undefined],
  ['a program', bytes('MZ', [0x90, 0]), undefined],
  ['an archive', bytes('PK', [3, 4]), undefined],
  ['nothing', bytes(), undefined],
  ['the beginning of a photograph', bytes([0xff, 0xd8]), undefined],
];

describe('what a file is', () => {
  it.each(BEGINNINGS)('is told by its first bytes: %s', (_, head, type) => {
    expect(CONTENT_TYPES.filter((one) => isOfKind(one, head))).toEqual(type === undefined ? [] : [type]);
  });

  it('is one of six kinds, each of which there is here', () => {
    expect(new Set(BEGINNINGS.flatMap(([, , type]) => type ?? []))).toEqual(new Set(CONTENT_TYPES));
    expect(CONTENT_TYPES).toHaveLength(6);
  });
});
