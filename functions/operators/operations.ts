import { listExecutions } from './list-executions.ts';
import { listJobs } from './list-jobs.ts';
import { listTroubles } from './list-troubles.ts';
import { redeliver } from './redeliver.ts';
import { restartCase } from './restart-case.ts';
import { startJob } from './start-job.ts';

export const operations = [listExecutions, listTroubles, restartCase, redeliver, listJobs, startJob];
