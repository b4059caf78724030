import { getCase } from './get-case.ts';
import { getDeadline } from './get-deadline.ts';
import { listEvents } from './list-events.ts';
import { worklist } from './worklist.ts';

export const operations = [getCase, listEvents, getDeadline, worklist];
