import { approveAmendment, refuseAmendment, withdrawAmendment } from './decide-amendment.ts';
import { dryRunPolicy } from './dry-run-policy.ts';
import { getAmendment } from './get-amendment.ts';
import { getPolicy } from './get-policy.ts';
import { listAmendments } from './list-amendments.ts';
import { getCalendar, listCalendars } from './list-calendars.ts';
import { listEditions } from './list-editions.ts';
import { proposeAmendment } from './propose-amendment.ts';

export const operations = [
  getPolicy,
  dryRunPolicy,
  listCalendars,
  getCalendar,
  listEditions,
  listAmendments,
  getAmendment,
  proposeAmendment,
  approveAmendment,
  refuseAmendment,
  withdrawAmendment,
];
