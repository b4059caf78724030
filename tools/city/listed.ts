const SHOWN = 3;

/** The first three of some codes, and how many more there are. */
export const listed = (codes: readonly string[]): string => {
  const more = codes.length - SHOWN;
  return `${codes.slice(0, SHOWN).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};
