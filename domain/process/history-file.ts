import type { Text } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import type { Case } from './case.ts';
import type { CaseEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { firstBrokenLink, GENESIS } from './history.ts';

/** The format of an exported history; another layout gets another number. */
export const CASE_FILE_FORMAT = 'gridward-case/1';

/** The whole history of a case, as it is taken out of the system and can be checked without it. */
export interface CaseFile {
  format: typeof CASE_FILE_FORMAT;
  caseId: string;
  exportedAt: Instant;
  events: CaseEvent[];
}

/** What is wrong with a file, and the number of the event where it first shows; none when it is no history at all. */
export interface FileFault {
  event?: number;
  reason: Text;
}

/**
 * Checks an exported history by itself: its form, the chain of hashes, and that it can be lived through again.
 * Answers the case that it tells, or the first fault. A history cut off at its end is whole as far as it goes: that
 * nothing is missing there shows by comparing the last event's number and hash with the case.
 */
export const verifyCaseFile = (
  file: unknown,
): { current: Case; events: readonly CaseEvent[] } | { fault: FileFault } => {
  if (!isRecord(file) || file.format !== CASE_FILE_FORMAT) return { fault: { reason: NOT_A_CASE_FILE } };
  const { caseId, events } = file;
  if (typeof caseId !== 'string' || !Array.isArray(events) || events.length === 0)
    return { fault: { reason: NO_EVENTS } };
  const shapeless = events.findIndex((event) => !isRecord(event));
  if (shapeless >= 0) return { fault: { event: shapeless + 1, reason: NOT_AN_EVENT } };

  const history = events as CaseEvent[];
  const broken = firstBrokenLink(history);
  if (broken !== undefined) return { fault: { event: broken, reason: reasonOf(history, broken) } };

  let current: Case | undefined;
  for (const event of history) {
    try {
      current = evolve(current, event);
    } catch (error) {
      return { fault: { event: event.seq, reason: cannotHappen(event, error as Error) } };
    }
    if (current.id !== caseId) return { fault: { event: event.seq, reason: foreign(current.id, caseId) } };
  }
  return { current: current as Case, events: history };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Why an event does not fit: where it stands, what it follows, or what it says. */
const reasonOf = (history: readonly CaseEvent[], number: number): Text => {
  const event = history[number - 1] as CaseEvent;
  if (event.seq !== number) {
    const comesLater = history.slice(number).some(({ seq }) => seq === number);
    return comesLater ? outOfOrder(event.seq, number) : missing(event.seq, number);
  }
  return event.previousHash === (history[number - 2]?.hash ?? GENESIS) ? CHANGED : FOLLOWS_ANOTHER;
};

const NOT_A_CASE_FILE: Text = {
  'zh-CN': `文件不是格式为“${CASE_FILE_FORMAT}”的案件导出文件。`,
  en: `The file is no exported case of the format "${CASE_FILE_FORMAT}".`,
};
const NO_EVENTS: Text = {
  'zh-CN': '文件中没有案件编号或过程记录。',
  en: 'The file holds no case id, or no events.',
};
const NOT_AN_EVENT: Text = { 'zh-CN': '此处不是一条过程记录。', en: 'What stands here is no event.' };
const CHANGED: Text = {
  'zh-CN': '内容与其哈希不符：记录被改动过。',
  en: 'Its content does not have its hash: it was changed.',
};
const FOLLOWS_ANOTHER: Text = {
  'zh-CN': '它所承接的不是前一条记录：前一条被替换过，或本条来自别处。',
  en: 'It does not follow the event before it: that one was replaced, or this one is from elsewhere.',
};
const missing = (found: unknown, expected: number): Text => ({
  'zh-CN': `第 ${expected} 条缺失：此处是第 ${found} 条。`,
  en: `Event ${expected} is missing: number ${found} stands in its place.`,
});
const outOfOrder = (found: unknown, expected: number): Text => ({
  'zh-CN': `顺序被打乱：此处应为第 ${expected} 条，却是第 ${found} 条。`,
  en: `The order was changed: number ${found} stands where ${expected} belongs.`,
});
const cannotHappen = ({ type }: CaseEvent, { message }: Error): Text => ({
  'zh-CN': `“${type}”不可能发生在此处（${message}）。`,
  en: `"${type}" cannot happen here (${message}).`,
});
const foreign = (its: string, named: string): Text => ({
  'zh-CN': `记录属于案件 ${its}，而文件称是案件 ${named}。`,
  en: `It belongs to case ${its}, and the file says that it is case ${named}.`,
});
