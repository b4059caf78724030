import { assignByDutyList } from './assign-by-duty-list.ts';
import { checkClock, checkPartClock } from './check-clock.ts';
import { openPartWait, openWait } from './open-wait.ts';
import { parkCase } from './park-case.ts';
import { readParts, readStanding } from './read-case.ts';
import { type Task, type TaskOf, type TaskServices, task } from './task.ts';

const tasks: { [T in Task['task']]: (asked: TaskOf<T>, services: TaskServices) => Promise<unknown> } = {
  readCase: readStanding,
  assignByDutyList,
  openWait,
  checkClock,
  readParts,
  openPartWait,
  checkPartClock,
  parkCase,
};

/** Does what a state of the workflows asks; an error is the workflow's to retry and, in the end, to park. */
export const runTask = async (event: unknown, services: TaskServices): Promise<unknown> => {
  const asked = task.parse(event);
  const run = tasks[asked.task] as (asked: Task, services: TaskServices) => Promise<unknown>;
  return run(asked, services);
};
