import { SFNClient } from '@aws-sdk/client-sfn';
import middy from '@middy/core';
import { openServices } from '#shared/http/services.ts';
import { runTask } from './run-task.ts';
import type { TaskServices } from './task.ts';

const services: TaskServices = { ...openServices(), workflow: new SFNClient() };

/** Does the work of the workflows' states. */
export const handler = middy().handler((event: unknown) => runTask(event, services));
