import * as z from 'zod/mini';
import { FLAGS } from '#domain/case/listing.ts';
import { STAGES } from '#domain/case/stages.ts';
import { joinPolicy, policySchema, SEVERITIES } from '#domain/policy/policy.ts';
import { LAYOUTS, readable } from '#domain/readable.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import { CHINA, evidence, latitude, longitude, point } from '#shared/http/places.ts';
import * as shared from '#shared/http/schemas.ts';
import { COMMANDS } from '../../functions/actions/commands.ts';
import { verify } from '../../functions/actions/verify.ts';
import { report } from '../../functions/intake/report.ts';
import { selfHandle } from '../../functions/intake/self-handle.ts';
import { listExecutions } from '../../functions/operators/list-executions.ts';
import { jobView } from '../../functions/operators/list-jobs.ts';
import { caseState } from '../../functions/operators/states.ts';
import { amendmentView } from '../../functions/planning/amendment-view.ts';
import { calendarYear } from '../../functions/planning/calendar-year.ts';
import { edition } from '../../functions/planning/list-editions.ts';
import { policyGiven, policyTold } from '../../functions/planning/policy-body.ts';
import { proposeAmendment } from '../../functions/planning/propose-amendment.ts';
import { since } from '../../functions/planning/since.ts';
import { rungAction } from '../../functions/queries/deadline-operation.ts';
import { caseView, commandView } from '../../functions/queries/get-case.ts';
import { caseDeadline } from '../../functions/queries/get-deadline.ts';
import { caseLine, flag, listCases } from '../../functions/queries/list-cases.ts';
import { caseEvent, eventType } from '../../functions/queries/list-events.ts';
import { listNotices, what } from '../../functions/queries/list-notices.ts';
import { overview } from '../../functions/queries/overview.ts';
import { areaFigures, rate, unitFigures } from '../../functions/queries/statistics.ts';
import { why, worklist } from '../../functions/queries/worklist.ts';
import { getArea } from '../../functions/registry/areas.ts';
import { catalogueView, getCatalogue, named, text } from '../../functions/registry/catalogue.ts';
import { explainDeadline } from '../../functions/registry/explain-deadline.ts';
import { listUnits, unitKind, unitView } from '../../functions/registry/units.ts';
import { webhookView, withSecret } from '../../functions/webhooks/view.ts';

export type Json = Record<string, unknown>;

/** Whether a schema describes what comes in, before defaults and trimming, or what goes out. */
type Direction = 'input' | 'output';

interface Named {
  schema: z.ZodMiniType;
  /** Where it differs between the two, the document shows it as it stands here. */
  io: Direction;
  note: string;
}

const elementOf = <T extends z.ZodMiniType>(list: z.ZodMiniArray<T>): T => list._zod.def.element;

/** The two schemas between which a command's body chooses. */
const optionsOf = (body: z.ZodMiniType | undefined): [yes: z.ZodMiniType, no: z.ZodMiniType] =>
  (body as z.ZodMiniUnion<[z.ZodMiniType, z.ZodMiniType]>)._zod.def.options;

const [satisfied, notSatisfied] = optionsOf(COMMANDS.followUp.body);
const [passed, failed] = optionsOf(verify.body);

