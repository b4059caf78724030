import { beforeAll, describe, expect, it } from 'vitest';
import { plusSeconds } from '#domain/time/instant.ts';
import { type CountedCity, openCountedCity } from './capacity/counted-city.ts';
import { deployment } from './capacity/deployment.ts';
import { give, report } from './capacity/lives.ts';

/** What a screen costs that somebody leaves open, and on which nothing changes: read units in an hour. */
let city: CountedCity;
beforeAll(async () => {
  city = await openCountedCity(deployment());
  await city.warmUp();
  // The templates take a second or two to synthesise, and longer where other tests run beside this one.
}, 60_000);

const anHourOf = async (
  everySeconds: number,
  look: () => Promise<unknown>,
): Promise<{ looks: number; readUnits: number }> => {
  const from = city.runs.length;
  const looks = 3600 / everySeconds;
  for (let i = 0; i < looks; i++) {
    city.moveTo(plusSeconds(city.now(), everySeconds));
    await look();
  }
  const readUnits = city.runs.slice(from).reduce((sum, run) => sum + run.readUnits, 0);
  return { looks, readUnits };
};

/** Looks again and again, with the tag of what was seen last; tells how often there was something new. */
const looking = async (operation: string, sent: Parameters<CountedCity['send']>[1]) => {
  let { etag } = await city.send(operation, sent);
  const seen = { news: 0 };
  const look = async () => {
    const headers = { ...sent.headers, 'if-none-match': etag };
    const answer = await city.send(operation, { ...sent, headers });
    seen.news += answer.status === 304 ? 0 : 1;
    etag = answer.etag;
  };
  return { look, seen };
};

describe('an unchanged screen costs at most 400 read units an hour', () => {
  it('that shows a case, asked for every 15 seconds with its tag: one request each time', async () => {
    const id = await report(city);
    await give(city, 'acknowledge', 'township-01', id, {});
    const { look, seen } = await looking('getCase', { as: 'township-01', params: { id } });
    const from = city.runs.length;
    const { looks, readUnits } = await anHourOf(15, look);
    expect(looks).toBe(240);
    for (const { requests } of city.runs.slice(from)) expect(requests).toEqual(['BatchGetItem']);
    expect(seen.news).toBe(0);
    expect(readUnits).toBe(240 * 1.5);
  });

  it('that shows a list of fifty, asked for every 20 seconds for what has changed since', async () => {
    for (let i = 0; i < 50; i++) await report(city);
    city.moveTo(plusSeconds(city.now(), 600));
    const as = 'township-01';
    const { body } = await city.send('listCases', { as, query: { limit: '50' } });
    expect(body.items).toHaveLength(50);
    let since = city.now();
    const { readUnits } = await anHourOf(20, async () => {
      const changes = await city.ask('listCases', { as, query: { changedSince: since } });
      expect(changes.items).toEqual([]);
      since = changes.asOf as typeof since;
    });
    expect(readUnits).toBeGreaterThan(0);
    expect(readUnits).toBeLessThanOrEqual(400);
  });

  it('that shows a worklist of fifty, asked for every minute with its tag', async () => {
    const { look, seen } = await looking('worklist', { as: 'township-01', query: { limit: '50' } });
    const { readUnits } = await anHourOf(60, look);
    // Another whole hour is left.
    expect(seen.news).toBeLessThanOrEqual(1);
    expect(readUnits).toBeGreaterThan(0);
    expect(readUnits).toBeLessThanOrEqual(400);
  });
});
