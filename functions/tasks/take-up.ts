import type { Standing } from '#domain/process/process.ts';
import { definitionOf } from '#shared/definitions.ts';
import { applyRule } from '#shared/use-cases/apply-rule.ts';
import type { TaskOf, TaskServices } from './task.ts';

/**
 * "Take up …": what the workflow does by itself is done first, as a case is assigned by the duty list; then it is told
 * where the process stands, so that an execution, also a second one, goes on from there.
 */
export const takeUp = async ({ kind, id }: TaskOf<'takeUp'>, services: TaskServices): Promise<Standing> => {
  const definition = definitionOf(services, kind);
  const current = await services.store.read(definition, id);
  const rule = definition.ownStep?.(current);
  const after = rule ? (await applyRule({ services, definition, id, rule, current })).after : current;
  return definition.standing(after, services.now());
};
