import type { Text } from '#domain/text.ts';

/**
 * What is told of a field at fault, by the name that a schema gives its fault: a schema is made before the caller and
 * their language are known.
 */
export const SENTENCES = {
  missing: { 'zh-CN': '缺少此项', en: 'is missing' },
  empty: { 'zh-CN': '不能为空', en: 'must not be empty' },
  unknownField: { 'zh-CN': '未知字段', en: 'is an unknown field' },
  instant: {
    'zh-CN':
      '应为带时区的时刻，如 2024-05-01T08:00:00+08:00 或 2024-05-01T00:00:00.000Z；在网址中“+”写作 %2B',
    en: 'must be an instant with its offset, such as 2024-05-01T08:00:00+08:00 or 2024-05-01T00:00:00.000Z; in an address write %2B for "+"',
  },
  otherwise: { 'zh-CN': '不符合要求', en: 'is not valid' },
  caseId: { 'zh-CN': '案件 ID 为 26 位', en: 'a case id has 26 characters' },
  caseIdOrNumber: {
    'zh-CN': '案件 ID 为 26 位，案件编号为 11 位数字，首位 2 至 9',
    en: 'a case id has 26 characters, a case number 11 digits, of which the first is 2 to 9',
  },
  amendmentId: {
    'zh-CN': '变更编号为 26 位，见 GET /amendments',
    en: 'the id of an amendment has 26 characters: see GET /amendments',
  },
  oneWish: {
    'zh-CN': '请给出 policy、calendarYear、earlier 之一',
    en: 'give one of policy, calendarYear and earlier',
  },
  areaCode: {
    'zh-CN': '区划编码为 2、4、6、9、12 或 15 位数字',
    en: 'an area code has 2, 4, 6, 9, 12 or 15 digits',
  },
  unitCode: {
    'zh-CN': '单位编码形如 320613001-judicialOffice',
    en: 'a unit code looks like 320613001-judicialOffice',
  },
  gridCode: { 'zh-CN': '网格编码为 15 位数字', en: 'a grid code has 15 digits' },
  countyOrTownship: {
    'zh-CN': '区县或乡镇街道编码为 6 或 9 位数字',
    en: 'the code of a county or township has 6 or 9 digits',
  },
  swappedCoordinates: { 'zh-CN': '经纬度似乎颠倒了', en: 'lon and lat seem to be swapped' },
  outsideChina: { 'zh-CN': '坐标不在中国境内', en: 'the point does not lie in China' },
  fileId: {
    'zh-CN': '文件编号为 32 位，见 POST /attachments 的回答',
    en: 'a file id has 32 characters: see the answer of POST /attachments',
  },
  sha256: {
    'zh-CN': '文件的 SHA-256，64 位小写十六进制',
    en: 'the SHA-256 of the file, as 64 hexadecimal digits in lower case',
  },
  webhookId: {
    'zh-CN': '推送订阅的编号为 26 位，见 GET /webhooks 的回答',
    en: 'a webhook id has 26 characters: see the answer of GET /webhooks',
  },
  channelUnasked: {
    'zh-CN': '来源由登录账号确定，不得填写；请去掉此项',
    en: 'follows from the account that reports; leave it out',
  },
  severityUnasked: {
    'zh-CN': '等级由类别确定，由指挥中心调整；请去掉此项',
    en: 'follows from the category until a centre grades the case; leave it out',
  },
  onePlace: { 'zh-CN': '请给出 point 或 grid 之一', en: 'give either point or grid' },
  calledUnits: { 'zh-CN': '请给出 units 或 template', en: 'give units, a template, or both' },
  partsTooLong: {
    'zh-CN': '各协办任务的说明合计最多 20000 个字符',
    en: 'what is said of all parts has at most 20000 characters together',
  },
  ourTime: {
    'zh-CN': '时刻应在 2000 年至 2099 年之间',
    en: 'the instant must lie between 2000 and 2099',
  },
  holidayCn: {
    'zh-CN': '这是 holiday-cn 的字段：papers 即 source，isOffDay 即 rest',
    en: 'is a field of holiday-cn: papers is source here, isOffDay is rest',
  },
  date: { 'zh-CN': '日期格式应为 YYYY-MM-DD', en: 'a date is written YYYY-MM-DD' },
  month: { 'zh-CN': '月份格式应为 YYYY-MM', en: 'a month is written YYYY-MM' },
  year: { 'zh-CN': '年份为四位数字', en: 'a year has four digits' },
} as const satisfies Record<string, Text>;

export type SentenceName = keyof typeof SENTENCES;

export const isSentence = (name: string): name is SentenceName => Object.hasOwn(SENTENCES, name);

/** Names the sentence of a schema's fault, so that a schema can name none that there is not. */
export const sentence = (name: SentenceName): string => name;
