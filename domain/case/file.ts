import type { Centres } from '../place/centres.ts';
import { levelOfUnit, type Unit } from '../place/unit.ts';
import { timesTheWhole } from '../policy/policy.ts';
import { startClock } from '../process/clock.ts';
import type { BeginningContext, Verifier } from '../process/context.ts';
import { begin, type Change } from '../process/decide.ts';
import type { Decided, FileRef } from '../process/process.ts';
import type { Instant } from '../time/instant.ts';
import type { Case, Matter } from './case.ts';
import { filesAttached } from './commands/attach.ts';
import { caseProcess } from './definition.ts';
import type { CaseEventBody } from './event.ts';
import { drawVerifier, impartialCentre, levelOfJudge } from './impartiality.ts';

/** The two ways in which a case begins. */

/** Files a matter. A centre has it on its desk, with the dispatch clock running, until it is assigned. */
export interface Report {
  type: 'report';
  matter: Matter;
  description: string;
  /** What shows it: uploaded and looked at before. */
  files?: readonly FileRef[];
  /** The centre on whose desk it lands. */
  desk: Unit;
}

/**
 * A grid worker settles the matter on the spot: reported, handled and closed in one step. A case that was drawn for the
 * sample goes to verification by somebody else instead.
 */
export interface SelfHandle extends Omit<Report, 'type'> {
  type: 'selfHandle';
  result: string;
  /** When it was settled, if that was not now. */
  settledAt?: Instant;
  /** Set when the case was drawn for verification, see `on-spot.ts`: who can look at it. */
  sample?: { centres: Centres; verifiers: readonly Verifier[] };
}

export type FilingCommand = Report | SelfHandle;

/** Files a new case. Whether the actor may is `mayFile`'s to say, before. */
export const fileCase = (command: FilingCommand, context: BeginningContext): Change<Case, CaseEventBody> =>
  begin(
    caseProcess,
    command.matter.id,
    [
      reported(command, context),
      ...filesAttached(command.files ?? []),
      ...(command.type === 'selfHandle' ? settled(command, context) : []),
    ],
    context,
    command.type,
  );

const reported = (
  { matter, description, desk }: FilingCommand,
  { now, policy, calendar }: BeginningContext,
): Decided<CaseEventBody> => ({
  type: 'reported',
  matter,
  description,
  unit: desk,
  clock: startClock('dispatch', { ...matter, level: levelOfUnit(desk) }, now, policy, calendar),
  ...(timesTheWhole(policy) && {
    whole: startClock('whole', { ...matter, level: levelOfUnit(desk) }, now, policy, calendar),
  }),
});

const settled = (command: SelfHandle, context: BeginningContext): Decided<CaseEventBody>[] => [
  { type: 'selfHandled', result: command.result, settledAt: settledAt(command, context) },
  command.sample ? toVerification(command, command.sample, context) : { type: 'closed' },
];

/** A device whose clock is ahead of ours settled nothing in the future. */
const settledAt = ({ settledAt: told }: SelfHandle, { now }: BeginningContext): Instant =>
  told !== undefined && told < now ? told : now;

const toVerification = (
  { matter, desk, result }: SelfHandle,
  { centres, verifiers }: NonNullable<SelfHandle['sample']>,
  { now, policy, calendar }: BeginningContext,
): Decided<CaseEventBody> => {
  const handlers = [desk.code];
  const verifier = drawVerifier({ ...matter, handlers: [matter.reporter] }, verifiers, handlers, now);
  const to = impartialCentre({ centres }, handlers);
  const level = levelOfJudge('community', to);
  return {
    type: 'resultSubmitted',
    result,
    to,
    clock: startClock('verification', { ...matter, level }, now, policy, calendar),
    ...(verifier !== undefined && { verifier }),
  };
};
