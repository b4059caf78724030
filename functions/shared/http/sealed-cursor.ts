import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto';
import { malformedCursor } from './cursor.ts';

/**
 * Cursors of lists from which not everybody is shown everything: the place at which a page ends may be that of something
 * that its reader may not see. So nobody can read it, and it is good for the list, the person and the filters of `bound`
 * only. The same place is sealed the same way each time, so that an answer that has not changed stays what it was.
 */
export interface Seal {
  /** What nobody outside the system knows. */
  secret: string;
  bound: readonly unknown[];
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

export const sealedCursor = (place: object, { secret, bound }: Seal): string => {
  const key = keyOf(secret);
  const plain = JSON.stringify(place);
  const aad = Buffer.from(JSON.stringify(bound));
  const iv = createHmac('sha256', key).update(aad).update(plain).digest().subarray(0, IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(aad);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
};

/**
 * The place in a sealed cursor.
 * @throws Problem when it is none of ours, or was given for another list, to another person, or for other filters
 */
export const placeOfSealed = <Place>(cursor: string, { secret, bound }: Seal): Place => {
  const bytes = Buffer.from(cursor, 'base64url');
  const [iv, tag, sealed] = [
    bytes.subarray(0, IV_BYTES),
    bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
    bytes.subarray(IV_BYTES + TAG_BYTES),
  ];
  if (sealed.length === 0) throw malformedCursor();
  const decipher = createDecipheriv(ALGORITHM, keyOf(secret), iv, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(JSON.stringify(bound)))
    .setAuthTag(tag);
  try {
    return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString()) as Place;
  } catch {
    throw malformedCursor();
  }
};

const keyOf = (secret: string): Buffer => hash('sha256', `cursor ${secret}`, 'buffer');
