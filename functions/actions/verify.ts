import * as z from 'zod/mini';
import { toWgs84 } from '#domain/place/coordinates.ts';
import { code, evidence, reason } from '#shared/http/schemas.ts';
import { commandOperation } from './command-operation.ts';

const seen = z.optional(evidence);

export const verify = commandOperation({
  id: 'verify',
  summary: {
    'zh-CN': '核实：由非承办人现场核实并取证，通过或返工',
    en: 'Verify: somebody other than the handler passes the work, or sends it back with a reason',
  },
  body: z.discriminatedUnion('passed', [
    z.strictObject({ passed: z.literal(true), note: z.optional(reason), evidence: seen }),
    z.strictObject({ passed: z.literal(false), code, reason, evidence: seen }),
  ]),
  command: ({ evidence: shown, ...body }) => {
    const proof = shown && { evidence: inWgs84(shown) };
    return body.passed
      ? { type: 'verify', passed: true, ...(body.note !== undefined && { note: body.note }), ...proof }
      : { type: 'verify', ...body, ...proof };
  },
});

const inWgs84 = ({ takenAt, point }: z.output<typeof evidence>) => {
  if (!point) return { takenAt };
  const [lon, lat] = toWgs84([point.lon, point.lat], point.crs);
  return { takenAt, point: { lon, lat } };
};
