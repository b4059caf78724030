import * as z from 'zod/mini';
import { wgs84Point } from '#shared/http/places.ts';
import { code, filesGiven, gridCode, narrative, title } from '#shared/http/schemas.ts';
import { type SentenceName, sentence } from '#shared/http/sentences.ts';
import type { Account } from '#shared/use-cases/file-case.ts';

/** What both ways of filing are told. */
export const accountFields = {
  title,
  description: narrative,
  category: code,
  point: z.exactOptional(wgs84Point),
  grid: z.exactOptional(gridCode),
  files: z.exactOptional(filesGiven),
};

/** Fields that are refused because somebody else decides them are told by whom. */
export const decidedElsewhere = (fields: Readonly<Record<string, SentenceName>>) => ({
  error: ({ code, keys = [] }: { code?: string; keys?: string[] }) => {
    const [own] = code === 'unrecognized_keys' ? keys.flatMap((key) => fields[key] ?? []) : [];
    return own && sentence(own);
  },
});

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
