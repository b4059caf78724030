import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import type { Language } from '#domain/text.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import { Problem, problemOf } from '#shared/http/problem.ts';
import { PageForgotten } from '#shared/workflow/workflow.ts';
import { operations as actions } from '../../../functions/actions/operations.ts';
import { report } from '../../../functions/intake/report.ts';
import { selfHandle } from '../../../functions/intake/self-handle.ts';
import { listExecutions } from '../../../functions/operators/list-executions.ts';
import { restartCase } from '../../../functions/operators/restart-case.ts';
import { proposeAmendment } from '../../../functions/planning/propose-amendment.ts';
import { getCase } from '../../../functions/queries/get-case.ts';
import { listEvents } from '../../../functions/queries/list-events.ts';
import { worklist } from '../../../functions/queries/worklist.ts';
import { getArea, listChildren } from '../../../functions/registry/areas.ts';
import { explainDeadline } from '../../../functions/registry/explain-deadline.ts';
import { locate } from '../../../functions/registry/locate.ts';
import { me } from '../../../functions/registry/me.ts';
import { recordLog } from './log.ts';
import { CASE_ID, eventFor, type Sent, send, served, untouchedServices } from './request.ts';

/** A command on a case, as it is served. */
const command = (id: string): AnyOperation => {
  const found = actions.find((operation) => operation.id === id);
  if (!found) throw new Error(`there is no command "${id}"`);
  return found;
};
const [acknowledge, followUp, respond, verify, whistle] = [
  command('acknowledge'),
  command('followUp'),
  command('respond'),
  command('verify'),
  command('whistle'),
];

const GRID = '320613001001001';
const MATTER = { title: '邻居噪声', description: '夜间装修', category: 'dispute.neighbour' };
const TOLD = { ...MATTER, grid: GRID };
const at = (lon: unknown, lat: unknown, more = {}) => ({ ...MATTER, point: { lon, lat, ...more } });
const onCase = (body: unknown, id = CASE_ID): Sent => ({ params: { id }, body });
/** JSON in which one field of a report is written by hand. */
const withRaw = (field: string, json: string) =>
  JSON.stringify({ ...TOLD, [field]: '@' }).replace('"@"', () => json);

const YEAR = {
  year: 2026,
  source: ['https://notice.example'],
  knownUntil: '2026-12-31',
  days: [{ date: '2026-01-01', name: '元旦', rest: true }],
};

interface Refusal {
  what: string;
  operation: AnyOperation;
  sent: Sent;
  status: number;
  code: string;
  field?: string;
  zh: string;
  en: string;
}

const MALFORMED = { status: 400, code: 'malformed-request' };
const NOT_JSON = {
  status: 400,
  code: 'malformed-json',
  zh: '正文不是有效的 JSON',
  en: 'The body is not JSON',
};
const NO_JSON_TYPE = { status: 415, code: 'unsupported-content-type' };
const KEY = {
  status: 400,
  code: 'missing-idempotency-key',
  field: 'Idempotency-Key',
  zh: '8–64 位',
  en: '8 to 64 letters',
};
const TAG = { status: 400, code: 'malformed-if-match', field: 'If-Match', zh: 'ETag', en: 'such as "7"' };

const NO_TAG = {
  status: 428,
  code: 'missing-if-match',
  field: 'If-Match',
  zh: '须在请求头 If-Match 中给出',
  en: 'send If-Match',
};
/** Titles with the character at fault, of every class that the rule of texts names. */
const UNREADABLE: [title: string, number: string][] = [
  ['a\u0000b', 'U+0000'],
  ['停水\u0007', 'U+0007'],
  ['a\nb', 'U+000A'],
  ['a\tb', 'U+0009'],
  ['\u001B[31m红', 'U+001B'],
  ['a\u0085b', 'U+0085'],
  ['\u200B', 'U+200B'],
  ['\u2060', 'U+2060'],
  ['\u200D\u200D', 'U+200D'],
  ['停\u200D水', 'U+200D'],
  ['\u00AD', 'U+00AD'],
  ['\u202E停水', 'U+202E'],
  ['\u2066停水', 'U+2066'],
  ['a\u061Cb', 'U+061C'],
  ['\u3164', 'U+3164'],
  ['a\u115Fb', 'U+115F'],
  ['a\uFFA0b', 'U+FFA0'],
  ['a\u034Fb', 'U+034F'],
  ['a\uFE0Fb', 'U+FE0F'],
  ['水\uFE0F', 'U+FE0F'],
  ['a\u2028b', 'U+2028'],
  ['a\u2029b', 'U+2029'],
  ['\u{E0041}', 'U+E0041'],
  ['\uE81A街', 'U+E81A'],
  ['\u{F0000}', 'U+F0000'],
  ['\uFDD0', 'U+FDD0'],
  ['a\uFFFF', 'U+FFFF'],
  ['\u0378', 'U+0378'],
  ['\u2800', 'U+2800'],
];

