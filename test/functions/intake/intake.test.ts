import { describe, expect, it } from 'vitest';
import { report } from '../../../functions/intake/report.ts';
import { selfHandle } from '../../../functions/intake/self-handle.ts';
import { GRID, reporter } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { answerTo } from '../visible/scene.ts';
import { POINT, STAFF, World } from '../world/world.ts';

recordLog();

const TOLD = {
  title: '路灯不亮',
  description: '东门第三盏路灯不亮。',
  category: 'dispute.neighbour',
  grid: GRID,
};
const SETTLED = { ...TOLD, result: '已劝离。' };
const { gridWorker, township, police } = STAFF;

/** What a body is answered, and how many cases there are then. */
const sent = async (
  operation: typeof report | typeof selfHandle,
  by: typeof gridWorker | typeof reporter,
  body: object,
) => {
  const world = new World();
  const { status, body: told } = await answerTo(world, by, operation, {
    body,
    headers: { 'accept-language': 'en' },
  });
  return { status, told, cases: world.store.all().length };
};

describe('what a client claims of itself', () => {
  it.each([
    [report, reporter, 'police'],
    [report, police, 'police'],
    [report, township, 'hotline'],
    [selfHandle, gridWorker, 'gridWorker'],
  ] as const)('is no channel, whoever says so: %#', async (operation, by, channel) => {
    const { status, told, cases } = await sent(operation, by, {
      ...(operation === report ? TOLD : SETTLED),
      channel,
    });
    expect([status, told.field, cases]).toEqual([400, 'channel', 0]);
    expect(told.errors).toEqual([
      { field: 'channel', message: 'follows from the account that reports; leave it out' },
    ]);
  });

  it.each([reporter, gridWorker, police])('is no severity in a report of $subject', async (by) => {
    const { status, told, cases } = await sent(report, by, { ...TOLD, severity: 'critical' });
    expect([status, told.type, told.field, cases]).toEqual([
      400,
      'urn:gridward:problem:severity-unasked',
      'severity',
      0,
    ]);
    expect(told.detail).toContain('follows from the category');
  });

  it('is a severity where a dispatcher of the place grades what they file', async () => {
    const { status, cases } = await sent(report, township, { ...TOLD, severity: 'critical' });
    expect([status, cases]).toEqual([201, 1]);
  });

  it('is no severity of what is settled on the spot', async () => {
    const { status, told } = await sent(selfHandle, gridWorker, { ...SETTLED, severity: 'low' });
    expect([status, told.errors]).toEqual([
      400,
      [
        {
          field: 'severity',
          message: 'follows from the category until a centre grades the case; leave it out',
        },
      ],
    ]);
  });

  it('is told of any other field as a field that is not known', async () => {
    const { status, told } = await sent(report, reporter, { ...TOLD, reporter: 'somebody' });
    expect([status, told.errors]).toEqual([400, [{ field: 'reporter', message: 'is an unknown field' }]]);
  });
});

describe('files in a filing', () => {
  it.each([
    report,
    selfHandle,
  ])('are named by what POST /attachments answered, ten at most: %#', async (operation) => {
    const body = operation === report ? TOLD : SETTLED;
    const file = (n: number) => ({ id: String(n).padStart(32, '0') });
    const many = Array.from({ length: 11 }, (_, n) => file(n));
    for (const [files, field] of [
      [many, 'files'],
      [[], 'files'],
      [[{ id: 'photo.jpg' }], 'files.0.id'],
      [[{ ...file(1), caption: '' }], 'files.0.caption'],
    ] as const) {
      const { status, told } = await sent(operation, gridWorker, { ...body, files });
      expect([status, told.field]).toEqual([400, field]);
    }
  });

  it('that were not uploaded are refused, and nothing is filed', async () => {
    const files = [{ id: '0'.repeat(32) }];
    for (const [operation, body] of [
      [report, { ...TOLD, files }],
      [selfHandle, { ...SETTLED, grid: undefined, point: { ...POINT, crs: 'WGS84' }, files }],
    ] as const) {
      const { status, told, cases } = await sent(operation, gridWorker, body);
      expect([status, told.type, told.field, cases]).toEqual([
        409,
        'urn:gridward:problem:file-missing',
        'files.0',
        0,
      ]);
    }
  });
});
