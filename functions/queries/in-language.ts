import type { Language, Text } from '#domain/text.ts';

/** Names in one language, field by field. */
export const inLanguage = (
  words: Readonly<Record<string, Text>>,
  language: Language,
): Record<string, string> =>
  Object.fromEntries(Object.entries(words).map(([field, name]) => [field, name[language]]));
