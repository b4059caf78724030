import { getCase } from './get-case.ts';
import { getDeadline } from './get-deadline.ts';
import { listEvents } from './list-events.ts';
import { findSimilar } from './similar.ts';
import { getAreaStatistics, getUnitStatistics, listUnitStatistics } from './statistics.ts';
import { worklist } from './worklist.ts';

export const operations = [
  findSimilar,
  getCase,
  listEvents,
  getDeadline,
  worklist,
  getAreaStatistics,
  getUnitStatistics,
  listUnitStatistics,
];
