import type { Case } from '#domain/case/case.ts';
import type { Context, RuleCommand } from '#domain/case/command.ts';
import { type Change, catchUp, decide } from '#domain/case/decide.ts';
import { caseKey, caseOf } from '../persistence/cases-table.ts';
import { commit } from '../persistence/commit.ts';
import { type Database, nameOf, readTogether } from '../persistence/database.ts';
import type { Reference } from '../persistence/reference.ts';
import { contextFor } from './context.ts';
import { untilCommitted } from './until-committed.ts';

interface Applying {
  db: Database;
  reference: Reference;
  now: string;
}

/**
 * Applies a rule of the system to a case in one transaction and answers the case after it. A rule that loses a race
 * against a person is decided anew on what the person made of the case.
 * @throws VersionConflict after too many lost races; an unknown case is an error, since rules name none.
 */
export const applyRule = ({ db, reference, now }: Applying, id: string, rule: RuleCommand): Promise<Case> =>
  untilCommitted(async () => {
    const current = await readCase(db, id);
    const { context } = await contextFor(db, reference, current, now);
    const change = changeBy(rule, current, context);
    if (change.events.length > 0) await commit(db, current, change);
    return change.next;
  });

export const readCase = async (db: Database, id: string): Promise<Case> => {
  const { cases } = await readTogether(db, { cases: [caseKey(id)] });
  const item = cases.get(nameOf(caseKey(id)));
  if (!item) throw new Error(`case ${id} is not in the table`);
  return caseOf(item);
};

/** What a rule adds. A rule that finds nothing to do, or comes too late, adds nothing. */
const changeBy = (rule: RuleCommand, current: Case, context: Context): Change => {
  if (rule.type === 'advanceClock') return catchUp(current, context);
  const decided = decide(current, rule, context);
  return 'rejection' in decided ? { events: [], next: current } : decided;
};
