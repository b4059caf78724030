import { RESPONSIBLE_LEVELS, type ResponsibleLevel } from '../place/area.ts';
import { isHighestCentre, standsOver, type Unit } from '../place/unit.ts';
import type { Context } from '../process/context.ts';
import { type OpenCase, type OpenPart, requestOf } from './case.ts';

/**
 * Which unit has a request on its list: of those that may decide it by `access.ts`, the nearest centre of the case's level
 * or above that stands over whoever asked; above the city's centre the supervising unit. Others may decide it, too.
 */
export const decider = (
  asker: Unit,
  level: ResponsibleLevel,
  { centres, nearest }: Pick<Context, 'centres' | 'nearest'>,
): string | undefined =>
  isHighestCentre(asker)
    ? nearest.get('supervisingUnit')?.code
    : RESPONSIBLE_LEVELS.slice(RESPONSIBLE_LEVELS.indexOf(level))
        .map((at) => centres[at])
        .find((centre) => standsOver(centre, asker))?.code;

/** Who has a request on its list once the case stands at another level, where that is somebody else. */
export const deciderAt = (
  current: OpenCase,
  level: ResponsibleLevel,
  context: Pick<Context, 'centres' | 'nearest'>,
): { decides?: string } => {
  const request = requestOf(current);
  const asker = request?.unit ?? current.state.unit;
  // What the city's centre asks for goes to the supervising unit at every level.
  if (!request || isHighestCentre(asker)) return {};
  const decides = decider(asker, level, context);
  return decides === undefined || decides === request.decides ? {} : { decides };
};

/** Whether the lead unit itself must answer for a part: then a unit above it decides whether the part gets more time. */
export const leadAnswers = (
  lead: Unit,
  { unit, responsible }: Pick<OpenPart, 'unit' | 'responsible'>,
): boolean => [unit.code, responsible.code].includes(lead.code);
