import { describe, expect, it } from 'vitest';
import type { CalendarYear } from '#domain/time/calendar.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import type { Proposal } from '#shared/store/amendments.ts';
import { operations } from '../../../functions/planning/operations.ts';
import { at, calendar, lawFirm, policyInput, policyWith, roads } from '../../domain/builders.ts';
import { calendarFile } from '../../domain/calendars.ts';
import { eventFor, type Received, type Sent, served } from '../http/request.ts';
import { dyingAt, type Gate } from '../world/faults.ts';
import { asked, contentWith, STAFF, World } from '../world/world.ts';

/** What governs a city is amended by two people: in memory, by the operations that the API serves. */

const OPERATOR = STAFF.operator.subject;
const SECOND = STAFF.secondOperator.subject;
const CITY = STAFF.city.subject;
const WHY = 'The council wants it.';

const operationNamed = (id: string): AnyOperation => {
  const found = operations.find((operation) => operation.id === id);
  if (!found) throw new Error(`there is no operation "${id}"`);
  return found;
};

const ask = (world: World, subject: string, id: string, sent: Sent = {}, gate?: Gate): Promise<Received> => {
  const operation = operationNamed(id);
  const headers = { 'accept-language': 'en', ...sent.headers };
  const event = eventFor(operation, { ...sent, headers, claims: { sub: subject } });
  return served([operation], world.planningServices(gate), event);
};

let keys = 0;
const propose = (world: World, wish: object, subject = OPERATOR, key = `key-${10_000_000 + ++keys}`) =>
  ask(world, subject, 'proposeAmendment', {
    body: { reason: WHY, ...wish },
    headers: { 'idempotency-key': key },
  });
const decide = (
  world: World,
  subject: string,
  command: 'approve' | 'refuse' | 'withdraw',
  { body }: { body: { id: string } },
) =>
  ask(world, subject, `${command}Amendment`, {
    params: { amendmentId: body.id },
    body: command === 'approve' ? {} : { reason: 'Not now.' },
  });
const read = async (world: World, { body }: Received, subject = CITY) =>
  (await ask(world, subject, 'getAmendment', { params: { amendmentId: body.id } })).body;
const problem = ({ status, body }: Received) => [status, String(body.type).split(':').at(-1)];

const policy = (version: string, change = {}) => ({ policy: { ...policyInput, version, ...change } });
const inForce = async (world: World) => (await ask(world, CITY, 'getPolicy')).body;

/** A year in which the offices are closed on one day more. */
const withRest = (date: string): CalendarYear => {
  const year = calendarFile(Number(date.slice(0, 4))) as CalendarYear;
  return { ...year, days: [...year.days, { date, name: '台风', rest: true }] };
};
/** Two Mondays. */
const [STORM, SUNNY] = [withRest('2025-03-10'), withRest('2026-03-09')];

