import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { personalCommands } from '#domain/case/commands.ts';
import { commandPath } from '#shared/http/command-paths.ts';
import { getCase } from '../../../functions/queries/get-case.ts';
import { OPERATIONS } from '../../../tools/openapi/document.ts';
import {
  judicial,
  type Life,
  lifeAt,
  police,
  policyWith,
  reporter,
  resident,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import { counting } from '../use-cases/counting.ts';
import { answerTo } from '../visible/scene.ts';
import { STAFF, World } from '../world/world.ts';

recordLog();

interface Asking {
  language?: string;
  world?: World;
  services?: ReturnType<World['services']>;
}

const readBy = async (
  { subject }: Actor,
  life: Life,
  { language = 'en', world = new World(), services = world.services() }: Asking = {},
): Promise<Received> => {
  const id = await world.takeIn(life);
  return served(
    [getCase],
    services,
    eventFor(getCase, {
      params: { id },
      headers: { 'accept-language': language },
      claims: { sub: subject },
    }),
  );
};

describe('the commands of a case', () => {
  it('come with a name, and with the address where they are given', async () => {
    const life = lifeAt('joint');
    const { body } = await readBy(STAFF.judicial, life);
    const { id } = life.current;
    expect(body.commands.filter(({ allowed }: { allowed: boolean }) => allowed)).toEqual([
      {
        command: 'respond',
        name: 'Respond',
        part: judicial.code,
        allowed: true,
        href: `/cases/${id}/parts/${judicial.code}/respond`,
      },
      {
        command: 'returnPart',
        name: 'Return a part',
        part: judicial.code,
        allowed: true,
        href: `/cases/${id}/parts/${judicial.code}/return`,
      },
      {
        command: 'extendPart',
        name: 'Request more time for a part',
        part: judicial.code,
        allowed: true,
        href: `/cases/${id}/parts/${judicial.code}/extend`,
      },
      { command: 'attach', name: 'Add a file', allowed: true, href: `/cases/${id}/attachments` },
      { command: 'comment', name: 'Comment', allowed: true, href: `/cases/${id}/comment` },
    ]);
  });

  it('say in the caller’s language why they are not allowed', async () => {
    const { body } = await readBy(reporter, lifeAt('handling'), { language: 'zh-CN' });
    expect(body.commands[0]).toEqual({
      command: 'followUp',
      name: '回访',
      allowed: false,
      because: '当前阶段为“办理中”，不能执行“回访”；该操作仅适用于：待回访。',
    });
  });

  it('have addresses at which the API has an operation', () => {
    const posts = Object.values(OPERATIONS)
      .flat()
      .filter(({ method }) => method === 'POST')
      .map(({ path }) => path);
    for (const type of Object.keys(personalCommands) as (keyof typeof personalCommands)[])
      expect(posts, type).toContain(commandPath(type));
  });
});

describe('a case', () => {
  it('tells whoever is told its clock also that of the whole case', async () => {
    const limits = [
      ...policyWith().limits,
      { stage: 'whole' as const, limit: { value: 10, unit: 'workDay' as const } },
    ];
    const ladders = [
      ...policyWith().ladders,
      { stage: 'whole' as const, rungs: [{ share: 1, actions: ['supervise' as const] }] },
    ];
    const policy = policyWith({ limits, ladders });
    const life = lifeAt('acknowledgement', { policy });
    const world = new World({ policy });
    const { body } = await readBy(STAFF.police, life, { world });
    expect(life.current.whole).toBeDefined();
    expect(body.whole).toMatchObject({
      limit: { value: 10, unit: 'workDay' },
      dueAt: life.current.whole?.dueAt,
      paused: false,
    });
    expect((await readBy(reporter, life, { world: new World({ policy }) })).body.whole).toEqual(body.whole);
  });

  it('costs one request', async () => {
    const world = new World();
    const { gate, requests } = counting();
    const { status } = await readBy(STAFF.police, lifeAt('handling'), {
      world,
      services: world.services(gate),
    });
    expect([status, requests()]).toEqual([200, ['loadWithStart']]);
  });
});

describe('a case by its number', () => {
  const by = (world: World, subject: string, id: string): Promise<Received> =>
    answerTo(world, resident(subject), getCase, { params: { id }, headers: { 'accept-language': 'en' } });

  it('is found as people write it, by those who may see it', async () => {
    const world = new World();
    const { id, number = '' } = await world.report('reporter', 'report-1');
    expect(number).toMatch(/^[2-9]\d{10}$/);
    const grouped = (between: string) =>
      [number.slice(0, 3), number.slice(3, 7), number.slice(7)].join(between);
    for (const written of [number, grouped(' '), grouped('-')])
      expect(await by(world, 'reporter', written)).toMatchObject({ status: 200, body: { id, number } });
    const { status, body } = await by(world, 'somebody', number);
    expect([status, body.type]).toEqual([404, 'urn:gridward:problem:unknown-case']);
  });

  it('is told apart from one that is mistyped, and one that there is not', async () => {
    const world = new World();
    const answered = async (number: string) => {
      const { status, body } = await by(world, 'reporter', number);
      return [status, body.type, body.field];
    };
    expect(await answered('200 0000 0002')).toEqual([422, 'urn:gridward:problem:mistyped-number', 'id']);
    expect(await answered('20000000001')).toEqual([404, 'urn:gridward:problem:unknown-case', undefined]);
  });

  it('costs one request more', async () => {
    const world = new World();
    const { number = '' } = await world.report('reporter', 'report-1');
    const { gate, requests } = counting();
    await served(
      [getCase],
      world.services(gate),
      eventFor(getCase, { params: { id: number }, claims: { sub: 'reporter' } }),
    );
    expect(requests()).toEqual(['numbered', 'loadWithStart']);
  });
});

it('whoever may not give a command is told who may', async () => {
  const world = new World();
  const { id } = await world.report('reporter', 'report-1');
  const assign = { type: 'assign' as const, unit: police.code, reason: 'Theirs.' };
  await expect(world.give(reporter, id, assign, 'key-1')).rejects.toMatchObject({
    rejection: {
      kind: 'forbidden',
      code: 'forbidden',
      message: {
        'zh-CN':
          '您不能执行“分派”；可执行的人员：本地指挥中心的派遣员（该中心为责任单位，或其层级不低于案件当前层级），或受理申诉的监督单位的人员；申诉待决的，不予受理的人员、单位和上报人除外。',
        en: 'You may not give "Assign"; it is for dispatchers of a centre of the place that has the case in charge or stands at its level or above, and the staff of the supervising unit that hears an appeal; while an appeal waits, nobody who declined or reported the case.',
      },
    },
  });
});
