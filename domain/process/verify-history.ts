import type { Text } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import { firstBrokenLink, GENESIS } from './chain.ts';
import type { ProcessEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { Definition, Process } from './process.ts';

/** The format of an exported history; another layout gets another number. */
export const HISTORY_FORMAT = 'gridward-history/1';

/** The whole history of a process, as it is taken out of the system and can be checked without it. @public for whoever reads one. */
export interface HistoryFile {
  format: typeof HISTORY_FORMAT;
  kind: string;
  id: string;
  exportedAt: Instant;
  events: ProcessEvent[];
}

/** What is wrong with a file, and the number of the event where it first shows; none when it is no history at all. */
export interface FileFault {
  event?: number;
  reason: Text;
}

/**
 * Checks an exported history by itself: its form, the chain of hashes, and that it can be lived through again.
 * Answers the process that it tells, or the first fault. A history cut off at its end is whole as far as it goes: that
 * nothing is missing there shows by comparing the last event's number and hash with the process.
 */
export const verifyHistory = (
  file: unknown,
  definitions: readonly Definition[],
): { current: Process; events: readonly ProcessEvent[] } | { fault: FileFault } => {
  if (!isRecord(file) || file.format !== HISTORY_FORMAT) return { fault: { reason: NO_HISTORY } };
  const { kind, id, events } = file;
  const definition = definitions.find((one) => one.kind === kind);
  if (!definition) return { fault: { reason: unknownKind(kind) } };
  if (typeof id !== 'string' || !Array.isArray(events) || events.length === 0)
    return { fault: { reason: NO_EVENTS } };
  const shapeless = events.findIndex((event) => !isRecord(event));
  if (shapeless >= 0) return { fault: { event: shapeless + 1, reason: NOT_AN_EVENT } };

  const history = events as ProcessEvent[];
  const broken = firstBrokenLink(history);
  if (broken !== undefined) return { fault: { event: broken, reason: reasonOf(history, broken) } };

  let current: Process | undefined;
  for (const event of history) {
    try {
      current = evolve(definition, current, event);
    } catch (error) {
      return { fault: { event: event.seq, reason: cannotHappen(event, error as Error) } };
    }
    if (current.id !== id) return { fault: { event: event.seq, reason: foreign(current.id, id) } };
  }
  return { current: current as Process, events: history };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why an event does not fit: where it stands, what it follows, or what it says. */
const reasonOf = (history: readonly ProcessEvent[], number: number): Text => {
  const event = history[number - 1] as ProcessEvent;
  if (event.seq !== number) {
    const comesLater = history.slice(number).some(({ seq }) => seq === number);
    return comesLater ? outOfOrder(event.seq, number) : missing(event.seq, number);
  }
  return event.previousHash === (history[number - 2]?.hash ?? GENESIS) ? CHANGED : FOLLOWS_ANOTHER;
};

const NO_HISTORY: Text = {
  'zh-CN': `文件不是格式为“${HISTORY_FORMAT}”的办理过程导出文件。`,
  en: `The file is not an exported history in the format "${HISTORY_FORMAT}".`,
};
const unknownKind = (kind: unknown): Text => ({
  'zh-CN': `文件所记录的流程类型“${kind}”未知。`,
  en: `The file contains a process of the unknown kind "${kind}".`,
});
const NO_EVENTS: Text = {
  'zh-CN': '文件中没有编号或过程记录。',
  en: 'The file has no id or no events.',
};
const NOT_AN_EVENT: Text = { 'zh-CN': '此处不是一条过程记录。', en: 'This entry is not an event.' };
const CHANGED: Text = {
  'zh-CN': '内容与其哈希不符：记录被改动过。',
  en: 'The content does not match the hash: the event was changed.',
};
const FOLLOWS_ANOTHER: Text = {
  'zh-CN': '本条与前一条记录不衔接：前一条被替换过，或本条来自别处。',
  en: 'The event does not link to the one before it: that one was replaced, or this one comes from elsewhere.',
};
const missing = (found: unknown, expected: number): Text => ({
  'zh-CN': `第 ${expected} 条缺失：此处是第 ${found} 条。`,
  en: `Event ${expected} is missing; event ${found} is in its place.`,
});
const outOfOrder = (found: unknown, expected: number): Text => ({
  'zh-CN': `顺序被打乱：此处应为第 ${expected} 条，实为第 ${found} 条。`,
  en: `The order was changed: event ${found} is where event ${expected} belongs.`,
});
const cannotHappen = ({ type }: ProcessEvent, { message }: Error): Text => ({
  'zh-CN': `“${type}”不可能发生在此处（${message}）。`,
  en: `"${type}" cannot happen here (${message}).`,
});
const foreign = (its: string, named: string): Text => ({
  'zh-CN': `本条记录属于 ${its}，而文件标明的是 ${named}。`,
  en: `The event belongs to ${its}, but the file names ${named}.`,
});
