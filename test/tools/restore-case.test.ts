import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { NotRestored, restoreCase } from '../../tools/restore/restore-case.ts';
import { lifeAt, officer, police } from '../domain/builders.ts';
import {
  attach,
  commitLife,
  commitNext,
  IN_USE,
  openTwoTables,
  RESTORED,
  type TwoTables,
} from '../functions/store/restored-tables.ts';

const REPOSITORY = join(import.meta.dirname, '../..');

let tables: TwoTables;
beforeEach(async () => {
  tables = await openTwoTables();
});
afterEach(() => tables.stop());

const restore = (id: string, overwrite = false) => restoreCase({ tables: tables.restore, id, overwrite });

const refusalOf = (id: string): Promise<string> =>
  restore(id).then(
    () => 'nothing was refused',
    (error) => (error instanceof NotRestored ? error.message : String(error)),
  );

/** A case in joint handling with two files, in the restored table. */
const restoredLife = async () => {
  const life = lifeAt('joint');
  attach(life, 'a', 'b');
  await commitLife(tables.restored, life);
  return life;
};

const comment = (text: string) => ({ type: 'comment', text }) as const;

describe('a case that was deleted', () => {
  it('comes back whole, and the same request again writes nothing', async () => {
    const { current, history } = await restoredLife();
    const told = {
      events: history.length,
      files: 2,
      entries: 2,
      stage: 'joint',
      isOpen: true,
    };
    expect(await restore(current.id)).toEqual({ outcome: 'restored', ...told });
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
    tables.asked.length = 0;
    expect(await restore(current.id)).toEqual({ outcome: 'unchanged', ...told });
    expect(new Set(tables.asked)).toEqual(new Set(['Query']));
  });

  it('is looked at before anything is written: one that is not whole stays where it is', async () => {
    const { current, history } = await restoredLife();
    const held = tables.itemsOf(RESTORED);
    const without = async (sk: string) => {
      const item = held.find((one) => one.sk === sk)!;
      tables.remove(RESTORED, item as { pk: string; sk: string });
      const refusal = await refusalOf(current.id);
      tables.put(RESTORED, item);
      return refusal;
    };
    const last = String(history.length).padStart(6, '0');
    expect(await without('RECORD')).toBe(
      `The restored table has no case ${current.id}. Nothing was written. Restore a table of another second, and bring the case from there.`,
    );
    expect(await without('EVENT#000003')).toContain(
      'is not whole in the restored table: event 3: Event 3 is missing',
    );
    expect(await without(`EVENT#${last}`)).toContain(
      `its record is at event ${history.length}, its history ends at event ${history.length - 1}.`,
    );
    expect(await without(`FILE#${last}`)).toContain('its history tells of 2 attachments, and 1 are listed.');
    const line = held.find(({ sk }) => String(sk).startsWith('ENTRY#'))!;
    expect(await without(String(line.sk))).toContain('its lines on lists are not those of its record.');
    tables.put(RESTORED, {
      ...held.find(({ sk }) => sk === 'EVENT#000002')!,
      at: '2025-03-03T00:00:00.000Z',
    });
    expect(await refusalOf(current.id)).toContain('event 2:');
    expect(tables.itemsOf(IN_USE)).toEqual([]);
  });
});

