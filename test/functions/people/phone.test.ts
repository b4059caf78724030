import { describe, expect, it } from 'vitest';
import { at } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { POINT, STAFF, World } from '../world/world.ts';
import { type Device, deviceOf } from './device.ts';
import { MATTER, settle, verify } from './offices.ts';

/** What a resident sees on a phone from the report to the end, and what somebody sees who has reported the same. */
recordLog();

const answerOf = async (phone: Device, id: string): Promise<string> =>
  (await phone.get(`/cases/${id}`)).answer;
const mayDo = async (phone: Device, id: string): Promise<string[]> =>
  (await phone.get(`/cases/${id}`)).commands
    .filter(({ allowed }: { allowed: boolean }) => allowed)
    .map(({ command }: { command: string }) => command);

describe('a resident’s phone', () => {
  it('reports, follows, understands what was done, is asked and answers', async () => {
    const world = new World();
    const phone = deviceOf(world, 'lin-wei');

    const { categories } = await phone.get('/catalogue');
    expect(categories.map(({ code }: { code: string }) => code)).toContain(MATTER.category);
    const reported = await phone.post('/cases', MATTER);
    expect(reported.status).toBe(201);
    const { id } = reported.body;
    expect(reported.headers.location).toBe(`/cases/${id}`);

    // A new phone finds it: nothing has to be remembered.
    const { items } = await phone.get('/cases?reporter=me');
    expect(items).toMatchObject([{ id, title: MATTER.title, names: { stage: '待签收' } }]);
    expect((await phone.get(`/cases/${items[0].number}`)).id).toBe(id);
    expect(await answerOf(phone, id)).toMatch(/^已分派给.+，等待签收，时限至2025年3月3日/);

    await settle(world, id);
    expect(await answerOf(phone, id)).toMatch(/^已办结，由.+组织核实/);
    // The result is told when somebody else has looked.
    expect(JSON.stringify(await phone.get(`/cases/${id}`))).not.toContain('晚九点后不再弹琴');
    expect(await mayDo(phone, id)).not.toContain('followUp');
    const early = await phone.post(`/cases/${id}/follow-up`, { satisfied: true });
    expect([early.status, early.body.type]).toEqual([409, 'urn:gridward:problem:wrong-stage']);

    await verify(world, id);
    expect(await answerOf(phone, id)).toMatch(
      /^已办结并核实，由.+回访上报人是否满意，时限至.+。.+的办理情况：已与五楼住户约定，晚九点后不再弹琴。$/,
    );
    expect(await mayDo(phone, id)).toContain('followUp');
    const { commands } = await phone.get(`/cases/${id}`);
    const { href, name } = commands.find(({ command }: { command: string }) => command === 'followUp');
    expect(name).toBe('回访');

    const said = await phone.post(href, { satisfied: true, rating: 5 });
    expect([said.status, said.body.stage]).toEqual([200, 'closed']);
    expect(await answerOf(phone, id)).toMatch(/^已于2025年3月3日.+结案。.+的办理情况：已与五楼住户约定/);
    expect(await mayDo(phone, id)).not.toContain('followUp');

    const history = await phone.get(`/cases/${id}/events`);
    const sentences = history.items.map(({ text }: { text: string }) => text);
    expect(sentences.length).toBeGreaterThan(5);
    expect(sentences.every((one: string) => /\p{Script=Han}/u.test(one))).toBe(true);
    expect(JSON.stringify(history)).toContain('晚九点后不再弹琴');
    // Who did it is told by office: no officer is named to a resident.
    const told = JSON.stringify([history, await phone.get(`/cases/${id}`)]);
    for (const { subject } of Object.values(STAFF)) expect(told).not.toContain(`"${subject}"`);
  });

  it('reads why a report was not accepted, and appeals where the answer says how long', async () => {
    const world = new World();
    const phone = deviceOf(world, 'lin-wei');
    const { body } = await phone.post('/cases', MATTER);
    const office = deviceOf(world, STAFF.township.subject);
    const { declineReasons } = await office.get('/catalogue');
    const declined = await office.post(`/cases/${body.id}/decline`, {
      code: declineReasons[0].code,
      reason: '已在法院诉讼。',
    });
    expect(declined.status).toBe(200);
    const answer = await answerOf(phone, body.id);
    expect(answer).toContain(`理由：${declineReasons[0].name['zh-CN']}`);
    expect(answer).toMatch(/如不同意，可于.+前申诉一次，由上级重新决定$/);
    const { commands } = await phone.get(`/cases/${body.id}`);
    const { href } = commands.find(({ command }: { command: string }) => command === 'appeal');
    expect((await phone.post(href, { reason: '没有诉讼。' })).status).toBe(200);
  });
});

describe('somebody who has reported the same', () => {
  it('sees how it goes on and what came of it, and nothing that the first reporter told', async () => {
    const world = new World();
    const [first, second] = [deviceOf(world, 'lin-wei'), deviceOf(world, 'zhao-min')];
    const { body: older } = await first.post('/cases', MATTER);
    world.moveTo(at('2025-03-03 09:05'));
    const own = { ...MATTER, title: '夜里很吵', description: '听见琴声，睡不着。' };
    const { body: younger } = await second.post('/cases', own);
    const merged = await deviceOf(world, STAFF.township.subject).post(`/cases/${younger.id}/merge`, {
      into: older.id,
      reason: '同一事项。',
    });
    expect(merged.status).toBe(200);
    expect(await answerOf(second, younger.id)).toContain(`在案件 ${older.id} 中继续办理`);

    await settle(world, older.id);
    const seen = await second.get(`/cases/${older.id}`);
    expect(seen.answer).toMatch(/^已办结，由.+组织核实/);
    for (const hidden of ['title', 'description', 'point', 'reporter', 'channel'])
      expect(seen).not.toHaveProperty(hidden);
    const everything = JSON.stringify([seen, await second.get(`/cases/${older.id}/events`)]);
    for (const secret of [MATTER.title, MATTER.description, 'lin-wei', String(POINT.lon)])
      expect(everything).not.toContain(secret);
    expect((await second.get(`/cases/${younger.id}`)).description).toBe(own.description);

    await verify(world, older.id);
    expect(await answerOf(second, older.id)).toContain('晚九点后不再弹琴');
    // Both are asked, and the case is closed when both have answered.
    expect(await mayDo(second, older.id)).toContain('followUp');
    expect((await first.post(`/cases/${older.id}/follow-up`, { satisfied: true })).body.stage).toBe(
      'followUp',
    );
    expect((await second.post(`/cases/${older.id}/follow-up`, { satisfied: true })).body.stage).toBe(
      'closed',
    );
  });

  it('is nobody to whom a case of others exists', async () => {
    const world = new World();
    const { body } = await deviceOf(world, 'lin-wei').post('/cases', MATTER);
    const stranger = deviceOf(world, 'zhao-min');
    await expect(stranger.get(`/cases/${body.id}`)).rejects.toThrow('404');
    await expect(stranger.get(`/cases/${body.id}/events`)).rejects.toThrow('404');
    expect((await stranger.get('/cases?reporter=me')).items).toEqual([]);
  });
});
