import { startClock } from '../clock.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';
import { unknownUnit } from '../unknown-unit.ts';

/** The unit in charge asks other units to join (吹哨). Each has its own part and its own deadline. */
export const whistle: Decide<'whistle'> = (current, { units, ask, template }, context) => {
  const { state } = current;
  if (state.stage !== 'handling') return rejected(wrongStage(current, 'whistle', ['handling']));
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

const cannotJoin = (name: string, field: string) => ({
  kind: 'invalid' as const,
  code: 'cannot-join',
  field,
  message: {
    'zh-CN': `${name}是主办单位或已在名单中，不能重复吹哨。`,
    en: `${name} leads the case or stands in the list already; name every assistant unit once.`,
  },
});
