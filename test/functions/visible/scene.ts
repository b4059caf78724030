import fc from 'fast-check';
import type { Actor, StaffMember } from '#domain/actor.ts';
import type { Verifier } from '#domain/process/context.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import { listEvents } from '../../../functions/queries/list-events.ts';
import { listNotices } from '../../../functions/queries/list-notices.ts';
import { OPERATIONS, openApiDocument } from '../../../tools/openapi/document.ts';
import {
  committee,
  dispatcher,
  file,
  filed,
  GRID,
  judicial,
  justice,
  Life,
  lawFirm,
  merged,
  OTHER_CASE,
  officer,
  police,
  resident,
  township,
} from '../../domain/builders.ts';
import { type Components, type Described, describedBy } from '../http/described.ts';
import { eventFor, type Received, type Sent, served } from '../http/request.ts';
import { POINT, STAFF, type World } from '../world/world.ts';

/**
 * A case in which everything is said that somebody may not know, each in words of its own: reported by one resident, and
 * in another case by a second; returned by the judicial office; handled by the police station, which asked law firm and
 * justice bureau and took the law firm off; verified by the grid worker, followed up by the township.
 */

const REPORTER = resident('lin-wei');
const OTHER_REPORTER = resident('zhao-min');

/** What is said, and by what it is found in an answer. */
export const SAID = {
  'who reported': '"lin-wei"',
  'who else reported': '"zhao-min"',
  'title as reported': 'title as reported',
  'narrative as reported': 'narrative as reported',
  'point of the matter': String(POINT.lon),
  'words of the reporter': 'words of the reporter',
  'words of the other reporter': 'words of the other reporter',
  'file of the reporter': 'file-of-the-reporter',
  'file of the other reporter': 'file-of-the-other-reporter',
  'reason of the dispatcher': 'reason of the dispatcher',
  'reason of the return': 'reason of the return',
  'comment of the police': 'comment of the police',
  'file of the police': 'file-of-the-police',
  'ask to the parts': 'ask to the parts',
  'said after the removal': 'said after the removal',
  'answer of a part': 'answer of a part',
  'wish of a part': 'wish of a part',
  'order of supervision': 'order of supervision',
  'reason of a request': 'reason of a request',
  'what became of a part': 'what became of a part',
  'result for the reporter': 'result for the reporter',
  'comment of the verifier': 'comment of the verifier',
  'who verifies': `"${STAFF.gridWorker.subject}"`,
  'note of the verifier': 'note of the verifier',
  'file of the verifier': 'file-of-the-verifier',
  'who handles': `"${officer(police).subject}"`,
  'who dispatches': `"${dispatcher(township).subject}"`,
  'satisfaction of the reporter': 'satisfaction of the reporter',
} as const;

const { gridWorker } = STAFF;
const VERIFIERS: Verifier[] = [{ subject: gridWorker.subject, area: GRID, unit: committee.code }];

/** The case of the scene, at one of these stages. */
export const sceneAt = (stage: 'joint' | 'verification' | 'closed'): Life => {
  const life = new Life(
    filed(
      {
        reporter: REPORTER.subject,
        title: SAID['title as reported'],
        channel: 'resident',
        point: POINT,
      },
      { actor: REPORTER },
      SAID['narrative as reported'],
    ),
    { verifiers: VERIFIERS },
  );
  const desk = dispatcher(township);
  const handler = officer(police);
  const comment = (by: Actor, text: string) => life.give(by, { type: 'comment', text });
  const attach = (by: Actor, id: string) =>
    life.give(by, { type: 'attach', files: [file({ id, caption: `caption of ${id}` })] });
  const reason = SAID['reason of the dispatcher'];

  comment(REPORTER, SAID['words of the reporter']);
  attach(REPORTER, SAID['file of the reporter']);
  life.give(desk, { type: 'assign', unit: judicial.code, reason });
  life.give(officer(judicial), { type: 'acknowledge' });
  life.give(officer(judicial), {
    type: 'return',
    code: 'notOurDuty',
    reason: SAID['reason of the return'],
  });
  life.give(dispatcher(township), { type: 'assign', unit: police.code, reason });
  life.give(handler, { type: 'acknowledge' });
  life.rule({
    type: 'absorb',
    from: { ...merged({ reporter: OTHER_REPORTER.subject }), id: OTHER_CASE },
    reason: 'The same.',
  });
  comment(OTHER_REPORTER, SAID['words of the other reporter']);
  attach(OTHER_REPORTER, SAID['file of the other reporter']);
  comment(handler, SAID['comment of the police']);
  attach(handler, SAID['file of the police']);
  life.give(handler, {
    type: 'whistle',
    units: [justice.code, lawFirm.code],
    ask: SAID['ask to the parts'],
    join: 'all',
  });
  life.give(handler, { type: 'removePart', unit: lawFirm.code, reason: 'not needed' });
  comment(handler, SAID['said after the removal']);
  life.give(officer(justice), {
    type: 'extendPart',
    unit: justice.code,
    reason: SAID['wish of a part'],
  });
  life.give(STAFF.county, { type: 'supervise', text: SAID['order of supervision'] });
  life.give(handler, { type: 'extend', reason: SAID['reason of a request'] });
  if (stage === 'joint') return life;

  life.give(officer(justice), {
    type: 'respond',
    unit: justice.code,
    answer: SAID['answer of a part'],
  });
  life.give(handler, {
    type: 'submitResult',
    result: SAID['result for the reporter'],
    parts: { [justice.code]: SAID['what became of a part'] },
  });
  comment(gridWorker, SAID['comment of the verifier']);
  if (stage === 'verification') return life;

  const evidence = { takenAt: life.now, point: POINT };
  const files = [file({ id: SAID['file of the verifier'], uploadedAt: life.now })];
  life.give(gridWorker, {
    type: 'verify',
    passed: true,
    note: SAID['note of the verifier'],
    evidence: { ...evidence, files },
  });
  life.give(REPORTER, {
    type: 'followUp',
    satisfied: false,
    reason: SAID['satisfaction of the reporter'],
  });
  life.give(STAFF.county, { type: 'designate', unit: justice.code, reason });
  life.give(officer(justice), { type: 'acknowledge' });
  life.give(officer(justice), { type: 'submitResult', result: SAID['result for the reporter'] });
  life.give(gridWorker, { type: 'verify', passed: true, evidence });
  life.give(OTHER_REPORTER, { type: 'followUp', satisfied: true });
  life.give(REPORTER, { type: 'followUp', satisfied: true });
  return life;
};

