import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { page } from '#shared/http/schemas.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
const LONGEST_TOKEN = 3096;

describe('a cursor', () => {
  it('has room for the longest token of Step Functions, and goes back as it came', () => {
    const token = 'A/+='.repeat(LONGEST_TOKEN / 4);
    const sent = z.object(page).parse({ cursor: cursorOf({ token }) });
    expect(placeOfCursor(sent.cursor ?? '', z.object({ token: z.string() }))).toEqual({ token });
  });
});
