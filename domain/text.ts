/** The two languages in which Gridward speaks to people. */
export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** A sentence or name in both languages. */
export type Text = Record<Language, string>;