describe('a policy', () => {
  it('is proposed by one, approved by another, and governs nothing in between', async () => {
    const world = new World();
    const proposed = await propose(world, policy('test-2'));
    expect(proposed.status).toBe(201);
    expect(proposed.headers.location).toBe(`/amendments/${proposed.body.id}`);
    expect(proposed.body).toMatchObject({
      kind: 'policy',
      state: 'proposed',
      reason: WHY,
      proposedBy: OPERATOR,
      from: 'test-1',
      to: 'test-2',
      commands: ['withdraw'],
    });
    expect(await inForce(world)).toMatchObject({ version: 'test-1' });
    expect(problem(await decide(world, OPERATOR, 'approve', proposed))).toEqual([403, 'forbidden']);
    expect(await inForce(world)).toMatchObject({ version: 'test-1' });
    expect(await read(world, proposed)).toMatchObject({
      state: 'proposed',
      commands: ['approve', 'refuse'],
      policy: { version: 'test-2' },
    });

    world.moveTo(at('2025-03-03 10:00'));
    const approved = await decide(world, CITY, 'approve', proposed);
    expect(approved.status, JSON.stringify(approved.body)).toBe(200);
    expect(approved.body).toMatchObject({
      state: 'inForce',
      decidedBy: CITY,
      decidedAt: at('2025-03-03 10:00'),
      from: 'test-1',
      to: 'test-2',
      commands: [],
    });
    expect(await inForce(world)).toMatchObject({
      version: 'test-2',
      since: {
        at: at('2025-03-03 10:00'),
        amendment: proposed.body.id,
        proposedBy: OPERATOR,
        approvedBy: CITY,
      },
    });
    expect(await world.store.city.isLaidOut('g-1', 'test-2')).toBe(true);
  });

  it('is approved by another operator as well', async () => {
    const world = new World();
    const approved = await decide(world, SECOND, 'approve', await propose(world, policy('test-2')));
    expect(approved.body).toMatchObject({ state: 'inForce', decidedBy: SECOND });
  });

  it('is proposed by nobody but operators, and decided by nobody below the city', async () => {
    const world = new World();
    for (const subject of [CITY, STAFF.county.subject, STAFF.police.subject, 'a resident'])
      expect(problem(await propose(world, policy('test-2'), subject))).toEqual([403, 'forbidden']);
    const proposed = await propose(world, policy('test-2'));
    for (const subject of [STAFF.county.subject, STAFF.police.subject, 'a resident'])
      for (const command of ['approve', 'refuse', 'withdraw'] as const)
        expect(problem(await decide(world, subject, command, proposed))).toEqual([403, 'forbidden']);
    expect(problem(await decide(world, CITY, 'withdraw', proposed))).toEqual([403, 'forbidden']);
    expect(problem(await decide(world, OPERATOR, 'refuse', proposed))).toEqual([403, 'forbidden']);
    expect(await read(world, proposed)).toMatchObject({ state: 'proposed' });
  });

  it('that was refused or withdrawn never comes in force', async () => {
    for (const [command, subject, state] of [
      ['refuse', CITY, 'refused'],
      ['withdraw', OPERATOR, 'withdrawn'],
    ] as const) {
      const world = new World();
      const proposed = await propose(world, policy('test-2'));
      const told = { state, decidedBy: subject, decisionReason: 'Not now.', commands: [] };
      expect((await decide(world, subject, command, proposed)).body).toMatchObject(told);
      // The answer may have been lost.
      expect((await decide(world, subject, command, proposed)).body).toMatchObject(told);
      expect(problem(await decide(world, SECOND, 'approve', proposed))).toEqual([409, 'already-decided']);
      expect(problem(await decide(world, SECOND, 'refuse', proposed))).toEqual([409, 'already-decided']);
      expect(await inForce(world)).toMatchObject({ version: 'test-1' });
      expect(await read(world, proposed)).toMatchObject(told);
    }
  });

  it('is told in numbers when it would leave the city with nothing', async () => {
    const world = new World();
    await world.report('reporter', 'piano');
    await world.settle();
    const bare = {
      categories: [{ code: 'zz', name: { 'zh-CN': '其他', en: 'Other' } }],
      limits: policyInput.limits.filter((row) => !('category' in row)),
      ladders: policyInput.ladders.filter((row) => !('category' in row)),
      duties: [],
      onSpot: undefined,
    };
    const { status, body } = await propose(world, policy('test-2', bare));
    expect(status, JSON.stringify(body)).toBe(201);
    const all = policyInput.categories.length;
    expect(body.warnings).toEqual([
      expect.objectContaining({ code: 'categoriesDropped', count: all, among: all }),
      expect.objectContaining({ code: 'categoriesWithoutDuty', count: 1, among: 1, of: ['zz'] }),
      expect.objectContaining({ code: 'casesOfDropped', count: 1 }),
      expect.objectContaining({ code: 'casesUnderOthers', count: 1 }),
    ]);
    expect(body.warnings[1].message).toBe('categories for which no unit has the duty anywhere: 1 of 1: zz');
  });

  it('names units that are given duties and have nobody', async () => {
    const [disputes] = policyInput.duties;
    const world = new World({ policy: policyWith({ duties: disputes ? [disputes] : [] }) });
    const withDuty = (version: string, unit: string) =>
      policy(version, { duties: [disputes, { category: 'cityFacility', unit, area: '320613' }] });
    const manned = await propose(world, withDuty('test-2', lawFirm.code));
    expect(manned.body.warnings).toEqual([]);
    const { body } = await propose(world, withDuty('test-3', roads.code));
    expect(body.warnings).toEqual([
      {
        code: 'unitsUnmanned',
        count: 1,
        among: 1,
        of: [roads.code],
        message: `units that are given duties and have nobody: 1 of 1: ${roads.code}`,
      },
    ]);
  });

  it('with faults is not proposed, and one in force or under a taken name neither', async () => {
    const world = new World();
    const wrong = await propose(world, policy('test-2', { returnQuota: 0 }));
    expect(problem(wrong)).toEqual([422, 'wrong-policy']);
    expect(wrong.body.errors).toContainEqual(expect.objectContaining({ field: 'policy.returnQuota' }));
    expect(problem(await propose(world, policy('test-1')))).toEqual([409, 'in-force-already']);
    expect(problem(await propose(world, policy('test-1', { returnQuota: 3 })))).toEqual([
      409,
      'version-taken',
    ]);
    expect((await ask(world, CITY, 'listAmendments')).body).toEqual({ items: [] });
  });

  it('is proposed once by a request that comes twice', async () => {
    const world = new World();
    const first = await propose(world, policy('test-2'), OPERATOR, 'the-same-key');
    const again = await propose(world, policy('test-2'), OPERATOR, 'the-same-key');
    expect(again.body).toEqual(first.body);
    expect((await ask(world, CITY, 'listAmendments')).body.items).toHaveLength(1);
  });

  it('that another has overtaken is told so, and a later one takes its place', async () => {
    const world = new World();
    const [two, three] = [await propose(world, policy('test-2')), await propose(world, policy('test-3'))];
    await decide(world, CITY, 'approve', three);
    const later = await decide(world, CITY, 'approve', two);
    // Told from the version that really held, not from the one when it was proposed.
    expect(later.body).toMatchObject({ state: 'inForce', from: 'test-3', to: 'test-2' });
    expect(await inForce(world)).toMatchObject({ version: 'test-2' });
  });

  it('comes in force in a planned edition, too, unless that brings its own', async () => {
    const world = new World();
    world.store.city.bringIn(contentWith(undefined, 'g-2'), at('2025-04-01 00:00'));
    await world.amend(policy('test-2'), 'two');
    const { body } = await ask(world, CITY, 'listEditions');
    expect(body).toMatchObject({
      inForce: { borderVersion: 'g-1', policyVersion: 'test-2', since: { policy: { approvedBy: CITY } } },
      planned: { borderVersion: 'g-2', policyVersion: 'test-2', from: at('2025-04-01 00:00') },
    });
    expect(await world.store.city.isLaidOut('g-2', 'test-2')).toBe(true);
  });

  it('goes back to an earlier version by one request, with a second person', async () => {
    const world = new World();
    await world.amend(policy('test-2'), 'two');
    const back = await propose(world, { earlier: { kind: 'policy', version: 'test-1' } });
    expect(back.body).toMatchObject({ state: 'proposed', from: 'test-2', to: 'test-1' });
    expect(problem(await decide(world, OPERATOR, 'approve', back))).toEqual([403, 'forbidden']);
    await decide(world, CITY, 'approve', back);
    expect(await inForce(world)).toMatchObject({ version: 'test-1' });
    const unknown = await propose(world, { earlier: { kind: 'policy', version: 'never' } });
    expect(problem(unknown)).toEqual([422, 'unknown-version']);
    expect(unknown.body.field).toBe('earlier.version');
  });
});

