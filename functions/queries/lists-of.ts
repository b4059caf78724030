import { type Actor, unitOf } from '#domain/actor.ts';
import { decidersList, OPERATORS, personsList } from '#domain/process/process.ts';
import type { Narrowed } from './merged-lists.ts';

/**
 * The lists of what waits for somebody. A grid worker shares the committee's list, but sees their own grids of it only.
 * What somebody has asked for is seen by those who may decide it: see `access.ts`.
 */
export const listsOf = (actor: Actor): Narrowed[] => {
  if (actor.role === 'operator') return [{ list: OPERATORS }];
  const unit = unitOf(actor);
  if (!unit) return [];
  if (actor.role === 'gridWorker')
    return [{ list: unit.code, within: actor.area }, { list: personsList(actor.subject) }];
  const decides = actor.role === 'dispatcher' || unit.kind === 'supervisingUnit';
  return [{ list: unit.code }, ...(decides ? [{ list: decidersList(unit.code) }] : [])];
};
