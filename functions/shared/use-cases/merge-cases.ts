import type { Actor } from '#domain/actor.ts';
import { type Case, requestOf } from '#domain/case/case.ts';
import type { CaseCommand } from '#domain/case/commands.ts';
import { may, notAllowed } from '#domain/process/decide.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Deciding } from '../services.ts';
import type { Repeatable } from '../store/remembered.ts';
import { changeByPerson, changeThatFollows } from './change-by-person.ts';
import { type Given, givenBefore, givenNow } from './given.ts';
import type { Receipt } from './receipt.ts';
import { insistOn, type SeenVersion } from './seen-version.ts';
import { cases, visible } from './served-process.ts';
import { untilCommitted } from './until-committed.ts';

interface Asking {
  services: Deciding;
  id: string;
  request: Repeatable;
  seenVersion: SeenVersion | undefined;
}

interface Merging extends Asking {
  into: string;
  reason: string;
}

/**
 * Merges a case into an older one that tells of the same matter: the one ends, and the other takes it in, in one
 * transaction; or asks that this be done, where a unit above has to decide. Both must be the actor's to dispatch.
 * Requests: person, both cases and key together; the centres of each case; the transaction.
 * @throws RejectionError, VersionMismatch, KeyReused, and VersionConflict after too many lost races
 */
export const mergeCases = (merging: Merging): Promise<Given<Receipt>> =>
  untilCommitted(merging.services, async () => {
    const { id, into, reason } = merging;
    const loaded = await loadedCases(merging, [...new Set([id, into])]);
    if ('answered' in loaded) return loaded.answered;
    const { source, actor, found } = loaded;
    const { definition, maySee } = cases;
    // Whoever may not merge this case is told so, and nothing of another one.
    const asked = { type: 'merge', into: source, reason } as const;
    if (!may(definition, actor, source, asked)) throw new RejectionError(notAllowed(definition, asked));
    const target = visible(maySee, actor, found.get(into), unknownTarget(into));
    return committed(merging, loaded, { type: 'merge', into: target, reason }, target);
  });

/**
 * Approves what was asked for in a case. Where that is a merge, the other case takes this one in, in the same transaction.
 * Requests: those of a command; for a merge, both cases are read once more, together, and the other one's centres.
 * @throws RejectionError, VersionMismatch, KeyReused, and VersionConflict after too many lost races
 */
export const approveRequest = (asking: Asking): Promise<Given<Receipt>> =>
  untilCommitted(asking.services, async () => {
    const alone = await loadedCases(asking, [asking.id]);
    if ('answered' in alone) return alone.answered;
    const wish = requestOf(alone.source);
    if (wish?.kind !== 'merge') return committed(asking, alone, { type: 'approve' });
    const both = await loadedCases(asking, [asking.id, wish.into]);
    if ('answered' in both) return both.answered;
    const target = visible(cases.maySee, both.actor, both.found.get(wish.into), unknownTarget(wish.into));
    return committed(asking, both, { type: 'approve', into: target }, target);
  });

interface Loaded {
  source: Case;
  found: ReadonlyMap<string, Case>;
  actor: Actor;
  now: Instant;
}

const loadedCases = async (
  { services, id, request, seenVersion }: Asking,
  ids: string[],
): Promise<Loaded | { answered: Given<Receipt> }> => {
  const { definition, maySee, unknown } = cases;
  const now = services.now();
  const { actor, answered, found } = await services.store.load(definition, { request, now, ids });
  if (answered !== undefined) return { answered: givenBefore(answered) };
  const source = visible(maySee, actor, found.get(id), unknown(id));
  insistOn(seenVersion, source);
  return { source, found, actor, now };
};

/** Commits a command on a case, and with it what becomes of the one into which it is merged thereby. */
const committed = async (
  { services, request }: Asking,
  { source, actor, now }: Loaded,
  command: CaseCommand,
  target?: Case,
): Promise<Given<Receipt>> => {
  const { definition, receiptOf } = cases;
  const occasion = { services, definition, actor, now };
  const changed = await changeByPerson({ ...occasion, current: source, asked: command });
  const from = changed.next;
  const merged = changed.events.findLast((event) => event.type === 'merged');
  const taken =
    target && merged
      ? await changeThatFollows({
          ...occasion,
          current: target,
          asked: { type: 'absorb', from, reason: merged.reason ?? '' },
        })
      : undefined;
  const answer = receiptOf(from);
  const changes = [changed, ...(taken ? [taken] : [])].map((change) => ({ definition, ...change }));
  await services.store.commit(changes, now, { request, answer });
  return givenNow(answer);
};

const unknownTarget = (id: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-target',
  field: 'into',
  message: {
    'zh-CN': `没有编号为“${id}”的案件可以并入，或您无权查看。`,
    en: `There is no case "${id}" to merge into, or you may not see it.`,
  },
});
