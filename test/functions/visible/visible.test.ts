import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { Unit } from '#domain/place/unit.ts';
import type { Policy } from '#domain/policy/policy.ts';
import { decidersList, OPERATORS } from '#domain/process/process.ts';
import {
  committee,
  county,
  dispatcher,
  filed,
  justice,
  Life,
  lawFirm,
  officer,
  police,
  policyInput,
  policyWith,
  resident,
  township,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { POINT, STAFF, World } from '../world/world.ts';
import { ASKED, answerTo, READERS, requestFor, SAID, sceneAt } from './scene.ts';
import { VISIBLE } from './visible-table.ts';

recordLog();

type Stage = keyof typeof VISIBLE;
const STAGES = Object.keys(VISIBLE) as Stage[];
const NEEDLES = Object.entries(SAID);

/** The heads of a table's columns, and what each of them is told. */
const readTable = (table: string): Map<string, string[]> => {
  const [head = '', ...rows] = table.trim().split('\n');
  const columns = head.trim().split(/\s+/);
  const told = new Map<string, string[]>(columns.map((column) => [column, []]));
  for (const row of rows) {
    const marks = row.search(/[✓·]/);
    const what = row.slice(0, marks).trim();
    for (const [i, mark] of row.slice(marks).split(/\s+/).entries())
      if (mark === '✓') told.get(columns[i] as string)?.push(what);
  }
  return told;
};
const rowsOf = (table: string): string[] =>
  table
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => row.slice(0, row.search(/[✓·]/)).trim());

/** The world in which the scene has come to a stage, and everything that is told there. */
const worldAt = async (stage: Stage) => {
  const world = new World();
  const id = await world.takeIn(sceneAt(stage));
  return { world, id };
};
const toldIn = (raw: string): string[] =>
  NEEDLES.filter(([, needle]) => raw.includes(needle)).map(([what]) => what);

describe.each(STAGES)('at the stage "%s"', (stage) => {
  const told = readTable(VISIBLE[stage]);

  it('the table has everybody and everything that is said', () => {
    expect([...told.keys()]).toEqual(Object.keys(READERS));
    expect(rowsOf(VISIBLE[stage])).toEqual(Object.keys(SAID));
  });

  it.each(
    Object.entries(READERS),
  )('all reading together tells %s what the table says', async (column, actor) => {
    const { world, id } = await worldAt(stage);
    const answers = [];
    for (const asked of ASKED.filter(({ operation }) => operation.method === 'GET'))
      answers.push((await answerTo(world, actor, asked.operation, requestFor(asked, id))).raw);
    expect(toldIn(answers.join('\n'))).toEqual(told.get(column));
  });

  it.each(ASKED)('$what tells nobody more', async (asked) => {
    for (const [column, actor] of Object.entries(READERS)) {
      const { world, id } = await worldAt(stage);
      const { raw, status } = await answerTo(world, actor, asked.operation, requestFor(asked, id));
      expect([200, 201, 400, 403, 404, 409, 422], `${column}: ${raw}`).toContain(status);
      const more = toldIn(raw).filter((what) => !told.get(column)?.includes(what));
      expect(more, `${column}: ${raw}`).toEqual([]);
    }
  });
});

/** What is told of who did the first thing in a case: it was reported. */
const causeToldTo = async (actor: Actor, life: Life) => {
  const world = new World();
  const id = await world.takeIn(life);
  const ask = async (what: string) => {
    const asked = ASKED.find((one) => one.what === what);
    if (!asked) throw new Error(`nobody can ask ${what}`);
    return (await answerTo(world, actor, asked.operation, requestFor(asked, id))).body;
  };
  const { reporter: named, channel } = await ask('getCase');
  const [{ by }] = (await ask('listEvents')).items;
  return { by, named, channel };
};

describe('a line of a list', () => {
  it('shows of a case only what is told to every unit that has it', async () => {
    const life = sceneAt('joint');
    life.rule({ type: 'park', reason: 'States.Timeout' });
    const world = new World();
    const id = await world.takeIn(life);
    const read = ASKED.find(({ what }) => what === 'getCase') as (typeof ASKED)[number];
    const { body } = await answerTo(world, STAFF.justice, read.operation, requestFor(read, id));
    const lines = caseProcess.entries(life.current);
    expect(lines.map(({ list, shows }) => [shows.why, list])).toEqual([
      ['joint', police.code],
      ['part', justice.code],
      ['approve', decidersList(township.code)],
      ['approvePart', police.code],
      ['reply', police.code],
      ['parked', OPERATORS],
    ]);
    for (const { list, shows } of lines)
      for (const [name, shown] of Object.entries(shows))
        if (name === 'reason') expect(list).toBe(OPERATORS);
        else if (name === 'part') expect(shown).toBe(justice.code);
        else if (name === 'unit') expect(shown).toBe(body.unit.code);
        else if (name === 'unitName') expect(shown).toBe(body.unit.name);
        else if (name !== 'why') expect(shown, name).toEqual(body[name]);
  });
});

