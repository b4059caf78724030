import type { Actor } from '#domain/actor.ts';
import { type GridsDatabase, readGrids } from '#shared/persistence/database.ts';
import { actorFrom, actorKey, type Reference } from '#shared/persistence/reference.ts';

/** The registry reads reference data only; it has no way to a case. */
export interface RegistryServices {
  db: GridsDatabase;
  reference: Reference;
  now: () => string;
}

export const whoIs = async ({ db, reference }: RegistryServices, subject: string): Promise<Actor> => {
  const { generation } = await reference.current();
  return actorFrom(await readGrids(db, [actorKey(generation, subject)]), generation, subject);
};
