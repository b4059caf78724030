import type { Rejection } from '../rejection.ts';

export const unknownUnit = (unit: string, field: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-unit',
  field,
  message: {
    'zh-CN': `没有编码为“${unit}”的单位；请核对单位编码。`,
    en: `There is no unit "${unit}"; check the unit code.`,
  },
});
