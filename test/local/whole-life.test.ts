import { describe, expect, it } from 'vitest';
import { instantAt } from '#domain/time/instant.ts';
import type { Services } from '#shared/services.ts';
import { sweep } from '../../functions/sweep/sweep.ts';
import { upload } from '../../tools/api/upload.ts';
import { atStage, caseOf, eventsOf, person, reportAs, TOWNSHIP, TOWNSHIP_CENTRE } from './city.ts';
import { countingServices } from './counting.ts';

const { services } = countingServices();
const problem = (code: string) => `urn:gridward:problem:${code}`;

/** Gives a command and expects it to be carried out. */
const done = async (subject: string, path: string, body: object = {}, headers = {}) => {
  const answer = await person(subject).post(path, body, headers);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

/** Gives a command and expects it to be refused; answers status and code. */
const refused = async (subject: string, path: string, body: object = {}) => {
  const { status, body: said } = await person(subject).post(path, body);
  return [status, said.type];
};

/** The version of a case as it is read now, on which a command insists. */
const seen = async (id: string) => ({ 'if-match': `"${(await caseOf(id)).version}"` });

const types = async (id: string) => (await eventsOf(id)).map(({ type }: { type: string }) => type);

/** A dispute that the township's centre handles. */
const handled = async (): Promise<string> => {
  const id = await reportAs('resident-01');
  await atStage(id, 'acknowledgement');
  await done('township-01', `/cases/${id}/acknowledge`);
  return id;
};

describe('extensions', () => {
  it('are granted twice, refused without cost, and impossible a third time', async () => {
    const id = await handled();
    const before = (await caseOf(id)).clock;
    const limit = Date.parse(before.dueAt) - Date.parse(before.startedAt);
    await done('township-01', `/cases/${id}/extend`, { reason: '等待鉴定' });
    expect(await refused('township-01', `/cases/${id}/approve`)).toEqual([403, problem('forbidden')]);
    await done('county-01', `/cases/${id}/refuse`, { reason: '理由不足' });
    expect((await caseOf(id)).clock.dueAt).toBe(before.dueAt);
    for (const granted of [1, 2]) {
      await done('township-01', `/cases/${id}/extend`, { reason: '等待鉴定' });
      await done('county-01', `/cases/${id}/approve`);
      const { clock } = await caseOf(id);
      expect(Date.parse(clock.dueAt)).toBe(Date.parse(before.dueAt) + granted * limit);
      expect(clock.extensions).toBe(granted);
    }
    expect(await refused('township-01', `/cases/${id}/extend`, { reason: '再等' })).toEqual([
      409,
      problem('extension-quota'),
    ]);
    const moved = (await eventsOf(id)).filter(({ type }: { type: string }) => type === 'extended');
    expect(moved).toHaveLength(2);
    expect(moved[0]).toMatchObject({
      by: { subject: 'county-01' },
      details: { moved: { from: before.dueAt } },
    });
  });
});

/**
 * What a sweep finds of one case. Limits are seconds here: days later every other case that is open would have thousands
 * of supervisions behind it, and the tests that follow would wait for the relay.
 */
const sweepingOnly = (id: string, { store, ...others }: Services): Services => ({
  ...others,
  store: {
    ...store,
    due: async (...asked) => {
      const { due, ...next } = await store.due(...asked);
      return { due: due.filter((process) => process.id === id), ...next };
    },
  },
});

describe('a suspension', () => {
  it('keeps what was used, fires nothing meanwhile, and ends by itself at its date', async () => {
    const id = await handled();
    const until = new Date(Date.now() + 3 * 86_400_000).toISOString();
    await done('township-01', `/cases/${id}/suspend`, { until, reason: '待雨季结束' });
    await done('county-01', `/cases/${id}/approve`);
    const stopped = await caseOf(id);
    expect(stopped).toMatchObject({ stage: 'handling', suspendedUntil: until, clock: { paused: true } });

    const later = (days: number) => ({
      ...services,
      now: () => instantAt(Date.now() + days * 86_400_000),
    });
    const events = (await types(id)).length;
    await sweep(sweepingOnly(id, later(2)));
    expect(await types(id)).toHaveLength(events);

    // The sweep comes a day late: the clock runs again from the date, not from the sweep.
    await sweep(sweepingOnly(id, later(4)));
    const history = await eventsOf(id);
    const resumed = history.find(({ type }: { type: string }) => type === 'resumed');
    const suspended = history.find(({ type }: { type: string }) => type === 'suspended');
    const used = Date.parse(suspended.at) - Date.parse(stopped.clock.startedAt);
    const limit = Date.parse(stopped.clock.dueAt) - Date.parse(stopped.clock.startedAt);
    expect(Date.parse(resumed.details.moved.to)).toBe(Date.parse(until) + limit - used);
    expect(resumed.by).toEqual({ kind: 'rule', rule: 'suspension/end' });
    expect(await refused('city-01', `/cases/${id}/suspend`, { until, reason: '再挂' })).not.toContain(200);
  });
});

describe('returns', () => {
  it('use up their quota, and then the level above designates a unit that cannot return', async () => {
    const id = await reportAs('resident-01', { category: 'streetOrder' });
    await atStage(id, 'acknowledgement');
    const back = { code: 'notOurDuty', reason: '不属本单位职责' };
    await done('committee-01', `/cases/${id}/return`, back);
    await done('township-01', `/cases/${id}/assign`, {
      unit: `${TOWNSHIP}-policeStation`,
      reason: '请派出所办理',
    });
    const second = await done('police-01', `/cases/${id}/return`, back);
    expect(second).toMatchObject({ stage: 'reported', unit: '320613-commandCenter' });
    const unit = { unit: `${TOWNSHIP}-policeStation`, reason: '指定派出所办理' };
    expect(await refused('county-01', `/cases/${id}/assign`, unit)).toEqual([409, problem('must-designate')]);
    await done('county-01', `/cases/${id}/designate`, unit);
    expect((await caseOf(id)).designated).toBe(true);
    expect(await refused('police-01', `/cases/${id}/return`, back)).toEqual([409, problem('designated')]);
    await done('police-01', `/cases/${id}/acknowledge`);
  });
});

describe('joint handling', () => {
  it('goes on with a quorum, and the summing-up names each part that is in', async () => {
    const id = await handled();
    await done('township-01', `/cases/${id}/whistle`, {
      template: 'threeOffice',
      join: { quorum: 2 },
      ask: '请共同调解',
    });
    const part = (unit: string, verb: string) => `/cases/${id}/parts/${unit}/${verb}`;
    const [judicial, police, lawFirm] = [
      `${TOWNSHIP}-judicialOffice`,
      `${TOWNSHIP}-policeStation`,
      '320613-lawFirm',
    ];
    await done('lawyer-01', part(lawFirm, 'extend'), { reason: '需查阅案卷' });
    await done('township-01', part(lawFirm, 'approve'));
    await done('judicial-01', part(judicial, 'respond'), { answer: '已调解' });
    expect((await caseOf(id)).stage).toBe('joint');
    expect(await refused('township-01', `/cases/${id}/submit-result`, { result: '办结' })).toEqual([
      409,
      problem('wrong-stage'),
    ]);
    expect(await done('police-01', part(police, 'respond'), { answer: '已取证' })).toMatchObject({
      stage: 'handling',
    });
    expect((await caseOf(id)).parts.map(({ state }: { state: string }) => state)).toEqual([
      'answered',
      'answered',
      'released',
    ]);
    expect(await refused('township-01', `/cases/${id}/submit-result`, { result: '办结' })).toEqual([
      422,
      problem('part-not-named'),
    ]);
    const submitted = await done('township-01', `/cases/${id}/submit-result`, {
      result: '双方和解',
      parts: { [judicial]: '调解成功', [police]: '证据已固定' },
    });
    expect(submitted.stage).toBe('verification');
    const workflows = await person('operator-01').get('/operations/executions?limit=100');
    expect(workflows.body.items.find((item: { caseId: string }) => item.caseId === id).status).toBe(
      'RUNNING',
    );
  });

  it('ends when the last part is returned or taken off', async () => {
    const id = await handled();
    const units = [`${TOWNSHIP}-judicialOffice`, `${TOWNSHIP}-policeStation`];
    await done('township-01', `/cases/${id}/whistle`, { units, ask: '请协助' });
    await done('judicial-01', `/cases/${id}/parts/${units[0]}/return`, {
      code: 'notOurDuty',
      reason: '不属本所',
    });
    const gone = await done('township-01', `/cases/${id}/parts/${units[1]}/remove`, { reason: '不再需要' });
    expect(gone.stage).toBe('handling');
  });
});

describe('supervision', () => {
  it('asks the unit in charge for a reply, and shows a red card when it is late', async () => {
    const id = await handled();
    await done('county-01', `/cases/${id}/supervise`, { text: '请说明进展' });
    expect(await refused('county-01', `/cases/${id}/reply`, { text: '代答' })).toEqual([
      403,
      problem('forbidden'),
    ]);
    const late = { ...services, now: () => instantAt(Date.now() + 10_000) };
    await sweep(sweepingOnly(id, late));
    expect((await caseOf(id)).cards).toContainEqual(
      expect.objectContaining({ color: 'red', unit: TOWNSHIP_CENTRE }),
    );
    await done('township-01', `/cases/${id}/reply`, { text: '已约双方到场' });
    expect((await caseOf(id)).supervision).toBeUndefined();
  });
});

describe('other ways to end', () => {
  it('declines with a coded ground, and ends the execution', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    expect(
      await refused('township-01', `/cases/${id}/decline`, { code: 'noSuchCode', reason: '无' }),
    ).toEqual([422, problem('unknown-reason')]);
    await done('township-01', `/cases/${id}/decline`, { code: 'litigation', reason: '已向法院起诉' });
    expect(await caseOf(id)).toMatchObject({ stage: 'declined', code: 'litigation' });
  });

  it('strikes a case off with a second person only', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    await done('township-01', `/cases/${id}/void`, { code: 'testReport', reason: '测试' });
    expect(await refused('township-01', `/cases/${id}/approve`)).toEqual([403, problem('forbidden')]);
    expect(await done('county-01', `/cases/${id}/approve`)).toMatchObject({ stage: 'voided' });
  });

  it('reopens a closed case, which another execution drives to its end', async () => {
    const id = await handled();
    await done('township-01', `/cases/${id}/submit-result`, { result: '双方和解' });
    await done('committee-01', `/cases/${id}/verify`, { passed: true, instead: '网格员请假' });
    await done('resident-01', `/cases/${id}/follow-up`, { satisfied: true });
    const reopened = await done('township-01', `/cases/${id}/reopen`, { reason: '纠纷复发' }, await seen(id));
    expect(reopened).toMatchObject({ stage: 'reported', unit: TOWNSHIP_CENTRE });
    await done('township-01', `/cases/${id}/assign`, {
      unit: `${TOWNSHIP}-judicialOffice`,
      reason: '请司法所办理',
    });
    await done('judicial-01', `/cases/${id}/acknowledge`);
    await done('judicial-01', `/cases/${id}/submit-result`, { result: '达成调解协议' });
    await done('committee-01', `/cases/${id}/verify`, { passed: true, instead: '网格员请假' });
    await done('resident-01', `/cases/${id}/follow-up`, { satisfied: true });
    expect(await caseOf(id)).toMatchObject({ stage: 'closed', reopened: 1 });
  });
});

