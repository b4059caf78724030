import type { Redrive } from '#domain/process/common.ts';
import type { Definition, Process } from '#domain/process/process.ts';
import type { Deciding } from '../services.ts';
import { driverName } from '../workflow/driver-name.ts';
import type { Workflow } from '../workflow/workflow.ts';
import { applyRule } from './apply-rule.ts';

export interface DrivingServices extends Deciding {
  workflow: Pick<Workflow, 'start' | 'isRunning' | 'executionOf'>;
}

/**
 * Sees to it that an open process has an execution. One that runs has not come to its wait yet, or is past it, and
 * reads the process itself. One that was never started, because its record was lost, is started now. When it has ended
 * before its time, the process is handed on: an event says so, and its record brings the next execution. What is known
 * of the process may be old, so as it is now is what counts; a parked one waits for an operator.
 * @returns whether something had to be done
 */
export const keepDriven = async (
  services: DrivingServices,
  definition: Definition,
  id: string,
): Promise<boolean> => {
  const { store, workflow } = services;
  const current = await store.read(definition, id);
  if (!definition.isOpen(current) || current.parked) return false;
  const execution = executionOf(definition, current, workflow);
  if (await workflow.isRunning(execution)) return false;
  if (await startDriver(definition, current, workflow)) return true;
  // Relay and sweep may both be here: what the other has started since the first look is no execution that has ended.
  if (await workflow.isRunning(execution)) return false;
  const rule: Redrive = { type: 'redrive', driver: current.driver };
  await applyRule({ services, definition, id, rule });
  return true;
};

/** Starts the execution that a process names as its driver; false when there was one of that name before. */
export const startDriver = (
  definition: Definition,
  process: Process,
  workflow: Pick<Workflow, 'start'>,
): Promise<boolean> => workflow.start(definition.workflow, driverName(process), { id: process.id });

/** The execution that a process names as its driver. */
export const executionOf = (
  definition: Definition,
  process: Process,
  workflow: Pick<Workflow, 'executionOf'>,
): string => workflow.executionOf(definition.workflow, driverName(process));