/** Requests to the real operations, refused before any service is touched. */
const REFUSALS: Refusal[] = [
  ...['escalate', 'reopen'].flatMap((id) => [
    {
      what: `${id} without the version seen`,
      operation: command(id),
      sent: onCase({ reason: 'Too big.' }),
      ...NO_TAG,
    },
    {
      what: `${id} on any version`,
      operation: command(id),
      sent: { ...onCase({ reason: 'Too big.' }), headers: { 'if-match': '*' } },
      ...NO_TAG,
    },
  ]),
  { what: 'JSON cut short', operation: report, sent: { body: '{"title":' }, ...NOT_JSON },
  { what: 'an empty body', operation: report, sent: { body: '' }, ...NOT_JSON },
  { what: 'no body', operation: report, sent: {}, ...NOT_JSON },
  {
    what: 'no body to a command that says nothing',
    operation: acknowledge,
    sent: onCase(undefined),
    ...NOT_JSON,
  },
  {
    what: 'base64 of something else',
    operation: report,
    sent: { body: '\u0000', base64: true },
    ...NOT_JSON,
  },
  { what: 'NaN', operation: report, sent: { body: withRaw('title', 'NaN') }, ...NOT_JSON },
  { what: 'nested without end', operation: report, sent: { body: '['.repeat(200_000) }, ...NOT_JSON },
  {
    what: 'another content type',
    operation: report,
    sent: { body: TOLD, headers: { 'content-type': 'text/plain' } },
    ...NO_JSON_TYPE,
    zh: '（收到“text/plain”）',
    en: '(received: "text/plain")',
  },
  {
    what: 'a content type that only begins like JSON',
    operation: report,
    sent: { body: TOLD, headers: { 'content-type': 'application/jsonp' } },
    ...NO_JSON_TYPE,
    zh: 'application/json',
    en: 'application/jsonp',
  },
  {
    what: 'no content type',
    operation: report,
    sent: { body: TOLD, headers: { 'content-type': undefined } },
    ...NO_JSON_TYPE,
    zh: '请以 application/json 发送正文',
    en: 'Send the body as application/json',
  },
  ...['null', '[]', '"text"', '5'].map((body) => ({
    what: `a body that is ${body}`,
    operation: report,
    sent: { body },
    ...MALFORMED,
    field: 'body',
    zh: '应为 JSON 对象',
    en: 'must be a JSON object',
  })),
  ...['colour', '__proto__', 'constructor', 'toString'].map((name) => ({
    what: `the unknown field ${name}`,
    operation: report,
    sent: { body: withRaw(name, '{"polluted":true}') },
    ...MALFORMED,
    field: name,
    zh: '未知字段',
    en: 'is an unknown field',
  })),
  {
    what: 'an unknown field within a point',
    operation: report,
    sent: { body: at(120.9, 32, { z: 3 }) },
    ...MALFORMED,
    field: 'point.z',
    zh: '未知字段',
    en: 'is an unknown field',
  },
  {
    what: 'an unknown field holding JSON a hundred thousand levels deep',
    operation: report,
    sent: { body: withRaw('deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`) },
    ...MALFORMED,
    field: 'deep',
    zh: '未知字段',
    en: 'is an unknown field',
  },
  {
    what: 'a result in a report that is not settled',
    operation: report,
    sent: { body: { ...TOLD, result: '已劝阻' } },
    ...MALFORMED,
    field: 'result',
    zh: '未知字段',
    en: 'is an unknown field',
  },
  {
    what: 'a field in a command that takes none',
    operation: acknowledge,
    sent: onCase({ at: 'now' }),
    ...MALFORMED,
    field: 'at',
    zh: '未知字段',
    en: 'is an unknown field',
  },
  {
    what: 'a title too long',
    operation: report,
    sent: { body: { ...TOLD, title: '长'.repeat(101) } },
    ...MALFORMED,
    field: 'title',
    zh: '最多 100 个字符',
    en: 'must have at most 100 characters',
  },
  {
    what: 'a narrative too long',
    operation: respond,
    sent: {
      params: { id: CASE_ID, unitId: '320613001-judicialOffice' },
      body: { answer: '长'.repeat(2001) },
    },
    ...MALFORMED,
    field: 'answer',
    zh: '最多 2000 个字符',
    en: 'must have at most 2000 characters',
  },
  {
    what: 'a part of no unit',
    operation: respond,
    sent: { params: { id: CASE_ID, unitId: '110101199001011234' }, body: { answer: '已调解' } },
    ...MALFORMED,
    field: 'unitId',
    zh: '单位编码形如 320613001-judicialOffice',
    en: 'a unit code looks like 320613001-judicialOffice',
  },
  {
    what: 'a part of a unit whose code does not show',
    operation: respond,
    sent: { params: { id: CASE_ID, unitId: '320613-police\u0085' }, body: { answer: '到场' } },
    ...MALFORMED,
    field: 'unitId',
    zh: '单位编码形如 320613001-judicialOffice',
    en: 'a unit code looks like 320613001-judicialOffice',
  },
  {
    what: 'a title of blanks',
    operation: report,
    sent: { body: { ...TOLD, title: ' \t\n　' } },
    ...MALFORMED,
    field: 'title',
    zh: '不能为空',
    en: 'must not be empty',
  },
  ...UNREADABLE.map(([title, number]) => ({
    what: `a title that holds ${number}`,
    operation: report,
    sent: { body: { ...TOLD, title } },
    ...MALFORMED,
    field: 'title',
    zh: `含有不显示的字符 ${number}`,
    en: `holds ${number}, a character that does not show`,
  })),
  ...(
    [
      ['description', report, { body: { ...TOLD, description: '停水\u0000' } }],
      ['category', report, { body: { ...TOLD, category: 'dispute\u200B' } }],
      ['result', selfHandle, { body: { ...TOLD, result: '\u202E办结' } }],
      ['reason', restartCase, onCase({ reason: '\u001B[31m' })],
      ['units.0', whistle, onCase({ units: ['3206\u2060-police'], ask: '请到场' })],
      ['ask', whistle, onCase({ units: ['u'], ask: '请\u2067到场' })],
      ['answer', respond, { params: { id: CASE_ID, unitId: '320613-police' }, body: { answer: '\u3164' } }],
      ['evidence.takenAt', verify, onCase({ passed: true, evidence: { takenAt: '2024-05-01' } })],
    ] as const
  ).map(([field, operation, sent]) => ({
    what: `what does not show in ${field}`,
    operation,
    sent,
    ...MALFORMED,
    field,
    ...(field === 'evidence.takenAt'
      ? { zh: '应为带时区的时刻', en: 'must be an instant with its offset' }
      : { zh: '不显示的字符', en: 'a character that does not show' }),
  })),
  {
    what: 'a result that says too much of its parts',
    operation: command('submitResult'),
    sent: onCase({
      result: '办结',
      parts: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`u${i}`, '说'.repeat(2000)])),
    }),
    ...MALFORMED,
    field: 'parts',
    zh: '合计最多 20000 个字符',
    en: 'at most 20000 characters together',
  },
  ...['\u0301', '\u00A0', '\uFEFF', '\u3000\u2003'].map((title) => ({
    what: `a title of nothing to see: ${JSON.stringify(title)}`,
    operation: report,
    sent: { body: { ...TOLD, title } },
    ...MALFORMED,
    field: 'title',
    zh: '不能为空',
    en: 'must not be empty',
  })),
  ...['¥\uFFFD\uFFFDҹ', '\uFFFC'].map((title) => ({
    what: `signs of lost characters: ${title}`,
    operation: report,
    sent: { body: { ...TOLD, title } },
    ...MALFORMED,
    field: 'title',
    zh: '表示字符已丢失的符号',
    en: 'which stands for a lost character; use UTF-8',
  })),
  ...['gbk', 'GB18030', 'utf-16', '"iso-8859-1"', 'us-ascii'].map((charset) => ({
    what: `the charset ${charset}`,
    operation: report,
    sent: { body: TOLD, headers: { 'content-type': `application/json; charset=${charset}` } },
    ...NO_JSON_TYPE,
    zh: '请以 UTF-8 编码发送正文',
    en: `Send the body in UTF-8 (received: charset=${charset.replaceAll('"', '')})`,
  })),
  ...['gzip', 'deflate', 'br', 'gzip, gzip', 'zstd'].map((coding) => ({
    what: `the content coding ${coding}`,
    operation: report,
    sent: { body: '\u001F\uFFFD\b\u0000', headers: { 'content-encoding': coding } },
    ...NO_JSON_TYPE,
    zh: '请发送未压缩的正文',
    en: `Send the body without Content-Encoding (received: "${coding}")`,
  })),
  ...(
    [
      ['GBK', [0x22, 0xc2, 0xa5, 0xb5, 0xc0, 0x22]],
      ['UTF-16', [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]],
      ['a byte of no character', [0x22, 0xff, 0x22]],
      ['a character cut off', [0x22, 0xe5, 0xa5]],
      ['an overlong character', [0x22, 0xc0, 0xaf, 0x22]],
      ['half a pair', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ] as const
  ).map(([what, bytes]) => ({
    what: `a body in bytes that are not UTF-8: ${what}`,
    operation: report,
    sent: { body: Buffer.from(bytes), base64: true },
    ...NOT_JSON,
    zh: '正文不是 UTF-8 编码',
    en: 'send it in UTF-8',
  })),
  {
    what: 'half a character',
    operation: report,
    sent: { body: withRaw('description', String.raw`"a\ud83d"`) },
    ...MALFORMED,
    field: 'description',
    zh: '不完整的字符',
    en: 'an incomplete character',
  },
  {
    what: 'no title',
    operation: report,
    sent: { body: { ...TOLD, title: undefined } },
    ...MALFORMED,
    field: 'title',
    zh: '缺少此项',
    en: 'is missing',
  },
  {
    what: 'no result of a matter settled on the spot',
    operation: selfHandle,
    sent: { body: TOLD },
    ...MALFORMED,
    field: 'result',
    zh: '缺少此项',
    en: 'is missing',
  },
  {
    what: 'a title that is a number',
    operation: report,
    sent: { body: { ...TOLD, title: 7 } },
    ...MALFORMED,
    field: 'title',
    zh: '应为文字',
    en: 'must be text',
  },
  {
    what: 'a title that is null',
    operation: report,
    sent: { body: { ...TOLD, title: null } },
    ...MALFORMED,
    field: 'title',
    zh: '应为文字',
    en: 'must be text',
  },
  {
    what: 'a severity that there is not',
    operation: report,
    sent: { body: { ...TOLD, severity: 'mild' } },
    ...MALFORMED,
    field: 'severity',
    zh: 'critical、serious、general、low',
    en: 'must be one of critical, serious, general, low',
  },
  ...[{ ...TOLD, point: { lon: 120.9, lat: 32 } }, MATTER].map((body) => ({
    what: 'grid' in body ? 'both point and grid' : 'neither point nor grid',
    operation: report,
    sent: { body },
    ...MALFORMED,
    field: 'point',
    zh: '请给出 point 或 grid 之一',
    en: 'give either point or grid',
  })),
  ...['32061300100100', '3206130010010011', '32061300100100x', ' 320613001001001'].map((grid) => ({
    what: `the grid code "${grid}"`,
    operation: report,
    sent: { body: { ...MATTER, grid } },
    ...MALFORMED,
    field: 'grid',
    zh: '网格编码为 15 位数字',
    en: 'a grid code has 15 digits',
  })),
  {
    what: 'coordinates the wrong way round',
    operation: report,
    sent: { body: at(32.02, 120.86) },
    ...MALFORMED,
    field: 'point.lon',
    zh: '经纬度似乎颠倒了',
    en: 'lon and lat seem to be swapped',
  },
  {
    what: 'a point in Paris',
    operation: report,
    sent: { body: at(2.35, 48.85) },
    ...MALFORMED,
    field: 'point.lon',
    zh: '不在中国境内',
    en: 'does not lie in China',
  },
  {
    what: 'a point in Siberia',
    operation: locate,
    sent: { query: { lon: '120', lat: '60' } },
    ...MALFORMED,
    field: 'lat',
    zh: '不在中国境内',
    en: 'does not lie in China',
  },
  {
    what: 'a latitude larger than any number',
    operation: report,
    sent: { body: JSON.stringify(at(120.9, '@')).replace('"@"', '1e999') },
    ...MALFORMED,
    field: 'point.lat',
    zh: '应为数字',
    en: 'must be a number',
  },
  {
    what: 'a longitude near the largest number',
    operation: report,
    sent: { body: at(Number.MAX_VALUE, 32) },
    ...MALFORMED,
    field: 'point.lon',
    zh: '不在中国境内',
    en: 'does not lie in China',
  },
  {
    what: 'a longitude as text',
    operation: report,
    sent: { body: at('120.9', 32) },
    ...MALFORMED,
    field: 'point.lon',
    zh: '应为数字',
    en: 'must be a number',
  },
  {
    what: 'an unknown coordinate system',
    operation: locate,
    sent: { query: { lon: '120.9', lat: '32', crs: 'BD09' } },
    ...MALFORMED,
    field: 'crs',
    zh: 'WGS84、CGCS2000、GCJ02',
    en: 'WGS84, CGCS2000, GCJ02',
  },
  {
    what: 'no longitude',
    operation: locate,
    sent: { query: { lat: '32' } },
    ...MALFORMED,
    field: 'lon',
    zh: '缺少此项',
    en: 'is missing',
  },
  {
    what: 'an empty longitude',
    operation: locate,
    sent: { query: { lon: '', lat: '32' } },
    ...MALFORMED,
    field: 'lon',
    zh: '缺少此项',
    en: 'is missing',
  },
  ...['0x78', '1.2e2', '120.5°', '120,5', '+120.5', 'NaN'].map((lon) => ({
    what: `the longitude "${lon}" of a query`,
    operation: locate,
    sent: { query: { lon, lat: '32' } },
    ...MALFORMED,
    field: 'lon',
    zh: '应为数字',
    en: 'must be a number',
  })),
  {
    what: 'a limit written otherwise than in digits',
    operation: explainDeadline,
    sent: { query: { from: '2024-05-01T08:00:00Z', value: '0x10', unit: 'workDay' } },
    ...MALFORMED,
    field: 'value',
    zh: '应为数字',
    en: 'must be a number',
  },
  ...['1', CASE_ID.toLowerCase(), `${CASE_ID}0`, `${CASE_ID.slice(1)}U`, 'self-handled', '..%2F'].map(
    (id) => ({
      what: `the case id "${id}"`,
      operation: getCase,
      sent: { params: { id } },
      ...MALFORMED,
      field: 'id',
      zh: '案件 ID 为 26 位，案件编号为 11 位数字，首位 2 至 9',
      en: 'a case id has 26 characters, a case number 11 digits, of which the first is 2 to 9',
    }),
  ),
  {
    what: 'a malformed case id in a command',
    operation: acknowledge,
    sent: onCase({}, '7'),
    ...MALFORMED,
    field: 'id',
    zh: '案件 ID 为 26 位',
    en: 'a case id has 26 characters',
  },
  {
    what: 'a malformed area code',
    operation: getArea,
    sent: { params: { code: '32061' } },
    ...MALFORMED,
    field: 'code',
    zh: '区划编码',
    en: 'an area code has',
  },
  {
    what: 'a whistle that calls nobody',
    operation: whistle,
    sent: onCase({ ask: '请到场' }),
    ...MALFORMED,
    field: 'units',
    zh: '请给出 units 或 template',
    en: 'give units, a template, or both',
  },
  {
    what: 'a whistle with an empty list',
    operation: whistle,
    sent: onCase({ ask: '请到场', units: [] }),
    ...MALFORMED,
    field: 'units',
    zh: '不能为空',
    en: 'must not be empty',
  },
  {
    what: 'a whistle that calls a crowd',
    operation: whistle,
    sent: onCase({ ask: '请到场', units: Array(100_000).fill('u') }),
    ...MALFORMED,
    field: 'units',
    zh: '最多 10 项',
    en: 'must have at most 10 entries',
  },
  {
    what: 'a whistle whose second unit is no text',
    operation: whistle,
    sent: onCase({ ask: '请到场', units: ['u', 5] }),
    ...MALFORMED,
    field: 'units.1',
    zh: '应为文字',
    en: 'must be text',
  },
  {
    what: 'units that are no list',
    operation: whistle,
    sent: onCase({ ask: '请到场', units: 'u' }),
    ...MALFORMED,
    field: 'units',
    zh: '应为列表',
    en: 'must be a list',
  },
  {
    what: 'a verification that does not say whether it passed',
    operation: verify,
    sent: onCase({ reason: '返工' }),
    ...MALFORMED,
    field: 'passed',
    zh: 'true、false',
    en: 'must be one of true, false',
  },
  {
    what: 'a rework without its code',
    operation: verify,
    sent: onCase({ passed: false, reason: '返工' }),
    ...MALFORMED,
    field: 'code',
    zh: '缺少此项',
    en: 'is missing',
  },
  {
    what: 'six stars',
    operation: followUp,
    sent: onCase({ satisfied: true, rating: 6 }),
    ...MALFORMED,
    field: 'rating',
    zh: '不得大于 5',
    en: 'must be at most 5',
  },
  {
    what: 'half a star',
    operation: followUp,
    sent: onCase({ satisfied: true, rating: 0.5 }),
    ...MALFORMED,
    field: 'rating',
    zh: '应为整数',
    en: 'must be a whole number',
  },
  ...[undefined, '', 'short', 'x'.repeat(65), 'with blank', '键键键键键键键键'].map((key) => ({
    what: `the Idempotency-Key ${key === undefined ? 'left out' : `"${key}"`}`,
    operation: report,
    sent: { body: TOLD, headers: { 'idempotency-key': key } },
    ...KEY,
  })),
  {
    what: 'a command without Idempotency-Key',
    operation: restartCase,
    sent: { ...onCase({ reason: '重启' }), headers: { 'idempotency-key': undefined } },
    ...KEY,
  },
  ...[
    '7',
    'x',
    "'7'",
    '"7',
    '7"',
    '"7" "8"',
    '"7";"8"',
    '*, "7"',
    'w/"7"',
    'W/7',
    'W/*',
    '""7""',
    '"七\u0007"',
    ',',
  ].map((tag) => ({
    what: `the If-Match ${tag}`,
    operation: acknowledge,
    sent: { ...onCase({}), headers: { 'if-match': tag } },
    ...TAG,
  })),
  ...[
    { limit: '0', zh: '不得小于 1', en: 'must be at least 1' },
    { limit: '', zh: '缺少此项', en: 'is missing' },
    { limit: '-1', zh: '不得小于 1', en: 'must be at least 1' },
    { limit: '101', zh: '不得大于 100', en: 'must be at most 100' },
    { limit: '1000000000', zh: '不得大于 100', en: 'must be at most 100' },
    ...['1e9', '1e1', '0x10', '0b1', '0o7', ' 5', '5 ', '+5', '5.', '.5', '１０', '1_0', '9'.repeat(400)].map(
      (limit) => ({ limit, zh: '应为数字', en: 'must be a number' }),
    ),
    { limit: 'x', zh: '应为数字', en: 'must be a number' },
    { limit: '5,6', zh: '应为数字', en: 'must be a number' },
    { limit: '2.5', zh: '应为整数', en: 'must be a whole number' },
    { limit: 'Infinity', zh: '应为数字', en: 'must be a number' },
  ].flatMap(({ limit, zh, en }) =>
    [worklist, listExecutions].map((operation) => ({
      what: `the limit "${limit}" of ${operation.id}`,
      operation,
      sent: { query: { limit } },
      ...MALFORMED,
      field: 'limit',
      zh,
      en,
    })),
  ),
  {
    what: 'a cursor too long to be one of ours',
    operation: listEvents,
    sent: { params: { id: CASE_ID }, query: { cursor: 'x'.repeat(4201) } },
    ...MALFORMED,
    field: 'cursor',
    zh: '最多 4200 个字符',
    en: 'must have at most 4200 characters',
  },
  ...[
    ...['yesterday', '2024-02-30T08:00:00Z', '2024-05-01', '2024-05-01T08:00:00', '2024-05-01T24:00:00Z'],
    ...['', '1714521600', '2024-13-01T00:00:00Z', '2024-05-01T08:60:00Z', '2024-05-01T08:00:00.Z'],
    ...['2024-05-01T08:00:00.1234567890Z', '2024-05-01T08:00:00+24:00', '2024-05-01T08:00:00+8'],
    ...[
      '2024-05-01 08:00:00+08:00',
      '2024-05-01T08:00:00 -08:00',
      '2024-05-01T08:00:00+08:00[Asia/Shanghai]',
    ],
  ].map((from) => ({
    what: `the instant "${from}"`,
    operation: explainDeadline,
    sent: { query: { from, value: '2', unit: 'workHour' } },
    ...MALFORMED,
    field: 'from',
    zh: '应为带时区的时刻',
    en: 'must be an instant with its offset',
  })),
  ...[
    '0000-01-01T00:00:00+23:59',
    '1999-12-31T23:59:59Z',
    '2100-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2099-12-31T23:59:59-08:00',
    '2000-01-01T00:00:00+14:00',
    '2000-01-01T07:59:59.999+08:00',
  ].map((from) => ({
    what: `the far instant "${from}"`,
    operation: explainDeadline,
    sent: { query: { from, value: '2', unit: 'workHour' } },
    ...MALFORMED,
    field: 'from',
    zh: '2000 年至 2099 年',
    en: 'between 2000 and 2099',
  })),
  ...(
    [
      ['papers', { ...YEAR, papers: [] }, 'papers', 'holiday-cn'],
      [
        'a day of holiday-cn',
        { ...YEAR, days: [{ name: '元旦', date: '2026-01-01', isOffDay: true }] },
        'days.0.rest',
        '',
      ],
      ['no source', { ...YEAR, source: [] }, 'source', ''],
      ['no days', { ...YEAR, days: [] }, 'days', ''],
      [
        'a day without a name to see',
        { ...YEAR, days: [{ ...YEAR.days[0], name: '\u200B' }] },
        'days.0.name',
        'U+200B',
      ],
    ] as const
  ).map(([what, body, field, told]) => ({
    what: `a calendar with ${what}`,
    operation: proposeAmendment,
    sent: { body: { reason: 'The notice has come.', calendarYear: body } },
    ...MALFORMED,
    field: `calendarYear.${field}`,
    zh: told,
    en: told,
  })),
  ...[{}, { policy: {}, calendarYear: YEAR }].map((wish) => ({
    what: `an amendment of ${Object.keys(wish).length} things`,
    operation: proposeAmendment,
    sent: { body: { reason: 'The notice has come.', ...wish } },
    ...MALFORMED,
    field: 'policy',
    zh: '请给出 policy、calendarYear、earlier 之一',
    en: 'give one of policy, calendarYear and earlier',
  })),
  {
    what: 'a limit of no time',
    operation: explainDeadline,
    sent: { query: { from: '2024-05-01T08:00:00Z', value: '0', unit: 'workHour' } },
    ...MALFORMED,
    field: 'value',
    zh: '不得小于 0.001',
    en: 'must be at least 0.001',
  },
  {
    what: 'a limit of centuries',
    operation: explainDeadline,
    sent: { query: { from: '2024-05-01T08:00:00Z', value: '36500', unit: 'workDay' } },
    ...MALFORMED,
    field: 'value',
    zh: '不得大于 3650',
    en: 'must be at most 3650',
  },
  {
    what: 'an access token',
    operation: me,
    sent: { claims: { token_use: 'access', username: 'someone' } },
    status: 403,
    code: 'no-subject',
    zh: '请使用身份令牌（ID token），而不是访问令牌（access token）',
    en: 'send the ID token, not the access token',
  },
  ...[{}, { sub: '' }, { username: 'someone' }].map((claims) => ({
    what: `a token with the claims ${JSON.stringify(claims)}`,
    operation: me,
    sent: { claims: claims as Record<string, string> },
    status: 403,
    code: 'no-subject',
    zh: '无法识别您的身份',
    en: 'The token has no claim "sub"',
  })),
];