describe('verification', () => {
  it('is for the grid worker who was drawn, with evidence of when and where, and a file that came after the result', async () => {
    const id = await handled();
    await done('township-01', `/cases/${id}/submit-result`, { result: '双方和解' });
    const { verifier } = await caseOf(id, 'county-01');
    expect((await caseOf(id, 'township-01')).verifier).toBeUndefined();
    expect(['grid-worker-01', 'grid-worker-02']).toContain(verifier);
    const other = verifier === 'grid-worker-01' ? 'grid-worker-02' : 'grid-worker-01';
    const evidence = { takenAt: new Date().toISOString() };
    expect(await refused(other, `/cases/${id}/verify`, { passed: true, evidence })).toEqual([
      403,
      problem('forbidden'),
    ]);
    expect(await refused(verifier, `/cases/${id}/verify`, { passed: true })).toEqual([
      422,
      problem('evidence-missing'),
    ]);
    expect(await refused(verifier, `/cases/${id}/verify`, { passed: true, evidence })).toEqual([
      422,
      problem('evidence-missing'),
    ]);
    const files = [{ id: await upload(person(verifier)), caption: '现场' }];
    const back = await done(verifier, `/cases/${id}/verify`, {
      passed: false,
      code: 'notDone',
      reason: '现场仍有噪声',
      evidence: { ...evidence, files },
    });
    expect(back).toMatchObject({ stage: 'handling', unit: TOWNSHIP_CENTRE });
  });
});

describe('grading', () => {
  it('tells old and new deadline when the severity changes', async () => {
    const id = await handled();
    await done('county-01', `/cases/${id}/change-severity`, { severity: 'critical', reason: '有人持械' });
    const [changed] = (await eventsOf(id)).filter(({ type }: { type: string }) => type === 'severityChanged');
    expect(changed.details).toMatchObject({
      severity: 'critical',
      moved: { from: expect.any(String), to: expect.any(String) },
    });
  });

  it('delegates one level down and escalates one level up', async () => {
    const id = await handled();
    expect(await done('township-01', `/cases/${id}/delegate`, { reason: '社区先行化解' })).toMatchObject({
      level: 'community',
      stage: 'acknowledgement',
    });
    expect(
      await done('committee-01', `/cases/${id}/escalate`, { reason: '社区无力解决' }, await seen(id)),
    ).toMatchObject({
      level: 'township',
    });
  });
});
