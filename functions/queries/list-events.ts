import { mayExport, mayKnowReporter } from '#domain/access.ts';
import { type Case, reportersOf } from '#domain/case/case.ts';
import type { CaseEventBody } from '#domain/case/event.ts';
import { narrateCase } from '#domain/case/narrate.ts';
import { caseParams } from '#shared/http/schemas.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { type HistoryView, historyOperation } from './history-operation.ts';

/** A reporter follows where his case is; what offices write to each other is not for him. */
const forReporter = ({ unit, to, level }: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ unit, to, level }).filter(([, value]) => value !== undefined));

/** What was reported stands in the case itself; the reporter's identity is told there or not at all. */
const forStaff = ({ matter, reporters, staffReporters, ...said }: Record<string, unknown>) => said;

const view: HistoryView<Case, CaseEventBody> = {
  narrate: narrateCase,
  mayExport,
  mayKnow: (actor, current, subject) =>
    mayKnowReporter(actor, current) || !reportersOf(current).includes(subject),
  detailsFor: ({ role }, said) => (role === 'resident' ? forReporter(said) : forStaff(said)),
};

export const listEvents = historyOperation({
  id: 'listEvents',
  summary: {
    'zh-CN': '办理过程：谁在何时依据什么做了什么',
    en: 'The history of a case: who did what, when and by which rule',
  },
  params: caseParams,
  of: cases,
  view,
});
