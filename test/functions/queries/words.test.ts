import { describe, expect, it } from 'vitest';
import type { Actor } from '#domain/actor.ts';
import { STAGES } from '#domain/case/stages.ts';
import { getCase } from '../../../functions/queries/get-case.ts';
import { listEvents } from '../../../functions/queries/list-events.ts';
import { worklist } from '../../../functions/queries/worklist.ts';
import {
  committee,
  county,
  dispatcher,
  justice,
  type Life,
  lifeAt,
  OTHER_CASE,
  officer,
  police,
  reporter,
  township,
} from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, served } from '../http/request.ts';
import { World } from '../world/world.ts';

recordLog();

const asking =
  (operation: typeof getCase | typeof listEvents | typeof worklist) =>
  async ({ subject }: Actor, life: Life, language = 'zh-CN') => {
    const world = new World();
    const id = await world.takeIn(life);
    const { status, body } = await served(
      [operation],
      world.services(),
      eventFor(operation, {
        ...(operation.path.includes('{id}') && { params: { id } }),
        headers: { 'accept-language': language },
        claims: { sub: subject },
      }),
    );
    expect(status).toBe(200);
    return body;
  };
const read = asking(getCase);
const history = asking(listEvents);
const list = asking(worklist);

describe('a reporter is answered in words', () => {
  it.each([
    ['reported', '已立案，由committee确定承办单位，时限至2025年3月3日（星期一）11:00'],
    ['acknowledgement', '已分派给police station，等待签收，时限至2025年3月3日（星期一）11:15'],
    ['handling', 'police station正在办理，时限至2025年3月10日（星期一）09:15'],
    ['joint', 'police station会同其他单位联合处置，时限至2025年3月10日（星期一）09:15'],
    ['verification', '已办结，由committee组织核实，时限至2025年3月4日（星期二）10:30'],
    [
      'followUp',
      '已办结并核实，由township centre回访上报人是否满意，时限至2025年3月6日（星期四）10:45。police station的办理情况：Settled.',
    ],
    ['closed', '已于2025年3月3日（星期一）11:00结案。police station的办理情况：Settled.'],
    [
      'declined',
      '已于2025年3月3日（星期一）11:00决定不予受理，理由：已进入诉讼程序。如不同意，可于2025年3月18日（星期二）18:00前申诉一次，由上级重新决定',
    ],
    ['voided', '已于2025年3月3日（星期一）11:00作废，理由：误报'],
    ['merged', `已于2025年3月3日（星期一）11:00并案，在案件 ${OTHER_CASE} 中继续办理，可在该案查看进展`],
  ] as const)('where the case is at %s', async (stage, answer) => {
    expect((await read(reporter, lifeAt(stage))).answer).toBe(answer);
  });

  it('in English, too: of a refusal with its reason', async () => {
    const { answer, names } = await read(reporter, lifeAt('declined'), 'en');
    expect(answer).toBe(
      'Not accepted on Monday, 3 March 2025 at 11:00: Before the courts. If you do not agree, you may appeal once until Tuesday, 18 March 2025 at 18:00; the level above then decides anew',
    );
    expect(names).toEqual({
      stage: 'declined',
      category: 'Neighbours',
      severity: 'general',
      level: 'community',
      channel: 'police',
      code: 'Before the courts',
    });
  });

  it('of an appeal only who may still make one', async () => {
    const declined = async (by: Actor, life = lifeAt('declined')) => (await read(by, life)).answer;
    expect(await declined(dispatcher(committee))).not.toContain('申诉');
    const final = lifeAt('declined');
    final.give(reporter, { type: 'appeal', reason: 'The court has something else.' });
    final.give(dispatcher(township), { type: 'decline', code: 'inLitigation', reason: 'It has.' });
    expect(await declined(reporter, final)).not.toContain('申诉');
  });

  it('what was done and by which office, once somebody else has checked it', async () => {
    const outcome = {
      at: '2025-03-03T02:30:00.000Z',
      unit: { code: police.code, name: 'police station' },
      result: 'Settled.',
    };
    for (const stage of STAGES)
      expect((await read(reporter, lifeAt(stage))).outcome, stage).toEqual(
        stage === 'followUp' || stage === 'closed' ? outcome : undefined,
      );
    expect((await read(officer(police), lifeAt('verification'))).outcome).toEqual(outcome);
  });

  it('of a pause until when it lasts', async () => {
    const life = lifeAt('handling');
    life.give(officer(police), { type: 'suspend', until: '2025-03-20T01:00:00.000Z', reason: 'Away.' });
    life.give(dispatcher(township), { type: 'approve' });
    expect((await read(reporter, life)).answer).toBe(
      'police station负责办理，暂停至2025年3月20日（星期四）09:00',
    );
  });

  it('and reads in the history what was done, and that a reason was given', async () => {
    const { items } = await history(reporter, lifeAt('closed'));
    const submitted = items.find(({ type }: { type: string }) => type === 'resultSubmitted');
    expect(submitted.names).toEqual({ type: '办结' });
    expect(submitted.details.result).toBe('Settled.');
    const [, declined] = (await history(reporter, lifeAt('declined'))).items;
    // The reason of an event is for offices; the reporter is told it with the case.
    expect(declined.names).toEqual({ type: '不予受理' });
  });
});

describe('codes come with names', () => {
  it('in a history: types, reasons, severities and templates', async () => {
    const life = lifeAt('reported');
    life.give(dispatcher(county), { type: 'assign', unit: justice.code, reason: 'Theirs.' });
    life.give(officer(justice), { type: 'acknowledge' });
    life.give(dispatcher(county), { type: 'changeSeverity', severity: 'serious', reason: 'A child.' });
    life.give(officer(justice), { type: 'whistle', template: 'threeOffice', ask: 'Come.' });
    const { items } = await history(officer(justice), life, 'en');
    expect(items.map(({ names }: { names: object }) => names)).toEqual([
      { type: 'reported' },
      { type: 'assigned' },
      { type: 'acknowledged' },
      { type: 'severity changed', severity: 'serious' },
      { type: 'whistled', template: 'Three offices' },
    ]);
    const returned = lifeAt('acknowledgement');
    returned.give(officer(police), { type: 'return', code: 'notOurDuty', reason: 'Not ours.' });
    expect((await history(dispatcher(township), returned)).items.at(-1).names).toEqual({
      type: '退回',
      code: '不属于本单位职责',
    });
  });

  it('in a worklist', async () => {
    const { items } = await list(dispatcher(committee), lifeAt('reported'), 'en');
    expect(items).toHaveLength(1);
    expect(items[0].names).toEqual({
      stage: 'waiting for dispatch',
      category: 'Neighbours',
      severity: 'general',
      level: 'community',
      why: 'to dispatch',
    });
  });

  it('and tell no more than the codes that are told', async () => {
    const { names, channel } = await read(officer(police), lifeAt('handling'));
    expect([names.channel, channel]).toEqual([undefined, undefined]);
    expect(Object.keys(names)).toEqual(['stage', 'category', 'severity', 'level']);
  });
});
