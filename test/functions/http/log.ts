import { afterEach, beforeEach, vi } from 'vitest';
import { logger } from '#shared/observability/logger.ts';

/** Everything that the functions log during a test, at the most talkative level, and nothing of it on the screen. */
export const recordLog = () => {
  let lines: string[] = [];
  beforeEach(() => {
    lines = [];
    logger.setLogLevel('TRACE');
    const record = (chunk: string | Uint8Array): boolean => {
      lines.push(String(chunk));
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(record);
    vi.spyOn(process.stderr, 'write').mockImplementation(record);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return {
    text: (): string => lines.join(''),
    entries: (): Record<string, unknown>[] => lines.map((line) => JSON.parse(line)),
  };
};