recordLog();

describe.each([
  ['zh-CN', 'zh'],
  ['en', 'en'],
] as [Language, 'zh' | 'en'][])('a request that is refused in %s', (language, told) => {
  it.each(REFUSALS)('for $what', async ({ operation, sent, status, code, field, ...sentences }) => {
    const headers = { 'accept-language': language, ...sent.headers };
    const received = await send(operation, { ...sent, headers });
    expect(received.accepted).toBe(false);
    expect(received.status).toBe(status);
    expect(received.headers).toEqual({
      'content-type': 'application/problem+json',
      'content-language': language,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'request-1',
    });
    expect(received.body).toMatchObject({ type: `urn:gridward:problem:${code}`, status });
    expect(received.body.field).toBe(field);
    expect(received.body.detail).toContain(sentences[told]);
    if (language === 'en') expect(received.body.detail).not.toMatch(/\p{Script=Han}/u);
  });
});

describe('a request with many faults', () => {
  it('is told all of them at once, each with its field', async () => {
    const { body } = await send(report, { body: { title: 5, severity: 'mild', colour: 'red', grid: GRID } });
    expect(body.field).toBe('title');
    expect(body.errors.map(({ field }: { field: string }) => field)).toEqual([
      'title',
      'description',
      'category',
      'severity',
      'colour',
    ]);
  });

  it.each([
    ['unknown fields', Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`field${n}`, n]))],
    ['an endless field name', { ['名'.repeat(1_000_000)]: 1 }],
    [
      'nested unknown fields',
      { ...at(1, 2, Object.fromEntries(Array.from({ length: 999 }, (_, n) => [n, n]))) },
    ],
  ])('is answered in a few kilobytes: %s', async (_, body) => {
    const received = await send(report, { body });
    expect(received.status).toBe(400);
    expect(received.body.errors.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(received.body).length).toBeLessThan(10_000);
  });
});

