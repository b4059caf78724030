import type * as z from 'zod/mini';
import type { Language } from '#domain/text.ts';
import type { FieldFault } from './problem.ts';

/** A body can be at fault in a million places; an answer that names them all would be too large to send. */
const MAX_FAULTS = 20;
/** As much of an unknown field's name as is told back. */
const MAX_NAME = 60;

/** Every field at fault, twenty at most, each with a sentence in the caller's language. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[], language: Language): FieldFault[] =>
  issues
    .slice(0, MAX_FAULTS)
    .flatMap((issue) => fieldsOf(issue).map((field) => ({ field, message: spoken(issue.message, language) })))
    .slice(0, MAX_FAULTS);

/** Unknown fields come as one issue of the object that holds them. */
const fieldsOf = (issue: z.core.$ZodIssue): string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.slice(0, MAX_FAULTS).map((key) => [...issue.path, shortened(key)].join('.'))
    : [issue.path.join('.') || 'body'];

const shortened = (name: string): string =>
  name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME).toWellFormed()}…`;

/** A schema's message is in both languages at once, "中文 / English": it is made before the caller is known. */
const spoken = (message: string, language: Language): string => {
  const [zh = message, en = message] = message.split(' / ');
  return language === 'zh-CN' ? zh : en;
};

/** What a schema says where it has no words of its own. */
export const sentenceOf: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺少此项 / is missing' : (TYPES[issue.expected] ?? OTHERWISE);
    case 'unrecognized_keys':
      return '没有这个字段 / is not a known field';
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : OTHERWISE;
    case 'too_big':
      return AT_MOST[issue.origin]?.(`${issue.maximum}`) ?? OTHERWISE;
    case 'too_small':
      if (issue.inclusive === false) return `须大于 ${issue.minimum} / must be more than ${issue.minimum}`;
      return AT_LEAST[issue.origin]?.(`${issue.minimum}`) ?? OTHERWISE;
    case 'invalid_format':
      return issue.format === 'datetime' ? INSTANT : OTHERWISE;
    default:
      return OTHERWISE;
  }
};

const OTHERWISE = '不符合要求 / is not as it should be';
const INSTANT =
  '应为带时区的时刻，如 2024-05-01T08:00:00+08:00 / must be an instant with its offset, such as 2024-05-01T08:00:00+08:00';

const TYPES: Partial<Record<string, string>> = {
  string: '应为文字 / must be text',
  number: '应为数字 / must be a number',
  int: '应为整数 / must be a whole number',
  object: '应为 JSON 对象 / must be a JSON object',
  array: '应为列表 / must be a list',
};

const oneOf = (values: readonly unknown[]): string =>
  `应为其中之一：${values.join('、')} / must be one of ${values.join(', ')}`;

type Bound = (bound: string) => string;
const AT_MOST: Partial<Record<string, Bound>> = {
  string: (bound) => `最多 ${bound} 个字符 / must have at most ${bound} characters`,
  array: (bound) => `最多 ${bound} 项 / must have at most ${bound} entries`,
  number: (bound) => `不得大于 ${bound} / must be at most ${bound}`,
};
const NOT_EMPTY: Bound = () => '不能为空 / must not be empty';
const AT_LEAST: Partial<Record<string, Bound>> = {
  string: NOT_EMPTY,
  array: NOT_EMPTY,
  number: (bound) => `不得小于 ${bound} / must be at least ${bound}`,
};
