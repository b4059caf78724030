/** A whole number that spreads texts which differ little, such as ULIDs of one instant: FNV-1a, 32 bits. */
export const hash32 = (text: string): number => {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return hash;
};
