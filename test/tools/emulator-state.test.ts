import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  beginState,
  dropState,
  keepState,
  runningDirectory,
  stateDirectory,
  tellBeginning,
} from '../../tools/local/emulator-state.ts';

const ESSENTIAL = ['cloudformation', 'dynamodb', 'lambda', 'ssm'];
const ONE = new Date('2026-11-25T08:00:00Z');
const TWO = new Date('2026-11-25T09:00:00Z');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gridward-state-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const state = (...path: string[]) => join(stateDirectory(directory), ...path);
const write = (file: string, content: string) => {
  mkdirSync(join(state(file), '..'), { recursive: true });
  writeFileSync(state(file), content);
};
const asked = (): string => {
  mkdirSync(runningDirectory(directory), { recursive: true });
  const file = join(runningDirectory(directory), 'asked-to-end');
  writeFileSync(file, '');
  return file;
};

/** What an emulator does from its start to its clean stop. */
const run = (content: string, now: Date): void => {
  beginState(directory);
  write('s3/bucket/object', content);
  const file = asked();
  for (const service of ESSENTIAL) write(`${service}.json`, content);
  keepState(directory, file, now);
};

/** What an emulator leaves that is killed as it runs: S3 is on the disk at once, all else is not. */
const crash = (content: string): void => {
  beginState(directory);
  write('s3/bucket/object', content);
};

const found = () => (existsSync(state()) ? readFileSync(state('s3/bucket/object'), 'utf8') : undefined);

describe('the state of an emulator', () => {
  it('is what was kept at the last clean stop, without the mark that says so', () => {
    expect(beginState(directory)).toEqual({ unkept: false, damaged: false });
    run('one', ONE);
    run('two', TWO);
    expect(readdirSync(directory)).toEqual(['kept']);
    expect(beginState(directory)).toEqual({ keptAt: TWO.toISOString(), unkept: false, damaged: false });
    expect(found()).toBe('two');
    expect(readdirSync(state()).sort()).toEqual([...ESSENTIAL.map((name) => `${name}.json`), 's3'].sort());
    dropState(directory);
    expect(beginState(directory)).toEqual({ keptAt: TWO.toISOString(), unkept: false, damaged: false });
  });

  it('is nothing after a crash in the first run: what is on the disk is a part of it', () => {
    crash('torn');
    expect(beginState(directory)).toEqual({ unkept: true, damaged: false });
    expect(found()).toBeUndefined();
  });

  it('is that of the last clean stop after any number of crashes', () => {
    run('one', ONE);
    crash('torn');
    for (const attempt of [1, 2]) {
      expect(beginState(directory), `attempt ${attempt}`).toEqual({
        keptAt: ONE.toISOString(),
        unkept: true,
        damaged: false,
      });
      expect(found()).toBe('one');
    }
  });

  it('goes to its place at the next start when whoever kept it was ended before', () => {
    run('one', ONE);
    run('two', TWO);
    mkdirSync(runningDirectory(directory));
    renameSync(join(directory, 'kept'), state());
    expect(beginState(directory)).toEqual({ keptAt: TWO.toISOString(), unkept: false, damaged: false });
    expect(found()).toBe('two');
  });

  it('is that from before when the newer one was not yet in its place and is not whole', () => {
    run('one', ONE);
    renameSync(join(directory, 'kept'), join(directory, 'kept-before'));
    write('dynamodb.json', 'torn');
    expect(beginState(directory)).toEqual({ keptAt: ONE.toISOString(), unkept: true, damaged: false });
    expect(found()).toBe('one');
  });

  it.each([
    ['a file is empty', () => writeFileSync(join(directory, 'kept', 'dynamodb.json'), '')],
    ['a file is gone', () => rmSync(join(directory, 'kept', 's3'), { recursive: true })],
    ['the mark is gone', () => rmSync(join(directory, 'kept', 'kept.json'))],
    ['the mark is torn', () => writeFileSync(join(directory, 'kept', 'kept.json'), '{"keptAt":')],
  ])('is not what was kept when %s', (_, damage) => {
    run('one', ONE);
    damage();
    expect(beginState(directory)).toEqual({ unkept: false, damaged: true });
    expect(found()).toBeUndefined();
    run('two', TWO);
    expect(beginState(directory)).toEqual({ keptAt: TWO.toISOString(), unkept: false, damaged: false });
  });

  it('is not kept when the emulator wrote only a part of it; what was kept before stays', () => {
    run('one', ONE);
    beginState(directory);
    for (const file of ESSENTIAL) utimesSync(state(`${file}.json`), ONE, ONE);
    const file = asked();
    write('cloudformation.json', 'two');
    write('lambda.json', 'two');
    expect(() => keepState(directory, file, TWO)).toThrow(
      /^The emulator did not write (dynamodb.json, ssm.json|ssm.json, dynamodb.json): is the disk full, or was it killed\?$/,
    );
    expect(beginState(directory)).toEqual({ keptAt: ONE.toISOString(), unkept: true, damaged: false });
    expect(readFileSync(state('cloudformation.json'), 'utf8')).toBe('one');
  });

  it('is not kept when the emulator was killed before it wrote, and not every file is named', () => {
    run('one', ONE);
    beginState(directory);
    for (const file of ESSENTIAL) utimesSync(state(`${file}.json`), ONE, ONE);
    const file = asked();
    expect(() => keepState(directory, file, TWO)).toThrow(
      /^The emulator did not write \w+\.json, \w+\.json, \w+\.json and 1 more: is the disk full, or was it killed\?$/,
    );
  });

  it('is not kept when the emulator wrote nothing of what a city needs', () => {
    beginState(directory);
    const file = asked();
    write('ssm.json', 'one');
    expect(() => keepState(directory, file, ONE)).toThrow(
      'The emulator did not write cloudformation.json, dynamodb.json, lambda.json: is the disk full, or was it killed?',
    );
  });
});

describe('tellBeginning', () => {
  it('says nothing of what everybody expects', () => {
    expect(tellBeginning({ unkept: false, damaged: false })).toBeUndefined();
    expect(tellBeginning({ keptAt: ONE.toISOString(), unkept: false, damaged: false })).toBeUndefined();
  });

  it('says what happened, what is kept and what is lost', () => {
    const at = ONE.toLocaleString('sv');
    expect(tellBeginning({ keptAt: ONE.toISOString(), unkept: true, damaged: false })).toBe(
      'The last run ended without keeping the city: a crash, a kill, a power cut or a full disk. ' +
        `The city goes on as it was kept on ${at}; what came after is lost.`,
    );
    expect(tellBeginning({ unkept: true, damaged: false })).toBe(
      'The last run ended without keeping the city: a crash, a kill, a power cut or a full disk. ' +
        'Nothing whole was kept before: the city is made anew.',
    );
    expect(tellBeginning({ unkept: false, damaged: true })).toBe(
      'What was kept of the city is damaged. Nothing whole was kept before: the city is made anew.',
    );
  });
});
