import type { Case } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { isWithin } from '#domain/place/area.ts';
import type { Named } from '#shared/store/named.ts';
import type { Store } from '#shared/store/store.ts';
import type { TroubleName } from '#shared/store/troubles.ts';
import { lasts } from '#shared/use-cases/lasts.ts';
import type { AtLeast } from './overview-pressing.ts';

/** What operators must look after: cases that nothing drives, and what the relay has given up. */

/** Of each kind. With what presses as many records as one read takes. */
const MOST_LOOKED_AT = 20;

const KINDS = ['undriven', 'unrelayed'] as const;

export type Troubles = Record<(typeof KINDS)[number], AtLeast>;

export interface NotedTroubles {
  notes: readonly {
    kind: (typeof KINDS)[number];
    troubles: readonly (Named & TroubleName)[];
    areMore: boolean;
  }[];
  toLookAt: string[];
}

/** One read for each kind. */
export const findTroubles = async (store: Pick<Store, 'troubled'>): Promise<NotedTroubles> => {
  const notes = await Promise.all(
    KINDS.map(async (kind) => {
      const { troubles, areMore } = await store.troubled(kind, MOST_LOOKED_AT);
      const ofCases = troubles.filter((trouble) => trouble.kind === caseProcess.kind);
      return { kind, troubles: ofCases, areMore };
    }),
  );
  return { notes, toLookAt: notes.flatMap(({ troubles }) => troubles.map(({ id }) => id)) };
};

/** How many of them there are in an area, and still so. */
export const tellTroubles = (
  { notes }: NotedTroubles,
  { area, records }: { area: string; records: ReadonlyMap<string, Case> },
): Troubles =>
  Object.fromEntries(
    notes.map(({ kind, troubles, areMore }) => {
      const lasting = troubles.filter((trouble) => {
        const current = records.get(trouble.id);
        return current && isWithin(current.grid, area) && lasts(trouble, current);
      });
      return [kind, { count: lasting.length, ...(areMore && { atLeast: true }) }];
    }),
  ) as Troubles;
