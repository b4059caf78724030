import type { Unit } from './place/unit.ts';
import type { Text } from './text.ts';

export const ROLES = ['resident', 'gridWorker', 'officer', 'dispatcher', 'operator'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_NAMES: Record<Role, Text> = {
  resident: { 'zh-CN': '居民', en: 'resident' },
  gridWorker: { 'zh-CN': '网格员', en: 'grid worker' },
  officer: { 'zh-CN': '承办人员', en: 'officer' },
  dispatcher: { 'zh-CN': '派遣员', en: 'dispatcher' },
  operator: { 'zh-CN': '运维人员', en: 'operator' },
};

/** Whom the staff table knows. */
export type StaffMember =
  | { subject: string; role: 'operator'; area: string }
  | { subject: string; role: 'gridWorker' | 'officer' | 'dispatcher'; unit: Unit; area: string };

/** Whoever is signed in: staff, or else a resident. */
export type Actor = { subject: string; role: 'resident' } | StaffMember;

/** Who a signed-in subject is, as far as the staff table knows them. */
export const actorOf = (subject: string, member: StaffMember | undefined): Actor => {
  if (!member) return { subject, role: 'resident' };
  return member.role === 'operator'
    ? { subject, role: member.role, area: member.area }
    : { subject, role: member.role, unit: member.unit, area: member.area };
};

/** The unit for which an actor acts; undefined for residents and operators. */
export const unitOf = (actor: Actor): Unit | undefined => ('unit' in actor ? actor.unit : undefined);
