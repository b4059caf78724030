import { describe, expect, it } from 'vitest';
import type { Key } from '#shared/store/dynamodb/grids-table.ts';
import { loadCity } from '../../infra/city.ts';
import { faultLine } from '../../infra/fault.ts';
import { readCityFolder } from '../../tools/city/city-folder.ts';
import { itemsOf } from '../../tools/city/items.ts';
import { readSources } from '../../tools/city/sources.ts';

const sourcesOf = (name: string) => {
  const read = readSources(name);
  if ('faults' in read) throw new Error(read.faults.map(faultLine).join('\n'));
  return read.sources;
};

const folderOf = (name: string) => {
  const result = readCityFolder(loadCity(name), sourcesOf(name));
  if ('faults' in result) throw new Error(result.faults.map(faultLine).join('\n'));
  return result.folder;
};

const nameOf = ({ pk, sk }: Key): string => `${pk}|${sk}`;

describe('the city of Nantong', () => {
  const started = process.cpuUsage();
  const nantong = folderOf('nantong');
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;

  it('is read in less than twenty seconds of a processor', () => {
    expect(seconds).toBeLessThan(20);
  });

  it.each([
    ['nantong', () => nantong],
    ['nantong-demo', () => folderOf('nantong-demo')],
  ])('is without fault: %s', (_, folder) => {
    const { areas, borders, units, notes } = folder();
    expect([areas.size, borders.size, units.size]).toEqual([12_607, 10_457, 2515]);
    expect(notes).toEqual([
      'pairs of grids that overlap along county borders: 116, by up to 113 m; the lower code answers there',
      'gaps between counties: 42, up to 83 m wide; a position there is outside the city',
      '2146 of 2150 centres and committees have no dispatcher: 320612-commandCenter, 320671-commandCenter, 320614-commandCenter and 2143 more',
      '359 of 365 other units have nobody: 3206-department-publicSecurity, 3206-department-civilAffairs, 3206-department-justice and 356 more',
      '10453 of 10457 grids have no grid worker: 320612001001001, 320612001001002, 320612001001003 and 10450 more',
      '135 of 136 townships have no grid worker who could be drawn to verify; the centres do it: 320612001, 320612002, 320612003 and 132 more',
    ]);
  });

  it('has every body that Jiangsu order 141 names at every county', () => {
    const sources = sourcesOf('nantong');
    const codes = new Set(sources.units.split('\n').map((row) => row.split(',')[0]));
    const counties = sources.areas
      .split('\n')
      .flatMap((row) => (row.includes(',county,') ? [row.slice(0, 6)] : []));
    expect(counties).toHaveLength(8);
    const departments = [
      'publicSecurity',
      'civilAffairs',
      'justice',
      'finance',
      'humanResources',
      'marketSupervision',
      'governmentService',
    ];
    for (const area of [...counties, '3206'])
      for (const department of departments) expect(codes).toContain(`${area}-department-${department}`);
  });

  it('has items few and small enough that a position is found by one read unit', () => {
    const items = itemsOf(nantong, 'g-00000000000000000000000000');
    expect(Object.values(items).flat()).toHaveLength(40_039);
    const sizes = items.cells.map(sizeOf);
    expect(sizes).toHaveLength(16_011);
    expect(Math.max(...sizes)).toBeLessThan(4096);
    expect(sizes.reduce((sum, size) => sum + size) / sizes.length).toBeLessThan(600);
    expect(new Set(Object.values(items).flat().map(nameOf)).size).toBe(40_039);
  });
});

/** Bytes of a value as DynamoDB counts them (Developer Guide, "DynamoDB item sizes and formats"). */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return 1 + Math.ceil(String(value).replace(/[-.]/g, '').length / 2);
  if (Array.isArray(value)) return 3 + value.reduce<number>((sum, element) => sum + 1 + sizeOf(element), 0);
  return Object.entries(value as object).reduce(
    (sum, [name, element]) => sum + 1 + name.length + sizeOf(element),
    3,
  );
};
