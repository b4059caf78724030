import type { Actor } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { caseKey, eventKey, eventOf } from '../persistence/cases-table.ts';
import { type Database, nameOf, readTogether } from '../persistence/database.ts';
import { actorFrom, actorKey, type Reference } from '../persistence/reference.ts';
import { unknownCase, visibleCase } from './give-command.ts';

/**
 * A case, its first event (which holds the narrative) and the person who asks, in one request.
 * @throws RejectionError for whoever may not see the case, as if it did not exist.
 */
export const readCaseFor = async (
  db: Database,
  reference: Reference,
  subject: string,
  id: string,
): Promise<{ actor: Actor; current: Case; first: CaseEvent }> => {
  const { generation } = await reference.current();
  const firstKey = eventKey(id, 1);
  const found = await readTogether(db, {
    cases: [caseKey(id), firstKey],
    grids: [actorKey(generation, subject)],
  });
  const actor = actorFrom(found.grids, generation, subject);
  const current = visibleCase(found.cases.get(nameOf(caseKey(id))), actor, unknownCase(id));
  const first = found.cases.get(nameOf(firstKey));
  if (!first) throw new Error(`case ${id} has no first event`);
  return { actor, current, first: eventOf(first) };
};

/** The person who asks. */
export const readActor = async (db: Database, reference: Reference, subject: string): Promise<Actor> => {
  const { generation } = await reference.current();
  const { grids } = await readTogether(db, { grids: [actorKey(generation, subject)] });
  return actorFrom(grids, generation, subject);
};
