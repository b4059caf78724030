import { declared, photograph, sending } from '../api/upload.ts';
import type { Person } from './cast.ts';
import { WHY } from './filings.ts';
import { type Scene, until } from './scene.ts';
import { answered, type Remedy, Unexpected, whyNone } from './unexpected.ts';

const PARKED: Remedy = {
  text: 'The workflow gave the case up; the reason is the name of the error.',
  article: 'runbook.md#case-parked',
};

/** ListExecutions refills at two requests a second in small Regions, for the whole account. */
const EXECUTIONS_EVERY_SECONDS = 3;

/** A case as the operator sees it. @throws Unexpected when it is parked */
export const caseOf = async ({ as, cast }: Scene, id: string) => {
  const { body } = await answered(`GET /cases/${id}`, 200, as(cast.operator.account).get(`/cases/${id}`));
  if (body.parked)
    throw new Unexpected('a case that its workflow drives', `it is parked: ${body.parked.reason}`, PARKED);
  return body;
};

/** Gives a command, which must bring the case to a stage. */
export const command = async (
  { as }: Scene,
  { account }: Person,
  id: string,
  name: string,
  said: object,
  stage: string,
): Promise<void> => {
  const path = `/cases/${id}/${name}`;
  const { body } = await answered(`POST ${path} as ${account}`, 200, as(account).post(path, said));
  if (body.stage !== stage)
    throw new Unexpected(`the case is at ${stage} after ${name}`, `it is at ${body.stage}`);
};

/** What is read of a case in order to judge it. */
interface Judged {
  unit: { code: string };
  clock: { startedAt: string };
  verifier?: string;
}

/** Somebody of the unit with which a case stands, who did not handle it. @throws Unexpected when nobody's token is known */
export const atDesk = ({ people }: Scene, { unit, verifier }: Judged, handler: string): Person => {
  const found =
    people.find(
      (person) => person.account !== handler && person.role !== 'gridWorker' && person.unit === unit.code,
    ) ?? people.find(({ account }) => account === verifier);
  if (found) return found;
  const drawn = verifier === undefined ? '' : `, or of ${verifier}, who was drawn`;
  throw new Unexpected(`a token of somebody of ${unit.code}${drawn}`, 'none', OUTSIDER);
};

const OUTSIDER: Remedy = {
  text: 'The case stands with a unit to which none of the accounts belongs. Add the token of one of its dispatchers.',
  article: 'go-live.md#7-people-can-sign-in',
};

/** Has a case verified by whoever may; answers by whom. */
export const verify = async (scene: Scene, id: string, handler: string): Promise<string> => {
  const current: Judged = await caseOf(scene, id);
  const verifier = atDesk(scene, current, handler);
  // A grid worker shows when and where; the moment at which the wait began is late enough.
  const evidence = verifier.role === 'gridWorker' && {
    evidence: {
      takenAt: current.clock.startedAt,
      point: scene.point,
      ...(scene.policy.verifyWithFile && { files: [{ id: await uploaded(scene, verifier, photograph()) }] }),
    },
  };
  const instead = current.verifier !== undefined && current.verifier !== verifier.account && { instead: WHY };
  await command(scene, verifier, id, 'verify', { passed: true, ...evidence, ...instead }, 'followUp');
  return verifier.account;
};

/** Uploads a file as somebody does, and answers its id. */
export const uploaded = async (
  { as, interrupted }: Scene,
  { account }: Person,
  file: Uint8Array,
): Promise<string> => {
  const asked = as(account).post('/attachments', declared(file));
  const { body } = await answered('POST /attachments', 200, asked);
  await fromS3('PUT to the link', body.uploadUrl, { ...sending(body, file), signal: interrupted });
  return body.fileId;
};

/** The ids on the list of the handler's unit: all pages. */
export const worklistOf = async ({ as, cast }: Scene): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const path = `/worklist?limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const { body } = await answered('GET /worklist', 200, as(cast.handler.account).get(path));
    ids.push(...body.items.map(({ id }: { id: string }) => id));
    cursor = body.cursor;
  } while (cursor !== undefined);
  return ids;
};

const ENDED_EARLY = ['FAILED', 'TIMED_OUT', 'ABORTED'];

const FAILED: Remedy = {
  text: 'Step Functions ended the execution before its time; its error says why.',
  article: 'runbook.md#case-lifecycle-failed',
};

/** Waits until the case's execution has a status. The list begins with the newest, so the first page holds it. */
export const executionOf = async (scene: Scene, status: string): Promise<void> => {
  const { as, cast, id } = scene;
  const path = '/operations/executions?limit=100';
  await until(scene, `an execution of case ${id} that is ${status}`, {
    ask: async () => {
      const { body } = await answered(`GET ${path}`, 200, as(cast.operator.account).get(path));
      const mine = body.items.find(({ caseId }: { caseId: string }) => caseId === id);
      if (mine?.parkedBecause)
        throw new Unexpected(`an execution that is ${status}`, `parked: ${mine.parkedBecause}`, PARKED);
      if (ENDED_EARLY.includes(mine?.status))
        throw new Unexpected(`an execution that is ${status}`, `it is ${mine.status}`, FAILED);
      return mine?.status;
    },
    found: (one) => one === status,
    told: (one) => (one === undefined ? 'there is none' : `it is ${one}`),
    everySeconds: EXECUTIONS_EVERY_SECONDS,
  });
};

/** S3's refusals are XML with a code. */
export const fromS3 = async (what: string, link: string, init: RequestInit): Promise<Response> => {
  const expected = `${what} answers 200`;
  const answer = await fetch(link, init).catch((error: Error) => {
    throw new Unexpected(expected, whyNone(error));
  });
  if (answer.ok) return answer;
  const [, code = ''] = /<Code>(\w+)<\/Code>/.exec(await answer.text()) ?? [];
  throw new Unexpected(expected, `${answer.status} ${code}`.trim());
};
