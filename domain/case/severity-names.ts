import type { Severity } from '../policy/policy.ts';
import type { Text } from '../text.ts';

export const SEVERITY_NAMES: Record<Severity, Text> = {
  critical: { 'zh-CN': '重大', en: 'critical' },
  serious: { 'zh-CN': '较大', en: 'serious' },
  general: { 'zh-CN': '一般', en: 'general' },
  low: { 'zh-CN': '轻微', en: 'low' },
};
