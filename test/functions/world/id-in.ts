import type { StreamRecord } from '#shared/store/store.ts';

/** The id of the process that a record is about. */
export const idIn = (record: StreamRecord): string => {
  if (record.kind === 'event') return record.process.id;
  return record.kind === 'changed' ? record.after.id : record.id;
};
