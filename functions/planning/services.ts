import { ulid } from 'ulid';
import * as z from 'zod/mini';
import type { Floor } from '#domain/policy/policy.ts';
import { environment } from '#shared/environment.ts';
import { openServices, type Services } from '#shared/services.ts';

/** Planning also knows how short a limit may be in its city. */
export interface PlanningServices extends Services {
  floor: Floor;
  /** A name of its own for each proposal: a ULID. */
  newId: () => string;
}

const seconds = z.coerce.number().check(z.positive());

export const openPlanningServices = (): PlanningServices => {
  const { LEAST_LIMIT_SECONDS, LEAST_SUPERVISION_SECONDS } = environment({
    LEAST_LIMIT_SECONDS: seconds,
    LEAST_SUPERVISION_SECONDS: seconds,
  });
  return {
    ...openServices(),
    floor: { limit: LEAST_LIMIT_SECONDS, supervision: LEAST_SUPERVISION_SECONDS },
    newId: ulid,
  };
};
