import { checkClock } from './check-clock.ts';
import { openWait } from './open-wait.ts';
import { park } from './park.ts';
import { readBranches } from './read-branches.ts';
import { takeUp } from './take-up.ts';
import { type Task, type TaskOf, type TaskServices, task } from './task.ts';

const tasks: { [T in Task['task']]: (asked: TaskOf<T>, services: TaskServices) => Promise<unknown> } = {
  takeUp,
  openWait,
  checkClock,
  readBranches,
  park,
};

/** Does what a state of the workflows asks; an error is the workflow's to retry and, in the end, to park. */
export const runTask = async (event: unknown, services: TaskServices): Promise<unknown> => {
  const asked = task.parse(event);
  const run = tasks[asked.task] as (asked: Task, services: TaskServices) => Promise<unknown>;
  return run(asked, services);
};
