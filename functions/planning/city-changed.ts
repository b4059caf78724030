import type { Rejection } from '#domain/rejection.ts';

/** Somebody else's amendment, or an import, came first. */
export const CITY_CHANGED: Rejection = {
  kind: 'conflict',
  code: 'city-changed',
  message: {
    'zh-CN':
      '本市基础数据、办理规则或日历已有变更；请重新读取后再同意；仍不能同意的，请不予同意并重新提出（基础数据重新导入）。',
    en: 'Policy, calendar or borders of the city changed meanwhile; read the proposal again and retry. If that does not help, refuse it and have it proposed anew (an edition: import again).',
  },
};
