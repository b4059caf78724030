import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import * as layout from '#shared/store/dynamodb/cases-table.ts';
import { comesBack, kindOf, UnknownItem } from '#shared/store/dynamodb/process-restore.ts';
import { VersionConflict } from '#shared/store/errors.ts';
import { judicial, lifeAt, officer, police } from '../../domain/builders.ts';
import {
  attach,
  commitLife,
  commitNext,
  IN_USE,
  openTwoTables,
  RESTORED,
  type TwoTables,
} from './restored-tables.ts';

let tables: TwoTables;
beforeEach(async () => {
  tables = await openTwoTables();
});
afterEach(() => tables.stop());

describe('what lies in the partition of a process', () => {
  const process = { kind: 'case', id: '01JNDQ00000000000000000001' };

  /** How each key is made, and whether what lies under it comes back. A new way of making one belongs in here. */
  const KEYS: Record<string, [sk: string, comesBack: boolean]> = {
    recordKey: [layout.recordKey(process).sk, true],
    eventKey: [layout.eventKey(process, 7).sk, true],
    noticeKey: [layout.noticeKey(process, 7, 1).sk, true],
    fileKey: [layout.fileKey(process, 7).sk, true],
    entryKey: [layout.entryKey(process, 'part#u#1').sk, true],
    outcomeKey: [layout.outcomeKey(process).sk, true],
    // The token of an execution is no data of the process.
    waitKey: [layout.waitKey(process, 'stage#1').sk, false],
    // What is the matter now, and an order to the relay.
    troubleKey: [layout.troubleKey(process, { trouble: 'undriven', part: '' }).sk, false],
    redeliveryKey: [layout.redeliveryKey(process, 'record').sk, false],
  };

  it('is all known: each key that the code makes there belongs to one kind, which comes back or knowingly does not', () => {
    const code = readFileSync(
      new URL('../../../functions/shared/store/dynamodb/cases-table.ts', import.meta.url),
      'utf8',
    );
    const made = code
      .split(/^export const /m)
      .filter((part) => part.includes('pk: partitionOf('))
      .map((part) => /^\w+/.exec(part)![0]);
    expect(made.sort()).toEqual(Object.keys(KEYS).sort());
    expect(code.match(/partitionOf\(/g)).toHaveLength(made.length);

    const kinds = Object.values(KEYS).map(([sk]) => kindOf(sk)!);
    expect(kinds.sort()).toEqual(Object.keys(layout.SORT_KEYS).sort());
    for (const [sk, expected] of Object.values(KEYS)) expect(comesBack(kindOf(sk)!), sk).toBe(expected);
  });

  it('is not restored where this version does not know what it is', async () => {
    const life = lifeAt('handling');
    await commitLife(tables.restored, life);
    const { pk } = layout.recordKey({ kind: 'case', id: life.current.id });
    tables.put(RESTORED, { pk, sk: 'NOTE#1' });
    await expect(tables.restore.compare({ kind: 'case', id: life.current.id })).rejects.toThrow(UnknownItem);
    await expect(tables.restore.compare({ kind: 'case', id: life.current.id })).rejects.toThrow(
      `${pk}|NOTE#1 of ${RESTORED}`,
    );
  });
});

describe('a process that is restored', () => {
  it('is there as it was: record, history, files, lines on lists and what its indexes hold, without old waits', async () => {
    const life = lifeAt('joint');
    attach(life, 'a', 'b');
    life.rule({ type: 'park', reason: 'no answer' });
    await commitLife(tables.restored, life);
    const process = { kind: 'case', id: life.current.id };
    await tables.restored.keepWait(process, 'stage#3', { taskToken: 'old' }, life.now);

    await tables.restore.restore(await tables.restore.compare(process));
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
    expect(tables.itemsOf(IN_USE).map(({ sk }) => String(sk).split('#')[0])).toEqual(
      expect.arrayContaining(['RECORD', 'EVENT', 'FILE', 'ENTRY']),
    );
    expect([tables.waitsOf(RESTORED).length, tables.waitsOf(IN_USE).length]).toEqual([1, 0]);
    expect(await tables.inUse.read(caseProcess, process.id)).toEqual(life.current);
    expect(await tables.inUse.files(process)).toHaveLength(2);
    const list = await tables.inUse.list(judicial.code, { limit: 10 });
    expect(list.entries.map(({ id }) => id)).toEqual([process.id]);
    expect((await tables.restore.compare(process)).isSame).toBe(true);
  });

  it('has what came of it as it was then', async () => {
    const life = lifeAt('handling');
    await commitLife(tables.restored, life);
    await commitNext(tables.restored, life, () =>
      life.give(officer(police), { type: 'submitResult', result: 'Settled.' }),
    );
    await tables.restore.restore(await tables.restore.compare({ kind: 'case', id: life.current.id }));
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
    expect(tables.itemsOf(IN_USE).find(({ sk }) => sk === 'OUTCOME')).toMatchObject({ result: 'Settled.' });
  });

  /** A case of many transactions: 74 events and 20 files. */
  const longLife = () => {
    const life = lifeAt('handling');
    attach(life, ...Array.from({ length: 20 }, (_, n) => `file-${n}`));
    for (let n = 0; life.history.length < 74; n++)
      life.give(officer(police), { type: 'comment', text: `Note ${n}.` });
    return life;
  };

  it('is whole however often the restore breaks off, and never shows a record without its history', async () => {
    const life = longLife();
    await commitLife(tables.restored, life);
    const process = { kind: 'case', id: life.current.id };
    let broken = 0;
    for (;;) {
      // One write more each time is let through, counted from where the last attempt stood.
      tables.failAfter(1);
      const ended = await tables.restore
        .compare(process)
        .then((compared) => tables.restore.restore(compared))
        .then(() => true)
        .catch(() => false);
      const items = tables.itemsOf(IN_USE);
      if (items.some(({ sk }) => sk === 'RECORD')) expect(items).toEqual(tables.itemsOf(RESTORED));
      if (ended) break;
      broken += 1;
    }
    expect(broken).toBe(4);
    expect(tables.itemsOf(IN_USE)).toHaveLength(95);
  });

  it('is left alone by whoever compared it before somebody changed it', async () => {
    const life = lifeAt('acknowledgement');
    await commitLife(tables.inUse, life);
    const process = { kind: 'case', id: life.current.id };
    const older = lifeAt('acknowledgement');
    await commitLife(tables.restored, older);
    await commitNext(tables.inUse, life, () => life.give(officer(police), { type: 'comment', text: 'A.' }));
    const compared = await tables.restore.compare(process);
    await commitNext(tables.inUse, life, () => life.give(officer(police), { type: 'comment', text: 'B.' }));
    await expect(tables.restore.restore(compared)).rejects.toThrow(VersionConflict);
    expect(await tables.inUse.read(caseProcess, process.id)).toEqual(life.current);
  });

  it('may go back to an earlier event: later ones go from the last on, and nobody goes on meanwhile', async () => {
    const life = longLife();
    await commitLife(tables.inUse, life);
    await commitNext(tables.inUse, life, () =>
      life.give(officer(police), { type: 'submitResult', result: 'Settled.' }),
    );
    expect(tables.itemsOf(IN_USE).map(({ sk }) => sk)).toContain('OUTCOME');
    const process = { kind: 'case', id: life.current.id };
    await commitLife(tables.restored, lifeAt('handling'));
    await tables.inUse.keepWait(process, 'stage#2', { taskToken: 'living' }, life.now);
    const compared = await tables.restore.compare(process);
    expect(compared.lost).toContain('EVENT#000074');
    expect(compared.lost).toContain('RECORD');

    // Broken off after the record: the events beyond it are still there, and a command cannot use their numbers.
    tables.failAfter(1);
    await expect(tables.restore.restore(compared)).rejects.toThrow();
    tables.failAfter(undefined);
    const back = lifeAt('handling');
    await expect(
      commitNext(tables.inUse, back, () => back.give(officer(police), { type: 'comment', text: 'C.' })),
    ).rejects.toThrow(VersionConflict);

    await tables.restore.restore(await tables.restore.compare(process));
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
    // It was submitted after what was restored.
    expect(tables.itemsOf(IN_USE).map(({ sk }) => sk)).not.toContain('OUTCOME');
    // It belongs to an execution that waits now.
    expect(tables.waitsOf(IN_USE).map(({ taskToken }) => taskToken)).toEqual(['living']);
  });
});
