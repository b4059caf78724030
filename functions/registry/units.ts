import * as z from 'zod/mini';
import { maySeeStaff } from '#domain/access.ts';
import { isWithin } from '#domain/place/area.ts';
import { levelOfUnit, UNIT_KINDS, type Unit } from '#domain/place/unit.ts';
import { dutiesOf } from '#domain/policy/duties.ts';
import { categoryLineage, type Policy } from '#domain/policy/policy.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { cursorOf, placeOfCursor } from '#shared/http/cursor.ts';
import { operation } from '#shared/http/operation.ts';
import { areaCode, code, level, page, role, unitCode } from '#shared/http/schemas.ts';
import type { RegistryServices } from './services.ts';

export const unitKind = z.enum(UNIT_KINDS);

const unit = {
  code: z.string(),
  name: z.string(),
  kind: unitKind,
  area: z.string(),
  level,
  superior: z.optional(z.string()),
  /** The categories for which it is responsible by the policy in force, each with what lies under it, and where. */
  duties: z.array(z.object({ category: z.string(), area: z.string() })),
};
export const unitView = z.object(unit);

const viewOf = (one: Unit, policy: Policy) => ({
  ...one,
  level: levelOfUnit(one),
  duties: dutiesOf(one, policy),
});

const afterUnit = z.object({ after: unitCode });

export const listUnits = operation({
  id: 'listUnits',
  method: 'GET',
  path: '/units',
  summary: {
    'zh-CN': '单位：按区划、类型和职责查找，含编码和名称',
    en: 'Find units by area, kind and duty, with their codes and names',
  },
  whoMay: WHO_IS_SIGNED_IN,
  query: z.object({
    ...page,
    /** Units that sit in this area, or below it. */
    area: z.optional(areaCode),
    /** Units that answer for this area or grid: they sit there or on the way up, and may be given a case of it. */
    answersFor: z.optional(areaCode),
    kind: z.optional(unitKind),
    /** Units with a duty for this category, or for one above it. */
    category: z.optional(code),
  }),
  status: 200,
  answer: z.object({ items: z.array(unitView), cursor: z.optional(z.string()) }),
  run: async ({ query: { limit, cursor, ...asked } }, { store: { city } }: RegistryServices) => {
    const { generation, policyVersion } = await city.current();
    const [units, policy] = await Promise.all([city.units(generation), city.policy(policyVersion)]);
    const after = cursor === undefined ? '' : placeOfCursor(cursor, afterUnit).after;
    const found = [...units.values()]
      .filter((one) => one.code > after && isAskedFor(one, asked, policy))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      body: {
        items: items.map((one) => viewOf(one, policy)),
        ...(found.length > limit && last && { cursor: cursorOf({ after: last.code }) }),
      },
    };
  },
});

interface Wanted {
  area?: string | undefined;
  answersFor?: string | undefined;
  kind?: Unit['kind'] | undefined;
  category?: string | undefined;
}

const isAskedFor = (one: Unit, { area, answersFor, kind, category }: Wanted, policy: Policy): boolean =>
  isWithin(one.area, area ?? '') &&
  (answersFor === undefined || isWithin(answersFor, one.area)) &&
  (kind ?? one.kind) === one.kind &&
  (category === undefined ||
    dutiesOf(one, policy).some((duty) => categoryLineage(category).includes(duty.category)));

/** The subject of a token, as identity providers make them. */
const afterColleague = z.object({ after: z.string().check(z.minLength(1), z.maxLength(1024)) });

export const getUnit = operation({
  id: 'getUnit',
  method: 'GET',
  path: '/units/{unitId}',
  summary: { 'zh-CN': '查看一个单位', en: 'Read a unit' },
  whoMay: WHO_IS_SIGNED_IN,
  params: z.object({ unitId: unitCode }),
  query: z.object(page),
  status: 200,
  answer: z.object({
    ...unit,
    /** Its people, a page of them; absent for those who are not told. */
    staff: z.optional(z.array(z.object({ subject: z.string(), name: z.string(), role, area: z.string() }))),
    /** Where the next page of its people begins. */
    cursor: z.optional(z.string()),
  }),
  run: async ({ params: { unitId }, query: { limit, cursor }, subject }, { store }: RegistryServices) => {
    const { city } = store;
    const after = cursor === undefined ? undefined : placeOfCursor(cursor, afterColleague).after;
    const { generation, policyVersion } = await city.current();
    const [units, policy, actor] = await Promise.all([
      city.units(generation),
      city.policy(policyVersion),
      store.actor(subject),
    ]);
    const found = units.get(unitId);
    if (!found) throw new RejectionError(noSuchUnit(unitId));
    const told = viewOf(found, policy);
    if (!maySeeStaff(actor, found)) return { body: told };
    const { staff, next } = await city.staffOf(unitId, { limit, ...(after !== undefined && { after }) });
    return { body: { ...told, staff, ...(next !== undefined && { cursor: cursorOf({ after: next }) }) } };
  },
});

const noSuchUnit = (unitId: string): Rejection => ({
  kind: 'unknown',
  code: 'no-such-unit',
  message: {
    'zh-CN': `没有编码为“${unitId}”的单位；可用 GET /units 查找。`,
    en: `There is no unit "${unitId}"; find its code with GET /units.`,
  },
});
