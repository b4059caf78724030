import { type Case, type OpenPart, openParts } from '../case.ts';
import { extended } from '../clock.ts';
import {
  type CommandType,
  type Context,
  type Decide,
  type Decision,
  happened,
  rejected,
} from '../command.ts';
import { afterDeadline, noOpenPart, quotaUsedUp, unknownReason } from '../refusals.ts';
import { wrongStage } from '../stage.ts';
import { partGone } from './whistle.ts';

/** "Not our duty", said by an assistant unit of its part. */
export const returnPart: Decide<'returnPart'> = (current, { unit, code, reason }, context) =>
  onOpenPart(current, unit, 'returnPart', ({ unit: { name } }) => {
    const unknown = unknownReason(code, context.policy.returnReasons);
    return unknown
      ? rejected(unknown)
      : happened(
          { type: 'partReturned', unit, unitName: name, code, reason },
          ...partGone(current, unit, false),
        );
  });

/** The lead takes a part off: it is not needed any more. */
export const removePart: Decide<'removePart'> = (current, { unit, reason }) =>
  onOpenPart(current, unit, 'removePart', ({ unit: { name } }) =>
    happened({ type: 'partRemoved', unit, unitName: name, reason }, ...partGone(current, unit, false)),
  );

/** An assistant unit asks the lead for more time. */
export const extendPart: Decide<'extendPart'> = (current, { unit, reason }, context) =>
  onOpenPart(
    current,
    unit,
    'extendPart',
    (part) =>
      refusedExtension(part, context) ??
      happened({ type: 'partExtensionRequested', unit, unitName: part.unit.name, reason }),
  );

/** The lead grants it: the part's limit once more. */
export const approvePart: Decide<'approvePart'> = (current, { unit }, context) =>
  onOpenPart(current, unit, 'approvePart', (part) => {
    if (!part.extension) return rejected(notAsked(part.unit.name));
    const refused = refusedExtension(part, context);
    if (refused) return refused;
    const clock = extended(part.clock, context.calendar);
    return happened({
      type: 'partExtended',
      unit,
      unitName: part.unit.name,
      clock,
      moved: { from: part.clock.dueAt, to: clock.dueAt },
    });
  });

/** The lead refuses it; a refusal uses up nothing. */
export const refusePart: Decide<'refusePart'> = (current, { unit, reason }) =>
  onOpenPart(current, unit, 'refusePart', (part) =>
    part.extension
      ? happened({ type: 'partExtensionRefused', unit, unitName: part.unit.name, reason })
      : rejected(notAsked(part.unit.name)),
  );

const onOpenPart = (
  current: Case,
  unit: string,
  command: CommandType,
  decide: (part: OpenPart) => Decision,
): Decision => {
  if (current.state.stage !== 'joint') return rejected(wrongStage(current, command, ['joint']));
  const part = openParts(current).find((p) => p.unit.code === unit);
  return part ? decide(part) : rejected(noOpenPart(unit));
};

const refusedExtension = (
  { clock, extensions }: OpenPart,
  { now, policy }: Context,
): Decision | undefined => {
  if (now > clock.dueAt) return rejected(afterDeadline);
  return extensions >= policy.extensionQuota ? rejected(quotaUsedUp(policy.extensionQuota)) : undefined;
};

const notAsked = (name: string) => ({
  kind: 'conflict' as const,
  code: 'nothing-requested',
  message: { 'zh-CN': `${name}没有申请延期。`, en: `${name} has not asked for more time.` },
});
