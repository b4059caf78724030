import { definitionOf } from '#shared/definitions.ts';
import type { TaskOf, TaskServices } from './task.ts';

/**
 * "Wait for …": the execution waits until a person's command or the clock has moved the process on. First the token is
 * kept, then the process is read: whoever changes it after that finds the token, and what changed before is seen here.
 * So no change can slip between the two.
 */
export const openWait = async (
  { kind, id, wait, taskToken }: TaskOf<'openWait'>,
  { store, definitions, workflow, now }: TaskServices,
): Promise<void> => {
  const definition = definitionOf({ definitions }, kind);
  const waiting = { taskToken };
  await store.keepWait({ kind, id }, wait, waiting, now());
  const current = await store.read(definition, id);
  if (definition.waits(current).includes(wait)) return;
  await workflow.answer(taskToken, definition.told(current, wait, now()));
  await store.markAnswered({ kind, id }, wait, waiting, now());
};
