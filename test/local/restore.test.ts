import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  QueryCommand,
  RestoreTableToPointInTimeCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantAt } from '#domain/time/instant.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import { openClient } from '#shared/store/dynamodb/documents.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import { driveWhatNeverRan } from '../../functions/sweep/drive-again.ts';
import { buildApp } from '../../infra/build-app.ts';
import { type City, loadCity } from '../../infra/city.ts';
import { photograph, upload } from '../../tools/api/upload.ts';
import { runCommand } from '../../tools/local/run-command.ts';
import { awsClientConfig, awsEnvironment, REPOSITORY } from '../../tools/local/workplace.ts';
import {
  atStage,
  caseOf,
  deployedWorkflow,
  dynamo,
  eventsOf,
  executionArn,
  local,
  person,
  reportAs,
  stepFunctions,
  TOWNSHIP,
  waitingAt,
} from './city.ts';
import { countingServices } from './counting.ts';

/** A table restored to a second of the past, in use by one deployment, and back; and one case brought back. */

const folder = mkdtempSync(join(tmpdir(), 'gridward-restore-'));
const client = dynamo();
const restoredTable = `gridward-restored-${randomUUID()}`;

/** The deployment of docs/runbook.md, with the field in city.json. */
const deploy = async (change: Partial<City>): Promise<void> => {
  const outdir = join(folder, randomUUID());
  buildApp(local.city, { ...loadCity(local.city), ...change }, { outdir, emulated: true }).app.synth();
  const cdk = join(REPOSITORY, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  await runCommand(
    process.execPath,
    [
      cdk,
      'deploy',
      '--all',
      '--app',
      outdir,
      '--require-approval',
      'never',
      '--method',
      'direct',
      '--no-notices',
    ],
    {
      purpose: 'Deploying',
      log: join(folder, 'deploy.log'),
      env: { ...awsEnvironment(local.endpoint), CI: 'true' },
    },
  );
};

/** What docs/runbook.md restores and switches on by hand. @returns the label of the stream */
const restoreTable = async (): Promise<string> => {
  const named = { TableName: restoredTable };
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: local.casesTable,
      TargetTableName: restoredTable,
      UseLatestRestorableTime: true,
    }),
  );
  await client.send(
    new UpdateTableCommand({
      ...named,
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
      DeletionProtectionEnabled: false,
    }),
  );
  await client.send(
    new UpdateTimeToLiveCommand({
      ...named,
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    }),
  );
  await client.send(
    new UpdateContinuousBackupsCommand({
      ...named,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    }),
  );
  const { Table } = await client.send(new DescribeTableCommand(named));
  expect(Table?.GlobalSecondaryIndexes).toHaveLength(9);
  return Table!.LatestStreamLabel!;
};

const photo = photograph();

/** Adds a file and sends it. */
const attach = async (id: string): Promise<void> => {
  const files = [{ id: await upload(person('resident-01'), photo) }];
  const { status } = await person('resident-01').post(`/cases/${id}/attachments`, { files });
  expect(status).toBe(200);
};

const done = async (subject: string, path: string, body: object = {}) => {
  const answer = await person(subject).post(path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

/** A case with two files, in the hands of the township. */
const handledCase = async (): Promise<string> => {
  const id = await reportAs('resident-01');
  await waitingAt(id, 'Wait for acknowledgement');
  await done('township-01', `/cases/${id}/acknowledge`);
  await attach(id);
  await attach(id);
  await waitingAt(id, 'Wait for the result');
  return id;
};

const toItsClose = async (id: string): Promise<void> => {
  await done('township-01', `/cases/${id}/submit-result`, { result: '双方和解。' });
  await done('committee-01', `/cases/${id}/verify`, { passed: true, instead: '网格员请假' });
  await done('resident-01', `/cases/${id}/follow-up`, { satisfied: true });
};

/** The history proves itself, and the files are listed and can be fetched. */
const isWhole = async (id: string, files: number): Promise<void> => {
  const { body } = await person('operator-01').get(`/cases/${id}/events?format=export`);
  const path = join(folder, `${id}.gridward.json`);
  writeFileSync(path, JSON.stringify(body));
  const script = join(REPOSITORY, 'tools/verify-history.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', script, path]);
  expect(stdout).toContain((await caseOf(id)).stage);
  const { items } = (await person('township-01').get(`/cases/${id}/attachments`)).body;
  expect(items).toHaveLength(files);
  for (const { downloadUrl } of items)
    expect(Buffer.from(await (await fetch(downloadUrl)).arrayBuffer())).toEqual(photo);
};

/** Runs the command as an operator does; the table in use is what the data stack says. */
const restoreCase = (from: string, id: string) =>
  promisify(execFile)(
    process.execPath,
    ['--no-warnings', join(REPOSITORY, 'tools/restore-case.ts'), local.city, '--from', from, id],
    { env: { ...process.env, ...awsEnvironment(local.endpoint) } },
  );

/** Deletes everything in the partition of a case. */
const deleteCase = async (TableName: string, id: string): Promise<number> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `CASE#${id}` } },
    }),
  );
  for (const { pk, sk } of Items)
    await client.send(new DeleteItemCommand({ TableName, Key: { pk: pk!, sk: sk! } }));
  return Items.length;
};

let handled: string;
let joint: string;
let closedSince: string;
let filedSince: string;