describe('a year of the calendar', () => {
  const recalculation = async (world: World) => (await world.store.jobs()).get('recalculate');

  it('is proposed with the deadlines that it would move, and recounts them once it is approved', async () => {
    const world = new World();
    await world.report('reporter', 'piano');
    await world.settle();
    const proposed = await propose(world, { calendarYear: STORM });
    expect(proposed.status, JSON.stringify(proposed.body)).toBe(201);
    expect(proposed.body.warnings[0]).toEqual({
      code: 'daysChanged',
      count: 1,
      of: ['2025-03-10'],
      message: 'days that become days of rest or of work: 1: 2025-03-10',
    });
    // The report of this morning is due before that Monday; were today a day of rest, it would be due tomorrow.
    expect(proposed.body.warnings).toHaveLength(1);
    const today = await propose(world, { calendarYear: withRest('2025-03-03') });
    expect(today.body.warnings[1]).toMatchObject({ code: 'deadlinesMoved', count: 1, among: 1 });
    expect(await read(world, proposed)).toMatchObject({ calendarYear: { year: 2025 } });
    expect((await ask(world, CITY, 'listCalendars')).body.calendarVersion).toBe(calendar.version);
    expect(await recalculation(world)).toBeUndefined();

    const approved = await decide(world, CITY, 'approve', proposed);
    const { calendarVersion, since, items } = (await ask(world, CITY, 'listCalendars')).body;
    expect(calendarVersion).toBe(approved.body.to);
    expect(since).toMatchObject({ amendment: proposed.body.id, approvedBy: CITY });
    expect(items.map(({ year }: { year: number }) => year)).toEqual([2024, 2025, 2026]);
    expect(await recalculation(world)).toMatchObject({ calendarVersion });
    const { body } = await ask(world, CITY, 'getCalendar', { params: { year: '2025' } });
    expect(body.days).toContainEqual({ date: '2025-03-10', name: '台风', rest: true });
    expect(problem(await ask(world, CITY, 'getCalendar', { params: { year: '2031' } }))).toEqual([
      404,
      'unknown-year',
    ]);
  });

  it('is joined with what holds when it is approved: two that were proposed side by side both hold', async () => {
    const world = new World();
    const [storm, sunny] = [
      await propose(world, { calendarYear: STORM }),
      await propose(world, { calendarYear: SUNNY }),
    ];
    const first = await decide(world, CITY, 'approve', storm);
    const second = await decide(world, CITY, 'approve', sunny);
    expect(second.body.from).toBe(first.body.to);
    const { calendarVersion } = await world.store.city.stored();
    const { days } = await world.store.city.calendar(calendarVersion);
    for (const date of ['2025-03-10', '2026-03-09'])
      expect(days).toContainEqual(expect.objectContaining({ date, rest: true }));
  });

  it('that does not fit is refused with its place in the body', async () => {
    const world = new World();
    const year = { ...STORM, days: [...STORM.days, { date: '2025-03-10', name: '台风', rest: true }] };
    const received = await propose(world, { calendarYear: year });
    expect(problem(received)).toEqual([422, 'invalid-calendar']);
    expect(received.body.field).toBe(`calendarYear.days.${STORM.days.length}.date`);
    await world.amend({ calendarYear: STORM }, 'storm');
    expect(problem(await propose(world, { calendarYear: STORM }))).toEqual([409, 'in-force-already']);
  });

  it('goes back to an earlier calendar by one request', async () => {
    const world = new World();
    const { to } = await world.amend({ calendarYear: STORM }, 'storm');
    const back = await propose(world, { earlier: { kind: 'calendar', version: calendar.version } });
    expect(back.body).toMatchObject({ from: to, to: calendar.version });
    await decide(world, CITY, 'approve', back);
    expect((await world.store.city.stored()).calendarVersion).toBe(calendar.version);
    expect(await recalculation(world)).toMatchObject({ calendarVersion: calendar.version });
    const unknown = await propose(world, { earlier: { kind: 'calendar', version: 'never' } });
    expect(problem(unknown)).toEqual([422, 'unknown-version']);
  });
});

