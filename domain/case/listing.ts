import { maySee } from '../access.ts';
import type { Actor } from '../actor.ts';
import { isWithin } from '../place/area.ts';
import { categoryLineage, type Severity } from '../policy/policy.ts';
import { isPressing } from '../process/clock.ts';
import type { Text } from '../text.ts';
import type { Instant } from '../time/instant.ts';
import type { Case, OpenState, Stage } from './case.ts';
import { readerOf, visibleFields } from './visible.ts';

/** What a list shows of a case, and which cases it is asked for: both by what its reader is told, and by nothing else. */

/** What a case is marked with. */
export const FLAG_NAMES = {
  pressing: { 'zh-CN': '临期或超期', en: 'near its deadline or past it' },
  suspended: { 'zh-CN': '已挂起', en: 'suspended' },
  supervised: { 'zh-CN': '督办中', en: 'under supervision' },
  requested: { 'zh-CN': '申请待审批', en: 'a request waits for a decision' },
  parked: { 'zh-CN': '转运维处理', en: 'parked for an operator' },
  secondLook: { 'zh-CN': '复核办理', en: 'second look' },
  reopened: { 'zh-CN': '重新办理', en: 'reopened' },
  appealed: { 'zh-CN': '申诉中', en: 'appeal waits for a decision' },
} as const satisfies Record<string, Text>;
export type Flag = keyof typeof FLAG_NAMES;
export const FLAGS = Object.keys(FLAG_NAMES) as [Flag, ...Flag[]];

/** A case as a list shows it; what its reader is not told is absent. */
export interface Line {
  id: string;
  number?: string;
  title?: string;
  category: string;
  severity: Severity;
  level: Case['level'];
  grid: string;
  stage: Stage;
  unit?: { code: string; name: string };
  /** Of an open case the deadline of its stage; of a suspended one that of the moment when it was suspended. */
  dueAt?: Instant;
  suspendedUntil?: Instant;
  /** Of an open case: whether its deadline has passed. That of a suspended one does not. */
  overdue?: boolean;
  wholeDueAt?: Instant;
  reportedAt: Instant;
  closedAt?: Instant;
  flags: Flag[];
}

/** A case as it stands in a list for somebody; undefined where they may not see it. */
export const lineOf = (actor: Actor, current: Case, now: Instant): Line | undefined => {
  if (!maySee(actor, current)) return undefined;
  const { state, ...matter } = current;
  // What a reader is told of are fields of the case.
  const told = visibleFields(readerOf(actor, current), { ...matter, ...state }) as unknown as Told;
  const { id, number, title, category, severity, level, grid, stage, unit, reportedAt, closedAt } = told;
  const { clock, whole, suspendedUntil } = told;
  return {
    id,
    ...(number !== undefined && { number }),
    ...(title !== undefined && { title }),
    category,
    severity,
    level,
    grid,
    stage,
    ...(unit && { unit: { code: unit.code, name: unit.name } }),
    ...(clock && {
      dueAt: clock.dueAt,
      overdue: suspendedUntil === undefined && clock.dueAt < now,
    }),
    ...(suspendedUntil !== undefined && { suspendedUntil }),
    ...(whole && { wholeDueAt: whole.dueAt }),
    reportedAt,
    ...(closedAt !== undefined && { closedAt }),
    flags: FLAGS.filter((flag) => MARKS[flag](told)),
  };
};

/** What is told of a case to somebody who sees it. */
interface Told
  extends Pick<Case, 'id' | 'category' | 'severity' | 'level' | 'grid' | 'reportedAt'>,
    Partial<Pick<Case, 'number' | 'title' | 'whole' | 'parked' | 'secondLook' | 'reopened' | 'appeal'>>,
    Partial<Pick<OpenState, 'unit' | 'clock' | 'supervision' | 'request'>> {
  stage: Stage;
  suspendedUntil?: Instant;
  closedAt?: Instant;
}

const MARKS: Record<Flag, (told: Told) => boolean> = {
  pressing: ({ clock }) => clock !== undefined && isPressing(clock),
  suspended: ({ suspendedUntil }) => suspendedUntil !== undefined,
  supervised: ({ supervision }) => supervision !== undefined,
  requested: ({ request }) => request !== undefined,
  parked: ({ parked }) => parked !== undefined,
  secondLook: ({ secondLook }) => secondLook === true,
  reopened: ({ reopened = 0 }) => reopened > 0,
  appealed: ({ appeal }) => appeal === 'waiting',
};

/** What a list is asked for; what is absent is not asked about. */
export interface Filter {
  area?: string;
  stages?: readonly Stage[];
  unit?: string;
  /** With those below it. */
  category?: string;
  severities?: readonly Severity[];
  overdue?: true;
  dueBefore?: Instant;
  filedFrom?: Instant;
  filedBefore?: Instant;
  open?: boolean;
  /** All of them. */
  flags?: readonly Flag[];
}

/** Whether a line is what is asked for. A suspended case is due at no instant that is known. */
export const fits = (line: Line, filter: Filter): boolean => {
  const { area, stages, unit, category, severities, overdue, dueBefore, filedFrom, filedBefore } = filter;
  const { open, flags = [] } = filter;
  const dueAt = line.suspendedUntil === undefined ? line.dueAt : undefined;
  return (
    (area === undefined || isWithin(line.grid, area)) &&
    (stages === undefined || stages.includes(line.stage)) &&
    (unit === undefined || line.unit?.code === unit) &&
    (category === undefined || categoryLineage(line.category).includes(category)) &&
    (severities === undefined || severities.includes(line.severity)) &&
    (overdue === undefined || line.overdue === true) &&
    (dueBefore === undefined || (dueAt !== undefined && dueAt < dueBefore)) &&
    (filedFrom === undefined || line.reportedAt >= filedFrom) &&
    (filedBefore === undefined || line.reportedAt < filedBefore) &&
    (open === undefined || (line.closedAt === undefined) === open) &&
    flags.every((flag) => line.flags.includes(flag))
  );
};
