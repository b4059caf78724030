import type * as z from 'zod/mini';
import { type Problem, problem } from './problem.ts';

/** A place in a list, made unreadable so that clients do not build on it. It grants nothing: access is checked anew. */
export const cursorOf = (place: object): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/**
 * The place that a list put into its cursor.
 * @throws Problem when the cursor is not one of that list's.
 */
export const placeOfCursor = <P extends z.ZodMiniType>(cursor: string, place: P): z.output<P> => {
  const read = place.safeParse(jsonIn(cursor));
  if (read.success) return read.data;
  throw malformedCursor();
};

const jsonIn = (cursor: string): unknown => {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
};

export const malformedCursor = (): Problem =>
  problem(
    'malformed-cursor',
    {
      'zh-CN': 'cursor 无效；请原样使用上一页返回的 cursor，或从第一页开始。',
      en: 'The cursor is not valid; send it exactly as the previous page gave it, or start from the first page.',
    },
    { field: 'cursor' },
  );
