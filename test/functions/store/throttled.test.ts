import { type DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { openCityImport } from '#shared/store/dynamodb/city-import.ts';
import { openDynamoStore } from '#shared/store/dynamodb/dynamo-store.ts';
import type { Current } from '#shared/store/edition.ts';
import { RepeatedRequest, VersionConflict } from '#shared/store/errors.ts';
import { newJob } from '#shared/store/jobs.ts';
import type { Committed, Store } from '#shared/store/store.ts';
import { calendar, lifeAt, policy } from '../../domain/builders.ts';

/** Transactions of the adapter when DynamoDB cancels them, by a client that cancels as often as a test says. */

const now = '2025-03-03T01:00:00.000Z';
const remembered = { request: { subject: 'somebody', key: 'a-key', fingerprint: 'a' }, answer: {} };
const current = {
  generation: 'g-1',
  policyVersion: policy.version,
  calendarVersion: calendar.version,
} as Current;
const life = lifeAt('reported');
const change: Committed = {
  definition: caseProcess,
  before: life.current,
  events: [],
  next: { ...life.current, version: life.current.version + 1 },
};

/** What was sent, and when. */
let sent: { input: unknown; at: number }[];
/** The reasons of the cancellations to come, one list for each. */
let cancellations: string[][];

const client = {
  send: async ({ input }: { input: unknown }): Promise<object> => {
    sent.push({ input, at: performance.now() });
    const codes = cancellations.shift();
    if (!codes) return {};
    throw new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: codes.map((Code) => ({ Code })),
    });
  },
} as unknown as DynamoDBClient;

const store: Store = openDynamoStore({
  casesTable: 'Cases',
  gridsTable: 'Grids',
  definitions: [caseProcess],
  client,
});
const commit = () => store.commit([change], now, remembered);
const startJob = () => store.startJob(newJob('recalculate', now, undefined), now, remembered);
const publish = () => store.city.publish(current, current, {});
const makeCurrent = () =>
  openCityImport({ gridsTable: 'Grids', client }).makeCurrent(
    'g-1',
    current,
    { policy, calendar, calendarYears: [] },
    { proposals: [], endings: [] },
  );

beforeEach(() => {
  sent = [];
  cancellations = [];
  vi.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(() => void vi.restoreAllMocks());

const always = (...codes: string[]): string[][] => Array.from({ length: 20 }, () => codes);

describe('a transaction that is cancelled for want of capacity', () => {
  it.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])('is sent again after %s', async (code) => {
    cancellations = [
      ['None', code],
      [code, 'None'],
    ];
    await commit();
    expect(sent).toHaveLength(3);
    for (const { input } of sent) expect(input).toEqual(sent[0]!.input);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['of a commit', commit],
    ['of the start of a job', startJob],
    ['of a published version', publish],
    ['of an import', makeCurrent],
  ])('is sent again when it is that %s, and five times at most', async (_, write) => {
    cancellations = [['ThrottlingError']];
    await write();
    expect(sent).toHaveLength(2);

    sent = [];
    cancellations = always('None', 'ThrottlingError');
    await expect(write()).rejects.toThrow(TransactionCanceledException);
    expect(sent).toHaveLength(5);
  });

  it('waits longer each time, for a part that is drawn anew', async () => {
    const drawn = vi.spyOn(Math, 'random').mockReturnValue(0.1);
    cancellations = always('ThrottlingError');
    await expect(commit()).rejects.toThrow(TransactionCanceledException);
    expect(drawn).toHaveBeenCalledTimes(4);
    const pauses = sent.slice(1).map(({ at }, before) => at - sent[before]!.at);
    // Timers count whole milliseconds.
    for (const [number, least] of [10, 20, 40, 80].entries())
      expect(pauses[number]).toBeGreaterThanOrEqual(least - 1);
  });
});

describe('a transaction that is cancelled for another reason', () => {
  it.each([
    { told: RepeatedRequest, reasons: ['ConditionalCheckFailed', 'None'] },
    { told: VersionConflict, reasons: ['None', 'ConditionalCheckFailed'] },
    { told: VersionConflict, reasons: ['None', 'TransactionConflict'] },
    { told: VersionConflict, reasons: ['ThrottlingError', 'ConditionalCheckFailed'] },
    { told: VersionConflict, reasons: ['ThrottlingError', 'TransactionConflict'] },
    { told: TransactionCanceledException, reasons: ['ThrottlingError', 'ValidationError'] },
    { told: TransactionCanceledException, reasons: ['None', 'ItemCollectionSizeLimitExceeded'] },
    { told: TransactionCanceledException, reasons: ['None'] },
  ])('is told as $told.name at once, with reasons $reasons', async ({ told, reasons }) => {
    cancellations = always(...reasons);
    await expect(commit()).rejects.toThrow(told);
    expect(sent).toHaveLength(1);
  });
});
