import { readFileSync } from 'node:fs';
import { verifyHistory } from '#domain/process/verify-history.ts';
import type { Text } from '#domain/text.ts';
import { DEFINITIONS } from '#shared/definitions.ts';

/**
 * `npm run verify-history -- <file>`: checks a history that `GET /cases/{id}/events?format=export` gave, with no server
 * at hand. Ends with 1, the event at fault and the reason when the file is not what was exported.
 */
const main = ([path, ...rest]: string[]): number => {
  if (!path || rest.length > 0) {
    console.error('Usage: npm run verify-history -- <id>.gridward.json');
    return 1;
  }
  const read = readJson(path);
  if ('fault' in read) return refuse(path, read.fault);
  const verified = verifyHistory(read.json, DEFINITIONS);
  if ('fault' in verified) return refuse(path, verified.fault.reason, verified.fault.event);

  const { current, events } = verified;
  console.log(`过程完整，未经改动 / The history is whole and unchanged.

  编号 id              ${current.id}
  记录数 events        ${events.length}
  时间 from – to       ${events[0]?.at} – ${events.at(-1)?.at}
  终点阶段 stage       ${current.state.stage}
  末条哈希 last hash   ${current.lastHash}

末尾是否被截去，文件自身无法证明：请与系统中的版本号（应为 ${events.length}）和末条哈希核对。
A file cannot show whether its end was cut off: compare the version in the system, which should be ${events.length}, and the last hash.`);
  return 0;
};

const readJson = (path: string): { json: unknown } | { fault: Text } => {
  try {
    return { json: JSON.parse(readFileSync(path, 'utf8')) };
  } catch (error) {
    const { message } = error as Error;
    return { fault: { 'zh-CN': `文件无法读取：${message}`, en: `The file cannot be read: ${message}` } };
  }
};

const refuse = (path: string, reason: Text, event?: number): number => {
  const [at, where] = event === undefined ? ['', ''] : [`第 ${event} 条：`, `Event ${event}: `];
  console.error(`${path}\n  ${at}${reason['zh-CN']}\n  ${where}${reason.en}`);
  return 1;
};

process.exitCode = main(process.argv.slice(2));
