import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  paginateListEventSourceMappings,
  paginateListFunctions,
  UpdateEventSourceMappingCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, describe, expect, it } from 'vitest';
import { startTick } from '../../tools/local/tick.ts';
import { awsClientConfig, REPOSITORY } from '../../tools/local/workplace.ts';
import { smoke } from '../tools/smoke/scene.ts';
import { caseOf, local, until } from './city.ts';

const folder = mkdtempSync(join(tmpdir(), 'gridward-smoke-'));
const tokens = join(folder, 'tokens.json');
writeFileSync(tokens, JSON.stringify(local.tokens));
const lambda = new LambdaClient(awsClientConfig(local.endpoint));
afterAll(() => {
  lambda.destroy();
  rmSync(folder, { recursive: true });
});

/** As a person gives the command. Node's own notices aside: the version that runs the tests may strip types with a warning. */
const COMMAND = [
  '--no-warnings',
  join(REPOSITORY, 'tools/smoke.ts'),
  local.city,
  '--url',
  local.apiUrl,
  '--tokens',
  tokens,
];

/** Runs while the sweep does. */
const ticking = async <T>(run: () => Promise<T>): Promise<T> => {
  const tick = startTick(local);
  try {
    return await run();
  } finally {
    await tick.stop();
  }
};

/** Cases that a run names. */
const casesIn = (out: string): string[] => [...new Set(out.match(/(?<=[Cc]ase )[0-9A-Z]{26}/g))];
const stagesOf = (out: string) =>
  Promise.all(casesIn(out).map(async (id) => (await caseOf(id, 'operator-01')).stage));

const functionOf = async (name: string): Promise<string> => {
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { FunctionName, Environment } of Functions)
      if (FunctionName && Environment?.Variables?.POWERTOOLS_SERVICE_NAME === name) return FunctionName;
  throw new Error(`there is no function ${name}`);
};

describe('npm run smoke', () => {
  it('is green where the city works, and leaves no case open', async () => {
    const { code, out } = await ticking(
      () =>
        new Promise<{ code: number; out: string }>((resolve) => {
          execFile(process.execPath, COMMAND, (error, stdout, stderr) =>
            resolve({ code: Number(error?.code ?? 0), out: `${stdout}${stderr}` }),
          );
        }),
    );
    expect(out).toMatch(/\nNo case stays open\.\n19 of 19 steps passed in \d+\.\d s\.\n$/);
    expect(code, out).toBe(0);
    expect(out.match(/^✓/gm)).toHaveLength(19);
    expect(await stagesOf(out)).toEqual(['closed', 'closed']);
  });

  it('strikes off what is open when it is interrupted', async () => {
    const run = spawn(process.execPath, COMMAND);
    let out = '';
    run.stdout.on('data', (text) => {
      out += text;
    });
    const ended = new Promise<number | null>((resolve) => run.on('close', resolve));
    // No sweep comes, so it waits at this step.
    await until(
      async () => out,
      (text) => text.includes('✓ 13'),
    );
    run.kill('SIGINT');
    expect(await ended, out).toBe(1);
    expect(out).toMatch(/✗ 14 .*\n +Came: +an interruption from the terminal\n/);
    expect(out).toMatch(/\nNo case stays open\.\n13 of 19 steps passed/);
    expect(await stagesOf(out)).toEqual(['closed', 'voided']);
  });
});

describe('a place whose lowest centre has nobody who signs in', () => {
  it('has its case assigned one level up, and verified by the grid worker who was drawn', async () => {
    const { 'committee-01': _, ...others } = local.tokens;
    const { failed, why, lines } = await ticking(() => smoke(local.apiUrl, others, { waitSeconds: 30 }));
    expect(failed, JSON.stringify(why)).toBeUndefined();
    expect(lines.at(-1)).toMatch(/^19 of 19 steps passed/);
  });
});

describe('a city in which something does not run', () => {
  /** The step that fails, where the runbook tells of it, and what became of the case. */
  const told = async (waitSeconds: number) => {
    const { failed, why, lines } = await smoke(local.apiUrl, local.tokens, { waitSeconds });
    const out = lines.join('\n');
    const [, article] = /See docs\/(\S+)\.$/.exec(why.Next ?? '') ?? [];
    return { failed, article, stages: await stagesOf(out), open: !lines.includes('No case stays open.') };
  };

  it('is red at the suspension where the sweep does not come', async () => {
    expect(await told(2)).toEqual({
      failed: 'The sweep ends a suspension at its date',
      article: 'runbook.md#sweep-not-running',
      stages: ['voided'],
      open: false,
    });
  });

  it('is red at the execution where the relay is switched off', async () => {
    const FunctionName = await functionOf('relay');
    const mappings: string[] = [];
    for await (const { EventSourceMappings = [] } of paginateListEventSourceMappings(
      { client: lambda },
      { FunctionName },
    ))
      mappings.push(...EventSourceMappings.flatMap(({ UUID }) => UUID ?? []));
    expect(mappings).toHaveLength(1);
    const [UUID] = mappings;
    const enable = (Enabled: boolean) => lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    await enable(false);
    try {
      expect(await told(6)).toEqual({
        failed: 'An execution drives the case',
        article: 'runbook.md#relay-not-running',
        stages: ['voided'],
        open: false,
      });
    } finally {
      await enable(true);
    }
  });

  it('is red at the duty list where the tasks fail', async () => {
    const FunctionName = await functionOf('tasks');
    const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const { CASES_TABLE, ...without } = Environment?.Variables ?? {};
    expect(CASES_TABLE).toBeDefined();
    const set = (Variables: Record<string, string>) =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables } }));
    await set(without);
    try {
      expect(await told(6)).toEqual({
        failed: 'The duty list names a unit',
        article: 'runbook.md#tasks-failing',
        stages: ['voided'],
        open: false,
      });
    } finally {
      await set(Environment?.Variables ?? {});
    }
  });
});