/** Schemas that stand under a name of their own in the document. */
const NAMED: Record<string, Named> = {
  Receipt: {
    schema: shared.receipt,
    io: 'output',
    note: 'Where the case stands now: the receipt of a command.',
  },
  Case: {
    schema: caseView,
    io: 'output',
    note: 'A case as the caller may see it: a field that is not for the caller is absent. `reporter` and `channel` are shown to operators, to the centres of the place that never had the case, and to the reporter, who in turn is shown no words that offices write to each other; `point` is in WGS84. `answer` and `names` say in the caller’s language what the codes mean and what has become of the matter; `outcome` is shown to reporters when they are asked, and once the case is closed; `commands` is what the caller may do now.',
  },
  CaseCommand: {
    schema: commandView,
    io: 'output',
    note: 'A command that somebody of the caller’s role can give: `allowed` now at `href` (POST), or `because` of what not. What is sent with it may still be refused.',
  },
  Clock: {
    schema: caseView.shape.clock._zod.def.innerType,
    io: 'output',
    note: 'A running deadline. `beyondCalendar`: the deadline depends on days for which there is no holiday notice yet, and may move.',
  },
  Job: {
    schema: jobView,
    io: 'output',
    note: 'Background work on all open cases, in passes. `startedBy` is absent where the system began it, as after an amendment of the calendar. `examined`, `unplaced` and `failed` count cases of the current pass, `changed` those of all passes.',
  },
  Event: {
    schema: caseEvent,
    io: 'output',
    note: 'One step in the history of a case, as far as the caller may see it. Of a reporter whom the caller may not know, `by` says only that it was a person; `by.subject` of staff is for operators, for centres that never had the case, and for colleagues. `hash` covers the whole event and `previousHash`; both are for those who are shown all of it.',
  },
  CaseLine: {
    schema: caseLine,
    io: 'output',
    note: 'A case in a list, as the caller may see it. `dueAt` is the deadline of its stage: of a suspended case that of the moment when it was suspended, which is not `overdue`. `wholeDueAt` is that from filing to closing.',
  },
  WorklistEntry: {
    schema: elementOf(worklist.answer.shape.items),
    io: 'output',
    note: 'One thing to do. `part` is set when it is an assistant unit’s part of a case; `reason` when the case is parked.',
  },
  RunningDeadline: {
    schema: caseDeadline,
    io: 'output',
    note: 'A running deadline, the rungs that have not fired yet, and the steps that explain it. `part` is the unit whose part it belongs to.',
  },
  Amendment: {
    schema: amendmentView,
    io: 'output',
    note: 'What is to govern the city, or did. While it is `proposed` nothing of it holds; `inForce` means that it came in force at `decidedAt` (an edition: at `effective`, where that is later), in the place of `from`, and not that it is still: `GET /policy`, `GET /calendars` and `GET /editions` tell what is. `warnings` is what it was foreseen to do; with `atLeast` not everything was looked at. `decidedBy` is absent where nobody had to approve, as for the first import. `commands` is what the caller may do with it now.',
  },
  Policy: {
    schema: policySchema(),
    io: 'input',
    note: 'What governs a city: categories, limits, ladders, reasons, templates and duties, under a version. In limits, ladders and `onSpot` the most specific row wins: the deeper category first, then the one that names the severity.',
  },
  CalendarYear: {
    schema: calendarYear,
    io: 'input',
    note: 'The days of a year that are not as their weekday says, by the notices of `source`; `rest: false` is a day on which offices work. A notice may settle days of the December before.',
  },
  Edition: {
    schema: edition,
    io: 'output',
    note: 'What one import brought, with the policy and the calendar beside it. `since` tells since when each is in force, by which amendment; nothing is told of what was there before amendments were recorded.',
  },
  Since: {
    schema: since,
    io: 'output',
    note: 'Since when something is in force, and by which amendment. `approvedBy` is absent where nobody had to approve.',
  },
  Execution: {
    schema: elementOf(listExecutions.answer.shape.items),
    io: 'output',
    note: 'An execution of a case’s workflow. `state` is where the case stands according to its record; `waitsFor` holds unit codes.',
  },
  Area: {
    schema: getArea.answer,
    io: 'output',
    note: 'An area. The first digits of its code are the code of every area above it.',
  },
  Catalogue: {
    schema: catalogueView,
    io: 'output',
    note: 'What codes mean, in both languages. `version` names it for good, with the words of this release; a case tells its `policyVersion`, which may be asked for in the place of a version.',
  },
  UnitDetails: {
    schema: unitView,
    io: 'output',
    note: 'A unit, where it sits, and the categories for which it is responsible by the policy in force.',
  },
  Webhook: {
    schema: webhookView,
    io: 'output',
    note: 'An address that is told of milestones of the cases in an area: see docs/webhooks.md. `stoppedAt`: its receiver has answered that it is gone, and nothing more is sent.',
  },
  WebhookWithSecret: {
    schema: withSecret,
    io: 'output',
    note: 'A webhook with the secret by which it is signed. The secret is in this answer and nowhere else: a repeated request gets it without.',
  },
  EventType: { schema: eventType, io: 'output', note: 'What happened. New types may be added.' },
  Stage: { schema: shared.stage, io: 'output', note: 'Where a case stands.' },
  Flag: { schema: flag, io: 'output', note: 'What is special about a case.' },
  Notice: {
    schema: elementOf(listNotices.answer.shape.items),
    io: 'output',
    note: 'What somebody is told of a case. `seq` is the event of its history that it tells of.',
  },
  NoticeName: { schema: what, io: 'output', note: 'What somebody is told. New ones may be added.' },
  WhyOnList: { schema: why, io: 'output', note: 'Why something stands on a worklist.' },
  TimedStage: {
    schema: shared.timedStage,
    io: 'output',
    note: 'What a limit of the policy times: a wait of the case, an assistant unit’s `part`, the reply to a `supervision`, or the `whole` case.',
  },
  Rate: {
    schema: rate,
    io: 'output',
    note: 'A share as two counts, so that those of several areas or months can be added before they are divided.',
  },
  AreaCounts: { schema: areaFigures.shape.counts, io: 'output', note: 'What happened in an area.' },
  AreaRates: { schema: areaFigures.shape.rates, io: 'output', note: 'How well an area does.' },
  UnitCounts: { schema: unitFigures.shape.counts, io: 'output', note: 'What a unit did.' },
  UnitRates: { schema: unitFigures.shape.rates, io: 'output', note: 'How well a unit does.' },
  Text: { schema: text, io: 'output', note: 'A name or sentence in both languages.' },
  CodedName: { schema: named, io: 'output', note: 'A code, and what it is called.' },
  JoinPolicy: {
    schema: joinPolicy,
    io: 'input',
    note: 'When joint handling goes on: when every part is answered, the first, or so many.',
  },
  Evidence: {
    schema: evidence,
    io: 'input',
    note: 'What was seen on the spot: when and where by the device, and files that show it.',
  },
  Satisfied: { schema: satisfied, io: 'input', note: 'The matter is settled.' },
  NotSatisfied: { schema: notSatisfied, io: 'input', note: 'It is not, and why.' },
  VerificationPassed: { schema: passed, io: 'input', note: 'The work is done.' },
  VerificationFailed: {
    schema: failed,
    io: 'input',
    note: 'It is not, and the same unit handles the case again.',
  },
  RungAction: { schema: rungAction, io: 'output', note: 'What happens when a rung fires.' },
  Role: { schema: shared.role, io: 'output', note: 'What somebody is in the city.' },
  UnitKind: { schema: unitKind, io: 'output', note: 'What a unit is.' },
  CaseState: {
    schema: caseState,
    io: 'output',
    note: 'The state of the workflow at which a case stands, as its record says.',
  },
  Unit: { schema: shared.unitName, io: 'output', note: 'A unit by its code and name.' },
  Limit: {
    schema: shared.limit,
    io: 'output',
    note: '`urgentHour` runs always; `workHour` and `workDay` (8 work hours) run in office time; `naturalDay` does not count the first day and ends at 18:00.',
  },
  Point: {
    schema: point,
    io: 'input',
    note: 'Degrees, within China. Phone apps in China give GCJ02, which is some 500 m off: set `crs` accordingly.',
  },
  GivenFile: {
    schema: shared.fileGiven,
    io: 'input',
    note: 'A file that was uploaded before, by the id that `POST /attachments` answered; `caption` says what it shows.',
  },
  Severity: { schema: shared.severity, io: 'input', note: 'From the most to the least urgent.' },
  Channel: { schema: shared.channel, io: 'input', note: 'How the matter was reported.' },
  Level: { schema: shared.level, io: 'output', note: 'The level that is now responsible for the case.' },
  AreaLevel: {
    schema: shared.areaLevel,
    io: 'output',
    note: 'Province, city, county, township, community or grid.',
  },
  GivenInstant: {
    schema: shared.givenInstant,
    io: 'input',
    note: 'An instant from 2000 to 2099 with its offset or Z; seconds may have up to nine decimals. Answers tell it in UTC with milliseconds.',
  },
  Instant: { schema: shared.instant, io: 'output', note: 'An instant in UTC with milliseconds.' },
};

