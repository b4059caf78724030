import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../tools/city/progress.ts';
import { pythonWith } from '../../tools/local/python.ts';
import { localDirectory } from '../../tools/local/workplace.ts';
import { DOCUMENT_FILE } from '../../tools/openapi/document.ts';
import type { Target } from './target.ts';

export interface Effort {
  /** What is drawn, and how often: the same seed and effort send the same requests. */
  seed: number;
  /** Requests that are drawn for each operation, half of them beyond what the document allows; 0 for the borders alone. */
  examples: number;
}

/** What was asked and answered. */
export interface Figures {
  /** Requests by status. */
  statuses: Record<string, number>;
  /** Answers by the code of their problem. */
  problems: Record<string, number>;
  /** Answers by operation and status: `GET /me 200`. */
  operations: Record<string, number>;
  /** Answers that our own checks have looked at. */
  checks: Record<string, number>;
}

export interface Outcome {
  passed: boolean;
  /** What failed, with the request as a curl command, as the fuzzer tells it. */
  report: string;
  figures: Figures;
  seconds: number;
}

/** Checks of the fuzzer that are left out, and why. */
const LEFT_OUT = [
  // API Gateway checks tokens, and here a name is a token.
  'ignored_auth',
  // API Gateway answers methods without a route, with 404.
  'unsupported_method',
  'allow_header_conformance',
  // No case is ever deleted; and what a case is to whom is shown by test/functions/visible.
  'use_after_free',
  'ensure_resource_availability',
];

/** Runs schemathesis, which it installs on first use, over docs/openapi.yaml against a target. */
export const runSchemathesis = async (
  { url, ...known }: Target,
  { seed, examples }: Effort,
  onProgress?: Progress,
): Promise<Outcome> => {
  const python = await pythonWith({
    folder: 'venv-fuzz',
    requirements: join(import.meta.dirname, 'requirements.txt'),
    name: 'the fuzzer',
    onProgress,
  });
  const directory = mkdtempSync(join(localDirectory('fuzz'), 'run-'));
  const city = join(directory, 'city.json');
  const figures = join(directory, 'figures.json');
  writeFileSync(
    city,
    JSON.stringify({ seed, tokens: known.tokens, cases: known.cases, values: known.values }),
  );
  const started = performance.now();
  try {
    const { code, report } = await run(
      python,
      [
        ...['-m', 'schemathesis.cli', '--config-file', join(import.meta.dirname, 'schemathesis.toml')],
        ...['run', DOCUMENT_FILE, '--url', url],
        ...['--phases', examples > 0 ? 'examples,coverage,fuzzing' : 'examples,coverage'],
        ...['--checks', 'all', '--exclude-checks', LEFT_OUT.join(',')],
        ...[
          '--seed',
          String(seed),
          '--max-examples',
          String(Math.max(1, examples)),
          '--generation-database',
          'none',
        ],
        ...['--no-shrink', '--continue-on-failure', '--suppress-health-check', 'all'],
        ...['--warnings', 'off', '--no-color', '--output-sanitize', 'false'],
      ],
      { GRIDWARD_FUZZED: city, GRIDWARD_FIGURES: figures },
    );
    return {
      passed: code === 0,
      report,
      figures: JSON.parse(readFileSync(figures, 'utf8')),
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

const run = (python: string, args: string[], env: Record<string, string>) =>
  new Promise<{ code: number | null; report: string }>((resolve, reject) => {
    const child = spawn(python, args, {
      cwd: localDirectory('fuzz'),
      env: {
        ...process.env,
        ...env,
        SCHEMATHESIS_HOOKS: 'hooks',
        PYTHONPATH: import.meta.dirname,
        PYTHONDONTWRITEBYTECODE: '1',
        COLUMNS: '120',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    process.once('exit', kill);
    let report = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        report += text;
      });
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', kill);
      resolve({ code, report });
    });
  });
