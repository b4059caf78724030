import * as z from 'zod/mini';
import type { Actor } from '#domain/actor.ts';
import { answerInWords, type Told } from '#domain/case/answer.ts';
import { type Case, type OpenState, partsOf } from '#domain/case/case.ts';
import { COMMAND_NAMES } from '#domain/case/command-names.ts';
import { appealUntil } from '#domain/case/commands/appeal.ts';
import { type Offer, offersTo } from '#domain/case/offers.ts';
import { type Reader, readerOf, visibleFields } from '#domain/case/visible.ts';
import { type Coded, wordsOfCase } from '#domain/case/words.ts';
import type { Language } from '#domain/text.ts';
import { WHO_SEES_THE_CASE } from '#domain/who-may.ts';
import { commandPath } from '#shared/http/command-paths.ts';
import { shownTag } from '#shared/http/entity-tag.ts';
import { operation } from '#shared/http/operation.ts';
import { caseIdOrNumber, channel, instant, level, severity, stage, unitName } from '#shared/http/schemas.ts';
import { readProcess } from '#shared/use-cases/read-process.ts';
import { cases, visible } from '#shared/use-cases/served-process.ts';
import { caseIdOf } from './case-of-number.ts';
import { clockFields, clockView } from './clock-view.ts';
import { inLanguage } from './in-language.ts';

const clock = z.object(clockFields);

/** A command on the case, as a client makes a button of it. */
export const commandView = z.object({
  command: z.enum(Object.keys(COMMAND_NAMES) as (keyof typeof COMMAND_NAMES)[]),
  /** What people call it. */
  name: z.string(),
  /** Where it is given, by POST; absent where it is not allowed. */
  href: z.optional(z.string()),
  /** The unit of the part that it is about. */
  part: z.optional(z.string()),
  allowed: z.boolean(),
  because: z.optional(z.string()),
});

/** A case as it is told: fields that are not for everybody who sees it are absent where `visible.ts` says so. */
export const caseView = z.object({
  id: z.string(),
  /** By which people name the case: eleven digits, the last of which shows a slip. */
  number: z.optional(z.string()),
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
  stage,
  level,
  unit: z.optional(unitName),
  clock: z.optional(clock),
  /** From filing to closing, where the policy has a limit for that. */
  whole: z.optional(clock),
  closedAt: z.optional(instant),
  /** The last result, and the unit that submitted it: to reporters when they are asked, and once the case is closed. */
  outcome: z.optional(z.object({ at: instant, unit: unitName, result: z.string() })),
  /** The coded reason of a case that was declined or struck off. */
  code: z.optional(z.string()),
  /** The case in which a merged one goes on. */
  into: z.optional(z.string()),
  mergedFrom: z.optional(z.array(z.string())),
  designated: z.optional(z.boolean()),
  /** What waits for the decision of a second person. */
  request: z.optional(
    z.object({
      kind: z.enum(['extension', 'suspension', 'void', 'merge']),
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
  cards: z.optional(z.array(z.object({ color: z.enum(['yellow', 'red']), unit: z.string(), at: instant }))),
  returns: z.optional(z.int()),
  secondLook: z.optional(z.boolean()),
  parked: z.optional(z.object({ reason: z.optional(z.string()), at: instant })),
  /** What its codes mean, in the caller's language; what the policy has no name for is absent. */
  names: z.object({
    stage: z.string(),
    category: z.optional(z.string()),
    severity: z.string(),
    level: z.string(),
    channel: z.optional(z.string()),
    code: z.optional(z.string()),
  }),
  /** What has become of the matter, in words: where it stands, until when, what was done or decided and why. */
  answer: z.string(),
  /** What the caller may do now; and of what their role could do besides, why not. */
  commands: z.array(commandView),
});

export const getCase = operation({
  id: 'getCase',
  method: 'GET',
  path: '/cases/{id}',
  summary: { 'zh-CN': '查看案件：按案件 ID 或案件编号', en: 'Read a case, by its id or its number' },
  whoMay: WHO_SEES_THE_CASE,
  params: z.object({ id: caseIdOrNumber }),
  status: 200,
  answer: caseView,
  run: async ({ params: { id: named }, subject, language, isKnown }, { store, now }) => {
    const id = await caseIdOf(store, named);
    const { calendarVersion } = await store.city.current();
    const calendar = await store.city.calendar(calendarVersion);
    const showing = async (actor: Actor, current: Case) => {
      const policy = await store.city.policy(current.policyVersion);
      const offers = offersTo(actor, current, { now: now(), actor, policy, calendar });
      const reader = readerOf(actor, current);
      const shows = viewOf(written(current), reader);
      // What is shown besides never changes, or changes with the version.
      const shown = JSON.stringify([shows, offers, language, calendarVersion]);
      return { policy, offers, reader, shows, etag: shownTag(shown, current.version) };
    };
    // Whoever asks whether something has changed pays for the record alone.
    if (isKnown) {
      const { actor, found } = await store.loadAll(cases.definition, subject, [id]);
      const { etag } = await showing(actor, visible(cases.maySee, actor, found.get(id), cases.unknown(id)));
      if (isKnown(etag)) return { unchanged: etag };
    }
    const { actor, current, start, outcome } = await readProcess({ store, of: cases, subject, id });
    const { policy, offers, reader, shows, etag } = await showing(actor, current);
    const commands = offers.map((offer) => commandOf(offer, id, language));
    const description = start.type === 'reported' ? start.description : '';
    const told = { ...shows, ...viewOf({ description, outcome }, reader) };
    const words = wordsOfCase(told as Coded, policy);
    const mayAppeal = offers.some((offer) => offer.command === 'appeal' && !offer.because);
    const until =
      mayAppeal && current.state.stage === 'declined'
        ? { appealUntil: appealUntil(current.state, policy, calendar) }
        : {};
    const answer = answerInWords({ ...(told as Told), ...until }, words.code)[language];
    const body = { ...told, names: inLanguage(words, language) as Names, answer, commands };
    return { body, etag };
  },
});

const commandOf = ({ command, part, because }: Offer, id: string, language: Language) => ({
  command,
  name: COMMAND_NAMES[command][language],
  ...(part !== undefined && { part }),
  allowed: because === undefined,
  ...(because
    ? { because: because.message[language] }
    : {
        href: commandPath(command)
          .replace('{id}', id)
          .replace('{unitId}', part ?? ''),
      }),
});

type View = z.input<typeof caseView>;
type Names = View['names'];

const viewOf = (whole: object, reader: Reader): Omit<View, 'names' | 'answer' | 'commands'> =>
  // What a reader is told of are fields of the view; its schema holds them to that.
  visibleFields(reader, whole) as View;

/** The whole record, as it is written for whoever may know everything. */
const written = ({ state, ...current }: Case) => ({
  ...current,
  stage: state.stage,
  extensions: 'extensions' in state ? state.extensions : 0,
  ...(current.whole && { whole: clockView(current.whole) }),
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
