import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileCase, type Told } from '#shared/cases/file-case.ts';
import { giveCommand } from '#shared/cases/give-command.ts';
import { repeatable } from '#shared/persistence/idempotency.ts';
import { atStage, GRID, person, reportAs, waitingAt } from './city.ts';
import { countingServices, warm } from './counting.ts';

const told: Told = {
  title: '楼上夜间装修噪声扰民，邻里多次争执',
  description: '三号楼二单元五楼每晚十点后施工，四楼住户有老人和高考生，物业劝阻无效，双方在楼道发生口角。',
  category: 'dispute.neighbour',
  severity: 'general',
  channel: 'police',
  place: { point: { lon: 120.8705, lat: 32.0155 } },
};

const { services, count, reset } = countingServices();
const { db, reference, newId, draw } = services;
const filing = () => ({ db, reference, now: services.now(), newId, draw });
const asks = (subject: string) => repeatable(subject, randomUUID(), {});

/** The middle of a grid as areas.csv has it, so that the place is found by a point. */
beforeAll(async () => {
  await warm(reference);
  const area = await reference.area(GRID);
  told.place = { point: { lon: area?.lon ?? 0, lat: area?.lat ?? 0 } };
});

describe('the budgets of DynamoDB requests and write units', () => {
  it('locates a point with one read', async () => {
    reset();
    await reference.locate((told.place as { point: { lon: number; lat: number } }).point);
    expect(count.requests).toEqual(['GetItemCommand']);
  });

  it('files a report with at most 4 requests and 12 write units', async () => {
    reset();
    await fileCase(filing(), told, asks('police-01'));
    expect(count.requests).toHaveLength(4);
    expect(count.writeUnits).toBeLessThanOrEqual(12);
  });

  it('files a self-handled case with at most 3 requests', async () => {
    reset();
    await fileCase(
      filing(),
      { ...told, channel: 'gridWorker', result: '已劝离，双方和解。' },
      asks('grid-worker-01'),
    );
    expect(count.requests).toHaveLength(3);
  });

  it.each([
    ['acknowledge', 'township-01', { type: 'acknowledge' as const }],
    ['whistle', 'township-01', { type: 'whistle' as const, template: 'threeOffice', ask: '请协助' }],
    ['submitResult', 'township-01', { type: 'submitResult' as const, result: '双方和解。' }],
    ['comment', 'township-01', { type: 'comment' as const, text: '已电话联系双方。' }],
  ])('carries out %s with at most 3 requests', async (_name, subject, command) => {
    const id = await reportAs('police-01');
    await atStage(id, 'acknowledgement');
    if (command.type === 'whistle' || command.type === 'submitResult')
      await person(subject).post(`/cases/${id}/acknowledge`, {});
    reset();
    await giveCommand({ db, reference, now: services.now() }, id, command, asks(subject));
    expect(count.requests).toHaveLength(3);
  });
});

describe('the budgets of workflows', () => {
  it('runs no execution for a self-handled case', async () => {
    const filed = await fileCase(filing(), { ...told, result: '当场处置完毕。' }, asks('grid-worker-01'));
    // A reported case that follows has its execution; by then the stream has passed the self-handled one.
    const reported = await reportAs('resident-01');
    await atStage(reported, 'acknowledgement');
    const { body } = await person('operator-01').get('/operations/executions?limit=100');
    const withExecution = body.items.map((item: { caseId: string }) => item.caseId);
    expect(withExecution).toContain(reported);
    expect(withExecution).not.toContain(filed.id);
  });

  it('takes at most 16 transitions for report, assign, acknowledge, submit, verify, follow-up and close', async () => {
    const id = await reportAs('resident-01');
    const steps: [string, string, string, object][] = [
      ['Wait for acknowledgement', 'township-01', 'acknowledge', {}],
      ['Wait for the result', 'township-01', 'submit-result', { result: '双方和解。' }],
      ['Wait for verification', 'committee-01', 'verify', { passed: true }],
      ['Wait for follow-up', 'resident-01', 'follow-up', { satisfied: true, rating: 5 }],
    ];
    for (const [state, subject, command, body] of steps) {
      await waitingAt(id, state);
      const answer = await person(subject).post(`/cases/${id}/${command}`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    }
    const states = await waitingAt(id, 'Case is closed');
    expect(states).toHaveLength(13);
    expect(states.length).toBeLessThanOrEqual(16);
  });
});
