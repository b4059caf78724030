import { nextDueAt } from '#domain/process/ladder.ts';
import { definitionOf } from '#shared/definitions.ts';
import type { Deciding } from '#shared/services.ts';
import type { TroubleOf } from '#shared/store/store.ts';
import { everyTrouble } from './every-trouble.ts';

/**
 * Takes off the operators' list what has nothing due any more: its rung was fired by this sweep, by a command, or by the
 * check of its workflow.
 */
export const settleUnfired = async (services: Deciding): Promise<void> => {
  for await (const troubles of everyTrouble(services.store, 'unfired'))
    await Promise.all(troubles.map((trouble) => settle(services, trouble)));
};

const settle = async (services: Deciding, { kind, id, trouble, part }: TroubleOf): Promise<void> => {
  const { store, now } = services;
  const definition = definitionOf(services, kind);
  const current = (await store.readAll(definition, [id])).get(id);
  const due = current && nextDueAt(definition, current);
  if (due === undefined || due > now()) await store.endTrouble({ kind, id }, { trouble, part });
};
