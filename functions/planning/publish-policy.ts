import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { forbidden, mayPublishPolicy } from '#domain/access.ts';
import type { Policy } from '#domain/policy/policy.ts';
import { RejectionError } from '#domain/rejection.ts';
import { readActor } from '#shared/cases/read-case.ts';
import { operation } from '#shared/http/operation.ts';
import { hashOf } from '#shared/persistence/content-hash.ts';
import { type GridsDatabase, nameOf, readGrids } from '#shared/persistence/database.ts';
import { flipCurrent } from '#shared/persistence/flip-current.ts';
import {
  type CurrentItem,
  inForce,
  laidOutKey,
  type PolicyItem,
  policyKey,
} from '#shared/persistence/grids-table.ts';
import { readStored } from './city-now.ts';
import { readPlan } from './read-plan.ts';
import { writeDuties } from './write-duties.ts';

export const publishPolicy = operation({
  id: 'publishPolicy',
  method: 'PUT',
  path: '/policy',
  summary: {
    'zh-CN': '发布政策新版本：在办案件沿用原版本，一分钟内新案件适用新版本',
    en: 'Publish a version of the policy: running cases keep theirs, new ones get it within a minute',
  },
  body: z.strictObject({ policy: z.record(z.string(), z.unknown()) }),
  status: 200,
  answer: z.object({ version: z.string(), changed: z.boolean() }),
  run: async ({ body, subject }, { db, reference, now }) => {
    if (!mayPublishPolicy(await readActor(db, reference, subject)))
      throw new RejectionError(forbidden('publishPolicy'));
    const stored = await readStored(db);
    const current = inForce(stored, now());
    const { policy } = await readPlan(db, current.generation, body.policy);
    const { version } = policy;
    await keepPolicy(db, policy);
    if (current.policyVersion === version) return { body: { version, changed: false } };
    const after = withPolicy(current, version);
    for (const generation of generationsOf(after, version)) await layOut(db, generation, policy);
    await makeCurrent(db, stored, after);
    return { body: { version, changed: true } };
  },
});

/**
 * Keeps a version for good, before anything is laid out by it: cases hold on to their version, so its content never changes.
 * @throws RejectionError when the version exists with other content
 */
const keepPolicy = async ({ documents, gridsTable }: GridsDatabase, policy: Policy): Promise<void> => {
  const content: PolicyItem = { policy, contentHash: hashOf(policy) };
  try {
    await documents.send(
      new PutCommand({
        TableName: gridsTable,
        Item: { ...policyKey(policy.version), ...content },
        ConditionExpression: 'attribute_not_exists(pk) OR contentHash = :hash',
        ExpressionAttributeValues: { ':hash': content.contentHash },
      }),
    );
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    throw new RejectionError(versionTaken(policy.version));
  }
};

/** Lays out a policy's duties beside those in use, once: a version and a generation never change. */
const layOut = async (db: GridsDatabase, generation: string, policy: Policy): Promise<void> => {
  const laidOut = laidOutKey(generation, policy.version);
  if ((await readGrids(db, [laidOut])).has(nameOf(laidOut))) return;
  const { duties } = await readPlan(db, generation, policy);
  await writeDuties(db, generation, policy.version, duties);
};

/** The city with the policy; a planned edition gets it, too, unless it brings another policy of its own. */
const withPolicy = (current: CurrentItem, version: string): CurrentItem => {
  const { next } = current;
  const published = { policyVersion: version, publishedPolicy: version };
  return {
    ...current,
    ...published,
    ...(next?.policyVersion === current.policyVersion && { next: { ...next, ...published } }),
  };
};

/** The one write that makes a policy the city's, unless the city has changed meanwhile or is about to. */
const makeCurrent = async (
  { documents, gridsTable: TableName }: GridsDatabase,
  before: CurrentItem,
  after: CurrentItem,
): Promise<void> => {
  try {
    await documents.send(
      new TransactWriteCommand({
        TransactItems: [
          ...flipCurrent(TableName, before, after),
          ...generationsOf(after, after.policyVersion).map((generation) => ({
            Put: { TableName, Item: laidOutKey(generation, after.policyVersion) },
          })),
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const [underWay, city] = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (underWay === 'ConditionalCheckFailed') throw new RejectionError(importUnderWay);
    if (city === 'ConditionalCheckFailed' || city === 'TransactionConflict')
      throw new RejectionError(cityChanged);
    throw error;
  }
};

/** The generations in which a policy is, or will be, in use. */
const generationsOf = ({ generation, policyVersion, next }: CurrentItem, version: string): string[] => [
  ...(policyVersion === version ? [generation] : []),
  ...(next?.policyVersion === version ? [next.generation] : []),
];

const versionTaken = (version: string) => ({
  kind: 'conflict' as const,
  code: 'version-taken',
  field: 'policy.version',
  message: {
    'zh-CN': `版本“${version}”已存在且内容不同；在办案件仍依据该版本，请换一个版本号。`,
    en: `Version "${version}" exists with other content, and cases rest on it; give this one a new version.`,
  },
});

const importUnderWay = {
  kind: 'conflict' as const,
  code: 'import-under-way',
  message: {
    'zh-CN': '本市基础数据正在导入或导入中断；请先完成导入（npm run import），再发布政策。',
    en: 'An import of the city is under way or was interrupted; finish it (npm run import), then publish.',
  },
};

const cityChanged = {
  kind: 'conflict' as const,
  code: 'city-changed',
  message: {
    'zh-CN': '发布期间本市基础数据或政策已被他人更新；请重新发布。',
    en: 'The city or its policy was changed while this was being published; publish again.',
  },
};
