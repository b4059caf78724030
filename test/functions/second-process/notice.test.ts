import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { nextDueAt } from '#domain/process/ladder.ts';
import { verifyHistory } from '#domain/process/verify-history.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { caseParams } from '#shared/http/schemas.ts';
import { giveCommand } from '#shared/use-cases/give-command.ts';
import type { Receipt } from '#shared/use-cases/receipt.ts';
import type { ServedProcess } from '#shared/use-cases/served-process.ts';
import type { Machine } from '#shared/workflow/memory.ts';
import { eventView, historyOperation } from '../../../functions/queries/history-operation.ts';
import { contextWith, GRID, police } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, served } from '../http/request.ts';
import { holdPromises } from '../world/promises.ts';
import { asked, STAFF, World } from '../world/world.ts';
import {
  type Notice,
  type NoticeCommand,
  type NoticeEvent,
  narrateNotice,
  noticeProcess,
  send,
} from './notice.ts';

/** A kind of process of which nothing outside this folder knows, from its sending to its exported history. */

recordLog();

const file = JSON.parse(readFileSync(new URL('./notice.asl.json', import.meta.url), 'utf8')) as Machine;
const ID = '01JNDQ00000000000000N0T1CE';

const notices: ServedProcess<Notice, NoticeEvent, NoticeCommand, Pick<Receipt, 'id' | 'version'>> = {
  definition: noticeProcess,
  maySee: () => true,
  unknown: () => ({ kind: 'unknown', code: 'unknown-case', message: { 'zh-CN': '没有。', en: 'None.' } }),
  receiptOf: ({ id, version }) => ({ id, version }),
};

/** A notice that was sent, with its workflow waiting for the unit. */
const sent = async (): Promise<World> => {
  const world = new World({ others: [{ definition: noticeProcess, file }] });
  const change = send(ID, GRID, police, contextWith({ now: world.now }));
  await world.store.commit([{ definition: noticeProcess, before: undefined, ...change }], world.now);
  await world.settle();
  return world;
};
const noticeIn = (world: World): Promise<Notice> => world.store.read(noticeProcess, ID);
const typesIn = async (world: World) =>
  (await world.store.history(noticeProcess, ID, { limit: 100 })).events.map(({ type }) => type);
const acknowledge = (world: World) =>
  giveCommand({
    services: world.services(),
    to: notices,
    id: ID,
    command: { type: 'acknowledge' },
    request: asked(STAFF.police.subject, 'acknowledge'),
    seenVersion: undefined,
  });

it('waits for its unit, is answered once, and ends', async () => {
  const world = await sent();
  expect(await world.store.list(police.code, { limit: 10 })).toMatchObject({ entries: [{ id: ID }] });
  await holdPromises(world);
  const answer = { id: ID, version: 2 };
  expect(await acknowledge(world)).toEqual({ answer, replayed: false });
  expect(await acknowledge(world)).toEqual({ answer, replayed: true });
  await world.settle();
  await holdPromises(world);
  expect(await typesIn(world)).toEqual(['sent', 'acknowledged']);
  expect(world.workflow.executions()).toMatchObject([{ workflow: 'notice', name: ID, status: 'SUCCEEDED' }]);
  expect(world.told.map(({ process }) => process.kind)).toEqual(['notice', 'notice']);
});

it('climbs its ladder in the sweep, with nobody there', async () => {
  const world = await sent();
  for (let rung = 0; rung < 3; rung++) {
    const due = nextDueAt(noticeProcess, await noticeIn(world))!;
    world.moveTo(due);
    await world.sweep();
    await world.settle();
    await holdPromises(world);
  }
  expect(await typesIn(world)).toEqual(['sent', 'reminded', 'cardGiven', 'supervised', 'supervised']);
});

it('is driven by another execution when its own is gone', async () => {
  const world = await sent();
  await world.workflow.stop(world.workflow.executionOf('notice', ID), 'somebody stopped it');
  await giveCommand({
    services: world.services(),
    to: notices,
    id: ID,
    command: { type: 'restart', reason: 'It was stopped.' },
    request: asked(STAFF.operator.subject, 'restart'),
    seenVersion: undefined,
  });
  await world.settle();
  await holdPromises(world);
  expect(world.workflow.executions()).toMatchObject([{ status: 'ABORTED' }, { status: 'RUNNING' }]);
});

it('tells its history and exports it, so that it verifies without the system', async () => {
  const world = await sent();
  await acknowledge(world);
  const history = historyOperation({
    id: 'listNoticeEvents',
    summary: { 'zh-CN': '通知过程', en: 'The history of a notice' },
    whoMay: WHO_IS_SIGNED_IN,
    params: caseParams,
    of: notices,
    event: eventView(z.string()),
    view: {
      words: ({ type }) => ({ type: { 'zh-CN': `通知：${type}`, en: `notice ${type}` } }),
      narrate: narrateNotice,
      mayExport: () => true,
      tell: (_actor, _current, { by, previousHash, hash, seq, at, type, salt, ...details }) => ({
        by,
        details,
        link: { previousHash, hash },
      }),
    },
  });
  const ask = (query: Record<string, string>) =>
    served(
      [history],
      world.services(),
      eventFor(history, {
        params: { id: ID },
        query,
        claims: { sub: STAFF.operator.subject },
      }),
    );
  expect((await ask({})).body).toMatchObject({ items: [{ text: '已发送' }, { text: '已签收' }] });
  const { body } = await ask({ format: 'export' });
  expect(verifyHistory(body, [noticeProcess])).toMatchObject({ current: await noticeIn(world) });
});
