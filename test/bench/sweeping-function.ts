import type { Instant } from '#domain/time/instant.ts';
import { openServices } from '#shared/services.ts';
import { type Swept, sweep } from '../../functions/sweep/sweep.ts';

const services = openServices();

/** The sweep at an instant that is named: what its function does first, every minute. */
export const handler = (now: Instant): Promise<Swept> => sweep({ ...services, now: () => now });