/** A generation as an import leaves it that waits for a second person. */
const imported = async (world: World, more: Partial<Proposal> = {}): Promise<Received> => {
  const edition = world.store.city.writeGeneration(contentWith(undefined, 'g-2'));
  const { generation: from, policyVersion, calendarVersion } = await world.store.city.stored();
  const proposal: Proposal = {
    id: '01JNDQ00000000000000000077',
    kind: 'edition',
    by: OPERATOR,
    at: world.now,
    reason: WHY,
    from,
    to: 'g-2',
    warnings: [],
    edition,
    beside: { policyVersion, calendarVersion },
    ...more,
  };
  const remembered = { request: asked(OPERATOR, 'import'), answer: proposal };
  await world.store.city.propose(proposal, world.now, remembered);
  return ask(world, CITY, 'getAmendment', { params: { amendmentId: proposal.id } });
};

describe('an edition', () => {
  const editions = async (world: World) => (await ask(world, STAFF.police.subject, 'listEditions')).body;

  it('that was imported waits, and takes over once a second person approves', async () => {
    const world = new World();
    const waiting = await imported(world);
    expect(waiting.body).toMatchObject({ kind: 'edition', state: 'proposed', from: 'g-1', to: 'g-2' });
    expect(await editions(world)).toMatchObject({ inForce: { borderVersion: 'g-1' } });
    expect(problem(await decide(world, OPERATOR, 'approve', waiting))).toEqual([403, 'forbidden']);
    expect((await decide(world, CITY, 'approve', waiting)).body).toMatchObject({ state: 'inForce' });
    expect(await editions(world)).toMatchObject({
      inForce: { borderVersion: 'g-2', since: { edition: { proposedBy: OPERATOR, approvedBy: CITY } } },
      before: { borderVersion: 'g-1' },
    });
  });

  it('that is to hold later is planned once it is approved, and not told as in force before', async () => {
    const world = new World();
    const from = at('2025-04-01 00:00');
    await decide(world, CITY, 'approve', await imported(world, { effective: from }));
    const planned = await editions(world);
    expect(planned).toMatchObject({
      inForce: { borderVersion: 'g-1' },
      planned: { borderVersion: 'g-2', from, since: { edition: { at: from } } },
    });
    expect(planned).not.toHaveProperty('before');
    world.moveTo(from);
    const later = await editions(world);
    expect(later).toMatchObject({ inForce: { borderVersion: 'g-2' }, before: { borderVersion: 'g-1' } });
    expect(later).not.toHaveProperty('planned');
  });

  it('is not approved when policy or calendar were amended since it was put together', async () => {
    const world = new World();
    const waiting = await imported(world);
    await world.amend(policy('test-2'), 'two');
    expect(problem(await decide(world, CITY, 'approve', waiting))).toEqual([409, 'city-changed']);
    expect(await editions(world)).toMatchObject({
      inForce: { borderVersion: 'g-1', policyVersion: 'test-2' },
    });
  });

  it('gives way to the one before by one request; policy and calendar stay', async () => {
    const world = new World();
    await decide(world, CITY, 'approve', await imported(world));
    await world.amend(policy('test-2'), 'two');
    const none = await propose(world, { earlier: { kind: 'edition', version: 'g-0' } });
    expect(problem(none)).toEqual([422, 'unknown-version']);
    const back = await propose(world, { earlier: { kind: 'edition', version: 'g-1' } });
    expect(back.body).toMatchObject({ from: 'g-2', to: 'g-1', state: 'proposed' });
    await decide(world, CITY, 'approve', back);
    expect(await editions(world)).toMatchObject({
      inForce: { borderVersion: 'g-1', policyVersion: 'test-2' },
      before: { borderVersion: 'g-2' },
    });
    // The policy that came in force in between is laid out in the generation that comes back.
    expect(await world.store.city.isLaidOut('g-1', 'test-2')).toBe(true);
  });

  it('tells how many open cases lie in grids that it has no more', async () => {
    const world = new World();
    await world.report('reporter', 'piano');
    await world.settle();
    const without = contentWith(undefined, 'g-3');
    world.store.city.writeGeneration({
      ...without,
      areas: without.areas.filter(({ level }) => level !== 'grid'),
    });
    const { body } = await imported(world, { to: 'g-3' });
    expect(body.warnings).toEqual([
      expect.objectContaining({ code: 'casesInGridsGone', count: 1, among: 1 }),
    ]);
  });
});

