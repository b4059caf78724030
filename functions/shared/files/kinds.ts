/** The kinds of files that a case takes. */

interface Kind {
  /** With which it is saved. */
  extension: string;
  /** Whether a file that begins so is one. */
  isOne(head: Uint8Array): boolean;
}

const textAt = (head: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...head.subarray(from, to));
const begins =
  (...bytes: number[]) =>
  (head: Uint8Array): boolean =>
    bytes.every((byte, place) => head[place] === byte);

/** ISO base media (ISO/IEC 14496-12): the brand tells still pictures (ISO/IEC 23008-12) from films. */
const isBaseMedia = (head: Uint8Array): boolean => textAt(head, 4, 8) === 'ftyp';
const isStill = (head: Uint8Array): boolean =>
  isBaseMedia(head) && /^(hei[cmsx]|hev[cmsx]|mif1|msf1)$/.test(textAt(head, 8, 12));

const MPEG_AUDIO_SYNC = 0xe0;

const KINDS: Readonly<Record<string, Kind>> = {
  'image/jpeg': { extension: 'jpg', isOne: begins(0xff, 0xd8, 0xff) },
  'image/png': { extension: 'png', isOne: begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  // What phones photograph in by themselves.
  'image/heic': { extension: 'heic', isOne: isStill },
  'video/mp4': { extension: 'mp4', isOne: (head) => isBaseMedia(head) && !isStill(head) },
  'application/pdf': { extension: 'pdf', isOne: (head) => textAt(head, 0, 5) === '%PDF-' },
  'audio/mpeg': {
    extension: 'mp3',
    // A tag before the sound, or the sound itself.
    isOne: (head) =>
      textAt(head, 0, 3) === 'ID3' ||
      (head[0] === 0xff && ((head[1] ?? 0) & MPEG_AUDIO_SYNC) === MPEG_AUDIO_SYNC),
  },
};

export const CONTENT_TYPES = Object.keys(KINDS);

/** Whether a file is what its type says, by its first bytes. */
export const isOfKind = (contentType: string, head: Uint8Array): boolean =>
  KINDS[contentType]?.isOne(head) ?? false;

export const extensionOf = (contentType: string): string => KINDS[contentType]?.extension ?? 'bin';
