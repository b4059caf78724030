import { maySee } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/command.ts';
import { type JoinPolicy, jointTemplate, type Policy } from '#domain/policy/policy.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { caseKey, caseOf } from '../persistence/cases-table.ts';
import { commit } from '../persistence/commit.ts';
import { type Database, nameOf, readTogether } from '../persistence/database.ts';
import { answerGiven, keyItem, keyOf, type Repeatable } from '../persistence/idempotency.ts';
import { actorFrom, actorKey, type Reference } from '../persistence/reference.ts';
import { changeOf } from './change-case.ts';
import { contextFor, type NamedUnits } from './context.ts';
import { type Receipt, receiptOf } from './receipt.ts';
import { untilCommitted } from './until-committed.ts';

/**
 * A command on one case as people give it: a whistle may name a template of the policy instead of units. Merging
 * changes two cases: see `mergeCases`.
 */
export type GivenCommand =
  | Exclude<PersonalCommand, { type: 'whistle' | 'merge' }>
  | { type: 'whistle'; units?: string[]; template?: string; join?: JoinPolicy; ask: string };

export interface Giving {
  db: Database;
  reference: Reference;
  now: string;
}

/** The version that the caller has seen is not the case's version any more. */
export class VersionMismatch extends Error {
  override readonly name = 'VersionMismatch';
}

/**
 * Gives a person's command on a case. Requests: person, case and key together; the units the decision may
 * name; the transaction. When somebody else's change comes in between, the command is decided anew on the
 * changed case, unless the caller insists on the version he has seen.
 * @throws RejectionError, VersionMismatch (412), KeyReused (422), VersionConflict after too many lost races.
 */
export const giveCommand = (
  giving: Giving,
  id: string,
  command: GivenCommand,
  request: Repeatable,
  seenVersion?: number,
): Promise<Receipt> => untilCommitted(() => giveOnce(giving, id, command, request, seenVersion));

const giveOnce = async (
  { db, reference, now }: Giving,
  id: string,
  command: GivenCommand,
  request: Repeatable,
  seenVersion: number | undefined,
): Promise<Receipt> => {
  const { generation } = await reference.current();
  const found = await readTogether(db, {
    cases: [caseKey(id), keyOf(request)],
    grids: [actorKey(generation, request.subject)],
  });
  const answered = answerGiven<Receipt>(found, request, now);
  if (answered) return answered;

  const actor = actorFrom(found.grids, generation, request.subject);
  const current = visibleCase(found.cases.get(nameOf(caseKey(id))), actor, unknownCase(id));
  if (seenVersion !== undefined && seenVersion !== current.version) throw new VersionMismatch();

  const policy = await reference.policy(current.policyVersion);
  const { context, nearest } = await contextFor(
    db,
    reference,
    current,
    now,
    actor,
    unitsNamed(command, policy),
  );
  const given = resolved(command, policy, nearest);
  const change = changeOf(current, actor, given, context);
  const receipt = receiptOf(change.next);
  await commit(db, current, change, keyItem(request, receipt, now), now);
  return receipt;
};

/** The case, for whoever may see it; for everyone else it does not exist. */
export const visibleCase = (
  item: Record<string, unknown> | undefined,
  actor: Actor,
  otherwise: Rejection,
): Case => {
  const current = item && caseOf(item);
  if (!current || !maySee(actor, current)) throw new RejectionError(otherwise);
  return current;
};

const unitsNamed = (command: GivenCommand, policy: Policy): NamedUnits => {
  if (command.type === 'assign' || command.type === 'designate') return { codes: [command.unit] };
  if (command.type === 'submitResult') return { verifiers: true };
  if (command.type !== 'whistle') return {};
  if (command.template === undefined) return { codes: command.units ?? [] };
  const template = jointTemplate(policy, command.template);
  if (!template) throw new RejectionError(unknownTemplate(command.template, policy));
  return { codes: command.units ?? [], kinds: template.members };
};

const resolved = (
  command: GivenCommand,
  policy: Policy,
  nearest: ReadonlyMap<string, string>,
): PersonalCommand => {
  if (command.type !== 'whistle') return command;
  const { units = [], template, join, ask } = command;
  const named = template === undefined ? undefined : jointTemplate(policy, template);
  const called = (named?.members ?? []).map((kind) => nearest.get(kind) ?? kind);
  return {
    type: 'whistle',
    units: [...called, ...units],
    ask,
    join: join ?? named?.join ?? 'all',
    ...(template !== undefined && { template }),
  };
};

export const unknownCase = (id: string) => ({
  kind: 'unknown' as const,
  code: 'unknown-case',
  message: {
    'zh-CN': `没有编号为“${id}”的案件，或您无权查看。`,
    en: `There is no case "${id}", or you may not see it.`,
  },
});

const unknownTemplate = (template: string, { jointTemplates }: Policy) => ({
  kind: 'invalid' as const,
  code: 'unknown-template',
  field: 'template',
  message: {
    'zh-CN': `没有名为“${template}”的联合处置模板；可用：${jointTemplates.map(({ code }) => code).join('、')}。`,
    en: `There is no joint template "${template}"; use one of ${jointTemplates.map(({ code }) => code).join(', ')}.`,
  },
});