describe('the record', () => {
  it('tells who asked for what, and who decided, to those who decide, and to nobody else', async () => {
    const world = new World();
    await decide(world, CITY, 'approve', await propose(world, policy('test-2')));
    await decide(world, SECOND, 'refuse', await propose(world, policy('test-3')));
    await propose(world, { calendarYear: STORM });
    const first = (await ask(world, CITY, 'listAmendments', { query: { limit: '2' } })).body;
    const { cursor } = first;
    const rest = (await ask(world, CITY, 'listAmendments', { query: { limit: '2', cursor } })).body;
    expect(rest.cursor).toBeUndefined();
    const told = [...first.items, ...rest.items].map(({ kind, state, proposedBy, decidedBy }) => [
      kind,
      state,
      proposedBy,
      decidedBy,
    ]);
    expect(told).toEqual([
      ['calendar', 'proposed', OPERATOR, undefined],
      ['policy', 'refused', OPERATOR, SECOND],
      ['policy', 'inForce', OPERATOR, CITY],
    ]);
    for (const subject of [STAFF.county.subject, STAFF.gridWorker.subject, 'a resident'])
      expect(problem(await ask(world, subject, 'listAmendments'))).toEqual([403, 'forbidden']);
  });

  it('knows nothing of an amendment that nobody proposed', async () => {
    const params = { amendmentId: '01JNDQ00000000000000000099' };
    const received = await ask(new World(), CITY, 'getAmendment', { params });
    expect(problem(received)).toEqual([404, 'unknown-amendment']);
  });
});

