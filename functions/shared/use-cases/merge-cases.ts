import type { Actor } from '#domain/actor.ts';
import { type Case, reportersOf } from '#domain/case/case.ts';
import type { CaseCommand } from '#domain/case/commands.ts';
import type { Rejection } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Deciding } from '../services.ts';
import type { Repeatable } from '../store/store.ts';
import { changeByPerson } from './change-by-person.ts';
import type { Receipt } from './receipt.ts';
import { insistOn, type SeenVersion } from './seen-version.ts';
import { cases, visible } from './served-process.ts';
import { untilCommitted } from './until-committed.ts';

interface Merging {
  services: Deciding;
  id: string;
  into: string;
  request: Repeatable;
  seenVersion: SeenVersion | undefined;
}

/**
 * Merges a case into another that tells of the same matter: the one ends, and the other takes in its reporters, in
 * one transaction. Both must be the actor's to dispatch. Requests: person, both cases and key together; the centres
 * of each case; the transaction.
 * @throws RejectionError, VersionMismatch, KeyReused, and VersionConflict after too many lost races
 */
export const mergeCases = (merging: Merging): Promise<Receipt> =>
  untilCommitted(merging.services, () => mergeOnce(merging));

const mergeOnce = async ({ services, id, into, request, seenVersion }: Merging): Promise<Receipt> => {
  const { store } = services;
  const { definition, maySee, unknown, receiptOf } = cases;
  const now = services.now();
  const ids = [...new Set([id, into])];
  const { actor, answered, found } = await store.load(definition, { request, now, ids });
  if (answered !== undefined) return answered as Receipt;

  const source = visible(maySee, actor, found.get(id), unknown(id));
  insistOn(seenVersion, source);
  const half = (current: Case, decided: CaseCommand) =>
    changeOfHalf(services, current, decided, { now, actor });
  const merged = await half(source, { type: 'merge', into });
  const target = visible(maySee, actor, found.get(into), unknownTarget(into));
  const absorbed = await half(target, {
    type: 'absorb',
    caseId: id,
    reporters: reportersOf(source),
    staffReporters: source.staffReporters,
  });
  const answer = receiptOf(merged.next);
  const changes = [merged, absorbed].map((change) => ({ definition, ...change }));
  await store.commit(changes, now, { request, answer });
  return answer;
};

/** What one half of the merge does to its case. Either half is for whoever may merge that case. */
const changeOfHalf = (
  services: Deciding,
  current: Case,
  decided: CaseCommand,
  occasion: { now: Instant; actor: Actor },
) =>
  changeByPerson({
    services,
    definition: cases.definition,
    current,
    ...occasion,
    asked: { type: 'merge', into: current.id },
    decided,
  });

const unknownTarget = (id: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-target',
  field: 'into',
  message: {
    'zh-CN': `没有编号为“${id}”的案件可以并入，或您无权查看。`,
    en: `There is no case "${id}" to merge into, or you may not see it.`,
  },
});
