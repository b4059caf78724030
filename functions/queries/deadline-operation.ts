import * as z from 'zod/mini';
import type { Actor } from '#domain/actor.ts';
import { RUNG_ACTIONS } from '#domain/policy/policy.ts';
import type { EventBody } from '#domain/process/event.ts';
import { explainClock } from '#domain/process/explain-clock.ts';
import type { Command, Process } from '#domain/process/process.ts';
import type { Text } from '#domain/text.ts';
import type { WhoMay } from '#domain/who-may.ts';
import { operation } from '#shared/http/operation.ts';
import { instant, timedStage } from '#shared/http/schemas.ts';
import { readProcess } from '#shared/use-cases/read-process.ts';
import type { ServedProcess } from '#shared/use-cases/served-process.ts';
import { clockFields, clockView } from './clock-view.ts';

export const rungAction = z.enum(RUNG_ACTIONS);

/** What is told of every running deadline; a kind adds the fields that tell its clocks apart. */
export const deadlineFields = {
  stage: timedStage,
  ...clockFields,
  rungs: z.array(z.object({ share: z.optional(z.number()), actions: z.array(rungAction), at: instant })),
  steps: z.array(z.object({ at: instant, text: z.string() })),
};

/** `GET /<kind>s/{id}/deadline`: why each deadline of a process is what it is. */
export const deadlineOperation = <P extends Process, Body extends EventBody>({
  of,
  deadline,
  isTold,
  ...described
}: {
  id: string;
  summary: Text;
  whoMay: WhoMay;
  params: z.ZodMiniType<{ id: string }>;
  of: Pick<ServedProcess<P, Body, Command, unknown>, 'definition' | 'maySee' | 'unknown'>;
  deadline: z.ZodMiniType;
  /** Whether an actor is told of the clocks. */
  isTold(actor: Actor, current: P): boolean;
}) =>
  operation({
    ...described,
    method: 'GET',
    path: `/${of.definition.kind}s/{id}/deadline`,
    status: 200,
    answer: z.object({ clocks: z.array(deadline) }),
    run: async ({ params: { id }, subject, language }, { store }) => {
      const { actor, current } = await readProcess({ store, of, subject, id });
      const told = isTold(actor, current) ? of.definition.clocks(current) : [];
      const clocks = await Promise.all(
        told.map(async ({ clock, responsible: _, ...name }) => {
          const calendar = await store.city.calendar(clock.calendarVersion);
          return {
            ...name,
            stage: clock.stage,
            ...clockView(clock),
            rungs: clock.pending,
            steps: explainClock(clock, calendar).map(({ at, text }) => ({ at, text: text[language] })),
          };
        }),
      );
      return { body: { clocks }, version: current.version };
    },
  });
