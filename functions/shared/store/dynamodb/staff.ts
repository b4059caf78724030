import { type Actor, actorOf, type StaffMember } from '#domain/actor.ts';
import type { Item } from './documents.ts';
import { staffKey } from './grids-table.ts';

/** Who a signed-in subject is: the key under which the staff table knows the subject, and what is read there. */
export const actorKey = staffKey;

export const actorBy = (subject: string, item: Item | undefined): Actor =>
  actorOf(subject, item as unknown as StaffMember | undefined);
