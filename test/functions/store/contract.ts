import { beforeEach, describe, expect, it } from 'vitest';
import type { Case, Matter } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { hash32 } from '#domain/hash32.ts';
import { cellOf } from '#domain/place/cells.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import { OPERATORS } from '#domain/process/process.ts';
import { type Instant, instantAt, plusDays, plusSeconds } from '#domain/time/instant.ts';
import type { Proposal } from '#shared/store/amendments.ts';
import type { Colleague } from '#shared/store/city-store.ts';
import { DUE_SHARDS } from '#shared/store/due-index.ts';
import type { Current } from '#shared/store/edition.ts';
import { FileUsed, KeyReused, NotImported, RepeatedRequest, VersionConflict } from '#shared/store/errors.ts';
import { newJob } from '#shared/store/jobs.ts';
import type { Named } from '#shared/store/named.ts';
import { MOST_READ, type Order, type Spot, type Wanted } from '#shared/store/orders.ts';
import { MOST_IN_CELL } from '#shared/store/page-sizes.ts';
import type { Repeatable } from '#shared/store/remembered.ts';
import type { Committed, Store } from '#shared/store/store.ts';
import type { TroubleName, TroublePlace } from '#shared/store/troubles.ts';
import type { Webhook } from '#shared/store/webhooks.ts';
import { locate, locatedAmong } from '#shared/use-cases/locate.ts';
import type { CityFolder } from '../../../tools/city/city-folder.ts';
import {
  dispatcher,
  file,
  filed,
  GRID,
  gridWorker,
  judicial,
  Life,
  lawFirm,
  lifeAt,
  MERGE,
  MONDAY,
  officer,
  police,
  replay,
  township,
} from '../../domain/builders.ts';
import { CITY, COMMUNITY, gridOf, NEIGHBOUR } from '../../infra/small-city.ts';
import { cityWith, type Imports, OTHER_POLICY, otherCity, publishPolicy } from './contract-city.ts';

/** An empty store, and the way in which a city comes into it. */
export interface Opened {
  store: Store;
  imports: Imports;
}

/** How long the pointer of the store under test is kept. */
export const KEEP_SECONDS = 60;

