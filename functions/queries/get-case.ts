import * as z from 'zod/mini';
import type { Actor } from '#domain/actor.ts';
import { type Case, type OpenState, partsOf } from '#domain/case/case.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { readerOf, visibleFields } from '#domain/case/visible.ts';
import { operation } from '#shared/http/operation.ts';
import { caseParams, channel, instant, level, severity, unitName } from '#shared/http/schemas.ts';
import { readProcess } from '#shared/use-cases/read-process.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { clockFields, clockView } from './clock-view.ts';

const clock = z.object(clockFields);

/** A case as it is told: fields that are not for everybody who sees it are absent where `visible.ts` says so. */
export const caseView = z.object({
  id: z.string(),
  version: z.int(),
  title: z.optional(z.string()),
  description: z.optional(z.string()),
  category: z.string(),
  severity,
  /** Told to those who may know the reporter. */
  channel: z.optional(channel),
  grid: z.string(),
  borderVersion: z.string(),
  point: z.optional(z.object({ lon: z.number(), lat: z.number() })),
  policyVersion: z.string(),
  reportedAt: instant,
  /** Told to operators, to centres of the place that never had the case, and to the reporter. */
  reporter: z.optional(z.string()),
  stage: z.string(),
  level,
  unit: z.optional(unitName),
  clock: z.optional(clock),
  closedAt: z.optional(instant),
  /** The coded reason of a case that was declined or struck off. */
  code: z.optional(z.string()),
  /** The case in which a merged one goes on. */
  into: z.optional(z.string()),
  mergedFrom: z.optional(z.array(z.string())),
  designated: z.optional(z.boolean()),
  /** What waits for the decision of a second person. */
  request: z.optional(
    z.object({
      kind: z.string(),
      reason: z.optional(z.string()),
      until: z.optional(instant),
      code: z.optional(z.string()),
      into: z.optional(z.string()),
    }),
  ),
  extensions: z.optional(z.int()),
  suspendedUntil: z.optional(instant),
  supervision: z.optional(z.object({ by: z.string(), text: z.optional(z.string()), clock })),
  /** Who was drawn to verify on the spot: told to them and to those who organise it, never to who handled the case. */
  verifier: z.optional(z.string()),
  attachments: z.optional(z.int()),
  reopened: z.optional(z.int()),
  /** Of a case that was declined and appealed: whether the level above has decided. */
  appeal: z.optional(z.enum(['waiting', 'decided'])),
  coResponsible: z.optional(z.array(unitName)),
  parts: z.optional(
    z.array(
      z.object({
        unit: unitName,
        responsible: unitName,
        state: z.enum(['open', 'answered', 'returned', 'removed', 'released']),
        extension: z.optional(z.object({ reason: z.string() })),
        clock: z.optional(clock),
        answeredBy: z.optional(z.string()),
        answeredAt: z.optional(instant),
      }),
    ),
  ),
  cards: z.optional(z.array(z.object({ color: z.string(), unit: z.string(), at: instant }))),
  returns: z.optional(z.int()),
  secondLook: z.optional(z.boolean()),
  parked: z.optional(z.object({ reason: z.optional(z.string()), at: instant })),
});

export const getCase = operation({
  id: 'getCase',
  method: 'GET',
  path: '/cases/{id}',
  summary: { 'zh-CN': '查看案件', en: 'Read a case' },
  params: caseParams,
  status: 200,
  answer: caseView,
  run: async ({ params: { id }, subject }, { store }) => {
    const { actor, current, start } = await readProcess({ store, of: cases, subject, id });
    return { body: viewOf(current, start, actor), version: current.version };
  },
});

const viewOf = (current: Case, start: CaseEvent, actor: Actor): z.input<typeof caseView> =>
  // What a reader is told of are fields of the view; its schema holds them to that.
  visibleFields(readerOf(actor, current), written(current, start)) as z.input<typeof caseView>;

/** The whole case, as it is written for whoever may know everything. */
const written = ({ state, ...current }: Case, start: CaseEvent) => ({
  ...current,
  description: start.type === 'reported' ? start.description : '',
  stage: state.stage,
  extensions: 'extensions' in state ? state.extensions : 0,
  ...('closedAt' in state ? state : openView(state)),
  parts: partsOf({ state, ...current }).map((part) =>
    part.state === 'open' ? { ...part, clock: clockView(part.clock) } : part,
  ),
});

/** What is going on at an open stage. */
const openView = (state: OpenState) => {
  const { unit, request, supervision } = state;
  return {
    unit,
    clock: clockView(state.clock),
    ...(request && { request }),
    ...(supervision && { supervision: { ...supervision, clock: clockView(supervision.clock) } }),
    ...('suspendedUntil' in state && { suspendedUntil: state.suspendedUntil }),
    ...('verifier' in state && { verifier: state.verifier }),
  };
};
