import { dryRunPolicy } from './dry-run-policy.ts';
import { getPolicy } from './get-policy.ts';
import { publishPolicy } from './publish-policy.ts';

export const operations = [getPolicy, publishPolicy, dryRunPolicy];