/** What every adapter of the store promises, asked of the one that `open` opens. */
export const storeContract = (open: (clock: () => number) => Promise<Opened>): void => {
  let store: Store;
  let imports: Imports;
  let now: Instant;
  const clock = () => Date.parse(now);
  const pass = (seconds: number) => {
    now = plusSeconds(now, seconds);
  };

  const propose = async (
    id: string,
    more: Partial<Proposal> = {},
    request = requestBy('operator'),
  ): Promise<Proposal> => {
    const proposal: Proposal = {
      id,
      kind: 'policy',
      by: 'operator',
      at: now,
      reason: 'Shorter limits.',
      from: 'small-1',
      to: 'x',
      warnings: [{ code: 'categoriesDropped', count: 1, among: 2, of: ['dispute'] }],
      ...more,
    };
    await store.city.propose(proposal, now, { request, answer: proposal });
    return proposal;
  };

  beforeEach(async () => {
    now = MONDAY;
    ({ store, imports } = await open(clock));
  });

  describe('a process', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));

    it('is read as it was committed, with its history', async () => {
      const life = lifeAt('joint');
      await committed(store, life);
      const { id } = life.current;
      expect(await store.read(caseProcess, id)).toEqual(life.current);
      expect(await store.readAll(caseProcess, [id, 'unknown'])).toEqual(new Map([[id, life.current]]));
      expect(await store.loadWithStart(caseProcess, 'town', id)).toEqual({
        actor: expect.objectContaining({ subject: 'town', role: 'dispatcher' }),
        found: { current: life.current, start: life.history[0] },
      });
      expect(await store.history(caseProcess, id, { limit: 100 })).toEqual({
        events: life.history,
        more: false,
      });
    });

    it('that is not there is absent, and an error where it must be there', async () => {
      expect(await store.readAll(caseProcess, ['unknown'])).toEqual(new Map());
      expect(await store.loadAll(caseProcess, 'town', ['unknown'])).toMatchObject({ found: new Map() });
      expect(await store.loadWithStart(caseProcess, 'somebody', 'unknown')).toEqual({
        actor: { subject: 'somebody', role: 'resident' },
      });
      expect(await store.history(caseProcess, 'unknown', { limit: 10 })).toEqual({ events: [], more: false });
      expect(await store.files({ kind: 'case', id: 'unknown' })).toEqual([]);
      await expect(store.read(caseProcess, 'unknown')).rejects.toThrow('unknown');
      expect(await store.numbered('20000000001')).toBeUndefined();
    });

    it('comes together with whoever asks', async () => {
      const life = lifeAt('handling');
      await committed(store, life);
      const { id } = life.current;
      const found = new Map([[id, life.current]]);
      const actor = { subject: 'operator', role: 'operator', area: CITY };
      expect(await store.loadAll(caseProcess, 'operator', [id, 'unknown'])).toEqual({ actor, found });
      const asked = { request: requestBy('operator'), now, ids: [id, 'unknown'] };
      expect(await store.load(caseProcess, asked)).toEqual({ actor, found, answered: undefined });
      expect(await store.load(caseProcess, { ...asked, ids: [] })).toEqual({
        actor,
        found: new Map(),
        answered: undefined,
      });
    });

    it('comes with what came of it last, for whom its history is too long to read', async () => {
      const life = lifeAt('handling');
      const { id } = life.current;
      await store.commit([beginningOf(life)], now);
      const read = async () => (await store.loadWithStart(caseProcess, 'anybody', id)).found?.outcome;
      expect(await read()).toBeUndefined();
      const submit = (result: string) =>
        step(life, () => life.give(officer(police), { type: 'submitResult', result }));
      await store.commit([submit('Talked to them.')], now);
      const first = { seq: life.current.version, at: life.now, unit: police, result: 'Talked to them.' };
      expect(await read()).toEqual(first);
      const rework = {
        type: 'verify' as const,
        passed: false as const,
        code: 'notDone',
        reason: 'Still loud.',
        evidence: { takenAt: life.now },
      };
      await store.commit([step(life, () => life.give(gridWorker, rework))], now);
      expect(await read()).toEqual(first);
      await store.commit([submit('They play until nine.')], now);
      expect(await read()).toEqual({
        seq: life.current.version,
        at: life.now,
        unit: police,
        result: 'They play until nine.',
      });
      const { events } = await store.history(caseProcess, id, { limit: 100 });
      expect(events).toEqual(life.history);
    });

    it('is of its kind: another kind has no process of its id', async () => {
      const life = lifeAt('handling');
      await committed(store, life);
      const other = { ...caseProcess, kind: 'notice' };
      expect(await store.readAll(other, [life.current.id])).toEqual(new Map());
    });

    it('is told in pages, each from the event after the last', async () => {
      const life = lifeAt('closed');
      await committed(store, life);
      const told: CaseEvent[] = [];
      for (;;) {
        const after = told.length;
        const { events, more } = await store.history(caseProcess, life.current.id, { after, limit: 2 });
        expect(events.length).toBeLessThanOrEqual(2);
        expect(events.length > 0 || !more).toBe(true);
        told.push(...events);
        if (!more) break;
      }
      expect(told).toEqual(life.history);
    });

    it('lists its files in the order in which they were added', async () => {
      const life = lifeAt('handling');
      const files = ['b', 'c', 'a'].map((id) => file({ id, caption: `This is ${id}.` }));
      life.give(officer(police), { type: 'attach', files });
      await committed(store, life);
      const { at, by, seq } = life.history.at(-3)!;
      expect(await store.files({ kind: 'case', id: life.current.id })).toEqual(
        files.map((one, i) => ({ ...one, at, seq: seq + i, by })),
      );
      expect(by).toMatchObject({ subject: officer(police).subject, unit: police.code });
    });
  });

  describe('a commit', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));

    it('is refused when the process is no longer at the version before', async () => {
      const life = lifeAt('acknowledgement');
      await committed(store, life);
      const one = step(life, () => life.give(officer(police), { type: 'acknowledge' }));
      await store.commit([one], now);
      await expect(store.commit([one], now)).rejects.toBeInstanceOf(VersionConflict);
      const again = lifeAt('reported');
      await expect(committed(store, again)).rejects.toBeInstanceOf(VersionConflict);
      const never = {
        ...one,
        before: { ...life.current, id: 'never' },
        next: { ...life.current, id: 'never' },
      };
      await expect(store.commit([never], now)).rejects.toBeInstanceOf(VersionConflict);
      expect(await store.read(caseProcess, life.current.id)).toEqual(life.current);
    });

    it('is refused with a file that came with another event, of this process or another', async () => {
      const [first, second] = [lifeAt('handling'), lifeAt('handling', {}, { id: 'another' })];
      for (const life of [first, second]) await committed(store, life);
      const attached = (life: Life, ...ids: string[]) =>
        step(life, () =>
          life.give(officer(police), { type: 'attach', files: ids.map((id) => file({ id })) }),
        );
      await store.commit([attached(first, 'a', 'b')], now);
      await expect(store.commit([attached(second, 'c', 'b')], now)).rejects.toBeInstanceOf(FileUsed);
      const again = attached(first, 'a');
      await expect(store.commit([again], now)).rejects.toBeInstanceOf(FileUsed);
      expect(await store.files({ kind: 'case', id: 'another' })).toEqual([]);
      expect(await store.files({ kind: 'case', id: first.current.id })).toHaveLength(2);
      await store.commit([attached(lifeAt('handling', {}, { id: 'another' }), 'c')], now);
    });

    it('is refused for what was changed meanwhile before it is for a file', async () => {
      const life = lifeAt('handling');
      await committed(store, life);
      const attaching = step(life, () => life.give(officer(police), { type: 'attach', files: [file()] }));
      const request = requestBy('town');
      await store.commit([attaching], now, { request, answer: 1 });
      await expect(store.commit([attaching], now)).rejects.toBeInstanceOf(VersionConflict);
      const repeated = store.commit([attaching], now, { request, answer: 1 });
      await expect(repeated).rejects.toBeInstanceOf(RepeatedRequest);
    });

    it('is refused with a number that another process has', async () => {
      const number = '20000000001';
      const [first, second] = ['1', '2'].map((id) => new Life(filed({ id, number })));
      await store.commit([beginningOf(first!)], now);
      await expect(store.commit([beginningOf(second!)], now)).rejects.toBeInstanceOf(VersionConflict);
      expect(await store.readAll(caseProcess, ['2'])).toEqual(new Map());
      expect(await store.numbered(number)).toEqual({ kind: 'case', id: '1' });
      await store.commit([beginningOf(new Life(filed({ id: '2', number: '60000000008' })))], now);
      expect(await store.numbered('60000000008')).toEqual({ kind: 'case', id: '2' });
    });

    it('of several processes is done whole or not at all', async () => {
      const [first, second, third] = ['1', '2', '3'].map((id) => new Life(filed({ id })));
      const beginning = [first!, second!].map(beginningOf);
      await store.commit(beginning, now);
      expect((await store.readAll(caseProcess, ['1', '2'])).size).toBe(2);
      const request = requestBy('town');
      const clash = store.commit([beginningOf(third!), beginning[0]!], now, { request, answer: 1 });
      await expect(clash).rejects.toBeInstanceOf(VersionConflict);
      expect(await store.readAll(caseProcess, ['3'])).toEqual(new Map());
      expect(await store.load(caseProcess, { request, now, ids: [] })).toMatchObject({ answered: undefined });
    });

    it('at the same time as another is done by one of the two', async () => {
      const life = lifeAt('acknowledgement');
      await committed(store, life);
      const rivals = ['a', 'b'].map((text) => {
        const rival = lifeAt('acknowledgement');
        return step(rival, () => rival.give(officer(police), { type: 'comment', text }));
      });
      const outcomes = await Promise.allSettled(rivals.map((rival) => store.commit([rival], now)));
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const { reason } = outcomes.find((one) => one.status === 'rejected')!;
      expect(reason).toBeInstanceOf(VersionConflict);
      const { events } = await store.history(caseProcess, life.current.id, { limit: 100 });
      expect(events).toHaveLength(life.history.length + 1);
    });
  });

  describe('a repeated request', () => {
    const request = { subject: 'town', key: 'the-key', fingerprint: 'one' };
    const answer = { id: '1', stages: ['reported'], version: 1 };
    beforeEach(async () => {
      await imports.bringIn(cityWith(), 'g-1');
      await store.commit([beginningOf(new Life(filed({ id: '1' })))], now, { request, answer });
    });
    const asking = (of: Repeatable, at: Instant = now) =>
      store.load(caseProcess, { request: of, now: at, ids: [] });

    it('gets its answer again, for thirty days', async () => {
      expect(await asking(request)).toMatchObject({ answered: answer });
      const place = { grid: gridOf(1) };
      expect(await store.arrive({ request, now, place })).toMatchObject({ answered: answer });
      expect(await asking(request, plusSeconds(plusDays(now, 30), -60))).toMatchObject({ answered: answer });
      expect(await asking(request, plusSeconds(plusDays(now, 30), 60))).toMatchObject({
        answered: undefined,
      });
    });

    it('is not committed again within that time, whatever it changes', async () => {
      const other = beginningOf(new Life(filed({ id: '2' })));
      await expect(store.commit([other], now, { request, answer })).rejects.toBeInstanceOf(RepeatedRequest);
      const stale = beginningOf(new Life(filed({ id: '1' })));
      await expect(store.commit([stale], now, { request, answer })).rejects.toBeInstanceOf(RepeatedRequest);
      expect(await store.readAll(caseProcess, ['2'])).toEqual(new Map());
      const later = plusSeconds(plusDays(now, 30), 60);
      await store.commit([other], later, { request, answer: 'another' });
      expect(await asking(request, later)).toMatchObject({ answered: 'another' });
    });

    it.each([
      -1001, -1, 0, 1, 301, 601, 999, 1000, 1301,
    ])('is either known or committed anew, %i ms after its end', async (milliseconds) => {
      const at = instantAt(Date.parse(plusDays(now, 30)) + milliseconds);
      const other = beginningOf(new Life(filed({ id: '2' })));
      const { answered } = await asking(request, at);
      const committed = store.commit([other], at, { request, answer: 'another' });
      if (answered === undefined) await committed;
      else await expect(committed).rejects.toBeInstanceOf(RepeatedRequest);
    });

    it('is another one when somebody else sends the key', async () => {
      expect(await asking({ ...request, subject: 'officer' })).toMatchObject({ answered: undefined });
    });

    it('with other content is told to be reused, until it is forgotten', async () => {
      const reused = { ...request, fingerprint: 'two' };
      await expect(asking(reused)).rejects.toBeInstanceOf(KeyReused);
      await expect(store.arrive({ request: reused, now, place: { grid: gridOf(1) } })).rejects.toBeInstanceOf(
        KeyReused,
      );
      expect(await asking(reused, plusSeconds(plusDays(now, 30), 60))).toMatchObject({ answered: undefined });
    });
  });

  describe('what filing has to know', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));
    const arriving = (place: Parameters<Store['arrive']>[0]['place'], subject = 'worker') =>
      store.arrive({ request: requestBy(subject), now, place });

    it('is who files, and the grid of the place', async () => {
      const located = { grid: gridOf(5), borderVersion: 'g-1' };
      const point = { lon: 120.015, lat: 32.015 };
      const { at, ...worker } = await arriving({ point });
      expect(worker).toEqual({
        actor: {
          subject: 'worker',
          role: 'gridWorker',
          area: gridOf(1),
          unit: expect.objectContaining({ code: `${COMMUNITY}-committee` }),
        },
        answered: undefined,
      });
      expect(locatedAmong(at, { point })).toEqual(located);
      const { at: named, ...somebody } = await arriving({ grid: gridOf(5) }, 'somebody');
      expect(somebody).toEqual({ actor: { subject: 'somebody', role: 'resident' }, answered: undefined });
      expect(locatedAmong(named, { grid: gridOf(5) })).toEqual(located);
    });

    it.each([
      ['a point outside the city', { point: { lon: 121, lat: 33 } }],
      ['an unknown grid', { grid: gridOf(77) }],
      ['an area that is no grid', { grid: COMMUNITY }],
      ['a code of no area', { grid: 'nowhere' }],
    ])('lies nowhere at %s', async (_, place) => {
      const { at } = await arriving(place);
      expect(at.borderVersion).toBe('g-1');
      expect(locatedAmong(at, place)).toBeUndefined();
    });
  });

  describe('a list', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));

    it('shows a line while it stands: it comes, changes and goes with its process', async () => {
      const life = lifeAt('acknowledgement');
      await committed(store, life);
      const { id } = life.current;
      expect(await listed(store, police.code)).toEqual([shownOf(life.current, '')]);
      expect(await listed(store, judicial.code)).toEqual([]);

      for (const command of [
        { type: 'acknowledge' as const },
        {
          type: 'whistle' as const,
          units: [judicial.code, lawFirm.code],
          ask: 'Mediate.',
          join: 'all' as const,
        },
      ])
        await store.commit([step(life, () => life.give(officer(police), command))], now);
      const part = shownOf(life.current, `part#${judicial.code}`);
      expect(part).toMatchObject({ id, part: judicial.code, stage: 'joint' });
      expect(await listed(store, judicial.code)).toEqual([part]);

      await store.commit([step(life, () => life.rule({ type: 'park', reason: 'no answer' }))], now);
      expect(await listed(store, OPERATORS)).toEqual([shownOf(life.current, 'parked')]);

      const responding = { type: 'respond' as const, unit: judicial.code, answer: 'Mediated.' };
      await store.commit([step(life, () => life.give(officer(judicial), responding))], now);
      expect(await listed(store, judicial.code)).toEqual([]);
      expect(await listed(store, lawFirm.code)).toHaveLength(1);

      await store.commit([step(life, () => life.sweep(plusDays(life.now, 1)))], now);
      expect(await listed(store, police.code)).toEqual(shownOn(life.current, police.code));
      for (const { list } of caseProcess.entries(life.current))
        expect(await listed(store, list)).toEqual(shownOn(life.current, list));
    });

    it('comes in pages, most urgent first', async () => {
      const lives = [3, 1, 2, 5, 4].map(
        (n) =>
          new Life(
            filed(
              { id: `case-${n}`, reportedAt: plusSeconds(MONDAY, n * 60) },
              { now: plusSeconds(MONDAY, n * 60) },
            ),
          ),
      );
      for (const life of lives) await committed(store, life);
      const desk = lives[0]!.current.state;
      if (!('unit' in desk)) throw new Error('nobody is in charge');
      const all = await listed(store, desk.unit.code, 2);
      expect(all.map(({ id }) => id)).toEqual(['case-1', 'case-2', 'case-3', 'case-4', 'case-5']);
      expect(all.map(({ dueAt }) => dueAt)).toEqual(all.map(({ dueAt }) => dueAt).toSorted());
    });

    it('is narrowed to what lies in an area', async () => {
      const here = new Life(filed({ id: 'here' }));
      const there = new Life(filed({ id: 'there', grid: '320613001002001' }));
      for (const life of [here, there]) await committed(store, life);
      const { unit } = here.current.state as { unit: { code: string } };
      const idsWithin = async (within: string) =>
        (await listed(store, unit.code, 1, within)).map(({ id }) => id);
      expect(await idsWithin(GRID.slice(0, 12))).toEqual(['here']);
      expect(await idsWithin(GRID.slice(0, 9))).toEqual(['here', 'there']);
      expect(await idsWithin('320612')).toEqual([]);
    });

    it('is empty where nothing stands', async () => {
      expect(await store.list('nobody', { limit: 10 })).toEqual({ entries: [] });
    });
  });

  describe('what somebody is told', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));

    /** A whole box, so many notices a page. */
    const boxOf = async (box: string, limit = 10, since?: Instant) => {
      const notices: Awaited<ReturnType<Store['told']>>['notices'] = [];
      let after: Awaited<ReturnType<Store['told']>>['next'];
      do {
        const page = await store.told(box, { limit, ...(after && { after }), ...(since && { since }) });
        expect(page.notices.length).toBeLessThanOrEqual(limit);
        notices.push(...page.notices);
        after = page.next;
      } while (after);
      return notices;
    };
    const reporters = ['reporter', 'neighbour', 'another'];
    /** A case that three have reported, up to its closing, each step a commit. */
    const lived = async (id: string): Promise<Life> => {
      const life = lifeAt('closed', {}, { id });
      const others = reporters.slice(1);
      let before: Case | undefined;
      for (const events of Map.groupBy(life.history, ({ at }) => at).values()) {
        const next = { ...replay(life.history.slice(0, events.at(-1)!.seq))!, alsoReportedBy: others };
        await store.commit([{ definition: caseProcess, before, events, next }], next.reportedAt);
        before = next;
      }
      return life;
    };

    it('is found by whom it was told, the latest first, however many were told of one event', async () => {
      const life = await lived('01JNDQ0000000000000000TLD1');
      const verified = life.history.find(({ type }) => type === 'verified')!;
      const place = { kind: 'case', id: life.current.id, at: verified.at, seq: verified.seq };
      for (const [nth, reporter] of reporters.entries())
        expect(await boxOf(`person#${reporter}`)).toContainEqual({
          place: { ...place, nth },
          what: 'verified',
        });
      expect((await boxOf(police.code)).map(({ what }) => what)).toEqual(['responded', 'responded']);
      expect(await boxOf('nobody')).toEqual([]);
    });

    it('stands in no history, and on no list', async () => {
      const life = await lived('01JNDQ0000000000000000TLD2');
      const { events } = await store.history(caseProcess, life.current.id, { limit: 100 });
      expect(events).toEqual(life.history);
      expect(await store.list('person#neighbour', { limit: 10 })).toEqual({ entries: [] });
    });

    it('comes in pages, and from an instant on', async () => {
      for (const n of [1, 2, 3]) await lived(`01JNDQ000000000000000TLD3${n}`);
      const all = await boxOf(police.code);
      expect(all).toHaveLength(6);
      expect(all.map(({ place: { at } }) => at)).toEqual(
        all
          .map(({ place: { at } }) => at)
          .toSorted()
          .reverse(),
      );
      for (const limit of [1, 2, 4]) {
        const paged = await boxOf(police.code, limit);
        expect(new Set(paged.map((one) => JSON.stringify(one)))).toEqual(
          new Set(all.map((one) => JSON.stringify(one))),
        );
        expect(paged).toHaveLength(6);
      }
      const [first, last] = [all.at(-1)!.place.at, all[0]!.place.at];
      expect(first < last).toBe(true);
      const since = await boxOf(police.code, 2, first);
      expect(since).toHaveLength(3);
      for (const { place } of since) expect(place.at > first).toBe(true);
      expect(await boxOf(police.code, 2, last)).toEqual([]);
    });

    it('is read until an instant that its reader keeps, by a request once', async () => {
      expect(await store.reader('town')).toEqual({
        actor: expect.objectContaining({ subject: 'town', role: 'dispatcher' }),
        read: { revision: 0, until: {} },
      });
      const until = { [township.code]: now };
      const remembered = { request: requestBy('town'), answer: 'read' };
      await store.saveRead('town', { revision: 0, until }, now, remembered);
      expect((await store.reader('town')).read).toEqual({ revision: 1, until });
      expect((await store.reader('somebody')).read).toEqual({ revision: 0, until: {} });
      const repeated = store.saveRead('town', { revision: 1, until }, now, remembered);
      await expect(repeated).rejects.toBeInstanceOf(RepeatedRequest);
      const late = { request: requestBy('town'), answer: 'late' };
      const stale = store.saveRead('town', { revision: 0, until: {} }, now, late);
      await expect(stale).rejects.toBeInstanceOf(VersionConflict);
      const more = { ...until, 'person#town': now };
      await store.saveRead('town', { revision: 1, until: more }, now, late);
      expect((await store.reader('town')).read).toEqual({ revision: 2, until: more });
    });
  });

  describe('what is due', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));
    const SHARD = 3;
    const inShard = (count: number): Life[] => {
      const lives: Life[] = [];
      for (let n = 0; lives.length < count; n++) {
        const id = `case-${String(n).padStart(5, '0')}`;
        const at = plusSeconds(MONDAY, (n % 50) * 60);
        if (hash32(id) % DUE_SHARDS === SHARD)
          lives.push(new Life(filed({ id, reportedAt: at }, { now: at })));
      }
      return lives;
    };
    const dueOf = (life: Life): Instant => nextDueAt(caseProcess, life.current)!;
    const inOrder = (lives: readonly Life[]): string[] =>
      lives
        .map((life) => `${dueOf(life)}#${life.current.id}`)
        .sort()
        .map((sort) => sort.split('#')[1]!);
    const dueUntil = async (until: Instant, shard = SHARD): Promise<string[]> => {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const { due, next } = await store.due(shard, until, after);
        for (const { kind, id, at } of due) {
          expect(kind).toBe('case');
          expect(at <= until).toBe(true);
          ids.push(id);
        }
        after = next;
      } while (after !== undefined);
      return ids;
    };
    const openIds = async (shard = SHARD): Promise<string[]> => {
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const { open: found, next } = await store.open(shard, after);
        ids.push(...found.map(({ id }) => id));
        after = next;
      } while (after !== undefined);
      return ids;
    };

    it('is found in its shard, page by page, the earliest first', async () => {
      const lives = inShard(60);
      for (let from = 0; from < lives.length; from += 20)
        await store.commit(lives.slice(from, from + 20).map(beginningOf), now);
      const expected = inOrder(lives);
      expect(await dueUntil(plusDays(MONDAY, 30))).toEqual(expected);
      expect(await openIds()).toEqual(expected);
      const { open: first } = await store.open(SHARD, undefined, 40);
      expect(first.map(({ id }) => id)).toEqual(expected.slice(0, 40));
      expect(await dueUntil(plusDays(MONDAY, 30), SHARD + 1)).toEqual([]);
      expect(await openIds(SHARD + 1)).toEqual([]);
    });

    it('is due at its instant, and not a moment before', async () => {
      const [life] = inShard(1);
      await committed(store, life!);
      const due = dueOf(life!);
      expect(await dueUntil(instantAt(Date.parse(due) - 1))).toEqual([]);
      expect(await dueUntil(due)).toEqual([life!.current.id]);
      expect((await store.due(SHARD, plusDays(due, 1))).due).toEqual([
        { kind: 'case', id: life!.current.id, at: due },
      ]);
      expect(await openIds()).toEqual([life!.current.id]);
    });

    it('moves with the process, and ends with it', async () => {
      const [life] = inShard(1);
      await committed(store, life!);
      const first = dueOf(life!);
      await store.commit([step(life!, () => life!.sweep(first))], now);
      expect(await dueUntil(first)).toEqual([]);
      expect(await dueUntil(dueOf(life!))).toEqual([life!.current.id]);
      const { unit } = life!.current.state as { unit: Parameters<typeof dispatcher>[0] };

      await store.commit([step(life!, () => life!.give(dispatcher(unit), MERGE))], now);
      expect(await dueUntil(plusDays(MONDAY, 30))).toEqual([]);
      expect(await openIds()).toEqual([]);
    });
  });

  describe('what was filed', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));
    const TOWNSHIP = GRID.slice(0, 9);

    it('is found by township and window, the oldest first, also when it has ended', async () => {
      const at = (minutes: number) => plusSeconds(MONDAY, minutes * 60);
      const filedAt = async (id: string, minutes: number, over: Partial<Matter> = {}) => {
        const life = new Life(filed({ id, reportedAt: at(minutes), ...over }, { now: at(minutes) }));
        await committed(store, life);
        return life;
      };
      const [ended] = [
        await filedAt('ended', 15),
        await filedAt('late', 20),
        await filedAt('early', 10),
        await filedAt('elsewhere', 15, { grid: '320612001001001' }),
      ];
      await store.commit([step(ended, () => ended.give(dispatcher(police), MERGE))], now);
      const found = async (from: Instant, to: Instant, limit = 10) =>
        (await store.filed(TOWNSHIP, { from, to }, limit)).map(({ process, filedAt: when }) => [
          process.kind,
          process.id,
          when,
        ]);
      expect(await found(at(0), at(60))).toEqual([
        ['case', 'early', at(10)],
        ['case', 'ended', at(15)],
        ['case', 'late', at(20)],
      ]);
      expect(await found(at(0), at(60), 1)).toEqual([['case', 'early', at(10)]]);
      expect(await found(at(10), at(20))).toEqual([
        ['case', 'early', at(10)],
        ['case', 'ended', at(15)],
      ]);
      expect(await found(at(11), at(15))).toEqual([]);
    });
  });

  describe('an order of processes', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));
    const [CITY_CODE, TOWNSHIP, COMMUNITY_CODE] = [4, 9, 12].map((digits) => GRID.slice(0, digits)) as [
      string,
      string,
      string,
    ];
    const at = (minutes: number) => plusSeconds(MONDAY, minutes * 60);
    const filedAt = async (id: string, minutes: number, over: Partial<Matter> = {}) => {
      const life = new Life(filed({ id, reportedAt: at(minutes), ...over }, { now: at(minutes) }));
      await committed(store, life);
      return life;
    };
    const walked = async (order: Order, wanted: Partial<Wanted> = {}): Promise<Spot[]> => {
      const spots: Spot[] = [];
      let after: Spot | undefined;
      do {
        const page = await store.find(order, { limit: 2, ...wanted, ...(after && { after }) });
        expect(page.spots.length).toBeLessThanOrEqual(wanted.limit ?? 2);
        spots.push(...page.spots);
        after = page.next;
      } while (after);
      return spots;
    };
    const ids = async (order: Order, wanted?: Partial<Wanted>) =>
      (await walked(order, wanted)).map(({ id }) => id);
    const BY_DEADLINE: Order = { by: 'deadline', township: TOWNSHIP };
    const IN_TOWNSHIP: Order = { by: 'filing', township: TOWNSHIP };
    const IN_CITY: Order = { by: 'filing', city: CITY_CODE };
    const CHANGES: Order = { by: 'change', city: CITY_CODE };
    const PRESSING: Order = { by: 'pressing', city: CITY_CODE };
    const end = (life: Life) => store.commit([step(life, () => life.give(dispatcher(police), MERGE))], now);

    it('by deadline has what is open in the township, the earliest first', async () => {
      const [ended] = [await filedAt('c', 30), await filedAt('a', 20), await filedAt('b', 10)];
      await filedAt('elsewhere', 5, { grid: '320612001001001' });
      expect(await ids(BY_DEADLINE)).toEqual(['b', 'a', 'c']);
      const spots = await walked(BY_DEADLINE);
      expect(spots.map((spot) => spot.at)).toEqual(spots.map((spot) => spot.at).toSorted());
      await end(ended);
      expect(await ids(BY_DEADLINE)).toEqual(['b', 'a']);
      expect(await ids({ by: 'deadline', township: '320612001' })).toEqual(['elsewhere']);
    });

    it('by deadline moves with the deadline', async () => {
      const first = await filedAt('a', 0);
      await filedAt('b', 10);
      const before = (await walked(BY_DEADLINE))[0]!;
      const assigning = { type: 'assign' as const, unit: police.code, reason: 'They know both.' };
      await store.commit([step(first, () => first.give(dispatcher(township), assigning, at(60)))], now);
      const spots = await walked(BY_DEADLINE);
      expect(spots.map(({ id }) => id)).toEqual(['b', 'a']);
      expect(spots[1]!.at > before.at).toBe(true);
      expect(await ids(BY_DEADLINE, { after: before })).toEqual(['b', 'a']);
    });

    it('is read from an instant on and before another', async () => {
      for (const minutes of [10, 20, 30]) await filedAt(`at-${minutes}`, minutes);
      expect(await ids(IN_TOWNSHIP, { from: at(20) })).toEqual(['at-30', 'at-20']);
      expect(await ids(IN_TOWNSHIP, { before: at(20) })).toEqual(['at-10']);
      expect(await ids(IN_CITY, { from: at(20), before: at(30) })).toEqual(['at-20']);
      expect(await ids(CHANGES, { from: at(20), before: at(30) })).toEqual(['at-20']);
      const [first, second] = await walked(BY_DEADLINE);
      expect(await ids(BY_DEADLINE, { before: second!.at })).toEqual([first!.id]);
      expect(await ids(BY_DEADLINE, { from: second!.at })).toEqual(['at-20', 'at-30']);
    });

    it('by pressing has what no reminder lies ahead of', async () => {
      const life = await filedAt('a', 0);
      await filedAt('b', 600);
      expect(await ids(PRESSING)).toEqual([]);
      const reminder = nextDueAt(caseProcess, life.current)!;
      await store.commit([step(life, () => life.sweep(reminder))], now);
      expect(await ids(PRESSING)).toEqual(['a']);
      expect(await ids(PRESSING, { within: GRID })).toEqual(['a']);
      expect(await ids(PRESSING, { within: '320612' })).toEqual([]);
      await end(life);
      expect(await ids(PRESSING)).toEqual([]);
    });

    it('by charge has what a unit has in charge, and none of its other lines', async () => {
      const life = lifeAt('joint', {}, { id: 'joint' });
      await committed(store, life);
      expect(await ids({ by: 'charge', unit: police.code })).toEqual(['joint']);
      expect((await store.list(judicial.code, { limit: 10 })).entries).toHaveLength(1);
      expect(await ids({ by: 'charge', unit: judicial.code })).toEqual([]);
    });

    it('by filing has everything that was filed, the newest first, also what has ended', async () => {
      const ended = await filedAt('a', 10);
      await filedAt('c', 30, { reporter: 'another' });
      await filedAt('b', 20);
      await filedAt('elsewhere', 25, { grid: '320612001001001' });
      await end(ended);
      expect(await ids(IN_TOWNSHIP)).toEqual(['c', 'b', 'a']);
      expect(await ids(IN_CITY)).toEqual(['c', 'elsewhere', 'b', 'a']);
      expect(await ids({ by: 'filing', subject: ended.current.reporter })).toEqual(['elsewhere', 'b', 'a']);
      expect(await ids({ by: 'filing', subject: 'nobody' })).toEqual([]);
    });

    it('by change has a process once for each commit', async () => {
      const life = await filedAt('a', 0);
      await filedAt('b', 5);
      const assigning = { type: 'assign' as const, unit: police.code, reason: 'They know both.' };
      await store.commit([step(life, () => life.give(dispatcher(township), assigning, at(10)))], now);
      expect((await walked(CHANGES)).map(({ id, at: when, seq }) => [id, when, seq])).toEqual([
        ['a', at(0), 1],
        ['b', at(5), 1],
        ['a', at(10), life.history.at(-1)!.seq],
      ]);
      expect(await store.read(caseProcess, 'a')).toEqual(life.current);
      expect((await store.history(caseProcess, 'a', { limit: 100 })).events).toEqual(life.history);
    });

    it('is narrowed to what lies in an area, and to a category with those below it', async () => {
      await filedAt('a', 0, { category: 'dispute' });
      await filedAt('b', 1, { category: 'dispute.neighbour' });
      await filedAt('c', 2, { category: 'disputes.other' });
      await filedAt('d', 3, { grid: `${TOWNSHIP}099001` });
      expect(await ids(BY_DEADLINE, { within: TOWNSHIP })).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids(BY_DEADLINE, { within: COMMUNITY_CODE })).toEqual(['a', 'b', 'c']);
      expect(await ids(BY_DEADLINE, { category: 'dispute', within: COMMUNITY_CODE })).toEqual(['a', 'b']);
      expect(await ids(IN_TOWNSHIP, { category: 'dispute.neighbour' })).toEqual(['d', 'b']);
      expect(await ids(CHANGES, { within: `${TOWNSHIP}099` })).toEqual(['d']);
      expect(await ids(IN_CITY, { within: COMMUNITY_CODE })).toEqual(['c', 'b', 'a']);
    });

    it('is read so many entries at a time, also where few of them fit', async () => {
      const others = 30;
      for (let from = 0; from < MOST_READ; from += others)
        await store.commit(
          Array.from({ length: others }, (_, n) =>
            beginningOf(
              new Life(
                filed(
                  { id: `other-${from + n}`, reportedAt: at(0), grid: `${TOWNSHIP}099001` },
                  { now: at(0) },
                ),
              ),
            ),
          ),
          now,
        );
      await filedAt('sought', 1);
      const first = await store.find(BY_DEADLINE, { limit: 10, within: COMMUNITY_CODE });
      expect(first).toMatchObject({ spots: [], next: { kind: 'case' } });
      expect(
        await store.find(BY_DEADLINE, { limit: 10, within: COMMUNITY_CODE, after: first.next! }),
      ).toEqual({ spots: [expect.objectContaining({ id: 'sought' })] });
    });
  });

  describe('what is near', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));
    const here = { lon: 120.8705, lat: 32.0155 };
    const there = { lon: 121.2, lat: 32.2 };
    const cellAt = ({ lon, lat }: { lon: number; lat: number }) => cellOf([lon, lat]);
    /** Cases that were filed one after the other, in as few commits as can be. */
    const reported = async (matters: readonly Partial<Matter>[]) => {
      const lives = matters.map((matter, n) => {
        const at = plusSeconds(MONDAY, n);
        return new Life(
          filed({ id: `case-${String(n).padStart(3, '0')}`, reportedAt: at, ...matter }, { now: at }),
        );
      });
      for (let from = 0; from < lives.length; from += 30) {
        const some = lives.slice(from, from + 30);
        await store.commit(some.map(beginningOf), now);
      }
      return lives;
    };

    it('is what is open in the cells, the newest first in each', async () => {
      const lives = await reported([{ point: here }, { point: there }, { point: here }, {}, { point: here }]);
      const ended = lives[4]!;
      await store.commit([step(ended, () => ended.give(dispatcher(police), MERGE))], now);
      const entry = (n: number) => ({
        kind: 'case',
        id: lives[n]!.current.id,
        category: 'dispute.neighbour',
        point: lives[n]!.current.point,
      });
      expect(await store.near([cellAt(here), cellAt(there)], MONDAY)).toEqual([entry(2), entry(0), entry(1)]);
      expect(await store.near([cellAt(there)], MONDAY)).toEqual([entry(1)]);
      expect(await store.near([cellAt(here)], plusSeconds(MONDAY, 1))).toEqual([entry(2)]);
      expect(await store.near([], MONDAY)).toEqual([]);
    });

    it('is the newest alone where a cell is crowded', async () => {
      const lives = await reported(Array(MOST_IN_CELL + 5).fill({ point: here }));
      const found = await store.near([cellAt(here)], MONDAY);
      expect(found.map(({ id }) => id)).toEqual(
        lives
          .map(({ current }) => current.id)
          .reverse()
          .slice(0, MOST_IN_CELL),
      );
    });
  });

  describe('a wait', () => {
    const process = { kind: 'case', id: 'waiting' };
    const [first, second] = [{ taskToken: 'first' }, { taskToken: 'second' }];

    it.each([
      ['base64', Buffer.from('any bytes at all').toString('base64')],
      ['something else', 'AQC=EAAA'],
    ])('keeps a token of %s as it is', async (_, taskToken) => {
      await store.keepWait(process, 'turn', { taskToken }, now);
      expect(await store.findWait(process, 'turn')).toEqual({ taskToken });
      await store.markAnswered(process, 'turn', { taskToken: `${taskToken}AAAA` }, now);
      expect(await store.findWait(process, 'turn')).toEqual({ taskToken });
      await store.markAnswered(process, 'turn', { taskToken }, now);
      expect(await store.findWait(process, 'turn')).toBe('answered');
    });

    it('is absent, open, and answered', async () => {
      expect(await store.findWait(process, 'turn')).toBeUndefined();
      await store.keepWait(process, 'turn', first, now);
      expect(await store.findWait(process, 'turn')).toEqual(first);
      expect(await store.findWait(process, 'another turn')).toBeUndefined();
      expect(await store.findWait({ ...process, id: 'another' }, 'turn')).toBeUndefined();
      await store.markAnswered(process, 'turn', first, now);
      expect(await store.findWait(process, 'turn')).toBe('answered');
      await store.markAnswered(process, 'turn', first, now);
      expect(await store.findWait(process, 'turn')).toBe('answered');
    });

    it('is taken over by a later execution, which the answer to the earlier does not touch', async () => {
      await store.keepWait(process, 'turn', first, now);
      await store.keepWait(process, 'turn', second, now);
      await store.markAnswered(process, 'turn', first, now);
      expect(await store.findWait(process, 'turn')).toEqual(second);
      await store.markAnswered(process, 'turn', second, now);
      await store.keepWait(process, 'turn', first, now);
      expect(await store.findWait(process, 'turn')).toEqual(first);
    });

    it('that nobody has come to is not answered', async () => {
      await store.markAnswered(process, 'turn', first, now);
      expect(await store.findWait(process, 'turn')).toBeUndefined();
    });
  });

  describe('a trouble', () => {
    const process = { kind: 'case', id: 'troubled' };
    const undriven = { trouble: 'undriven', part: '' } as const;
    const lost = { trouble: 'unrelayed', part: 'event-3' } as const;
    const note = (of: Named, name: TroubleName, since: Instant, cause = 'throttled', listed = true) =>
      store.noteTrouble(of, { ...name, since, cause, listed }, now);

    it('is kept since it began, with its last cause, however often it is met', async () => {
      const first = await note(process, undriven, now);
      expect(first).toEqual({ ...undriven, since: now, cause: 'throttled', times: 1 });
      const again = await note(process, undriven, plusSeconds(now, 60), 'gone');
      expect(again).toEqual({ ...undriven, since: now, cause: 'gone', times: 2 });
      expect(await store.findTrouble(process, undriven)).toEqual(again);
      expect(await store.troubles('undriven', { limit: 10 })).toEqual({
        troubles: [{ ...process, ...again }],
      });
    });

    it('is one of its kind and part, and ends alone', async () => {
      await note(process, undriven, now);
      await note(process, lost, now);
      await note(process, { ...lost, part: 'workflow-0-2' }, plusSeconds(now, 1));
      await note({ ...process, id: 'another' }, undriven, now);
      await store.endTrouble(process, undriven);
      await store.endTrouble(process, undriven);
      expect(await store.findTrouble(process, undriven)).toBeUndefined();
      const { troubles } = await store.troubles('unrelayed', { limit: 10 });
      expect(troubles.map(({ part }) => part)).toEqual(['event-3', 'workflow-0-2']);
      expect((await store.troubles('undriven', { limit: 10 })).troubles).toMatchObject([{ id: 'another' }]);
      expect(await store.troubles('unfired', { limit: 10 })).toEqual({ troubles: [] });
    });

    it('is listed from when it is said to be, at its first instant', async () => {
      await note(process, lost, now, 'throttled', false);
      expect(await store.troubles('unrelayed', { limit: 10 })).toEqual({ troubles: [] });
      expect(await store.findTrouble(process, lost)).toMatchObject({ times: 1 });
      await note({ ...process, id: 'between' }, lost, plusSeconds(now, 1));
      await note(process, lost, now);
      const listed = async () =>
        (await store.troubles('unrelayed', { limit: 10 })).troubles.map(({ id }) => id);
      expect(await listed()).toEqual(['troubled', 'between']);
      await note(process, lost, plusSeconds(now, 9), 'throttled', false);
      expect(await listed()).toEqual(['troubled', 'between']);
    });

    it('is told by its name alone where no more is asked, the oldest first', async () => {
      expect(await store.troubled('unrelayed', 2)).toEqual({ troubles: [], areMore: false });
      await note(process, { ...lost, part: 'workflow-0-2' }, plusSeconds(now, 2));
      await note(process, lost, plusSeconds(now, 1));
      await note(process, undriven, now);
      await note({ ...process, id: 'unlisted' }, lost, now, 'throttled', false);
      const names = [
        { ...process, ...lost },
        { ...process, ...lost, part: 'workflow-0-2' },
      ];
      expect(await store.troubled('unrelayed', 3)).toEqual({ troubles: names, areMore: false });
      expect(await store.troubled('unrelayed', 1)).toEqual({ troubles: names.slice(0, 1), areMore: true });
    });

    it('is found page by page, the oldest first', async () => {
      for (const n of [3, 1, 5, 2, 4])
        await note({ ...process, id: `case-${n}` }, undriven, plusSeconds(now, n));
      const ids: string[] = [];
      let after: TroublePlace | undefined;
      do {
        const page = await store.troubles('undriven', { limit: 2, ...(after && { after }) });
        expect(page.troubles.length).toBeLessThanOrEqual(2);
        ids.push(...page.troubles.map(({ id }) => id));
        after = page.next;
      } while (after !== undefined);
      expect(ids).toEqual(['case-1', 'case-2', 'case-3', 'case-4', 'case-5']);
    });

    it('is asked to be delivered once more by a request, however often it comes', async () => {
      await imports.bringIn(cityWith(), 'g-1');
      const request = requestBy('operator');
      const asked = { process, part: lost.part, by: 'operator', reason: 'Mended.' };
      await store.askRedelivery(asked, now, { request, answer: 'asked' });
      await expect(store.askRedelivery(asked, now, { request, answer: 'asked' })).rejects.toBeInstanceOf(
        RepeatedRequest,
      );
      expect(await store.load(caseProcess, { request, now, ids: [] })).toMatchObject({ answered: 'asked' });
      await store.askRedelivery(asked, now, { request: { ...request, key: 'another' }, answer: 'asked' });
    });
  });

  describe('a job', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));

    it('is kept, each kind once', async () => {
      expect(await store.jobs()).toEqual(new Map());
      const recalculate = await store.saveJob(newJob('recalculate', now, undefined, 'a calendar'));
      const rehome = await store.saveJob(newJob('rehome', now, undefined));
      expect(recalculate).toMatchObject({ revision: 1, calendarVersion: 'a calendar' });
      expect(await store.jobs()).toEqual(
        new Map([
          ['recalculate', recalculate],
          ['rehome', rehome],
        ]),
      );
    });

    it('is not written by whoever has not seen the last write', async () => {
      const kept = await store.saveJob(newJob('rehome', now, undefined));
      await expect(store.saveJob(newJob('rehome', now, undefined))).rejects.toBeInstanceOf(VersionConflict);
      const moved = await store.saveJob({ ...kept, examined: 7 });
      await expect(store.saveJob({ ...kept, examined: 8 })).rejects.toBeInstanceOf(VersionConflict);
      const anew = newJob('rehome', plusSeconds(now, 60), moved);
      await store.startJob(anew, now, { request: requestBy('operator'), answer: 'begun' });
      await expect(store.saveJob({ ...moved, examined: 9 })).rejects.toBeInstanceOf(VersionConflict);
      expect((await store.jobs()).get('rehome')).toEqual({ ...anew, revision: 3 });
    });

    it('is started once by a request, however often it comes', async () => {
      const request = requestBy('operator');
      const remembered = { request, answer: 'begun' };
      await store.startJob(newJob('rehome', now, undefined), now, remembered);
      const again = newJob('rehome', now, (await store.jobs()).get('rehome'));
      await expect(store.startJob(again, now, remembered)).rejects.toBeInstanceOf(RepeatedRequest);
      expect(await store.load(caseProcess, { request, now, ids: [] })).toMatchObject({ answered: 'begun' });
      const stale = newJob('rehome', now, undefined);
      const another = { request: requestBy('operator'), answer: 'no' };
      await expect(store.startJob(stale, now, another)).rejects.toBeInstanceOf(VersionConflict);
      expect(await store.load(caseProcess, { request: another.request, now, ids: [] })).toMatchObject({
        answered: undefined,
      });
    });
  });

  describe('a webhook', () => {
    const webhook: Webhook = {
      id: '01JNDQ0000000000000000HOOK',
      url: 'https://desk.example.cn/gridward',
      milestones: ['closed'],
      area: '3206',
      createdAt: MONDAY,
      createdBy: 'operator',
      secrets: 1,
      revision: 0,
    };
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));

    it('is kept by a request once, however often it comes', async () => {
      expect(await store.webhooks()).toEqual([]);
      const remembered = { request: requestBy('operator'), answer: 'made' };
      await store.saveWebhook(webhook, now, remembered);
      const again = store.saveWebhook({ ...webhook, id: '01JNDQ00000000000000000HK2' }, now, remembered);
      await expect(again).rejects.toBeInstanceOf(RepeatedRequest);
      expect(await store.webhooks()).toEqual([{ ...webhook, revision: 1 }]);
      const { request } = remembered;
      expect(await store.load(caseProcess, { request, now, ids: [] })).toMatchObject({ answered: 'made' });
    });

    it('is not written by whoever has not seen the last write', async () => {
      await store.saveWebhook(webhook, now);
      await expect(store.saveWebhook(webhook, now)).rejects.toBeInstanceOf(VersionConflict);
      const [kept] = await store.webhooks();
      await store.saveWebhook({ ...kept!, stoppedAt: now }, now);
      const remembered = { request: requestBy('operator'), answer: 'rotated' };
      const late = store.saveWebhook({ ...kept!, secrets: 2 }, now, remembered);
      await expect(late).rejects.toBeInstanceOf(VersionConflict);
      expect(await store.webhooks()).toEqual([{ ...webhook, stoppedAt: now, revision: 2 }]);
    });

    it('goes when it is removed, and others stay', async () => {
      const other = { ...webhook, id: '01JNDQ00000000000000000HK2' };
      for (const one of [webhook, other]) await store.saveWebhook(one, now);
      const remembered = { request: requestBy('operator'), answer: 'removed' };
      await store.removeWebhook(webhook.id, now, remembered);
      const again = store.removeWebhook(other.id, now, remembered);
      await expect(again).rejects.toBeInstanceOf(RepeatedRequest);
      expect((await store.webhooks()).map(({ id }) => id)).toEqual([other.id]);
    });
  });

  describe('an alarm', () => {
    beforeEach(() => imports.bringIn(cityWith(), 'g-1'));

    const note = (name: string, rings: boolean, seconds: number) =>
      store.noteAlarm({ name, rings, since: plusSeconds(MONDAY, seconds) });
    const ringing = async () =>
      (await store.actorWithAlarms('operator')).ringing.map(
        ({ name, since }) => `${name} ${(Date.parse(since) - Date.parse(MONDAY)) / 1000}`,
      );

    it('comes with whoever asks while it rings, the one that has rung longest first', async () => {
      expect(await store.actorWithAlarms('operator')).toEqual({
        actor: { subject: 'operator', role: 'operator', area: CITY },
        ringing: [],
      });
      await note('relay-behind', true, 20);
      await note('case-parked', true, 10);
      await note('sweep-failing', false, 5);
      await note('api-failing', true, 10);
      expect(await store.actorWithAlarms('somebody')).toEqual({
        actor: { subject: 'somebody', role: 'resident' },
        ringing: [
          { name: 'api-failing', since: plusSeconds(MONDAY, 10) },
          { name: 'case-parked', since: plusSeconds(MONDAY, 10) },
          { name: 'relay-behind', since: plusSeconds(MONDAY, 20) },
        ],
      });
      await note('case-parked', false, 30);
      expect(await ringing()).toEqual(['api-failing 10', 'relay-behind 20']);
    });

    it('is what it was told to be last, by the instants told and not by when they came', async () => {
      await note('relay-behind', false, 20);
      await note('relay-behind', true, 10);
      expect(await ringing()).toEqual([]);
      await note('relay-behind', true, 30);
      await note('relay-behind', true, 30);
      await note('relay-behind', false, 20);
      await note('relay-behind', false, 30);
      await note('case-parked', true, 1);
      expect(await ringing()).toEqual(['case-parked 1', 'relay-behind 30']);
    });

    it('is not lost among others that are told of at the same time', async () => {
      const names = Array.from({ length: 20 }, (_, n) => `alarm-${String(n).padStart(2, '0')}`);
      await Promise.all(names.flatMap((name) => [note(name, true, 2), note(name, false, 1)]));
      expect(await ringing()).toEqual(names.map((name) => `${name} 2`));
    });
  });

  describe('a city', () => {
    let folder: CityFolder;
    beforeEach(async () => {
      folder = cityWith();
    });

    it('is known to nobody before its first import', async () => {
      await expect(store.city.stored()).rejects.toBeInstanceOf(NotImported);
      await expect(store.city.current()).rejects.toBeInstanceOf(NotImported);
      await expect(store.actor('town')).rejects.toBeInstanceOf(NotImported);
    });

    describe('that was imported', () => {
      beforeEach(() => imports.bringIn(folder, 'g-1'));

      it('says what is in force', async () => {
        const current = await store.city.current();
        expect(current).toMatchObject({
          generation: 'g-1',
          policyVersion: 'small-1',
          calendarVersion: folder.calendar.version,
        });
        expect(await store.city.stored()).toEqual(current);
        expect(await store.city.policy('small-1')).toEqual(folder.policy);
        expect(await store.city.calendar(folder.calendar.version)).toEqual(folder.calendar);
        expect(await store.city.calendarYears(folder.calendar.version)).toEqual(folder.calendarYears);
        expect(await store.city.findPolicy('small-1')).toEqual(folder.policy);
        expect(await store.city.findPolicy('unknown')).toBeUndefined();
        await expect(store.city.policy('unknown')).rejects.toThrow('unknown');
        await expect(store.city.calendar('unknown')).rejects.toThrow('unknown');
        expect(await store.city.findCalendar(folder.calendar.version)).toEqual(folder.calendar);
        expect(await store.city.findCalendar('unknown')).toBeUndefined();
      });

      it('knows its areas, those below each page by page', async () => {
        expect(await store.city.area(COMMUNITY)).toEqual(folder.areas.get(COMMUNITY));
        expect(await store.city.area(CITY)).toEqual(folder.areas.get(CITY));
        expect(await store.city.area(gridOf(77))).toBeUndefined();
        expect(await store.city.area('nowhere')).toBeUndefined();
        const codes: string[] = [];
        let after: string | undefined;
        do {
          const asked = { limit: 4, ...(after !== undefined && { after }) };
          const { areas, next } = await store.city.children(COMMUNITY, asked);
          codes.push(...areas.map(({ code }) => code));
          after = next;
        } while (after !== undefined);
        expect(codes).toEqual(Array.from({ length: 9 }, (_, i) => gridOf(i + 1)));
        expect(await store.city.children(gridOf(1), { limit: 4 })).toEqual({ areas: [] });
        expect(await store.city.knownAreas('g-1', [COMMUNITY, gridOf(77), CITY, 'nowhere'])).toEqual(
          new Set([COMMUNITY, CITY]),
        );
      });

      it('knows where a point lies, and what became of a grid', async () => {
        expect(await locate(store.city, { lon: 120.035, lat: 32.015 })).toEqual({
          grid: gridOf(1, NEIGHBOUR),
          borderVersion: 'g-1',
        });
        expect(await locate(store.city, { lon: 121, lat: 33 })).toBeUndefined();
        expect(await store.city.successor(`${COMMUNITY}077`)).toBe(gridOf(1));
        expect(await store.city.successor(gridOf(1))).toBeUndefined();
      });

      it('knows its units and its staff', async () => {
        expect(await store.city.units('g-1')).toEqual(folder.units);
        expect(await store.actor('officer')).toEqual({
          subject: 'officer',
          role: 'officer',
          area: '990101',
          unit: folder.units.get('990101-department-justice'),
        });
        expect(await store.actor('operator')).toEqual({ subject: 'operator', role: 'operator', area: CITY });
        expect(await store.actor('anybody')).toEqual({ subject: 'anybody', role: 'resident' });
      });

      it('knows who works in a unit, by subject, page by page', async () => {
        const unit = `${COMMUNITY}-committee`;
        const found: Colleague[] = [];
        let after: string | undefined;
        do {
          const { staff, next } = await store.city.staffOf(unit, { limit: 1, ...(after && { after }) });
          found.push(...staff);
          after = next;
        } while (after !== undefined);
        expect(found).toEqual([
          { subject: 'second', name: 'Sun', role: 'gridWorker', area: gridOf(2) },
          { subject: 'worker', name: 'Wang', role: 'gridWorker', area: gridOf(1) },
        ]);
        expect(await store.city.staffOf('990101-department-finance', { limit: 10 })).toEqual({ staff: [] });
      });
    });

    describe('that is asked what a decision needs', () => {
      beforeEach(() => imports.bringIn(folder, 'g-1'));
      const unit = (code: string) => folder.units.get(code);
      const town = '990101001-commandCenter';

      it('tells the centres, the next one above where a level has none', async () => {
        const { centres } = await store.city.answer({ grid: gridOf(1) }, 'small-1');
        expect(centres).toEqual({
          community: unit(`${COMMUNITY}-committee`),
          township: unit(town),
          county: unit('990101-commandCenter'),
          city: unit(`${CITY}-commandCenter`),
        });
        const beside = await store.city.answer({ grid: gridOf(1, NEIGHBOUR) }, 'small-1');
        expect(beside.centres.community).toEqual(unit(town));
        const far = await store.city.answer({ grid: gridOf(1, '990102001001') }, 'small-1');
        expect(Object.values(far.centres)).toEqual(Array(4).fill(unit(`${CITY}-commandCenter`)));
      });

      it('tells the units that are named, the nearest of a kind, and the policy and calendar', async () => {
        const { units, nearest, verifiers, policy, calendar, ...rest } = await store.city.answer(
          { grid: gridOf(1), units: [town, 'unknown'], nearest: ['department', 'lawFirm'] },
          'small-1',
        );
        // Of two departments the first by its code sits at the county.
        const finance = unit('990101-department-finance');
        expect(nearest).toEqual(new Map([['department', finance]]));
        expect(units).toEqual(
          new Map([
            [town, unit(town)],
            [finance?.code, finance],
          ]),
        );
        expect([verifiers, policy, calendar]).toEqual([[], folder.policy, folder.calendar]);
        expect(Object.keys(rest)).toEqual(['centres']);
      });

      it('tells the grid workers around, by their subjects', async () => {
        const asked = (grid: string) => store.city.answer({ grid, verifiers: true }, 'small-1');
        const unitCode = `${COMMUNITY}-committee`;
        const workers = [
          { subject: 'second', area: gridOf(2), unit: unitCode },
          { subject: 'worker', area: gridOf(1), unit: unitCode },
        ];
        expect((await asked(gridOf(9))).verifiers).toEqual(workers);
        expect((await asked(gridOf(1, NEIGHBOUR))).verifiers).toEqual(workers);
        expect((await asked(gridOf(1, '990102001001'))).verifiers).toEqual([]);
      });

      const onDuty = async (category: string, policyVersion: string, grid = gridOf(1)) =>
        (await store.city.answer({ grid, duty: { category, policyVersion } }, 'small-1')).duty?.unit.code;

      it('tells whom the duty list names, and nobody where it names none', async () => {
        expect(await onDuty('dispute', 'small-1')).toBe(town);
        expect(await onDuty('dispute.neighbour', 'small-1')).toBe('990101-department-justice');
        expect(await onDuty('dispute', 'small-1', gridOf(1, '990102001001'))).toBeUndefined();
      });

      it('tells it by the present policy where the old one is not laid out, or not whole', async () => {
        const other = otherCity();
        expect(await onDuty('dispute', 'long-gone')).toBe(town);
        await store.city.keepPolicy(other.policy);
        await store.city.layOut('g-1', OTHER_POLICY, other.duties);
        expect(await store.city.isLaidOut('g-1', OTHER_POLICY)).toBe(false);
        expect(await onDuty('dispute', OTHER_POLICY)).toBe(town);
        expect(await publishPolicy(store.city, other)).toBe('done');
        expect(await store.city.isLaidOut('g-1', OTHER_POLICY)).toBe(true);
        expect(await onDuty('dispute', OTHER_POLICY)).toBe('990101-department-justice');
        // The policy of the import is laid out still, and rules for what was filed under it.
        expect(await onDuty('dispute', 'small-1')).toBe(town);
        pass(KEEP_SECONDS);
        expect(await onDuty('dispute', 'long-gone')).toBe('990101-department-justice');
      });
    });

    describe('that is to be amended', () => {
      beforeEach(() => imports.bringIn(folder, 'g-1'));

      it('keeps a proposal word for word, once for one request', async () => {
        const [year] = folder.calendarYears;
        const request = requestBy('operator');
        const kept = await propose('1', { kind: 'calendar', year: year! }, request);
        expect(await store.city.amendment('1')).toEqual(kept);
        expect(await store.city.amendment('2')).toBeUndefined();
        const proposed = store.city.propose({ ...kept, id: '2' }, now, { request, answer: 'other' });
        await expect(proposed).rejects.toBeInstanceOf(RepeatedRequest);
        expect(await store.city.amendment('2')).toBeUndefined();
        const asked = { request, now, ids: [] };
        expect(await store.load(caseProcess, asked)).toMatchObject({ answered: { id: '1' } });
      });

      it('keeps how a proposal ended, and never two ends', async () => {
        await propose('1');
        const refused = { outcome: 'refused', by: 'town', at: now, reason: 'Too short.' } as const;
        expect(await store.city.endProposal({ id: '1', ...refused })).toBe(true);
        expect(await store.city.endProposal({ id: '1', ...refused, outcome: 'withdrawn' })).toBe(false);
        expect(await store.city.amendment('1')).toMatchObject({ ending: refused });
      });

      it('tells its record in pages, the latest first, each proposal with its end', async () => {
        const ids = ['1', '2', '3', '4', '5', '6', '7'];
        for (const id of ids) await propose(id);
        for (const id of ['2', '3', '7'])
          await store.city.endProposal({ id, outcome: 'withdrawn', by: 'operator', at: now });
        for (const limit of [1, 2, 3, 7, 10]) {
          const told: string[] = [];
          let after: string | undefined;
          for (let pages = 0; pages < 9; pages++) {
            const page = await store.city.amendments({ limit, ...(after !== undefined && { after }) });
            expect(page.amendments.length).toBeLessThanOrEqual(limit);
            told.push(...page.amendments.map(({ id, ending }) => id + (ending ? ' ended' : '')));
            after = page.next;
            if (after === undefined) break;
          }
          expect(told).toEqual(['7 ended', '6', '5', '4', '3 ended', '2 ended', '1']);
        }
      });
    });

    describe('that is published', () => {
      let before: Current;
      beforeEach(async () => {
        await imports.bringIn(folder, 'g-1');
        before = await store.city.stored();
      });
      const changedTo = (change: Partial<Current>): Current => ({ ...before, ...change });

      it('keeps a version of the policy for good, and no other content under its name', async () => {
        const { policy } = otherCity();
        expect(await store.city.keepPolicy(policy)).toBe('kept');
        expect(await store.city.keepPolicy(policy)).toBe('kept');
        expect(await store.city.keepPolicy({ ...policy, returnQuota: 1 })).toBe('taken');
        expect(await store.city.policy(policy.version)).toEqual(policy);
        expect((await store.city.stored()).policyVersion).toBe('small-1');
      });

      it('is seen at once by whoever asks what is stored, and by everybody else within the minute', async () => {
        await store.city.current();
        expect(await publishPolicy(store.city, otherCity())).toBe('done');
        const changed = changedTo({ policyVersion: OTHER_POLICY, publishedPolicy: OTHER_POLICY });
        expect(await store.city.stored()).toEqual(changed);
        pass(KEEP_SECONDS);
        expect(await store.city.current()).toEqual(changed);
      });

      it('changes nothing under an import, or when the city is no longer as before', async () => {
        const job = newJob('recalculate', now, undefined, 'next');
        const calendar = { ...folder.calendar, version: 'next' };
        const along = { calendar: { calendar, years: folder.calendarYears }, job };
        const nextCalendar = changedTo({ calendarVersion: 'next' });
        for (const other of [
          { ...before, policyVersion: 'another' },
          { ...before, calendarVersion: 'another' },
          { ...before, generation: 'g-0' },
          { ...before, next: { ...before, from: plusDays(now, 1) } },
        ])
          expect(await store.city.publish(other, nextCalendar, along)).toBe('changed');
        await imports.begin();
        expect(await store.city.publish(before, nextCalendar, along)).toBe('importUnderWay');
        expect(await store.city.publish({ ...before, generation: 'g-0' }, nextCalendar, along)).toBe(
          'importUnderWay',
        );
        expect(await store.city.stored()).toEqual(before);
        expect(await store.jobs()).toEqual(new Map());
        await expect(store.city.calendar('next')).rejects.toThrow('next');
      });

      it('brings a calendar and the job that begins with it, or neither', async () => {
        const calendar = { ...folder.calendar, version: 'next' };
        const years = folder.calendarYears;
        const publish = (job: Parameters<Store['saveJob']>[0]) =>
          store.city.publish(before, changedTo({ calendarVersion: 'next' }), {
            calendar: { calendar, years },
            job,
          });
        const kept = await store.saveJob(newJob('recalculate', now, undefined, 'an old one'));
        expect(await publish(newJob('recalculate', now, undefined, 'next'))).toBe('changed');
        expect(await store.city.stored()).toEqual(before);
        await expect(store.city.calendar('next')).rejects.toThrow('next');
        expect(await publish(newJob('recalculate', now, kept, 'next'))).toBe('done');
        expect(await store.city.calendar('next')).toEqual(calendar);
        expect(await store.city.calendarYears('next')).toEqual(years);
        expect((await store.jobs()).get('recalculate')).toMatchObject({
          calendarVersion: 'next',
          revision: 2,
        });
      });

      it('ends the proposal by which it comes in force in the same step, and no proposal twice', async () => {
        await propose('1');
        const ending = {
          id: '1',
          outcome: 'inForce',
          by: 'town',
          at: now,
          from: 'small-1',
          to: 'x',
        } as const;
        const along = { ending };
        const after = changedTo({ policyVersion: 'x' });
        expect(await store.city.publish({ ...before, generation: 'g-0' }, after, along)).toBe('changed');
        expect(await store.city.amendment('1')).not.toHaveProperty('ending');
        expect(await store.city.publish(before, after, along)).toBe('done');
        const { id: _, ...told } = ending;
        expect(await store.city.amendment('1')).toMatchObject({ ending: told });
        const again = { ending: { ...ending, by: 'another' } };
        expect(await store.city.publish(after, before, again)).toBe('changed');
        expect(await store.city.endProposal({ ...ending, outcome: 'refused' })).toBe(false);
        expect(await store.city.stored()).toEqual(after);
        expect(await store.city.amendment('1')).toMatchObject({ ending: told });
      });

      it('is published once by two who do it at the same time', async () => {
        const outcomes = await Promise.all(
          ['one', 'two'].map((version) =>
            store.city.publish(before, changedTo({ calendarVersion: version }), {
              calendar: { calendar: { ...folder.calendar, version }, years: [] },
            }),
          ),
        );
        expect(outcomes.sort()).toEqual(['changed', 'done']);
      });
    });

    describe('that is planned', () => {
      const from = plusDays(MONDAY, 2);
      beforeEach(async () => {
        await imports.bringIn(folder, 'g-1');
        const planned = cityWith((city) => {
          city.policy.version = OTHER_POLICY;
          city.staff.push(`newcomer,dispatcher,990101001-commandCenter,990101001,He`);
        });
        await imports.bringIn(planned, 'g-2', from);
      });

      it('is in force from its instant on, to the second, without another write', async () => {
        const stored = await store.city.stored();
        expect(stored).toMatchObject({ generation: 'g-1', next: { generation: 'g-2', from } });
        now = plusSeconds(from, -1);
        expect(await store.city.current()).toMatchObject({ generation: 'g-1', policyVersion: 'small-1' });
        expect(await store.actor('newcomer')).toMatchObject({ role: 'resident' });
        pass(1);
        const current = await store.city.current();
        expect(current).toMatchObject({ generation: 'g-2', policyVersion: OTHER_POLICY, previous: 'g-1' });
        expect(current).not.toHaveProperty('next');
        expect(await store.actor('newcomer')).toMatchObject({ role: 'dispatcher' });
        expect(await locate(store.city, { lon: 120.015, lat: 32.015 })).toMatchObject({
          borderVersion: 'g-2',
        });
        expect(await store.city.stored()).toEqual(stored);
      });

      it('is laid out beside the present one when a policy is published', async () => {
        const other = cityWith(({ policy }) => {
          policy.version = 'small-3';
        });
        const before = await store.city.stored();
        await store.city.keepPolicy(other.policy);
        for (const generation of ['g-1', 'g-2']) await store.city.layOut(generation, 'small-3', other.duties);
        const next = { ...before.next!, policyVersion: 'small-3' };
        const laidOut = { generations: ['g-1', 'g-2'], policyVersion: 'small-3' };
        const after = { ...before, policyVersion: 'small-3', next };
        expect(
          await store.city.publish({ ...before, next: { ...next, generation: 'g-9' } }, after, { laidOut }),
        ).toBe('changed');
        expect(await store.city.publish(before, after, { laidOut })).toBe('done');
        for (const generation of ['g-1', 'g-2'])
          expect(await store.city.isLaidOut(generation, 'small-3')).toBe(true);
        now = from;
        expect(await store.city.current()).toMatchObject({ generation: 'g-2', policyVersion: 'small-3' });
      });
    });
  });
};

