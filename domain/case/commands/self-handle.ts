import { startClock } from '../clock.ts';
import type { Done, FilingCommand, FilingContext } from '../command.ts';
import { report } from './report.ts';
import { drawVerifier, impartialCentre } from './submit-result.ts';

/**
 * A grid worker settles the matter on the spot: reported, handled and closed in one step. A case that was drawn for the
 * sample goes to verification by somebody else instead.
 */
export const selfHandle = (
  command: Extract<FilingCommand, { type: 'selfHandle' }>,
  context: FilingContext,
): [Done, ...Done[]] => [
  ...report(command, context),
  { type: 'selfHandled', result: command.result },
  command.sample ? toVerification(command, command.sample, context) : { type: 'closed' },
];

const toVerification = (
  { matter, desk, result }: Extract<FilingCommand, { type: 'selfHandle' }>,
  { centres, verifiers }: NonNullable<Extract<FilingCommand, { type: 'selfHandle' }>['sample']>,
  { now, policy, calendar }: FilingContext,
): Done => {
  const handlers = [desk.code];
  const verifier = drawVerifier({ ...matter, handlers: [matter.reporter] }, verifiers, handlers, now);
  return {
    type: 'resultSubmitted',
    result,
    to: impartialCentre({ handlingUnits: handlers }, centres),
    clock: startClock('verification', { ...matter, level: 'community' }, now, policy, calendar),
    ...(verifier !== undefined && { verifier }),
  };
};
