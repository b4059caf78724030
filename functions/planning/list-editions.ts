import * as z from 'zod/mini';
import { mayReadPolicy } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import { forbidden, WHO_READS_POLICY } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { instant } from '#shared/http/schemas.ts';
import { type Edition, inForce } from '#shared/store/edition.ts';
import { since } from './since.ts';

export const edition = z.object({
  borderVersion: z.string(),
  policyVersion: z.string(),
  calendarVersion: z.string(),
  importedAt: instant,
  grids: z.int(),
  areas: z.int(),
  units: z.int(),
  staff: z.int(),
  since: z.object({
    edition: z.optional(since),
    policy: z.optional(since),
    calendar: z.optional(since),
  }),
});

export const listEditions = operation({
  id: 'listEditions',
  method: 'GET',
  path: '/editions',
  summary: { 'zh-CN': '基础数据的各生效版本', en: 'The editions of the reference data' },
  whoMay: WHO_READS_POLICY,
  status: 200,
  answer: z.object({
    inForce: edition,
    planned: z.optional(z.object({ ...edition.shape, from: instant })),
    before: z.optional(edition),
  }),
  run: async ({ subject }, { store, now }) => {
    if (!mayReadPolicy(await store.actor(subject))) throw new RejectionError(forbidden(WHO_READS_POLICY));
    const { next, before, ...current } = inForce(await store.city.stored(), now());
    return {
      body: {
        inForce: viewOf(current),
        planned: next && { ...viewOf(next), from: next.from },
        before: before && viewOf(before),
      },
    };
  },
});

const viewOf = ({
  generation,
  policyVersion,
  calendarVersion,
  importedAt,
  counts,
  since: dates = {},
}: Edition) => ({
  borderVersion: generation,
  policyVersion,
  calendarVersion,
  importedAt,
  grids: counts.borders,
  areas: counts.areas,
  units: counts.units,
  staff: counts.staff,
  since: dates,
});
