import type { Done, FilingCommand, FilingContext } from '../command.ts';
import { report } from './report.ts';

/** A grid worker settles the matter on the spot: reported, handled and closed in one step. */
export const selfHandle = (
  command: Extract<FilingCommand, { type: 'selfHandle' }>,
  context: FilingContext,
): [Done, ...Done[]] => [
  ...report(command, context),
  { type: 'selfHandled', result: command.result },
  { type: 'closed' },
];