let keys = 0;
const requestBy = (subject: string): Repeatable => ({ subject, key: `key-${++keys}`, fingerprint: 'once' });

/** A life up to now as one commit: it begins with everything that has happened in it. */
const beginningOf = ({ current, history }: Life): Committed => ({
  definition: caseProcess,
  before: undefined,
  events: history,
  next: current,
});

const committed = (store: Store, life: Life): Promise<void> => store.commit([beginningOf(life)], life.now);

/** What happens next in a life, as a commit. */
const step = (life: Life, happens: () => Committed['events']): Committed => {
  const before = life.current;
  const events = happens();
  return { definition: caseProcess, before, events, next: life.current };
};

/** A whole list, so many lines a page; each line but the last of a page is a place to go on from, too. */
const listed = async (store: Store, list: string, limit = 10, within?: string) => {
  const entries: Awaited<ReturnType<Store['list']>>['entries'] = [];
  let after: Awaited<ReturnType<Store['list']>>['next'];
  const narrowed = within === undefined ? {} : { within };
  do {
    const page = await store.list(list, { limit, ...(after && { after }), ...narrowed });
    entries.push(...page.entries);
    after = page.next;
  } while (after);
  const [first] = entries;
  if (first) {
    const { entries: others } = await store.list(list, { limit: 100, after: first.place, ...narrowed });
    expect(others).toEqual(entries.slice(1));
  }
  return entries.map(({ place, ...shown }) => shown);
};

const shownOf = (current: Case, name: string) => {
  const { shows, dueAt } = caseProcess.entries(current).find((entry) => entry.name === name)!;
  return { ...shows, dueAt };
};
const shownOn = (current: Case, list: string) =>
  caseProcess
    .entries(current)
    .filter((entry) => entry.list === list)
    .map(({ shows, dueAt }) => ({ ...shows, dueAt }));
