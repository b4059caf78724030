import { isOpen } from '../case.ts';
import { type Decide, happened } from '../command.ts';

/** Borders have changed: an open case goes to the grid in which its place lies now. Ended cases keep the grid of their time. */
export const rehome: Decide<'rehome'> = (current, { grid, borderVersion }) =>
  isOpen(current) && grid !== current.grid
    ? happened({ type: 'rehomed', grid, borderVersion, from: current.grid })
    : happened();