describe('a reporter who may not be known', () => {
  const worker = STAFF.colleague;
  const reportedBy = (unit: Unit): Life => {
    const life = new Life(filed({ reporter: worker.subject, channel: 'gridWorker' }, { actor: worker }));
    life.give(dispatcher(township), { type: 'assign', unit: unit.code, reason: 'Theirs.' });
    return life;
  };
  const nothing = { by: { kind: 'person' }, named: undefined, channel: undefined };
  const everything = {
    by: { kind: 'person', role: 'gridWorker', unit: committee.code, subject: worker.subject },
    named: worker.subject,
    channel: 'gridWorker',
  };

  it('is not given away by role, unit or channel', async () => {
    expect(await causeToldTo(STAFF.police, reportedBy(police))).toEqual(nothing);
    expect(await causeToldTo(STAFF.gridWorker, reportedBy(police))).toEqual(nothing);
    expect(await causeToldTo(STAFF.township, reportedBy(police))).toEqual(everything);
  });

  it('is a grid worker on duty to the dispatchers of their own unit alone, although it handles the matter', async () => {
    const life = reportedBy(committee);
    expect(await causeToldTo(STAFF.committee, life)).toEqual(everything);
    expect(await causeToldTo(STAFF.gridWorker, life)).toEqual(nothing);
  });

  it('is not given away by what their answer brings about', async () => {
    const life = reportedBy(police);
    const settle = (satisfied: boolean, by: Actor) => {
      life.give(by, { type: 'acknowledge' });
      life.give(by, { type: 'submitResult', result: 'Settled.' });
      life.give(STAFF.gridWorker, { type: 'verify', passed: true, evidence: { takenAt: life.now } });
      life.give(worker, {
        type: 'followUp',
        ...(satisfied ? { satisfied } : { satisfied, reason: 'Still loud.' }),
      });
    };
    settle(false, STAFF.police);
    settle(true, STAFF.county);
    const world = new World();
    const id = await world.takeIn(life);
    const asked = ASKED.find(({ what }) => what === 'listEvents') as (typeof ASKED)[number];
    const { body } = await answerTo(world, STAFF.police, asked.operation, requestFor(asked, id));
    const byPersonsOnly = body.items
      .filter(({ by }: { by: object }) => Object.keys(by).length === 1)
      .map(({ type }: { type: string }) => type);
    expect(byPersonsOnly).toEqual(['reported', 'followedUp', 'secondLookOrdered', 'followedUp', 'closed']);
    expect(JSON.stringify(body)).not.toContain(worker.subject);
  });

  it.each([
    'escalate',
    'return',
    'assign elsewhere',
    'designate elsewhere',
  ] as const)('stays hidden from a centre that had the case: %s', async (way) => {
    const life = new Life(filed({ reporter: 'lin-wei' }, { actor: resident('lin-wei') }));
    life.give(dispatcher(county), { type: 'assign', unit: township.code, reason: 'Theirs.' });
    const reason = 'Not theirs.';
    if (way === 'escalate') life.give(dispatcher(township), { type: 'escalate', reason });
    else if (way === 'return')
      life.give(dispatcher(township), { type: 'return', code: 'notOurDuty', reason });
    else
      life.give(dispatcher(county), {
        type: way === 'assign elsewhere' ? 'assign' : 'designate',
        unit: police.code,
        reason,
      });
    expect(await causeToldTo(STAFF.township, life)).toEqual(nothing);
    expect((await causeToldTo(STAFF.city, life)).named).toBe('lin-wei');
  });

  it('does what they do in an office as its staff', async () => {
    const handler = officer(police);
    const life = new Life(filed({ reporter: handler.subject }, { actor: handler }));
    life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' });
    life.give(handler, { type: 'acknowledge' });
    const world = new World();
    const id = await world.takeIn(life);
    const asked = ASKED.find(({ what }) => what === 'listEvents') as (typeof ASKED)[number];
    const { body } = await answerTo(world, STAFF.justice, asked.operation, requestFor(asked, id));
    expect(body.status).toBe(404);
    const { body: told } = await answerTo(world, STAFF.gridWorker, asked.operation, requestFor(asked, id));
    expect(told.items.map(({ by }: { by: object }) => by)).toEqual([
      { kind: 'person' },
      { kind: 'person', role: 'dispatcher', unit: township.code },
      { kind: 'person', role: 'officer', unit: police.code },
    ]);
  });
});

