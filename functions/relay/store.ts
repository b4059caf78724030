import type { EventBody } from '#domain/process/event.ts';
import type { Process } from '#domain/process/process.ts';
import { processOf, recordKey } from '#shared/store/dynamodb/cases-table.ts';
import { getItem, openDocuments } from '#shared/store/dynamodb/database.ts';
import { findWait, markAnswered } from '#shared/store/dynamodb/waits.ts';
import type { Kind } from '#shared/store/store.ts';
import type { RelayServices } from './relay.ts';

/** What the relay asks of the store. It has no way to the city's reference data. */
export const openRelayStore = (casesTable: string): RelayServices['store'] => {
  const db = { documents: openDocuments(), casesTable };
  return {
    read: async <P extends Process, Body extends EventBody>({ kind }: Kind<P, Body>, id: string) => {
      const item = await getItem(db.documents, casesTable, recordKey({ kind, id }), { consistent: true });
      if (!item) throw new Error(`${kind} ${id} is not in the table`);
      return processOf<P>(item);
    },
    findWait: (process, wait) => findWait(db, process, wait),
    markAnswered: (process, wait, waiting, now) => markAnswered(db, process, wait, waiting, now),
  };
};