describe('an unknown command', () => {
  const at = (path: string) => ({ method: 'POST' as const, path: `/cases/{id}/${path}` });
  const sent = { params: { id: CASE_ID }, body: {}, headers: { 'accept-language': 'en' } };

  it.each([
    'celebrate',
    'returnToDispatcher',
    'Acknowledge',
    'restart',
    '__proto__',
    '{command}',
    "$'",
    '$&',
    '',
  ])('"%s" is not found', async (name) => {
    const services = untouchedServices();
    const received = await served(actions as readonly AnyOperation[], services, eventFor(at(name), sent));
    expect(received).toMatchObject({ status: 404, body: { type: 'urn:gridward:problem:unknown-operation' } });
    expect(received.body.detail).toContain(`/cases/${CASE_ID}/`);
    expect(services.touched).toBe(false);
  });

  it('cannot reach another route by a slash that came encoded', async () => {
    const services = untouchedServices();
    const received = await served(
      actions as readonly AnyOperation[],
      services,
      eventFor(
        { method: 'POST', path: '/cases/{id}/x' },
        { ...sent, params: { id: CASE_ID, command: 'parts/{unitId}/respond' } },
      ),
    );
    expect(received.status).toBe(400);
    expect(services.touched).toBe(false);
  });
});

describe('a cursor', () => {
  const PLACE = z.object({ after: z.string() });

  it('comes back as the place it was made of', () => {
    expect(placeOfCursor(cursorOf({ after: '3206' }), PLACE)).toEqual({ after: '3206' });
  });

  it.each([
    '',
    '!!!',
    'bm90IGpzb24',
    cursorOf([]),
    cursorOf({ seq: 1 }),
    cursorOf({ after: 5 }),
    Buffer.from('5').toString('base64url'),
  ])('"%s" is refused as malformed', async (cursor) => {
    expect(() => placeOfCursor(cursor, PLACE)).toThrow(Problem);
    const received = await served(
      [listChildren] as readonly AnyOperation[],
      { store: {} },
      eventFor(listChildren, {
        params: { code: '3206' },
        query: { cursor },
        headers: { 'accept-language': 'en' },
      }),
    );
    expect(received).toMatchObject({
      status: 400,
      body: { type: 'urn:gridward:problem:malformed-cursor', field: 'cursor' },
    });
    expect(received.body.detail).toContain('send it exactly as the previous page gave it');
  });
});

