import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';
import { unknownUnit } from '../unknown-unit.ts';

/** The unit in charge asks other units to join (吹哨). Each has its own part and its own deadline. */
export const whistle: Decide<'whistle'> = (current, { units, ask, template }, context) => {
  const { state } = current;
  if (state.stage !== 'handling') return rejected(wrongStage(current, 'whistle', ['handling']));
  if (units.length === 0) return rejected(nobodyAsked);
  const parts = [];
  for (const [index, code] of units.entries()) {
    const unit = context.units.get(code);
    if (!unit) return rejected(unknownUnit(code, `units.${index}`));
    if (code === state.unit.code || units.indexOf(code) < index)
      return rejected(cannotJoin(unit.name, `units.${index}`));
    parts.push({ unit, clock: startClock('part', current, context.now, context.policy, context.calendar) });
  }
  return happened({ type: 'whistled', parts, ask, ...(template && { template }) });
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

const cannotJoin = (name: string, field: string) => ({
  kind: 'invalid' as const,
  code: 'cannot-join',
  field,
  message: {
    'zh-CN': `${name}是主办单位或已在名单中，不能重复吹哨。`,
    en: `${name} leads the case or stands in the list already; name every assistant unit once.`,
  },
});
