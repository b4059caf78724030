import * as z from 'zod/mini';
import { instant } from '#shared/http/schemas.ts';

/** Since when something is in force, by which amendment; `approvedBy` is absent where nobody had to approve. */
export const since = z.object({
  at: instant,
  amendment: z.string(),
  proposedBy: z.string(),
  approvedBy: z.optional(z.string()),
});
