import { openParts } from '../case.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { noOpenPart } from '../refusals.ts';
import { wrongStage } from '../stage.ts';
import { partGone } from './whistle.ts';

/** An assistant unit hands in its part (报到). With enough parts in, the lead unit goes on. */
export const respond: Decide<'respond'> = (current, { unit, answer }) => {
  if (current.state.stage !== 'joint') return rejected(wrongStage(current, 'respond', ['joint']));
  const part = openParts(current).find((p) => p.unit.code === unit);
  return part
    ? happened(
        { type: 'responded', unit, unitName: part.unit.name, answer },
        ...partGone(current, unit, true),
      )
    : rejected(noOpenPart(unit));
};