describe('whoever dies at any call', () => {
  const wishes = { 'a policy': policy('test-2'), 'a year': { calendarYear: STORM } };

  it.each(
    Object.entries(wishes),
  )('%s is proposed once, and in force once with its record', async (_, wish) => {
    let deaths = 0;
    for (const act of ['propose', 'approve'] as const)
      for (const when of ['before', 'after'] as const)
        for (let call = 1; ; call++) {
          const world = new World();
          const gate = dyingAt(call, when);
          if (act === 'propose') await world.propose(wish, 'one', gate).catch(() => undefined);
          const { id, to } = await world.propose(wish, 'one');
          if (act === 'approve') await world.approveAmendment(STAFF.city, id, gate).catch(() => undefined);
          const before = await world.store.city.stored();
          const record = await world.store.city.amendment(id);
          // Never one without the other.
          const holds = [before.policyVersion, before.calendarVersion].includes(to);
          expect(holds).toBe(record?.ending?.outcome === 'inForce');
          const approved = await world.approveAmendment(STAFF.city, id);
          expect(approved.ending).toMatchObject({ outcome: 'inForce', by: CITY, to });
          const after = await world.store.city.stored();
          expect([after.policyVersion, after.calendarVersion]).toContain(to);
          expect(await world.store.city.isLaidOut('g-1', after.policyVersion)).toBe(true);
          expect((await world.store.city.amendments({ limit: 9 })).amendments).toHaveLength(1);
          if (!gate.died) break;
          deaths++;
        }
    expect(deaths).toBeGreaterThan(20);
  });

  it('an edition takes over once, with its record', async () => {
    for (const when of ['before', 'after'] as const)
      for (let call = 1; ; call++) {
        const world = new World();
        const { id } = (await imported(world)).body;
        const gate = dyingAt(call, when);
        await world.approveAmendment(STAFF.city, id, gate).catch(() => undefined);
        const { generation } = await world.store.city.stored();
        const record = await world.store.city.amendment(id);
        expect(generation === 'g-2').toBe(record?.ending?.outcome === 'inForce');
        await world.approveAmendment(STAFF.city, id);
        const after = await world.store.city.stored();
        expect(after).toMatchObject({ generation: 'g-2', before: { generation: 'g-1' } });
        if (!gate.died) {
          expect(call).toBeGreaterThan(3);
          break;
        }
      }
  });
});
