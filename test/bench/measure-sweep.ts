import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { caseNumberOf } from '#domain/case/number.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { openMemoryFileStore } from '#shared/files/memory-file-store.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import { fileCase } from '#shared/use-cases/file-case.ts';
import { bundleInto } from '../../infra/constructs/bundle.ts';
import { gridOf } from '../infra/small-city.ts';
import { importContent } from './capacity/city-content.ts';
import { clientOf, openTables } from './city.ts';
import { startDynamo } from './dynamo/server.ts';
import { startFunction } from './function-process.ts';
import { TABLES } from './functions.ts';
import { medianOf } from './median.ts';

const ENTRY = join(import.meta.dirname, 'sweeping-function.ts');
/** A Monday at nine, and how much later a case has used up 80 % of its two hours of work: its reminder is due. */
const FIRST: Instant = '2026-03-02T01:00:00.000Z';
const DUE_AFTER_SECONDS = 96 * 60;
const A_WEEK_SECONDS = 7 * 86_400;

/**
 * Milliseconds of CPU that a due case costs the sweep: the median of the rounds. All cases of a round are due at
 * once, and those of the rounds before, late by then, with them.
 */
export const measureSweep = async (cases: number, rounds: number): Promise<number> => {
  const outdir = mkdtempSync(join(tmpdir(), 'gridward-bench-'));
  const dynamo = await startDynamo(openTables());
  const bundle = join(outdir, 'sweeping.js');
  bundleInto(ENTRY, bundle);
  const sweeping = await startFunction(bundle, dynamo.endpoint);
  try {
    await importContent(clientOf(dynamo.endpoint));
    const store = openDynamoStore({
      casesTable: TABLES.cases,
      gridsTable: TABLES.grids,
      definitions: DEFINITIONS,
      client: clientOf(dynamo.endpoint),
    });
    const costs: number[] = [];
    // The first round compiles.
    for (let round = 0; round <= rounds; round++) {
      const now = plusSeconds(FIRST, round * A_WEEK_SECONDS);
      for (let i = 0; i < cases; i++)
        await fileCase({
          services: {
            store,
            definitions: DEFINITIONS,
            now: () => now,
            newId: ulid,
            newNumber: () => caseNumberOf(Math.random()),
            draw: () => 1,
            newSeed: randomUUID,
            pause: () => Promise.resolve(),
            files: openMemoryFileStore({ clock: Date.now }),
          },
          account: {
            title: '楼上夜间装修噪声扰民，邻里多次争执',
            description: '三号楼二单元五楼每晚十点后施工，四楼住户有老人和高考生，双方在楼道发生口角。',
            category: 'dispute.neighbour',
            place: { grid: gridOf(1) },
          },
          request: { subject: 'resident', key: randomUUID(), fingerprint: 'once' },
        });
      const { cpuMilliseconds, answers } = await sweeping.invoke([plusSeconds(now, DUE_AFTER_SECONDS)]);
      const [{ due, failed }] = answers as [{ due: number; failed: number }];
      if (due < cases || failed > 0) throw new Error(`${due} of ${cases} cases were due, ${failed} failed`);
      if (round > 0) costs.push(cpuMilliseconds / due);
    }
    return medianOf(costs);
  } finally {
    sweeping.stop();
    dynamo.stop();
    rmSync(outdir, { recursive: true });
  }
};
