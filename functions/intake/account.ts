import * as z from 'zod/mini';
import { wgs84Point } from '#shared/http/places.ts';
import { channel, code, gridCode, narrative, severity, title } from '#shared/http/schemas.ts';
import { sentence } from '#shared/http/sentences.ts';
import type { Account } from '#shared/use-cases/file-case.ts';

/** What both ways of filing are told. */
export const accountFields = {
  title,
  description: narrative,
  category: code,
  severity: z._default(severity, 'general'),
  channel: z._default(channel, 'resident'),
  point: z.exactOptional(wgs84Point),
  grid: z.exactOptional(gridCode),
};

/** A case has one place: a point, or a grid when there is no point. */
export const onePlace = z.refine<{ point?: unknown; grid?: unknown }>(
  ({ point, grid }) => (point === undefined) !== (grid === undefined),
  { path: ['point'], error: sentence('onePlace') },
);

const accountSchema = z.object(accountFields);

export const accountOf = ({ point, grid, ...told }: z.output<typeof accountSchema>): Account => ({
  ...told,
  place: point ? { point } : { grid: grid ?? '' },
});
