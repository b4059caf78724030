import { instantAt } from '#domain/time/instant.ts';
import { openMemoryFileStore } from '#shared/files/memory-file-store.ts';
import { fileStoreContract } from './contract.ts';

fileStoreContract(() => {
  const clock = () => Date.parse('2025-03-03T01:00:00.250Z');
  const store = openMemoryFileStore({ clock });
  let ids = 0;
  return {
    store,
    now: () => instantAt(clock()),
    put: store.put,
    newId: () => String(++ids).padStart(32, '0'),
  };
});
