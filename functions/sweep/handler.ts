import { environment, namesInJson } from '#shared/environment.ts';
import { openServices } from '#shared/services.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import { sweeping } from './sweeping.ts';

const { WORKFLOW_ARNS } = environment({ WORKFLOW_ARNS: namesInJson });

/** Looks every minute for what is due, what nothing drives, and what a job has still to do. */
export const handler = sweeping({ ...openServices(), workflow: openStepFunctions(WORKFLOW_ARNS) });
