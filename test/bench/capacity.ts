import { writeFileSync } from 'node:fs';
import { workOutCapacity } from './capacity/capacity.ts';
import { filledIn, PAGES } from './capacity/document.ts';

/** `npm run capacity`: counts what cases cost, and writes it into the pages that tell it. */
const capacity = await workOutCapacity();
for (const page of PAGES) writeFileSync(page, filledIn(page, capacity));
// Cases that the count leaves open have executions, which would wait on.
process.exit();
