import type { Unit } from './place/unit.ts';

export const ROLES = ['resident', 'gridWorker', 'officer', 'dispatcher', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Whoever is signed in: staff as the staff table knows them, everyone else a resident. */
export type Actor =
  | { subject: string; role: 'resident' }
  | { subject: string; role: 'operator'; area: string }
  | { subject: string; role: 'gridWorker' | 'officer' | 'dispatcher'; unit: Unit; area: string };

/** The unit for which an actor acts; undefined for residents and operators. */
export const unitOf = (actor: Actor): Unit | undefined => ('unit' in actor ? actor.unit : undefined);
