import { listExecutions } from './list-executions.ts';
import { restartCase } from './restart-case.ts';

export const operations = [listExecutions, restartCase];
