import type * as z from 'zod/mini';
import { LOST, numberOf, type TextFault } from '#domain/readable.ts';
import type { Language, Text } from '#domain/text.ts';
import type { FieldFault } from './problem.ts';
import { isSentence, SENTENCES } from './sentences.ts';

/** A body can be at fault in a million places; an answer that names them all would be too large to send. */
const MAX_FAULTS = 20;
/** As much of an unknown field's name as is told back. */
const MAX_NAME = 60;

/** Every field at fault, twenty at most, each with a sentence in the caller's language. */
export const faultsOf = (issues: readonly z.core.$ZodIssue[], language: Language): FieldFault[] =>
  issues
    .slice(0, MAX_FAULTS)
    .flatMap((issue) => fieldsOf(issue).map((field) => ({ field, message: sentenceOf(issue)[language] })))
    .slice(0, MAX_FAULTS);

/** Unknown fields come as one issue of the object that holds them. */
const fieldsOf = (issue: z.core.$ZodIssue): string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.slice(0, MAX_FAULTS).map((key) => [...issue.path, shortened(key)].join('.'))
    : [issue.path.join('.') || 'body'];

const shortened = (name: string): string =>
  name.length <= MAX_NAME ? name : `${name.slice(0, MAX_NAME).toWellFormed()}…`;

/** What is wrong, in the schema's own words where it has some. */
const sentenceOf = (issue: z.core.$ZodIssue): Text => {
  if (issue.code === 'custom' && issue.params) return ofText(issue.params as TextFault);
  if (isSentence(issue.message)) return SENTENCES[issue.message];
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? SENTENCES.missing : (TYPES[issue.expected] ?? SENTENCES.otherwise);
    case 'unrecognized_keys':
      return SENTENCES.unknownField;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? oneOf(issue.options) : SENTENCES.otherwise;
    case 'too_big':
      return AT_MOST[issue.origin]?.(`${issue.maximum}`) ?? SENTENCES.otherwise;
    case 'too_small':
      if (issue.inclusive === false) return moreThan(`${issue.minimum}`);
      return AT_LEAST[issue.origin]?.(`${issue.minimum}`) ?? SENTENCES.otherwise;
    case 'invalid_format':
      return issue.format === 'datetime' ? SENTENCES.instant : SENTENCES.otherwise;
    default:
      return SENTENCES.otherwise;
  }
};

/** What is wrong with a text by the rule of texts. */
const ofText = (fault: TextFault): Text => {
  if (fault.kind === 'empty') return SENTENCES.empty;
  const { character } = fault;
  if (!character.isWellFormed()) return SENTENCES.halfCharacter;
  if (LOST.has(character)) return SENTENCES.lost;
  const number = numberOf(character);
  return {
    'zh-CN': `含有不显示的字符 ${number}；请删去`,
    en: `holds ${number}, a character that does not show; take it out`,
  };
};

const TYPES: Partial<Record<string, Text>> = {
  string: { 'zh-CN': '应为文字', en: 'must be text' },
  number: { 'zh-CN': '应为数字', en: 'must be a number' },
  int: { 'zh-CN': '应为整数', en: 'must be a whole number' },
  object: { 'zh-CN': '应为 JSON 对象', en: 'must be a JSON object' },
  array: { 'zh-CN': '应为列表', en: 'must be a list' },
};

const oneOf = (values: readonly unknown[]): Text => ({
  'zh-CN': `应为其中之一：${values.join('、')}`,
  en: `must be one of ${values.join(', ')}`,
});

const moreThan = (bound: string): Text => ({ 'zh-CN': `须大于 ${bound}`, en: `must be more than ${bound}` });

type Bound = (bound: string) => Text;
const AT_MOST: Partial<Record<string, Bound>> = {
  string: (bound) => ({
    'zh-CN': `最多 ${bound} 个字符`,
    en: `must have at most ${bound} characters`,
  }),
  array: (bound) => ({ 'zh-CN': `最多 ${bound} 项`, en: `must have at most ${bound} entries` }),
  number: (bound) => ({ 'zh-CN': `不得大于 ${bound}`, en: `must be at most ${bound}` }),
};
const AT_LEAST: Partial<Record<string, Bound>> = {
  string: () => SENTENCES.empty,
  array: () => SENTENCES.empty,
  number: (bound) => ({ 'zh-CN': `不得小于 ${bound}`, en: `must be at least ${bound}` }),
};
