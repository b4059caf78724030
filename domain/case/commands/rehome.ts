import { happened } from '../../process/process.ts';
import { rule } from '../command.ts';
import { OPEN_STAGES } from '../stages.ts';

export interface Rehome {
  type: 'rehome';
  grid: string;
  borderVersion: string;
}

/** Borders have changed: an open case goes to the grid in which its place lies now. Ended cases keep the grid of their time. */
export const rehome = rule({
  stages: OPEN_STAGES,
  otherwise: 'nothing',
  decide: (current, { grid, borderVersion }: Rehome) =>
    grid === current.grid
      ? happened()
      : happened({ type: 'rehomed', grid, borderVersion, from: current.grid }),
});
