import { cellsOfGrids } from '#domain/place/locate.ts';
import { openMemoryStore } from '#shared/store/memory/memory-store.ts';
import type { CityFolder } from '../../../tools/city/city-folder.ts';
import { KEEP_SECONDS, storeContract } from './contract.ts';

storeContract(async (clock) => {
  const store = openMemoryStore({ clock, keepSeconds: KEEP_SECONDS });
  return {
    store,
    imports: {
      bringIn: async (folder, generation, from) =>
        store.city.bringIn({ generation, ...contentOf(folder) }, from),
      begin: async () => {
        store.city.importUnderWay = true;
      },
    },
  };
});

const contentOf = ({
  areas,
  borders,
  units,
  staff,
  successors,
  policy,
  duties,
  calendar,
  calendarYears,
}: CityFolder) => ({
  areas: [...areas.values()],
  cells: new Map(cellsOfGrids(borders)),
  units: [...units.values()],
  staff,
  policy,
  duties,
  calendar,
  years: calendarYears,
  successors: new Map(successors.map(({ old, new: grid }) => [old, grid])),
});
