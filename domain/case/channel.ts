import { type Actor, unitOf } from '../actor.ts';
import { isCentre } from '../place/unit.ts';
import type { Channel } from './case.ts';

/**
 * How a report came in, by the account that sent it: a centre takes what its hotline and its counter are told, and whoever
 * acts for no unit speaks for themselves.
 */
export const channelOf = (actor: Actor): Channel => {
  if (actor.role === 'gridWorker') return 'gridWorker';
  const unit = unitOf(actor);
  if (!unit) return 'resident';
  if (unit.kind === 'policeStation') return 'police';
  return isCentre(unit) ? 'hotline' : 'department';
};
