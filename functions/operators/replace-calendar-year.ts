import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { forbidden, mayOperate } from '#domain/access.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { CalendarFault, CalendarYear } from '#domain/time/calendar.ts';
import { joinYears } from '#shared/calendar-years.ts';
import { readActor } from '#shared/cases/read-case.ts';
import { operation } from '#shared/http/operation.ts';
import { Problem } from '#shared/http/problem.ts';
import { type Job, jobWrite, newJob, readJobs } from '#shared/jobs.ts';
import { VersionConflict } from '#shared/persistence/commit.ts';
import { hashOf } from '#shared/persistence/content-hash.ts';
import type { Database } from '#shared/persistence/database.ts';
import { flipCurrent } from '#shared/persistence/flip-current.ts';
import {
  type CalendarItem,
  type CurrentItem,
  calendarKey,
  currentKey,
  inForce,
  type Key,
} from '#shared/persistence/grids-table.ts';
import type { OperationsServices } from './services.ts';

const date = z.iso.date('日期格式应为 YYYY-MM-DD / a date is written YYYY-MM-DD');
const word = z.string().check(z.minLength(1), z.maxLength(200));

export const replaceCalendarYear = operation({
  id: 'replaceCalendarYear',
  method: 'PUT',
  path: '/calendars/{year}',
  summary: {
    'zh-CN': '录入或更正某年的放假调休安排，并在后台重算受影响的时限',
    en: 'Load or correct the holiday notice of a year; the deadlines that it touches are recounted in the background',
  },
  params: z.object({
    year: z.string().check(z.regex(/^20\d\d$/, '年份为四位数字 / a year has four digits')),
  }),
  body: z.strictObject({
    year: z.int(),
    source: z.array(word).check(z.maxLength(20)),
    knownUntil: date,
    days: z.array(z.strictObject({ date, name: word, rest: z.boolean() })).check(z.maxLength(400)),
  }),
  status: 200,
  answer: z.object({ calendarVersion: z.string(), knownUntil: z.string(), changed: z.boolean() }),
  run: async ({ params, body, subject }, { db, reference, now }: OperationsServices) => {
    if (!mayOperate(await readActor(db, reference, subject)))
      throw new RejectionError(forbidden('replaceCalendarYear'));
    if (String(body.year) !== params.year) throw new RejectionError(otherYear(params.year, body.year));
    const stored = await readNow<CurrentItem>(db, currentKey);
    const current = inForce(stored, now());
    const { years } = await readNow<CalendarItem>(db, calendarKey(current.calendarVersion));
    const joined = [...years.filter(({ year }) => year !== body.year), body].toSorted(
      (a, b) => a.year - b.year,
    );
    const read = joinYears(joined);
    if ('faults' in read) throw invalidCalendar(read.faults, joined, body.year);
    const { version, knownUntil } = read.calendar;
    const changed = version !== current.calendarVersion;
    if (changed) {
      const job = newJob('recalculate', now(), (await readJobs(db)).get('recalculate'), version);
      const item: CalendarItem = { ...read, contentHash: hashOf(read.calendar) };
      await putInForce(db, stored, withCalendar(current, version), item, job);
    }
    return { body: { calendarVersion: version, knownUntil, changed } };
  },
});

/** Consistently: a calendar is joined to the one in use, not to one that was in use a minute ago. */
const readNow = async <Content>({ documents, gridsTable }: Database, key: Key): Promise<Content> => {
  const { Item } = await documents.send(
    new GetCommand({ TableName: gridsTable, Key: key, ConsistentRead: true }),
  );
  if (!Item) throw new Error(`${key.pk}/${key.sk} is not in the Grids table; import the city first`);
  const { pk, sk, ...content } = Item;
  return content as Content;
};

/** The calendar is the city's, whatever borders hold: a planned edition gets it, too. */
const withCalendar = (current: CurrentItem, calendarVersion: string): CurrentItem => ({
  ...current,
  calendarVersion,
  ...(current.next && { next: { ...current.next, calendarVersion } }),
});

/**
 * Puts a calendar in force and starts the job that recounts by it, all or nothing.
 * @throws VersionConflict when the city or the job was changed meanwhile; RejectionError while an import is under way,
 * since it would write over the calendar
 */
const putInForce = async (
  db: Database,
  before: CurrentItem,
  after: CurrentItem,
  item: CalendarItem,
  job: Job,
): Promise<void> => {
  const TableName = db.gridsTable;
  try {
    await db.documents.send(
      new TransactWriteCommand({
        TransactItems: [
          ...flipCurrent(TableName, before, after),
          { Put: { TableName, Item: { ...calendarKey(item.calendar.version), ...item } } },
          { Put: jobWrite(db, job) },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code);
    if (codes[0] === 'ConditionalCheckFailed') throw new RejectionError(importUnderWay);
    throw codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')
      ? new VersionConflict()
      : error;
  }
};

const otherYear = (asked: string, told: number) => ({
  kind: 'invalid' as const,
  code: 'other-year',
  field: 'year',
  message: {
    'zh-CN': `路径中的年份是 ${asked}，正文中却是 ${told}；请保持一致。`,
    en: `The path says ${asked}, the body ${told}; they must agree.`,
  },
});

/** Faults of the replaced year by their place in the body; those of another year name it. */
const invalidCalendar = (faults: CalendarFault[], joined: CalendarYear[], year: number): Problem => {
  const placed = faults.slice(0, 20).map(({ path, message }) => {
    const [index, ...rest] = path.split('.');
    const its = joined[Number(index)]?.year;
    return { field: [...(its === year ? [] : [String(its)]), ...rest].join('.'), message };
  });
  const list = placed.map(({ field, message }) => `${field}: ${message}`).join('; ');
  return new Problem(
    422,
    'invalid-calendar',
    { 'zh-CN': `该年安排与日历不符：${list}`, en: `The notice does not fit the calendar: ${list}` },
    { faults: placed },
  );
};

const importUnderWay = {
  kind: 'conflict' as const,
  code: 'import-under-way',
  message: {
    'zh-CN': '本市基础数据正在导入或导入中断；请先完成导入（npm run import），再录入日历。',
    en: 'An import of the city is under way or was interrupted; finish it (npm run import), then load the calendar.',
  },
};
