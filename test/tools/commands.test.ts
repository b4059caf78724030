import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };

const REPOSITORY = join(import.meta.dirname, '../..');

describe('the commands', () => {
  it('each have a file of their name in tools/, and each file there is a command', () => {
    const files = globSync('tools/*.ts', { cwd: REPOSITORY }).map((file) => basename(file, '.ts'));
    expect(files).toContain('start');
    const scripts = Object.entries(about.scripts).filter(([, script]) => script.startsWith('node tools/'));
    expect(Object.fromEntries(scripts)).toEqual(
      Object.fromEntries(files.map((name) => [name, `node tools/${name}.ts`])),
    );
  });
});
