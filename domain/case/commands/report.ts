import { levelOfUnit } from '../../place/unit.ts';
import { startClock } from '../clock.ts';
import type { Done, FilingCommand, FilingContext } from '../command.ts';

/** Files a matter. A centre has it on its desk, with the dispatch clock running, until it is assigned. */
export const report = (
  { matter, description, desk }: Pick<FilingCommand, 'matter' | 'description' | 'desk'>,
  { now, policy, calendar }: FilingContext,
): [Done, ...Done[]] => [
  {
    type: 'reported',
    matter,
    description,
    unit: desk,
    clock: startClock('dispatch', { ...matter, level: levelOfUnit(desk) }, now, policy, calendar),
  },
];
