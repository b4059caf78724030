import type { Rejection } from '#domain/rejection.ts';

export const unknownArea = (code: string): Rejection => ({
  kind: 'unknown',
  code: 'unknown-area',
  message: { 'zh-CN': `没有编码为“${code}”的区划。`, en: `There is no area "${code}".` },
});
