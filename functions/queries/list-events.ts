import * as z from 'zod/mini';
import { mayExport } from '#domain/access.ts';
import { EVENT_TYPES } from '#domain/case/event-names.ts';
import { narrateCase } from '#domain/case/narrate.ts';
import { readerOf, visibleEvent } from '#domain/case/visible.ts';
import { wordsOfEvent } from '#domain/case/words.ts';
import { WHO_SEES_THE_CASE } from '#domain/who-may.ts';
import { caseParams } from '#shared/http/schemas.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { eventView, historyOperation } from './history-operation.ts';

export const eventType = z.enum(EVENT_TYPES);
export const caseEvent = eventView(eventType);

export const listEvents = historyOperation({
  id: 'listEvents',
  summary: {
    'zh-CN': '办理过程：谁在何时依据什么做了什么',
    en: 'The history of a case: who did what, when and by which rule',
  },
  whoMay: WHO_SEES_THE_CASE,
  params: caseParams,
  of: cases,
  event: caseEvent,
  view: {
    narrate: narrateCase,
    words: ({ type }, details, policy) => wordsOfEvent(type, details, policy),
    mayExport,
    tell: (actor, current, event) => visibleEvent(readerOf(actor, current), event),
  },
});
