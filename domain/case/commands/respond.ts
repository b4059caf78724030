import { openParts } from '../case.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { wrongStage } from '../stage.ts';

/** An assistant unit hands in its part (报到). With the last part in, the lead unit goes on. */
export const respond: Decide<'respond'> = (current, { unit, answer }) => {
  if (current.state.stage !== 'joint') return rejected(wrongStage(current, 'respond', ['joint']));
  const open = openParts(current);
  const part = open.find((p) => p.unit.code === unit);
  if (!part)
    return rejected({
      kind: 'conflict',
      code: 'no-open-part',
      message: {
        'zh-CN': `单位“${unit}”在本案中没有待反馈的协办事项。`,
        en: `Unit "${unit}" has no open part in this case.`,
      },
    });
  return happened(
    { type: 'responded', unit, unitName: part.unit.name, answer },
    ...(open.length === 1 ? [{ type: 'joined' as const }] : []),
  );
};