/** Words of a list, joined by commas. */
const joined = (words: readonly string[], description: string): Json => {
  const word = `(${words.join('|')})`;
  return { pattern: `^${word}(,${word})*$`, examples: [words.slice(0, 2).join(',')], description };
};

const asked = listCases.query?.shape;

/** What a schema's checks ask but JSON Schema has to be told. */
const ADDITIONS = new Map<unknown, Json>([
  [
    explainDeadline.query?.shape.from,
    {
      format: 'date-time',
      description: 'An instant as in `GivenInstant`. Write `%2B` for the plus of an offset.',
    },
  ],
  [
    getCatalogue.query?.shape.version,
    {
      description:
        'The `version` of a catalogue: its answer never changes and is kept for good. Or the `policyVersion` of a case. Without it, the one in force.',
    },
  ],
  [asked?.stage._zod.def.innerType, joined(STAGES, 'One of these stages.')],
  [asked?.severity._zod.def.innerType, joined(SEVERITIES, 'One of these severities.')],
  [asked?.flags._zod.def.innerType, joined(FLAGS, 'All of these marks.')],
  [asked?.area, { description: 'Cases of this area, of any level; within the caller’s own.' }],
  [asked?.unit, { description: 'Cases that this unit has in charge.' }],
  [asked?.category, { description: 'Cases of this category, and of those below it.' }],
  [asked?.overdue, { description: 'Open cases whose deadline has passed.' }],
  [asked?.dueBefore, { format: 'date-time', description: 'Open cases whose stage is due before.' }],
  [asked?.filedFrom, { format: 'date-time', description: 'Cases that were filed at or after.' }],
  [asked?.filedBefore, { format: 'date-time', description: 'Cases that were filed before.' }],
  [asked?.reporter, { description: 'Cases that the caller reported, wherever they lie.' }],
  [asked?.open, { description: 'Open cases, or such as have ended.' }],
  [
    asked?.changedSince,
    {
      format: 'date-time',
      description: 'Cases that have changed since, in the order of their changes; ask next with `asOf`.',
    },
  ],
  [asked?.sort, { description: 'By deadline or by filing; see above which filters go with which.' }],
  [overview.query?.shape.area, { description: 'The area of which to tell; within the caller’s own.' }],
  [
    overview.query?.shape.since,
    { format: 'date-time', description: 'When the shift began: 24 hours ago at most, by default 8.' },
  ],
  [listUnits.query?.shape.area, { description: 'Units that sit in this area or below it.' }],
  [
    listUnits.query?.shape.answersFor,
    {
      description:
        'Units that answer for this area or grid: they sit there or on the way up, so a case of it may be given to them.',
    },
  ],
  [
    listUnits.query?.shape.category,
    { description: 'Units with a duty for this category, or for one above it.' },
  ],
  // What is none of ours is told as a cursor that came with no page.
  [shared.page.cursor, { pattern: '^[A-Za-z0-9_-]*$' }],
  // The checks tell more than a bound would: whether the two seem to be swapped.
  [longitude, { minimum: CHINA.west, maximum: CHINA.east }],
  [latitude, { minimum: CHINA.south, maximum: CHINA.north }],
  ...Object.values(NAMED).map(({ schema, note }) => [schema, { description: note }] as const),
  [shared.givenInstant, { format: 'date-time', description: NAMED.GivenInstant?.note }],
]);

