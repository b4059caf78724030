import { AREA_LEVEL_NAMES, type ResponsibleLevel } from '../place/area.ts';
import type { Policy, Severity } from '../policy/policy.ts';
import type { Text } from '../text.ts';
import { CHANNEL_NAMES, type Channel, type Stage } from './case.ts';
import type { CaseEventType } from './event.ts';
import { EVENT_NAMES } from './event-names.ts';
import { SEVERITY_NAMES } from './severity-names.ts';
import { STAGE_NAMES } from './stages.ts';

/** What the codes of a case, of its events and of its lines on lists mean, by the policy under which it is driven. */

/** What a reader is told of a case, as far as it is coded. */
export interface Coded {
  stage: Stage;
  category: string;
  severity: Severity;
  level: ResponsibleLevel;
  channel?: Channel;
  /** Why it was declined or voided. */
  code?: string;
}

export type Words<Field extends string> = { [F in Field]?: Text };

export const wordsOfCase = (
  { stage, category, severity, level, channel, code }: Coded,
  policy: Policy,
): Words<keyof Coded> => ({
  ...present('stage', STAGE_NAMES[stage]),
  ...present('category', categoryName(category, policy)),
  ...present('severity', SEVERITY_NAMES[severity]),
  ...present('level', AREA_LEVEL_NAMES[level]),
  ...(channel && { channel: CHANNEL_NAMES[channel] }),
  ...(code !== undefined && (stage === 'declined' || stage === 'voided')
    ? present('code', reasonName(stage, code, policy))
    : {}),
});

/** The words of an event, of what a reader is told of it. */
export const wordsOfEvent = (
  type: CaseEventType,
  { code, severity, template }: { code?: unknown; severity?: unknown; template?: unknown },
  policy: Policy,
): Words<'type' | 'code' | 'severity' | 'template'> => ({
  type: EVENT_NAMES[type],
  ...present('code', typeof code === 'string' ? reasonName(type, code, policy) : undefined),
  ...present('severity', SEVERITY_NAMES[severity as Severity]),
  ...present('template', policy.jointTemplates.find((one) => one.code === template)?.name),
});

const categoryName = (category: string, { categories }: Policy): Text | undefined =>
  categories.find(({ code }) => code === category)?.name;

/** The lists of reasons from which events take their codes. */
const REASONS: {
  [T in CaseEventType]?: 'returnReasons' | 'reworkReasons' | 'declineReasons' | 'voidReasons';
} = {
  returned: 'returnReasons',
  partReturned: 'returnReasons',
  reworked: 'reworkReasons',
  declined: 'declineReasons',
  voided: 'voidReasons',
};

/** What a coded reason is called; undefined where the policy has none of this code. */
const reasonName = (type: CaseEventType, code: string, policy: Policy): Text | undefined => {
  const list = REASONS[type];
  return list && policy[list].find((reason) => reason.code === code)?.name;
};

const present = <Field extends string>(field: Field, name: Text | undefined): Words<Field> =>
  (name ? { [field]: name } : {}) as Words<Field>;