describe('a unit that was taken off', () => {
  it('reads where the case stands and what was said until then, and does nothing in it', async () => {
    const { world, id } = await worldAt('verification');
    const ask = (what: string, more: object = {}) => {
      const asked = ASKED.find((one) => one.what === what) as (typeof ASKED)[number];
      return answerTo(world, STAFF.lawFirm, asked.operation, { ...requestFor(asked, id), ...more });
    };
    const { body } = await ask('getCase');
    expect(Object.keys(body).sort()).toEqual([
      ...['answer', 'borderVersion', 'category', 'commands', 'description', 'grid', 'id', 'level'],
      ...['names', 'point', 'policyVersion', 'reportedAt', 'severity', 'stage', 'title', 'unit', 'version'],
    ]);
    expect([body.stage, body.unit.code]).toEqual(['verification', committee.code]);
    expect(body.commands.filter(({ allowed }: { allowed: boolean }) => allowed)).toEqual([]);
    expect((await ask('listEvents')).body.items.at(-1)).toMatchObject({ type: 'partRemoved' });
    expect((await ask('listEvents', { query: { limit: '5' } })).body.cursor).toBeDefined();
    expect((await ask('listEvents')).body.cursor).toBeUndefined();
    expect((await ask('getDeadline')).body.clocks).toEqual([]);
    const before = (await world.history(id)).length;
    for (const { what, operation } of ASKED.filter((one) => one.operation.path.startsWith('/cases/{id}/')))
      if (operation.method === 'POST') expect((await ask(what)).status, what).toBe(403);
    expect(await world.history(id)).toHaveLength(before);
  });

  it('takes part again once it is asked again', async () => {
    const life = sceneAt('joint');
    life.give(STAFF.police, { type: 'approve' });
    life.give(officer(justice), { type: 'respond', unit: justice.code, answer: 'Done.' });
    life.give(STAFF.police, { type: 'whistle', units: [lawFirm.code], ask: 'After all.', join: 'all' });
    const world = new World();
    const id = await world.takeIn(life);
    await world.give(STAFF.lawFirm, id, { type: 'comment', text: 'On our way.' }, 'key-1');
    expect((await world.history(id)).at(-1)).toMatchObject({ type: 'commented' });
  });
});

describe('similar cases', () => {
  const similar = async (actor: Actor, lives: Life[], policy?: Policy) => {
    const world = new World(policy ? { policy } : {});
    for (const life of lives) await world.takeIn(life);
    const asked = ASKED.find(({ what }) => what === 'findSimilar') as (typeof ASKED)[number];
    return (await answerTo(world, actor, asked.operation, requestFor(asked, ''))).body;
  };
  const here = (id: string, by: string) => {
    const life = new Life(filed({ id, point: POINT, reporter: by }, { actor: resident(by) }));
    life.give(dispatcher(township), { type: 'assign', unit: police.code, reason: 'Theirs.' });
    return life;
  };
  const two = () => [
    here('01JNDQ00000000000000000001', 'lin-wei'),
    here('01JNDQ00000000000000000002', 'zhao-min'),
  ];

  it('are a number to a resident, besides their own', async () => {
    expect(await similar(resident('neighbour'), two())).toEqual({ items: [], around: 2 });
    expect(await similar(resident('zhao-min'), two())).toMatchObject({
      items: [{ id: '01JNDQ00000000000000000002', metres: 0, title: 'Piano at night' }],
      around: 2,
    });
  });

  it('are listed to the staff of the place, and a number to others', async () => {
    expect((await similar(STAFF.township, two())).items).toHaveLength(2);
    expect(await similar(STAFF.lawFirm, two())).toEqual({ items: [], around: 2 });
  });

  it('are not even a number where the category is sensitive, and are listed to those who see them', async () => {
    const categories = policyInput.categories.map((category) =>
      category.code === 'dispute' ? { ...category, sensitive: true } : category,
    );
    const sensitive = policyWith({ categories });
    expect(await similar(resident('neighbour'), two(), sensitive)).toEqual({ items: [], around: 0 });
    expect((await similar(STAFF.township, two(), sensitive)).items).toHaveLength(2);
  });

  it('do not tell whoever reported the same how far away the first report was', async () => {
    const [first, second] = two() as [Life, Life];
    first.rule({ type: 'absorb', from: second.current, reason: 'The same.' });
    expect(await similar(resident('zhao-min'), [first])).toEqual({ items: [], around: 1 });
  });
});
