import { Problem } from './problem.ts';

/** A place in a list, made unreadable so that clients do not build on it. It grants nothing: access is checked anew. */
export const cursorOf = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws Problem when the cursor is not one of ours. */
export const placeOfCursor = (cursor: string): Record<string, unknown> => {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (place && typeof place === 'object') return place as Record<string, unknown>;
  } catch {}
  throw new Problem(
    400,
    'malformed-cursor',
    {
      'zh-CN': 'cursor 无效；请原样使用上一页返回的 cursor，或从第一页开始。',
      en: 'The cursor is not valid; use it as the page before gave it, or start from the first page.',
    },
    { field: 'cursor' },
  );
};
