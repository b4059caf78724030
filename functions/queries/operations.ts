import { getCase } from './get-case.ts';
import { getDeadline } from './get-deadline.ts';
import { listCases } from './list-cases.ts';
import { listEvents } from './list-events.ts';
import { listNotices } from './list-notices.ts';
import { overview } from './overview.ts';
import { findSimilar } from './similar.ts';
import { getAreaStatistics, getUnitStatistics, listUnitStatistics } from './statistics.ts';
import { worklist } from './worklist.ts';

export const operations = [
  listCases,
  findSimilar,
  getCase,
  listEvents,
  getDeadline,
  worklist,
  overview,
  listNotices,
  getAreaStatistics,
  getUnitStatistics,
  listUnitStatistics,
];
