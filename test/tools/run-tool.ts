import { execFile } from 'node:child_process';
import { join } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '../..');

/** Runs a command of tools/ in an environment that says nothing of AWS but what is named. */
export const runTool = (name: string, args: string[], env: Record<string, string>) =>
  new Promise<{ code: number; told: string }>((resolve) => {
    const { PATH = '', HOME = '' } = process.env;
    const nothing = { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' };
    execFile(
      process.execPath,
      [`tools/${name}.ts`, ...args],
      {
        cwd: REPOSITORY,
        env: { PATH, HOME, AWS_SHARED_CREDENTIALS_FILE: '/dev/null', ...nothing, ...env },
      },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), told: `${stdout}${stderr}` }),
    );
  });
