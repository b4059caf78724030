import { type Case, isOpen } from '#domain/case/case.ts';
import type { TroubleKind, TroubleName } from '../store/troubles.ts';

/**
 * Whether what was noted of a case is still so. Whoever closes a case, or moves it to another grid, takes no note away: what
 * was not passed on is told also of closed ones.
 */
export const lasts = ({ trouble, part }: TroubleName, current: Case): boolean => {
  if (isDelivery(trouble)) return true;
  return isOpen(current) && (trouble !== 'unplaced' || current.grid === part);
};

/** Whether a trouble is about something that was not passed on. */
export const isDelivery = (trouble: TroubleKind): boolean =>
  trouble === 'unrelayed' || trouble === 'undelivered';