describe('a cursor of the worklist', () => {
  const place = { kind: 'case', id: CASE_ID, name: '', dueAt: '2025-03-03T01:00:00.000Z' };

  it.each([
    {},
    { sort: 'x' },
    { pk: 'CASE#1', sk: 'RECORD', worklistSort: 'x' },
    { ...place, dueAt: 'tomorrow' },
    { ...place, kind: '' },
    { ...place, id: 'x'.repeat(101) },
    { ...place, name: 5 },
  ])('is refused as malformed, before the store hears of it: %j', async (forged) => {
    const received = await served(
      [worklist] as readonly AnyOperation[],
      { store: { actor: async (subject: string) => ({ subject, role: 'operator', area: '3206' }) } },
      eventFor(worklist, { query: { cursor: cursorOf(forged) } }),
    );
    expect(received).toMatchObject({
      status: 400,
      body: { type: 'urn:gridward:problem:malformed-cursor', field: 'cursor' },
    });
  });
});

describe('a cursor of executions', () => {
  it.each([
    [new PageForgotten(), 400, 'malformed-cursor'],
    [new Error('throttled'), 500, 'internal-error'],
  ])('that is answered with %s is %i', async (error, status, code) => {
    const services = {
      store: { actor: async (subject: string) => ({ subject, role: 'operator', area: '3206' }) },
      workflow: { list: () => Promise.reject(error) },
      now: () => '2025-01-01T00:00:00.000Z',
    };
    const received = await served(
      [listExecutions] as readonly AnyOperation[],
      services,
      eventFor(listExecutions, { query: { cursor: cursorOf({ token: 'of yesterday' }) } }),
    );
    expect(received).toMatchObject({ status, body: { type: `urn:gridward:problem:${code}` } });
  });
});

describe('problemOf', () => {
  it('knows nothing of errors that are none of the caller’s doing', () => {
    expect(problemOf(new Error('boom'))).toBeUndefined();
    expect(problemOf(undefined)).toBeUndefined();
  });
});