/** Fields of a body of which one must be there, or one in the place of another. */
interface Variant {
  note: string;
  needs: readonly string[];
  lacks: readonly string[];
}

/**
 * Bodies that take one thing or another: told as one whole schema for each, since generators make nothing of an object whose
 * alternatives only say what they require.
 */
const VARIANTS = new Map<unknown, Record<string, Variant>>([
  [
    report.body,
    {
      ReportAtPoint: { note: 'A report of a place by its point.', needs: ['point'], lacks: ['grid'] },
      ReportInGrid: { note: 'A report of a place by its grid.', needs: ['grid'], lacks: ['point'] },
    },
  ],
  [
    selfHandle.body,
    {
      SelfHandledAtPoint: { note: 'Settled at a point.', needs: ['point'], lacks: ['grid'] },
      SelfHandledInGrid: { note: 'Settled somewhere in a grid.', needs: ['grid'], lacks: ['point'] },
    },
  ],
  [
    COMMANDS.whistle.body,
    {
      WhistleForUnits: { note: 'Units by their codes.', needs: ['units'], lacks: ['template'] },
      WhistleByTemplate: {
        note: 'The units of a template, and others beside them.',
        needs: ['template'],
        lacks: [],
      },
    },
  ],
  [
    proposeAmendment.body,
    {
      ProposedPolicy: {
        note: 'A policy under a version of its own.',
        needs: ['policy'],
        lacks: ['calendarYear', 'earlier'],
      },
      ProposedCalendarYear: {
        note: 'A year, new or in the place of the one that the calendar has.',
        needs: ['calendarYear'],
        lacks: ['policy', 'earlier'],
      },
      ProposedWayBack: {
        note: 'An earlier version of a policy or of the calendar as a whole, or the edition before.',
        needs: ['earlier'],
        lacks: ['policy', 'calendarYear'],
      },
    },
  ],
]);

/** Schemas that take whatever comes, because its faults are told elsewhere: the name of what they stand for. */
const STANDS_FOR = new Map<unknown, string>([
  [policyGiven, 'Policy'],
  [policyTold, 'Policy'],
]);

