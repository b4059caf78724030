import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawHouse, PICTURE_FILE } from '../../tools/house/picture.ts';
import { houseOf } from '../../tools/house/rooms.ts';

const roomsOf = (...imports: [string, string][]) =>
  Object.fromEntries([...houseOf(imports).rooms].filter(([, rooms]) => rooms.length > 0));
const arrowsOf = (...imports: [string, string][]) => houseOf(imports).arrows;

describe('the house', () => {
  it('has a room for each folder of a wing, and none for what lies elsewhere', () => {
    expect(
      roomsOf(
        ['domain/case/commands/assign.ts', 'domain/time/limit.ts'],
        ['functions/shared/http/serve.ts', 'node_modules/@middy/core/index.js'],
        ['tools/demo.ts', 'package.json'],
      ),
    ).toEqual({ domain: ['domain/case', 'domain/time'], 'functions/shared': ['functions/shared/http'] });
  });

  it('has an arrow for the imports between two rooms, and none within a room or to its own wing', () => {
    expect(
      arrowsOf(
        ['domain/case/case.ts', 'domain/time/limit.ts'],
        ['domain/case/clock.ts', 'domain/time/ledger.ts'],
        ['domain/case/clock.ts', 'domain/case/case.ts'],
        ['domain/case/clock.ts', 'domain/text.ts'],
        ['domain/access.ts', 'domain/case/case.ts'],
      ),
    ).toEqual([['domain/case', 'domain/time']]);
  });

  it('leaves out an arrow where others lead the same way', () => {
    expect(
      arrowsOf(
        ['functions/intake/handler.ts', 'functions/shared/http/serve.ts'],
        ['functions/shared/http/serve.ts', 'domain/case/case.ts'],
        ['functions/intake/handler.ts', 'domain/case/case.ts'],
        ['functions/intake/handler.ts', 'domain/text.ts'],
        ['functions/relay/handler.ts', 'domain/text.ts'],
      ),
    ).toEqual([
      ['functions/intake', 'functions/shared/http'],
      ['functions/relay', 'domain'],
      ['functions/shared/http', 'domain/case'],
    ]);
  });

  it('keeps both arrows of a circle', () => {
    expect(
      arrowsOf(
        ['domain/case/case.ts', 'domain/time/limit.ts'],
        ['domain/time/limit.ts', 'domain/case/case.ts'],
      ),
    ).toEqual([
      ['domain/case', 'domain/time'],
      ['domain/time', 'domain/case'],
    ]);
  });

  it('stands in docs/house.md as the imports are: run `npm run picture` when it does not', async () => {
    const drawn = await drawHouse();
    expect(drawn.match(/-->/g)!.length).toBeGreaterThan(20);
    expect(readFileSync(PICTURE_FILE, 'utf8')).toBe(drawn);
  });
});