/** Who asks, by the head of a column. */
export const READERS: Record<string, Actor> = {
  RR: REPORTER,
  RO: OTHER_REPORTER,
  RX: resident('neighbour'),
  GG: gridWorker,
  MD: STAFF.committee,
  TO: STAFF.townshipOfficer,
  TD: STAFF.township,
  YD: STAFF.county,
  CD: STAFF.city,
  PO: STAFF.police,
  SO: STAFF.justice,
  JO: STAFF.judicial,
  LO: STAFF.lawFirm,
  OP: STAFF.operator,
} satisfies Record<string, StaffMember | Actor>;

/** What may be asked of the API: every operation, notices of oneself and of the unit, and the history also as a file. */
export const ASKED: readonly { what: string; operation: AnyOperation; query?: Record<string, string> }[] = [
  ...Object.values(OPERATIONS)
    .flat()
    .map((operation) => ({ what: operation.id, operation })),
  { what: 'listNotices, of the unit', operation: listNotices, query: { box: 'unit' } },
  { what: 'listEvents, exported', operation: listEvents, query: { format: 'export' } },
];

/** What somebody is answered, word for word and read. Links carry the id of their file, as they do in S3. */
export const answerTo = async (
  world: World,
  { subject }: Actor,
  operation: AnyOperation,
  sent: Sent,
): Promise<Received & { raw: string }> => {
  const received = await served(
    [operation],
    world.apiServices(),
    eventFor(operation, { ...sent, claims: { sub: subject } }),
  );
  return { ...received, raw: JSON.stringify([received.status, received.headers, received.body]) };
};

interface Documented {
  operationId: string;
  parameters: { name: string; in: string; required: boolean; schema: Described }[];
  requestBody?: { content: { 'application/json': { schema: Described } } };
}
const document = openApiDocument() as unknown as {
  paths: Record<string, Record<string, Documented>>;
  components: { schemas: Components };
};
const documented = new Map(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .map((one) => [one.operationId, one]),
);

/** A request that the document allows, about a case and its place. */
export const requestFor = (
  { operation: { id, path }, query: more }: (typeof ASKED)[number],
  caseId: string,
): Sent => {
  const { parameters, requestBody } = documented.get(id) as Documented;
  const sample = (schema: Described) =>
    fc.sample(describedBy(schema, document.components.schemas), { numRuns: 1, seed: 7 })[0];
  const inPath: Record<string, string> = {
    id: caseId,
    unitId: lawFirm.code,
    delivery: 'event-1',
    code: GRID,
  };
  const known: Record<string, string> = {
    lon: String(POINT.lon),
    lat: String(POINT.lat),
    crs: 'WGS84',
    category: 'dispute.neighbour',
    kind: 'undriven',
    box: 'own',
    from: '2025-03-03T01:00:00.000Z',
    value: '2',
    unit: 'workHour',
  };
  const asked = parameters
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => name);
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  return {
    params: Object.fromEntries(names.map((name) => [name, inPath[name] ?? '2026'])),
    query: { ...Object.fromEntries(asked.map((name) => [name, known[name] ?? ''])), ...more },
    ...(requestBody && { body: sample(requestBody.content['application/json'].schema) }),
    ...(LIFTING.includes(id) && { headers: ANY_VERSION }),
  };
};

/** Whoever lifts a case says which version was seen: here any that a scene may have. */
const LIFTING = ['escalate', 'reopen'];
const ANY_VERSION = { 'if-match': Array.from({ length: 60 }, (_, version) => `"${version + 1}"`).join(', ') };
