import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plusSeconds } from '#domain/time/instant.ts';
import { apiTypes, TYPES_FILE } from '../../tools/openapi/types.ts';
import { officer, township } from '../domain/builders.ts';
import { recordLog } from '../functions/http/log.ts';
import { POINT, STAFF, World } from '../functions/world/world.ts';
import { handlersOf } from '../fuzz/city-in-memory.ts';
import { type Gateway, openGateway } from '../fuzz/gateway.ts';
import { generatePythonClient, type PythonClient } from './python-client.ts';
import { liveWholeLife, type Scene } from './whole-life.ts';

/** Clients that generators make of the document live through a whole case. */
recordLog();

const world = new World();
const tokenOf = ({ subject }: { subject: string }): string => encodeURIComponent(subject);
let gateway: Gateway;
let scene: Scene;

beforeAll(async () => {
  const handlers = handlersOf(world);
  gateway = await openGateway((name) => async (event, context) => {
    const answer = await handlers[name](event, context);
    await world.settle();
    return answer;
  });
  scene = {
    url: gateway.url,
    tokens: {
      resident: tokenOf({ subject: 'lin-wei' }),
      office: tokenOf(officer(township)),
      workers: [STAFF.gridWorker, STAFF.colleague].map(tokenOf),
    },
    place: POINT,
    now: () => world.now,
    wait: () => world.moveTo(plusSeconds(world.now, 1200)),
  };
});
afterAll(() => gateway.close());

describe('the types of the API', () => {
  it('are those of the document: run `npm run openapi` when they are not', async () => {
    expect(readFileSync(TYPES_FILE, 'utf8')).toBe(await apiTypes());
  });

  it('say what everything is, but for what an event tells besides, and the document of itself', () => {
    const types = readFileSync(TYPES_FILE, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    expect(types).not.toMatch(/: any\b|<any>/);
    const unsaid = types
      .split('\n')
      .filter((line) => /\bunknown\b/.test(line) && !line.includes('[name: string]'));
    expect(new Set(unsaid.map((line) => line.trim()))).toEqual(new Set(['[key: string]: unknown;']));
    expect(unsaid).toHaveLength(3);
  });
});

describe('a client in TypeScript', () => {
  it('lives through a whole case', async () => {
    const seen = await liveWholeLife(scene);
    expect(seen).toMatchObject({ stage: 'closed', names: { stage: '已结案' } });
    expect(seen.answer).toContain('晚九点后不再弹琴');
  });

  it('is never told by its author what something is', () => {
    const source = readFileSync(new URL('whole-life.ts', import.meta.url), 'utf8');
    expect(source).toContain('createClient<paths>');
    expect(source).not.toMatch(/ as [A-Z{[]|\bany\b|\w!\.|!;|!\)|@ts-/);
  });
});

describe('a client in Python', () => {
  let client: PythonClient;
  // The first time the generator is installed.
  beforeAll(async () => {
    client = await generatePythonClient();
  }, 180_000);

  it('lives through a whole case', async () => {
    expect(await client.liveWholeLife(scene)).toMatch(/^closed 已结案 .+晚九点后不再弹琴/);
  });

  it('is never told by its author what something is, and mypy finds no fault in it', async () => {
    const source = readFileSync(new URL('whole_life.py', import.meta.url), 'utf8');
    expect(source).toContain('from gridward_client.api.actions import');
    expect(source).not.toMatch(/\bcast\b|\bAny\b|type: ?ignore|getattr|additional_properties|\.json\(/);
    await client.check();
  });
});
