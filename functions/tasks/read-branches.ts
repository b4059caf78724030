import { definitionOf } from '#shared/definitions.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Read the parts": what is waited for side by side, one branch of the workflow each. */
export const readBranches = async (
  { kind, id }: TaskOf<'readBranches'>,
  services: TaskServices,
): Promise<{ branches: object[] }> => {
  const definition = definitionOf(services, kind);
  const current = await services.store.read(definition, id);
  return { branches: definition.branches?.(current, services.now()) ?? [] };
};
