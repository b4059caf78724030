import type { Actor } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import type { Command } from '#domain/case/command.ts';
import { reportersOf } from '#domain/case/commands/merge.ts';
import { caseKey } from '../persistence/cases-table.ts';
import { type CaseChange, commitTogether } from '../persistence/commit.ts';
import { nameOf, readTogether } from '../persistence/database.ts';
import { answerGiven, keyItem, keyOf, type Repeatable } from '../persistence/idempotency.ts';
import { actorFrom, actorKey } from '../persistence/reference.ts';
import { changeOf } from './change-case.ts';
import { contextFor } from './context.ts';
import { type Giving, unknownCase, VersionMismatch, visibleCase } from './give-command.ts';
import { type Receipt, receiptOf } from './receipt.ts';
import { untilCommitted } from './until-committed.ts';

/**
 * Merges a case into another that tells of the same matter: the one ends, and the other takes in its reporters, in
 * one transaction. Both must be the actor's to dispatch. Requests: person, both cases and key together; the centres
 * of each case; the transaction.
 * @throws RejectionError, VersionMismatch (412), KeyReused (422), VersionConflict after lost races.
 */
export const mergeCases = (
  giving: Giving,
  id: string,
  into: string,
  request: Repeatable,
  seenVersion?: number,
): Promise<Receipt> => untilCommitted(() => mergeOnce(giving, id, into, request, seenVersion));

const mergeOnce = async (
  giving: Giving,
  id: string,
  into: string,
  request: Repeatable,
  seenVersion: number | undefined,
): Promise<Receipt> => {
  const { db, reference, now } = giving;
  const { generation } = await reference.current();
  const found = await readTogether(db, {
    cases: [...new Set([id, into])].map(caseKey).concat(keyOf(request)),
    grids: [actorKey(generation, request.subject)],
  });
  const answered = answerGiven<Receipt>(found, request, now);
  if (answered) return answered;

  const actor = actorFrom(found.grids, generation, request.subject);
  const source = visibleCase(found.cases.get(nameOf(caseKey(id))), actor, unknownCase(id));
  if (seenVersion !== undefined && seenVersion !== source.version) throw new VersionMismatch();

  const merged = await changeBy({ type: 'merge', into }, source, actor, giving);
  const target = visibleCase(found.cases.get(nameOf(caseKey(into))), actor, unknownTarget(into));
  const absorbed = await changeBy(
    { type: 'absorb', caseId: id, reporters: reportersOf(source) },
    target,
    actor,
    giving,
  );
  const receipt = receiptOf(merged.next);
  await commitTogether(db, [merged, absorbed], keyItem(request, receipt, now), now);
  return receipt;
};

/** What one half of the merge does to its case, after the rungs that are due. Either half is for whoever may merge that case. */
const changeBy = async (
  half: Extract<Command, { type: 'merge' | 'absorb' }>,
  before: Case,
  actor: Actor,
  { db, reference, now }: Giving,
): Promise<CaseChange> => {
  const { context } = await contextFor(db, reference, before, now, actor);
  const asked = { type: 'merge' as const, into: before.id };
  return { before, ...changeOf(before, actor, asked, context, half) };
};

const unknownTarget = (id: string) => ({
  kind: 'unknown' as const,
  code: 'unknown-target',
  field: 'into',
  message: {
    'zh-CN': `没有编号为“${id}”的案件可以并入，或您无权查看。`,
    en: `There is no case "${id}" to merge into, or you may not see it.`,
  },
});
