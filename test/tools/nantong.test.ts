import { describe, expect, it } from 'vitest';
import type { Key } from '#shared/store/dynamodb/grids-table.ts';
import { loadCity } from '../../infra/city.ts';
import { faultLine } from '../../infra/fault.ts';
import { readCityFolder } from '../../tools/city/city-folder.ts';
import { itemsOf } from '../../tools/city/items.ts';
import { readSources } from '../../tools/city/sources.ts';
import { NANTONG_NOTES } from './nantong-notes.ts';

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
    expect(notes).toEqual(NANTONG_NOTES);
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
