import type { Case } from '#domain/case/case.ts';
import type { Context, RuleCommand } from '#domain/case/command.ts';
import { type Change, decide } from '#domain/case/decide.ts';
import { caseKey, caseOf } from '../persistence/cases-table.ts';
import { commit, VersionConflict } from '../persistence/commit.ts';
import { type Database, nameOf, readTogether } from '../persistence/database.ts';
import type { Reference } from '../persistence/reference.ts';
import { contextFor } from './context.ts';

interface Applying {
  db: Database;
  reference: Reference;
  now: string;
}

/**
 * Applies a rule of the system to a case until it adds nothing more, in one transaction, and answers the case
 * after it. A rule that loses a race against a person is decided anew on what the person made of the case.
 * @throws VersionConflict after `ATTEMPTS` lost races; an unknown case is an error, since rules name none.
 */
export const applyRule = async (
  { db, reference, now }: Applying,
  id: string,
  rule: RuleCommand,
): Promise<Case> => {
  for (let attempt = 1; ; attempt++) {
    const current = await readCase(db, id);
    const { context } = await contextFor(db, reference, current, now);
    const change = exhaust(current, rule, context);
    if (change.events.length === 0) return current;
    try {
      await commit(db, current, change);
      return change.next;
    } catch (error) {
      if (!(error instanceof VersionConflict) || attempt === ATTEMPTS) throw error;
    }
  }
};

const ATTEMPTS = 4;

/**
 * Rungs that fire in one transaction at most. After a long outage the rest follows with the next sweep; the
 * transaction stays far below DynamoDB's 100 items.
 */
const MAX_EVENTS = 20;

export const readCase = async (db: Database, id: string): Promise<Case> => {
  const { cases } = await readTogether(db, { cases: [caseKey(id)] });
  const item = cases.get(nameOf(caseKey(id)));
  if (!item) throw new Error(`case ${id} is not in the table`);
  return caseOf(item);
};

/** Only the clock has more to say after it has spoken: one rung may have been due behind another. */
const exhaust = (current: Case, rule: RuleCommand, context: Context): Change => {
  let change: Change = { events: [], next: current };
  while (change.events.length < MAX_EVENTS) {
    const decided = decide(change.next, rule, context);
    if ('rejection' in decided || decided.events.length === 0) break;
    change = { events: [...change.events, ...decided.events], next: decided.next };
    if (rule.type !== 'advanceClock') break;
  }
  return change;
};
