import { type Border, contains } from './border.ts';
import { coveringCells } from './cells.ts';
import type { Position } from './coordinates.ts';

/** A grid that meets a cell. Without a border the whole cell lies in the grid. */
export interface CellGrid {
  code: string;
  border?: Border;
}

/**
 * The grid in which a position lies, given the grids that meet the position's cell. On a border that grids share,
 * the lowest code answers; undefined where no grid is.
 */
export const locateInCell = (grids: readonly CellGrid[], position: Position): string | undefined =>
  grids
    .filter(({ border }) => !border || contains(border, position))
    .map(({ code }) => code)
    .sort()[0];

/** The cells of all grids, each with the grids that meet it, lowest code first. */
export const cellsOfGrids = (borders: ReadonlyMap<string, Border>): Map<string, CellGrid[]> => {
  const cells = new Map<string, CellGrid[]>();
  for (const code of [...borders.keys()].sort()) {
    const border = borders.get(code) as Border;
    for (const { cell, whole } of coveringCells(border)) {
      const grid = whole ? { code } : { code, border };
      cells.set(cell, [...(cells.get(cell) ?? []), grid]);
    }
  }
  return cells;
};
