import { definitionOf } from '#shared/definitions.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';
import type { TaskOf, TaskServices } from './task.ts';

/** "Check the clock …": the second guard. Should the sweep be dead, the waiting execution fires the due rungs itself. */
export const checkClock = async (
  { kind, id, wait }: TaskOf<'checkClock'>,
  services: TaskServices,
): Promise<object> => {
  const definition = definitionOf(services, kind);
  const { after } = await applyRule({ services, definition, id, rule: { type: 'advanceClock' } });
  return definition.told(after, wait, services.now());
};
