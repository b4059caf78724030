import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replay } from '#domain/case/evolve.ts';
import { fileCase } from '#shared/cases/file-case.ts';
import { caseKey, caseOf as caseOfItem } from '#shared/persistence/cases-table.ts';
import { openDocuments } from '#shared/persistence/database.ts';
import { repeatable } from '#shared/persistence/idempotency.ts';
import { REPOSITORY } from '../../tools/local/workplace.ts';
import { atStage, caseOf, dynamo, GRID, local, person, reportAs, waitingAt } from './city.ts';
import { countingServices, warm } from './counting.ts';

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
      ['Wait for verification', 'committee-01', 'verify', { passed: true }],
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
    expect([status, body.format, body.caseId]).toEqual([200, 'gridward-case/1', id]);
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${id}.gridward.json"`);
    const { code, out } = await verify(JSON.stringify(body));
    expect(code).toBe(0);
    for (const told of [id, 'closed', body.events[0].at, body.events.at(-1).at, body.events.at(-1).hash])
      expect(out).toContain(told);
  });

  it('replays to the very record that the table holds', async () => {
    const { body } = await exportOf(id, 'city-01');
    const client = dynamo();
    const { Item } = await openDocuments(client).send(
      new GetCommand({ TableName: local.casesTable, Key: caseKey(id) }),
    );
    client.destroy();
    expect(replay(body.events)).toEqual(caseOfItem(Item ?? {}));
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
    expect((await caseOf(id)).verifier).toMatch(/^grid-worker-0[12]$/);
  });

  it('also looks at a self-handled case when the draw says so, at the cost of one more read', async () => {
    const { services, count, reset } = countingServices();
    await warm(services.reference);
    const told = {
      title: '楼道堆物',
      description: '三号楼二单元楼道长期堆放杂物。',
      category: 'dispute.neighbour',
      severity: 'general' as const,
      channel: 'gridWorker' as const,
      place: { grid: GRID },
      result: '当场清理。',
    };
    const reference = {
      ...services.reference,
      policy: async (version: string) => ({
        ...(await services.reference.policy(version)),
        selfHandledSample: 0.05,
      }),
    };
    const filing = { ...services, reference, now: services.now() };
    const asks = () => repeatable('grid-worker-01', crypto.randomUUID(), {});

    reset();
    const spared = await fileCase({ ...filing, draw: () => 0.05 }, told, asks());
    expect([spared.stage, count.requests.length]).toEqual(['closed', 3]);
    reset();
    const drawn = await fileCase({ ...filing, draw: () => 0.049 }, told, asks());
    expect([drawn.stage, count.requests.length]).toEqual(['verification', 4]);
    // The committee's own people settled it: the township looks, and no grid worker of that committee is drawn.
    const { unit, verifier } = await caseOf(drawn.id);
    expect([unit.code, verifier]).toEqual(['320613001-commandCenter', undefined]);
    await waitingAt(drawn.id, 'Wait for verification');
  });
});
