import { type Case, isOpen, type Stage } from '#domain/case/case.ts';
import type { ResponsibleLevel } from '#domain/place/area.ts';
import type { Instant } from '#domain/time/instant.ts';

/** The short answer to a command: where the case stands now. It is also what a repeated request gets. */
export interface Receipt {
  id: string;
  /** By which people name the case. */
  number?: string;
  version: number;
  stage: Stage;
  level: ResponsibleLevel;
  /** Code of the unit in charge; absent once the case is closed. */
  unit?: string;
  dueAt?: Instant;
}

export const receiptOf = (current: Case): Receipt => ({
  id: current.id,
  ...(current.number !== undefined && { number: current.number }),
  version: current.version,
  stage: current.state.stage,
  level: current.level,
  ...(isOpen(current) && { unit: current.state.unit.code, dueAt: current.state.clock.dueAt }),
});
