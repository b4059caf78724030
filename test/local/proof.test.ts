import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { verifyHistory } from '#domain/process/verify-history.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { fileCase } from '#shared/use-cases/file-case.ts';
import { REPOSITORY } from '../../tools/local/workplace.ts';
import { atStage, caseOf, GRID, person, reportAs, waitingAt } from './city.ts';
import { asks, countingServices, warm } from './counting.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridward-proof-'));
afterAll(() => rmSync(folder, { recursive: true }));

const exportOf = (id: string, subject = 'operator-01') =>
  person(subject).get(`/cases/${id}/events?format=export`);

/** Runs the check as a person does, on a file that holds this text. */
const verify = async (text: string): Promise<{ code: number; out: string; err: string }> => {
  const path = join(folder, 'case.gridward.json');
  writeFileSync(path, text);
  const script = join(REPOSITORY, 'tools/verify-history.ts');
  // Node's own notices aside: the version that runs the tests may strip types with a warning.
  const run = promisify(execFile)(process.execPath, ['--no-warnings', script, path]);
  return run.then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
  );
};

describe('the history of a case that was lived to its end', () => {
  let id: string;
  beforeAll(async () => {
    id = await reportAs('resident-01');
    const steps: [string, string, string, object][] = [
      ['Wait for acknowledgement', 'township-01', 'acknowledge', {}],
      ['Wait for the result', 'township-01', 'submit-result', { result: '双方和解。' }],
      ['Wait for verification', 'committee-01', 'verify', { passed: true, instead: '网格员请假' }],
      ['Wait for follow-up', 'resident-01', 'follow-up', { satisfied: true, rating: 5 }],
    ];
    for (const [state, subject, command, body] of steps) {
      await waitingAt(id, state);
      const answer = await person(subject).post(`/cases/${id}/${command}`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    }
  });

  it('is exported as a file that proves itself without the server', async () => {
    const { status, body, headers } = await exportOf(id);
    expect([status, body.format, body.kind, body.id]).toEqual([200, 'gridward-history/1', 'case', id]);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${id}.gridward.json"`);
    const { code, out } = await verify(JSON.stringify(body));
    expect(code).toBe(0);
    for (const told of [id, 'closed', body.events[0].at, body.events.at(-1).at, body.events.at(-1).hash])
      expect(out).toContain(told);
  });

  it('replays to the very record that the table holds', async () => {
    const { body } = await exportOf(id, 'city-01');
    const { services } = countingServices();
    const verified = verifyHistory(body, DEFINITIONS);
    expect('current' in verified && verified.current).toEqual(await services.store.read(caseProcess, id));
  });

  it('does not prove itself once a word of it was changed', async () => {
    const { body } = await exportOf(id);
    const { code, err } = await verify(JSON.stringify(body).replace('双方和解。', '无人应答。'));
    const forged = body.events.findIndex(({ type }: { type: string }) => type === 'resultSubmitted') + 1;
    expect(code).toBe(1);
    expect(err).toContain(`第 ${forged} 条：内容与其哈希不符`);
    expect(err).toContain(`Event ${forged}: The content does not match the hash`);
  });

  it('is exported to operators and the city, and to nobody else who may read it', async () => {
    for (const subject of ['resident-01', 'township-01', 'county-01', 'committee-01', 'grid-worker-01'])
      expect((await exportOf(id, subject)).status, subject).toBe(403);
    expect((await exportOf(id, 'resident-02')).status).toBe(404);
    expect((await person('operator-01').get(`/cases/${id}/events?format=csv`)).body.field).toBe('format');
  });
});

describe('verification by somebody who was drawn', () => {
  it('falls to a grid worker near the place when a result is handed in', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    await person('township-01').post(`/cases/${id}/acknowledge`, {});
    const { status, body } = await person('township-01').post(`/cases/${id}/submit-result`, {
      result: '已清理。',
    });
    expect([status, body.stage]).toEqual([200, 'verification']);
    expect((await caseOf(id, 'county-01')).verifier).toMatch(/^grid-worker-0[12]$/);
    expect((await caseOf(id, 'township-01')).verifier).toBeUndefined();
  });

  it('also looks at a self-handled case when the draw says so, at the cost of one more read', async () => {
    const { services, count, reset } = countingServices();
    await warm(services.store.city);
    const account = {
      title: '楼道堆物',
      description: '三号楼二单元楼道长期堆放杂物。',
      category: 'dispute.neighbour',
      place: { grid: GRID },
      settled: { result: '当场清理。' },
    };
    const { store } = services;
    const policy = async (version: string) => ({
      ...(await store.city.policy(version)),
      onSpot: { severities: ['general' as const], rules: [{ allowed: true, sample: 0.05 }] },
    });
    const sampling = { ...store, city: { ...store.city, policy } };
    const file = async (draw: number) => {
      const { answer } = await fileCase({
        services: { ...services, store: sampling, draw: () => draw },
        account,
        request: asks('grid-worker-01'),
      });
      return answer;
    };

    reset();
    const spared = await file(0.05);
    expect([spared.stage, count.requests.length]).toEqual(['closed', 2]);
    reset();
    const drawn = await file(0.049);
    expect([drawn.stage, count.requests.length]).toEqual(['verification', 3]);
    // The committee's own people settled it: the township looks, and no grid worker of that committee is drawn.
    const { unit, verifier } = await caseOf(drawn.id);
    expect([unit.code, verifier]).toEqual(['320613001-commandCenter', undefined]);
    await waitingAt(drawn.id, 'Wait for verification');
  });
});
