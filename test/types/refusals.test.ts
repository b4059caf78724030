import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';

/**
 * What does not compile: a new event, command or problem code that lacks its part somewhere. Each row changes one file in
 * memory and asks the compiler for its errors in others; the files on the disk stay as they are.
 */

const ROOT = join(import.meta.dirname, '../..');

interface Refusal {
  /** What is added, and where. */
  change: { file: string; from: string; to: string };
  /** The files in which it is missed. */
  missed: string[];
}

const REFUSALS: Record<string, Refusal> = {
  'an event that changes nothing in the case and has no sentence': {
    change: {
      file: 'domain/case/event.ts',
      from: "  | { type: 'joined' }",
      to: "  | { type: 'joined' }\n  | { type: 'unheardOf' }",
    },
    missed: ['domain/case/evolve.ts', 'domain/case/narrate.ts', 'test/domain/case/narrate.test.ts'],
  },
  'an event of every kind of process without them': {
    change: {
      file: 'domain/process/process.ts',
      from: "  | { type: 'parked'; reason: string }",
      to: "  | { type: 'parked'; reason: string }\n  | { type: 'unheardOf' }",
    },
    missed: ['domain/case/evolve.ts', 'domain/case/narrate.ts'],
  },
  'a command that people may give, without stages, right, decision and route': {
    change: {
      file: 'domain/case/commands.ts',
      from: '  | Restart;',
      to: "  | Restart\n  | { type: 'unheardOf'; reason: string };",
    },
    missed: ['domain/case/commands.ts', 'functions/actions/commands.ts'],
  },
  'a rule of the system without stages and decision': {
    change: {
      file: 'domain/case/commands.ts',
      from: '| Park | Redrive;',
      to: "| Park | Redrive | { type: 'unheardOf' };",
    },
    missed: ['domain/case/commands.ts'],
  },
  'a command that does not say who may': {
    change: { file: 'domain/case/commands/reopen.ts', from: '  may: centreOfThePlace,\n', to: '' },
    missed: ['domain/case/commands/reopen.ts'],
  },
  'an operation that does not say who may': {
    change: { file: 'functions/registry/me.ts', from: '  whoMay: WHO_IS_SIGNED_IN,\n', to: '' },
    missed: ['functions/registry/me.ts'],
  },
  'a decision that looks for what the case has not at these stages': {
    change: {
      file: 'domain/case/commands/reopen.ts',
      from: "stages: ['closed']",
      to: "stages: ['closed', 'handling']",
    },
    missed: ['domain/case/commands/reopen.ts'],
  },
  'a stage without a name': {
    change: {
      file: 'domain/case/case.ts',
      from: "  | { stage: 'closed' }",
      to: "  | { stage: 'closed' }\n  | { stage: 'unheardOf' }",
    },
    missed: ['domain/case/stages.ts'],
  },
  'a code of a refusal without its meaning in the document': {
    change: {
      file: 'domain/rejection.ts',
      from: "    'already-requested',",
      to: "    'already-requested',\n    'unheard-of',",
    },
    missed: ['tools/openapi/problems.ts'],
  },
  'a refusal with a code that no catalogue has': {
    change: {
      file: 'domain/case/commands/reopen.ts',
      from: "code: 'reopen-too-late'",
      to: "code: 'unheard-of'",
    },
    missed: ['domain/case/commands/reopen.ts'],
  },
};

const configuration = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  ROOT,
);

/** The compiler's view of the files that the table names, with one of them changed. */
const compiled = (change: Refusal['change'] | undefined, before?: ts.Program): ts.Program => {
  const { incremental: _, tsBuildInfoFile: __, ...options } = configuration.options;
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (path, ...rest) => {
    const known = before?.getSourceFile(path);
    const changed = change && path.replaceAll('\\', '/').endsWith(`/${change.file}`);
    if (known && !changed) return known;
    if (!changed) return read(path, ...rest);
    const text = readFileSync(path, 'utf8');
    expect(text.split(change.from), `${change.file} has "${change.from}" once`).toHaveLength(2);
    return ts.createSourceFile(path, text.replace(change.from, change.to), ts.ScriptTarget.ES2024, true);
  };
  const files = [...new Set(Object.values(REFUSALS).flatMap(({ missed }) => missed))];
  return ts.createProgram({
    rootNames: files.map((file) => join(ROOT, file)),
    options,
    host,
    ...(before && { oldProgram: before }),
  });
};

const errorsIn = (program: ts.Program, file: string): string[] => {
  const source = program.getSourceFile(join(ROOT, file));
  if (!source) throw new Error(`${file} does not exist`);
  return program
    .getSemanticDiagnostics(source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
};

describe('the compiler', () => {
  let asItIs: ts.Program;
  beforeAll(() => {
    asItIs = compiled(undefined);
  });

  it('has nothing against the files as they are', () => {
    for (const { missed } of Object.values(REFUSALS))
      for (const file of missed) expect(errorsIn(asItIs, file), file).toEqual([]);
  });

  it.each(Object.entries(REFUSALS))('refuses %s', (_what, { change, missed }) => {
    const program = compiled(change, asItIs);
    for (const file of missed) expect(errorsIn(program, file), file).not.toEqual([]);
  });
});
