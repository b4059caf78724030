import { environment, referenceSeconds, text } from '#shared/environment.ts';
import { openDynamoRegistry, type Registry } from '#shared/store/dynamodb/dynamo-store.ts';

/** The registry reads reference data only; it has no way to a case. */
export interface RegistryServices {
  store: Registry;
}

export const openRegistryServices = (): RegistryServices => {
  const { GRIDS_TABLE, REFERENCE_SECONDS } = environment({
    GRIDS_TABLE: text,
    REFERENCE_SECONDS: referenceSeconds,
  });
  return { store: openDynamoRegistry({ gridsTable: GRIDS_TABLE, referenceSeconds: REFERENCE_SECONDS }) };
};
