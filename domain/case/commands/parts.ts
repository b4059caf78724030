import { answersForPart, decidesPart, staffInCharge } from '../../access.ts';
import { extended } from '../../process/clock.ts';
import type { Context } from '../../process/context.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import type { CaseAt, OpenPart } from '../case.ts';
import { personal } from '../command.ts';
import { SUPERVISING } from '../impartiality.ts';
import { afterPart, onOpenPart, openPart } from '../joint-handling.ts';
import { refusedExtension, unknownReason } from '../refusals.ts';
import { decider, leadAnswers } from '../who-decides.ts';

export interface Respond {
  type: 'respond';
  unit: string;
  answer: string;
}

/** An assistant unit gives its answer (报到); its part is complete. With enough parts complete, the lead unit goes on. */
export const respond = personal<Respond, 'joint'>({
  stages: ['joint'],
  may: answersForPart,
  decide: (current, { unit, answer }: Respond) =>
    onOpenPart(current, unit, (part) =>
      happened(
        { type: 'responded', unit, unitName: part.unit.name, answer },
        ...afterPart(current, part, true),
      ),
    ),
});

export interface ReturnPart {
  type: 'returnPart';
  unit: string;
  code: string;
  reason: string;
}

/** "Not our duty", said by an assistant unit of its part. */
export const returnPart = personal<ReturnPart, 'joint'>({
  stages: ['joint'],
  may: answersForPart,
  decide: (current, { unit, code, reason }: ReturnPart, { policy }) =>
    onOpenPart(current, unit, (part) => {
      const unknown = unknownReason(code, policy.returnReasons);
      return unknown
        ? rejected(unknown)
        : happened(
            { type: 'partReturned', unit, unitName: part.unit.name, code, reason },
            ...afterPart(current, part, false),
          );
    }),
});

export interface RemovePart {
  type: 'removePart';
  unit: string;
  reason: string;
}

/** The lead unit removes a part: it is not needed any more. */
export const removePart = personal({
  stages: ['joint'],
  may: staffInCharge,
  decide: (current, { unit, reason }: RemovePart) =>
    onOpenPart(current, unit, (part) =>
      happened(
        { type: 'partRemoved', unit, unitName: part.unit.name, reason },
        ...afterPart(current, part, false),
      ),
    ),
});

export interface ExtendPart {
  type: 'extendPart';
  unit: string;
  reason: string;
}

/** An assistant unit requests more time; the lead unit decides. */
export const extendPart = personal<ExtendPart, 'joint'>({
  stages: ['joint'],
  may: answersForPart,
  refuses: (current, { unit }, atHand) => {
    const part = openPart(current, unit);
    return part && refusedExtension(part.clock, part.extensions, atHand);
  },
  needs: () => ({ nearest: SUPERVISING }),
  decide: (current, { unit, reason }: ExtendPart, context) =>
    onOpenPart(current, unit, (part) => {
      const lead = current.state.unit;
      const decides = leadAnswers(lead, part) ? decider(lead, current.level, context) : undefined;
      return happened({
        type: 'partExtensionRequested',
        unit,
        unitName: part.unit.name,
        reason,
        ...(decides !== undefined && { decides }),
      });
    }),
});

export interface ApprovePart {
  type: 'approvePart';
  unit: string;
}

/** The lead unit approves it: the part's limit once more. */
export const approvePart = personal<ApprovePart, 'joint'>({
  stages: ['joint'],
  may: decidesPart,
  refuses: (current, about) => notAsked(current, about),
  decide: (current, { unit }: ApprovePart, context) =>
    onOpenPart(current, unit, (part) => {
      const refused = refusedExtension(part.clock, part.extensions, context);
      return refused ? rejected(refused) : happened(granted(part, context));
    }),
});

const granted = ({ unit, clock }: OpenPart, { now, calendar }: Context) => {
  const longer = extended(clock, now, calendar);
  return {
    type: 'partExtended' as const,
    unit: unit.code,
    unitName: unit.name,
    clock: longer,
    moved: { from: clock.dueAt, to: longer.dueAt },
  };
};

export interface RefusePart {
  type: 'refusePart';
  unit: string;
  reason: string;
}

/** The lead unit refuses it; a refusal uses up nothing. */
export const refusePart = personal<RefusePart, 'joint'>({
  stages: ['joint'],
  may: decidesPart,
  refuses: (current, about) => notAsked(current, about),
  decide: (current, { unit, reason }: RefusePart) =>
    onOpenPart(current, unit, (part) =>
      happened({ type: 'partExtensionRefused', unit, unitName: part.unit.name, reason }),
    ),
});

/** The refusal where more time for a part is decided that nobody has requested. */
const notAsked = (current: CaseAt<'joint'>, { unit }: { unit: string }): Rejection | undefined => {
  const part = openPart(current, unit);
  if (!part || part.extension) return undefined;
  const { name } = part.unit;
  return {
    kind: 'conflict',
    code: 'nothing-requested',
    message: { 'zh-CN': `${name}没有申请延期。`, en: `${name} has not requested more time.` },
  };
};
