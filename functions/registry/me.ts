import * as z from 'zod/mini';
import { unitOf } from '#domain/actor.ts';
import { WHO_IS_SIGNED_IN } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { role, unitName } from '#shared/http/schemas.ts';
import type { RegistryServices } from './services.ts';

export const me = operation({
  id: 'me',
  method: 'GET',
  path: '/me',
  summary: { 'zh-CN': '我的岗位、单位和辖区', en: 'My role, unit and area' },
  whoMay: WHO_IS_SIGNED_IN,
  status: 200,
  answer: z.object({
    subject: z.string(),
    role,
    unit: z.optional(unitName),
    area: z.optional(z.string()),
  }),
  run: async ({ subject }, { store }: RegistryServices) => {
    const actor = await store.actor(subject);
    return { body: { ...actor, unit: unitOf(actor) } };
  },
});
