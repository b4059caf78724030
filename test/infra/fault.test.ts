import { describe, expect, it } from 'vitest';
import { type Fault, inOrder, linesOf } from '../../infra/fault.ts';

const fault = (file: string, row?: number, message = 'the name is missing'): Fault => ({
  file,
  message,
  ...(row !== undefined && { row }),
});

describe('faults', () => {
  it('come with the causes first', () => {
    const files = [
      ...[
        'policy.json',
        'grids.geojson.gz',
        'staff.csv',
        'calendars/2026.json',
        'units.csv',
        'successors.csv',
      ],
      ...['areas.csv', 'city.json', 'calendars/2025.json'],
    ];
    expect(inOrder(files.map((file) => fault(file))).map(({ file }) => file)).toEqual([
      ...['city.json', 'areas.csv', 'units.csv', 'staff.csv', 'successors.csv', 'policy.json'],
      ...['calendars/2025.json', 'calendars/2026.json', 'grids.geojson.gz'],
    ]);
    expect(inOrder([fault('a', 9), fault('a', 2), fault('a')]).map(({ row }) => row)).toEqual([
      undefined,
      2,
      9,
    ]);
  });

  it('are printed in full where they are few', () => {
    expect(linesOf([fault('areas.csv', 2), fault('units.csv', 3)])).toEqual([
      'areas.csv:2: the name is missing',
      'units.csv:3: the name is missing',
    ]);
  });

  it('of one kind are shown by three', () => {
    const kind = Array.from({ length: 2297 }, (_, i) => fault('areas.csv', i + 2, `"${i}" is no area code`));
    expect(linesOf([...kind, fault('staff.csv', 5)])).toEqual([
      'areas.csv:2: "0" is no area code',
      'areas.csv:3: "1" is no area code',
      'areas.csv:4: "2" is no area code',
      'areas.csv: … and 2294 more like these',
      'staff.csv:5: the name is missing',
    ]);
  });

  it('are twenty lines at most, and say how many there are', () => {
    const words = (i: number) => 'x'.repeat(i + 1);
    const many = Array.from({ length: 20_914 }, (_, i) => fault('areas.csv', i, words(i % 30)));
    const lines = linesOf(many);
    expect(lines).toHaveLength(20);
    expect(lines.at(-1)).toBe('… and more of 30 kinds, 20914 faults in all: mend these first');
    expect(lines[0]).toBe('areas.csv:0: x');
  });
});