describe('a case that is still there', () => {
  it('is not taken back behind what was decided since, unless that is asked for', async () => {
    const life = await restoredLife();
    const { id, version } = life.current;
    await restore(id);
    await commitNext(tables.inUse, life, () => life.give(officer(police), comment('Since then.')));
    const decided = tables.itemsOf(IN_USE);
    expect(await refusalOf(id)).toBe(
      `Case ${id} is at event ${version + 1} in the table in use and at event ${version} in the restored one. To restore it would take back what was decided since: EVENT#${String(version + 1).padStart(6, '0')}, RECORD. Nothing was written. What is wrong in a case is corrected by commands; if it is to be taken back all the same, add --overwrite.`,
    );
    expect(tables.itemsOf(IN_USE)).toEqual(decided);
    expect(await restore(id, true)).toMatchObject({ outcome: 'restored', events: version });
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
  });

  it('goes on to what the other table knows beyond it: nothing is lost by that', async () => {
    const life = lifeAt('handling');
    await commitLife(tables.inUse, life);
    await restoredLife();
    expect(await restore(life.current.id)).toMatchObject({ outcome: 'restored', stage: 'joint' });
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
  });

  it('is mended where items of it are gone, or where a transaction was restored in part', async () => {
    const { current } = await restoredLife();
    await restore(current.id);
    const [events, files] = ['EVENT#000004', 'FILE#'].map((key) =>
      tables.itemsOf(IN_USE).filter(({ sk }) => String(sk).startsWith(key)),
    );
    for (const item of [...events!, ...files!]) tables.remove(IN_USE, item as { pk: string; sk: string });
    expect(tables.itemsOf(IN_USE)).toHaveLength(tables.itemsOf(RESTORED).length - 3);
    expect(await restore(current.id)).toMatchObject({ outcome: 'restored' });
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
  });

  it('loses a line on a list that its record does not have: nobody decided that', async () => {
    const { current } = await restoredLife();
    await restore(current.id);
    const line = tables.itemsOf(IN_USE).find(({ sk }) => String(sk).startsWith('ENTRY#'))!;
    tables.put(IN_USE, { ...line, sk: `${line.sk}-of-old` });
    expect(await restore(current.id)).toMatchObject({ outcome: 'restored', entries: 2 });
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
  });

  it('is not mended at the expense of an event that tells something else', async () => {
    const { current } = await restoredLife();
    await restore(current.id);
    const event = tables.itemsOf(IN_USE).find(({ sk }) => sk === 'EVENT#000004')!;
    tables.put(IN_USE, { ...event, at: '2025-03-03T00:00:00.000Z' });
    expect(await refusalOf(current.id)).toContain('would take back what was decided since: EVENT#000004.');
    await restore(current.id, true);
    expect(tables.itemsOf(IN_USE)).toEqual(tables.itemsOf(RESTORED));
  });

  it('has ended, where it has: no execution is to be started', async () => {
    await commitLife(tables.restored, lifeAt('closed'));
    const { id } = lifeAt('closed').current;
    expect(await restore(id)).toMatchObject({ stage: 'closed', isOpen: false, entries: 0 });
    expect(await tables.inUse.read(caseProcess, id)).toEqual(lifeAt('closed').current);
  });
});

describe('npm run restore-case', () => {
  /** Runs the command against the two tables, in an environment that says nothing else of AWS. */
  const command = (args: string[], env: Record<string, string> = {}) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const { PATH = '', HOME = '' } = process.env;
      execFile(
        process.execPath,
        ['--no-warnings', 'tools/restore-case.ts', ...args],
        {
          cwd: REPOSITORY,
          env: {
            ...{ PATH, HOME, AWS_EC2_METADATA_DISABLED: 'true' },
            ...{ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
            ...{ AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'cn-north-1' },
            ...{ AWS_ENDPOINT_URL: tables.endpoint, CASES_TABLE: IN_USE, ...env },
          },
        },
        (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
      );
    });

  it('tells what came back and what to do next', async () => {
    const { current } = await restoredLife();
    const { code, out, err } = await command(['nantong', '--from', RESTORED, current.id]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Case ${current.id} is restored in ${IN_USE} (events: `);
    expect(out).toContain('attachments: 2, lines on lists: 2, stage: joint)');
    expect(out).toContain(`POST /operations/cases/${current.id}/restart`);
    expect((await command(['nantong', '--from', RESTORED, current.id])).out).toContain('nothing was written');
  });

  it.each<[string, string[], RegExp]>([
    ['no table', ['nantong', '01JNDQ00000000000000000001'], /^Usage: npm run restore-case -- /],
    ['an unknown option', ['nantong', '--to', 'x'], /--to[\s\S]*Usage: /],
    [
      'an unknown city',
      ['atlantis', '--from', RESTORED, '01JNDQ00000000000000000001'],
      /known cities: nantong/,
    ],
    ['a number for the case', ['nantong', '--from', RESTORED, '17'], /^"17" is no case id/],
    [
      'the table in use',
      ['nantong', '--from', IN_USE, '01JNDQ00000000000000000001'],
      /^Cases is the table in use: name the one that a restore has made\./,
    ],
    [
      'a table that is not there',
      ['nantong', '--from', 'elsewhere', '01JNDQ00000000000000000001'],
      /^There is no table elsewhere, or no table Cases in this account and Region\./,
    ],
    [
      'a case that is not there',
      ['nantong', '--from', RESTORED, '01JNDQ00000000000000000001'],
      /^The restored table has no case 01JNDQ00000000000000000001\. Nothing was written\./,
    ],
  ])('says in a sentence what is wrong: %s', async (_what, args, sentence) => {
    const { code, out, err } = await command(args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/^\s+at /m);
  });
});
