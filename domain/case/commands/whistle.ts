import { type Case, isOpen, openParts } from '../case.ts';
import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { suspendedAlready, unknownUnit } from '../refusals.ts';
import { wrongStage } from '../stage.ts';

/** The unit in charge asks other units to join (吹哨). Each has its own part and its own deadline. */
export const whistle: Decide<'whistle'> = (current, { units, ask, join, template }, context) => {
  const { state } = current;
  if (state.stage !== 'handling') return rejected(wrongStage(current, 'whistle', ['handling']));
  if (current.suspendedUntil) return rejected(suspendedAlready);
  if (units.length === 0) return rejected(nobodyAsked);
  if (typeof join === 'object' && join.quorum > units.length) return rejected(quorumTooLarge(units.length));
  const parts = [];
  for (const [index, code] of units.entries()) {
    const unit = context.units.get(code);
    if (!unit) return rejected(unknownUnit(code, `units.${index}`));
    if (code === state.unit.code || units.indexOf(code) < index)
      return rejected(cannotJoin(unit.name, `units.${index}`));
    parts.push({ unit, clock: startClock('part', current, context.now, context.policy, context.calendar) });
  }
  return happened({ type: 'whistled', parts, ask, join, ...(template && { template }) });
};

/** Whether joint handling goes on once these parts are in, or nobody is left to wait for. */
const isJoined = (current: Case, answered: number, stillOpen: number): boolean => {
  if (!isOpen(current) || stillOpen === 0) return true;
  if (current.join === 'all') return false;
  return answered >= (current.join === 'any' ? 1 : current.join.quorum);
};

/** What becomes of joint handling when a part is answered, returned or taken off. */
export const partGone = (current: Case, unit: string, answered: boolean) => {
  const others = openParts(current).filter((part) => part.unit.code !== unit);
  const round = openParts(current)[0]?.round;
  const before = current.parts.filter((part) => part.round === round && part.state === 'answered').length;
  return isJoined(current, before + (answered ? 1 : 0), others.length) ? [{ type: 'joined' as const }] : [];
};

/** Joint handling ends with its last part: without any it would never end. */
const nobodyAsked = {
  kind: 'invalid' as const,
  code: 'nobody-asked',
  field: 'units',
  message: {
    'zh-CN': '吹哨至少要请一个协办单位。',
    en: 'A whistle asks at least one unit to join.',
  },
};

const quorumTooLarge = (units: number) => ({
  kind: 'invalid' as const,
  code: 'quorum-too-large',
  field: 'join',
  message: {
    'zh-CN': `只请了 ${units} 个单位，法定数不能超过它。`,
    en: `Only ${units} units are asked; the quorum cannot be larger.`,
  },
});

const cannotJoin = (name: string, field: string) => ({
  kind: 'invalid' as const,
  code: 'cannot-join',
  field,
  message: {
    'zh-CN': `${name}是主办单位或已在名单中，不能重复吹哨。`,
    en: `${name} leads the case or stands in the list already; name every assistant unit once.`,
  },
});