beforeAll(async () => {
  [handled, joint, closedSince] = await Promise.all([handledCase(), handledCase(), handledCase()]);
  await done('township-01', `/cases/${joint}/whistle`, {
    units: [`${TOWNSHIP}-judicialOffice`, `${TOWNSHIP}-policeStation`],
    ask: '请共同调解',
  });
  await atStage(joint, 'joint');
  const streamLabel = await restoreTable();
  // What the restored second does not know.
  await toItsClose(closedSince);
  await waitingAt(closedSince, 'Case is closed');
  filedSince = await handledCase();
  await deploy({ restoredCasesTable: { name: restoredTable, streamLabel } });
});

afterAll(async () => {
  await deploy({});
  const sfn = stepFunctions();
  for (const name of [handled, joint, closedSince, filedSince])
    await sfn.send(new StopExecutionCommand({ executionArn: executionArn(name) })).catch(() => undefined);
  await client.send(new DeleteTableCommand({ TableName: restoredTable }));
  // The city is as it was: in its own table, and driven.
  expect((await caseOf(closedSince)).stage).toBe('closed');
  // The relay first goes once more through all that the stream of this table kept, of every test before.
  await waitingAt(await reportAs('resident-01'), 'Wait for acknowledgement', 120);
  const { Rules = [] } = await new EventBridgeClient(awsClientConfig(local.endpoint)).send(
    new ListRulesCommand({}),
  );
  const states = Rules.filter(({ ScheduleExpression }) => ScheduleExpression).map(({ State }) => State);
  expect(states).toEqual(['DISABLED']);
  client.destroy();
  rmSync(folder, { recursive: true });
});

describe('a city on a restored table', () => {
  it('has its cases of that second, each with its history and its files', async () => {
    for (const id of [handled, joint, closedSince]) await isWhole(id, 2);
    expect((await caseOf(closedSince)).stage).toBe('handling');
    expect((await person('township-01').get(`/cases/${filedSince}`)).status).toBe(404);
  });

  it('goes on with a case in the execution that waited for it meanwhile', async () => {
    await done('township-01', `/cases/${handled}/submit-result`, { result: '已清理。' });
    await waitingAt(handled, 'Wait for verification');
    expect((await eventsOf(handled)).map(({ type }: { type: string }) => type)).not.toContain('redriven');
  });

  it('drives again a case that had closed since: the sweep finds it open without an execution', async () => {
    // The look is that of a sweep in eleven minutes; what it then does happens now, or limits of seconds would run out first.
    let aheadMs = 11 * 60_000;
    const { services } = countingServices(() => instantAt(Date.now() + aheadMs));
    const store = openDynamoStore({
      casesTable: restoredTable,
      gridsTable: local.gridsTable,
      definitions: DEFINITIONS,
      client: openClient(awsClientConfig(local.endpoint)),
    });
    // Cases of other tests are left alone.
    const open: typeof store.open = async (...page) => {
      const { open: all, ...rest } = await store.open(...page);
      aheadMs = 0;
      return { ...rest, open: all.filter(({ id }) => id === closedSince) };
    };
    const again = await driveWhatNeverRan({
      ...services,
      store: { ...store, open },
      workflow: deployedWorkflow(),
    });
    expect(again).toEqual({ driven: 1, failed: 0 });
    const { version } = await caseOf(closedSince);
    await waitingAt(`${closedSince}-${version}`, 'Wait for the result');
    await toItsClose(closedSince);
    await waitingAt(`${closedSince}-${version}`, 'Case is closed');
  });

  it('gets back a case that was filed since, from the table before', async () => {
    const { stdout } = await restoreCase(local.casesTable, filedSince);
    expect(stdout).toContain(`Case ${filedSince} is restored in ${restoredTable}`);
    await isWhole(filedSince, 2);
    const { version } = await done('operator-01', `/operations/cases/${filedSince}/restart`, {
      reason: '恢复',
    });
    await waitingAt(`${filedSince}-${version}`, 'Wait for the result');
  });

  it('gets back a case that was deleted, and drives it to its close', async () => {
    expect(await deleteCase(restoredTable, joint)).toBeGreaterThan(10);
    expect((await person('township-01').get(`/cases/${joint}`)).status).toBe(404);
    await restoreCase(local.casesTable, joint);
    await isWhole(joint, 2);
    const { version } = await done('operator-01', `/operations/cases/${joint}/restart`, {
      reason: '误删恢复',
    });
    await waitingAt(`${joint}-${version}`, 'Handle jointly');
    for (const [subject, unit] of [
      ['judicial-01', 'judicialOffice'],
      ['police-01', 'policeStation'],
    ])
      await done(subject!, `/cases/${joint}/parts/${TOWNSHIP}-${unit}/respond`, { answer: '已调解。' });
    await waitingAt(`${joint}-${version}`, 'Wait for the result');
    const parts = { [`${TOWNSHIP}-judicialOffice`]: '已调解。', [`${TOWNSHIP}-policeStation`]: '已调解。' };
    await done('township-01', `/cases/${joint}/submit-result`, { result: '双方和解。', parts });
    await done('committee-01', `/cases/${joint}/verify`, { passed: true, instead: '网格员请假' });
    await done('resident-01', `/cases/${joint}/follow-up`, { satisfied: true });
    await waitingAt(`${joint}-${version}`, 'Case is closed');
  });
});