export interface Schemas {
  components: Record<string, Json>;
  /** A schema in JSON Schema: a reference where it has a name. */
  of(schema: z.ZodMiniType, io: Direction): Json;
  /** The properties of an object's schema, one by one; none where there is no schema. */
  fieldsOf(schema: z.ZodMiniType | undefined): { name: string; required: boolean; schema: Json }[];
}

/** All schemas of the operations in JSON Schema 2020-12, as OpenAPI 3.1 takes it. */
export const schemasOf = (operations: readonly AnyOperation[]): Schemas => {
  const ids = z.registry<{ id: string }>();
  for (const [id, { schema }] of Object.entries(NAMED)) ids.add(schema, { id });
  for (const { id, params, query, body, answer } of operations)
    for (const [part, schema] of Object.entries({ params, query, body, answer }))
      if (schema && !ids.has(schema)) ids.add(schema, { id: `${id}.${part}` });

  const converted = { input: convert(ids, 'input'), output: convert(ids, 'output') };
  const inline = (schema: z.ZodMiniType, io: Direction) => converted[io][ids.get(schema)?.id ?? ''] ?? {};
  const variants = [...VARIANTS].flatMap(([body, names]) =>
    Object.entries(names).map(([name, variant]) => [
      name,
      variantOf(inline(body as z.ZodMiniType, 'input'), variant),
    ]),
  );
  return {
    components: Object.fromEntries([
      ...Object.entries(NAMED).map(([id, { io }]) => [
        id,
        io === 'input' ? withoutDefaults(converted.input[id]) : converted.output[id],
      ]),
      ...variants.map(([name, variant]) => [name, withoutDefaults(variant)]),
    ]),
    of: (schema, io) => {
      const id = ids.get(schema)?.id ?? '';
      if (id in NAMED) return { $ref: refTo(id) };
      const names = VARIANTS.get(schema);
      if (names) return { oneOf: Object.keys(names).map((name) => ({ $ref: refTo(name) })) };
      return io === 'input' ? (withoutDefaults(inline(schema, io)) as Json) : inline(schema, io);
    },
    fieldsOf: (schema) => {
      const { properties = {}, required = [] } = (schema ? inline(schema, 'input') : {}) as {
        properties?: Record<string, Json>;
        required?: string[];
      };
      return Object.entries(properties).map(([name, field]) => ({
        name,
        required: required.includes(name),
        schema: field,
      }));
    },
  };
};

const variantOf = (body: Json, { note, needs, lacks }: Variant): Json => {
  const { properties, required, ...rest } = body as { properties: Json; required: string[] };
  return {
    ...rest,
    description: note,
    properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !lacks.includes(name))),
    required: [...required, ...needs],
  };
};

/**
 * A body with its defaults in words: generators make a field that has one required, for what comes in as for what goes out.
 */
const withoutDefaults = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withoutDefaults);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { default: value, ...rest } = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, withoutDefaults(part)]),
  );
  if (value === undefined) return rest;
  const { description } = rest;
  const said = `Left out, it is \`${value}\`.`;
  return { ...rest, description: description === undefined ? said : `${description} ${said}` };
};

const refTo = (id: string): string => `#/components/schemas/${id}`;

type Ids = ReturnType<typeof z.registry<{ id: string }>>;

const convert = (ids: Ids, io: Direction): Record<string, Json> => {
  const { schemas } = z.toJSONSchema(ids, {
    io,
    uri: refTo,
    // The output of a transform is not described; no answer holds one.
    unrepresentable: io === 'output' ? 'any' : 'throw',
    override: ({ zodSchema, jsonSchema }) => {
      const schema = jsonSchema as Json;
      // The format says the same in fewer words.
      if (schema.format === 'date-time') delete schema.pattern;
      // Every integer that JSON can carry.
      if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
      if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
      // An answer may grow; clients ignore what they do not know.
      if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
      const checks: readonly unknown[] = zodSchema._zod.def.checks ?? [];
      const layout = LAYOUTS.find((name) => checks.includes(readable(name)[1]));
      if (layout) schema.format = layout;
      const name = STANDS_FOR.get(zodSchema);
      if (name !== undefined) {
        for (const key of Object.keys(schema)) delete schema[key];
        schema.$ref = refTo(name);
      }
      Object.assign(schema, ADDITIONS.get(zodSchema));
    },
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $schema, $id, ...schema }]) => [id, schema as Json]),
  );
};
