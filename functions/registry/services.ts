import type { Services } from '#shared/services.ts';
import type { Store } from '#shared/store/store.ts';

/** The registry reads reference data only; it has no way to a case. */
export interface RegistryServices extends Pick<Services, 'now'> {
  store: Pick<Store, 'city' | 'actor'>;
}
