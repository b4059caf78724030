import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { personsList } from '#domain/process/process.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ListEntry, ListPlace } from '#shared/store/store.ts';
import { type Places, pageOfLists } from '../../../functions/queries/merged-lists.ts';
import { worklist } from '../../../functions/queries/worklist.ts';
import { at, committee, GRID, type Life, lifeAt, officer, police } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, served } from '../http/request.ts';
import { STAFF, World } from '../world/world.ts';

recordLog();

const worklistOf = async ({ subject }: Actor, life: Life, query: Record<string, string> = {}) => {
  const world = new World();
  await world.takeIn(life);
  const services = { ...world.services(), now: () => life.now };
  const { status, body } = await served(
    [worklist],
    services,
    eventFor(worklist, { query, claims: { sub: subject }, headers: { 'accept-language': 'en' } }),
  );
  return { status, body };
};
const whyOn = async (actor: Actor, life: Life, query?: Record<string, string>) =>
  (await worklistOf(actor, life, query)).body.items.map(({ why }: { why: string }) => why);

const asked = (): Life => {
  const life = lifeAt('handling');
  life.give(officer(police), { type: 'extend', reason: 'The neighbours are away.' });
  return life;
};

describe('a worklist', () => {
  it('tells a line’s reason, the unit in charge and the office time that is left', async () => {
    const { body } = await worklistOf(STAFF.township, asked());
    expect(body.items).toMatchObject([
      {
        why: 'approve',
        unit: police.code,
        unitName: police.name,
        dueAt: at('2025-03-10 09:15'),
        // From Monday 09:30 on, with 2.5 hours that morning, 4 that afternoon, four days, and 1.25 hours on the last.
        officeMinutesLeft: 150 + 240 + 4 * 480 + 75,
        names: { why: 'a request to decide', stage: 'being handled' },
      },
    ]);
    const own = await worklistOf(STAFF.police, asked());
    expect(own.body.items).toMatchObject([{ why: 'handle', unit: police.code, unitName: police.name }]);
  });

  it('tells how many minutes of office hours ago a deadline has passed', async () => {
    const life = asked();
    life.give(STAFF.police, { type: 'comment', text: 'Soon.' }, at('2025-03-11 08:30'));
    const { body } = await worklistOf(STAFF.police, life);
    expect(body.items[0].officeMinutesLeft).toBe(-(165 + 240 + 30));
  });

  it('has requests for those who may decide them: not for officers of a centre', async () => {
    expect(await whyOn(STAFF.township, asked())).toEqual(['approve']);
    expect(await whyOn(STAFF.townshipOfficer, asked())).toEqual([]);
    expect(await whyOn(STAFF.county, asked())).toEqual([]);
  });

  it('has the request of a committee for its township', async () => {
    const desk = lifeAt('reported');
    desk.give(STAFF.committee, { type: 'void', code: 'filedByMistake', reason: 'A test call.' });
    const { body } = await worklistOf(STAFF.township, desk);
    expect(body.items).toMatchObject([{ why: 'approve', unit: committee.code }]);
  });

  it('has for a grid worker what they were drawn to verify, besides the list of the committee', async () => {
    const { subject, area } = STAFF.gridWorker as Actor & { area: string };
    const drawn = lifeAt('verification', { verifiers: [{ subject, area, unit: committee.code }] });
    expect((await whyOn(STAFF.gridWorker, drawn)).sort()).toEqual(['inspect', 'verify']);
    expect(await whyOn(STAFF.colleague, drawn)).toEqual([]);
  });

  it('has for a centre what climbed past it', async () => {
    const life = lifeAt('reported');
    life.sweep(at('2025-03-03 11:00'));
    expect(await whyOn(STAFF.committee, life)).toEqual(['climbedPast']);
    expect(await whyOn(STAFF.township, life)).toEqual(['acknowledge']);
  });

  it('is narrowed to one reason, and refuses one that there is not', async () => {
    expect(await whyOn(STAFF.police, asked(), { why: 'handle' })).toEqual(['handle']);
    expect(await whyOn(STAFF.police, asked(), { why: 'part' })).toEqual([]);
    const { status, body } = await worklistOf(STAFF.police, asked(), { why: 'boredom' });
    expect([status, body.field]).toEqual([400, 'why']);
  });

  it('goes on from the cursor of a page', async () => {
    const { subject, area } = STAFF.gridWorker as Actor & { area: string };
    const drawn = lifeAt('verification', { verifiers: [{ subject, area, unit: committee.code }] });
    const first = await worklistOf(STAFF.gridWorker, drawn, { limit: '1' });
    const second = await worklistOf(STAFF.gridWorker, drawn, { limit: '1', cursor: first.body.cursor });
    const both = [...first.body.items, ...second.body.items].map(({ why }) => why);
    expect(both.sort()).toEqual(['inspect', 'verify']);
    const third = second.body.cursor
      ? await worklistOf(STAFF.gridWorker, drawn, { limit: '1', cursor: second.body.cursor })
      : undefined;
    expect(third?.body.items ?? []).toEqual([]);
    expect(third?.body.cursor).toBeUndefined();
  });
});

describe('two lists as one', () => {
  const line = fc.record({
    id: fc.stringMatching(/^[a-e]{3}$/),
    list: fc.constantFrom('unit', personsList('worker')),
    minute: fc.integer({ min: 10, max: 19 }),
    grid: fc.constantFrom(GRID, '320613001001008'),
  });
  type Line = typeof line extends fc.Arbitrary<infer T> ? T : never;
  const entryOf = ({ id, minute }: Line): ListEntry => {
    const dueAt = `2025-03-03T01:${minute}:00.000Z` as Instant;
    return { id, dueAt, place: { kind: 'case', id, name: '', dueAt } };
  };
  const orderOf = ({ dueAt, id }: Pick<ListPlace, 'dueAt' | 'id'>): string => `${dueAt}#${id}`;

  /** As the table answers: it looks at so many lines of a list, and gives back those that lie in the area. */
  const storeOf = (lines: readonly Line[]) => ({
    list: async (
      list: string,
      { limit, after, within = '' }: { limit: number; after?: ListPlace; within?: string },
    ) => {
      const own = lines
        .filter((one) => one.list === list)
        .map((one) => ({ ...entryOf(one), grid: one.grid }))
        .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
        .filter((one) => after === undefined || orderOf(one) > orderOf(after));
      const seen = own.slice(0, limit);
      const last = seen.at(-1);
      return {
        entries: seen.filter(({ grid }) => grid.startsWith(within)).map(({ grid, ...entry }) => entry),
        ...(own.length > limit && last && { next: last.place }),
      };
    },
  });

  it('are walked through once, the most urgent first, whatever a page is narrowed to', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(line, { selector: ({ id }) => id, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (lines, limit) => {
          const lists = [{ list: 'unit', within: GRID }, { list: personsList('worker') }];
          const shown: ListEntry[] = [];
          let after: Places | undefined;
          let pages = 0;
          do {
            const page = await pageOfLists(storeOf(lines), lists, { limit, after });
            expect(page.entries.length).toBeLessThanOrEqual(limit);
            shown.push(...page.entries);
            after = page.next;
            pages++;
          } while (after && pages < 50);
          expect(pages).toBeLessThan(50);
          const wanted = lines
            .filter(({ list, grid }) => list !== 'unit' || grid === GRID)
            .map(entryOf)
            .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
          expect(shown.map(orderOf)).toEqual(wanted.map(orderOf));
        },
      ),
    );
  });
});
