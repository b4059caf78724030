import { verifyHistory } from '#domain/process/verify-history.ts';
import { DEFINITIONS } from '#shared/definitions.ts';
import type { Answered } from '../api/client.ts';
import { photograph } from '../api/upload.ts';
import { atDesk, caseOf, command, executionOf, fromS3, uploaded, verify, worklistOf } from './ask.ts';
import { castOf } from './cast.ts';
import { choiceOnSpot, mildestCategory } from './choose.ts';
import { TITLE, WHY } from './filings.ts';
import { placeOf } from './place.ts';
import { type Scene, until } from './scene.ts';
import { secondsLeft } from './tokens.ts';
import { answered, type Remedy, Unexpected } from './unexpected.ts';

export interface Step {
  name: string;
  /** Resolves with a remark for its line. @throws Unexpected */
  run: (scene: Scene) => Promise<string | undefined>;
  remedy: Remedy;
}

/** A run must not outlive its tokens: the waits of its steps, and the cleaning up. */
const TOKEN_SECONDS = 10 * 60;

/**
 * Far enough ahead to be granted, and near enough to wait for. The workflow looks by itself only when the grace of the
 * policy is over, which is 300 s in Nantong: so it is the sweep that comes.
 */
const SUSPENSION_SECONDS = 10;

const refusing = (what: string, log: string): Remedy => ({
  text: `The function of ${what} refuses or fails: the answer says why, its log the rest (errors_of ${log} 15m).`,
  article: 'runbook.md#api-failing',
});
const INTAKE = refusing('intake', 'Intake');
const COMMANDS = refusing('the commands', 'Actions');

/** One life that people drive and one matter that is settled on the spot, in the order in which they happen. */
export const STEPS: readonly Step[] = [
  {
    name: 'The API answers, and nobody without a token',
    run: async ({ as }) => {
      await answered('GET /me without a token', 401, as().get('/me'));
      return undefined;
    },
    remedy: {
      text: 'This is no API of Gridward, or the Region serves no requests to it. In AWS China a 403 "Forbidden" on every route points to the ICP licence: ask the operator of the Region.',
      article: 'go-live.md#7-people-can-sign-in',
    },
  },
  {
    name: 'Everybody can sign in, and the parts are cast',
    run: async (scene) => {
      scene.people = [];
      for (const [account, token] of scene.tokens) {
        const left = secondsLeft(token, new Date());
        if (left !== undefined && left < TOKEN_SECONDS)
          throw new Unexpected(
            `the token of ${account} is good for ${TOKEN_SECONDS / 60} minutes more`,
            left < 0 ? 'it has expired' : `it expires in ${left} s`,
          );
        const { body } = await answered(`GET /me as ${account}`, 200, scene.as(account).get('/me'));
        const { role, unit, area } = body;
        scene.people.push({ account, role, ...(unit && { unit: unit.code }), ...(area && { area }) });
      }
      const found = castOf(scene.people);
      if ('missing' in found)
        throw new Unexpected(
          `tokens of: ${found.missing.join('; ')}`,
          scene.people
            .map(({ account, role, unit }) => [account, 'is', role, unit].filter(Boolean).join(' '))
            .join('; '),
        );
      scene.cast = found.cast;
      const { reporter, worker, handler, centre, operator } = scene.cast;
      return `${reporter.account} reports, ${worker.account} settles on the spot, ${handler.account} handles, ${centre.account} verifies, ${operator.account} watches`;
    },
    remedy: {
      text: 'Get the tokens that are missing, or get them anew. An account that should be staff and is a resident here stands under another name in staff.csv, or its change was not imported.',
      article: 'go-live.md#7-people-can-sign-in',
    },
  },
  {
    name: 'Policy, areas and borders are imported',
    run: async (scene) => {
      const { as, cast, wish } = scene;
      const { body } = await answered('GET /policy', 200, as(cast.handler.account).get('/policy'));
      scene.policy = body.policy;
      const located = await placeOf(scene);
      scene.point = located.point;
      const category = wish.category ?? mildestCategory(scene.policy, located.grid);
      if (category === undefined)
        throw new Unexpected('a category with a duty by level', `none in policy ${body.version}`, {
          text: 'Name a category whose duty lies with a unit below or at the second dispatcher: --category <code>.',
          article: 'go-live.md#8-a-case-travels',
        });
      scene.category = category;
      return `policy ${body.version}, category ${category}, grid ${located.grid}`;
    },
    remedy: {
      text: "Import the city: npm run import -- <city>. If its grids have no lon and lat in areas.csv, name a point in one of the grid worker's grids: --point <lon>,<lat>.",
      article: 'runbook.md#an-import-that-stopped',
    },
  },
  {
    name: 'A matter settled on the spot is filed and closed',
    run: async (scene) => {
      const { cast, filings, as, policy } = scene;
      const by = cast.worker;
      const choice = choiceOnSpot(policy, scene.category);
      if (!choice) return 'left out: the policy lets nothing be settled on the spot';
      const { answer } = await filings.file(by, as(by.account), '/cases/self-handled', {
        ...matterOf(scene, '现场处置'),
        category: choice.category,
        ...(choice.withFile && { files: [{ id: await uploaded(scene, by, photograph()) }] }),
        result: '安装验证，无需处置。',
      });
      const { id, stage } = answer.body;
      scene.spotId = id;
      if (stage === 'closed') return `case ${id}`;
      const verifier = await verify(scene, id, by.account);
      const centre = atDesk(scene, await caseOf(scene, id), by.account);
      await command(scene, centre, id, 'follow-up', { satisfied: true }, 'closed');
      return `case ${id}, drawn for verification by ${verifier}`;
    },
    remedy: INTAKE,
  },
  {
    name: 'A stranger does not see it',
    run: async ({ as, cast, spotId }) => {
      if (spotId === undefined) return 'left out: there is none';
      const path = `/cases/${spotId}`;
      await answered(`GET ${path} as ${cast.reporter.account}`, 404, as(cast.reporter.account).get(path));
      await answered(`GET ${path} as ${cast.worker.account}`, 200, as(cast.worker.account).get(path));
      return undefined;
    },
    remedy: {
      text: 'Access is decided by role, unit and area: see that the resident is really a resident in staff.csv. If so, do not let the city go live.',
      article: 'runbook.md#changes-of-people-and-keys',
    },
  },
  {
    name: 'A report is filed, once for one key',
    run: async (scene) => {
      const { cast, filings, as } = scene;
      const by = cast.reporter;
      const { answer, repeat } = await filings.file(by, as(by.account), '/cases', matterOf(scene, '上报'));
      scene.id = answer.body.id;
      const first = toldBy(answer);
      if (first.location !== `/cases/${scene.id}` || !first.etag)
        throw new Unexpected(`Location: /cases/${scene.id}, and an ETag`, JSON.stringify(first));
      const again = JSON.stringify(toldBy(await repeat()));
      if (again !== JSON.stringify(first))
        throw new Unexpected(`the same answer to the same request: ${JSON.stringify(first)}`, again);
      return `case ${scene.id}`;
    },
    remedy: INTAKE,
  },
  {
    name: 'An execution drives the case',
    run: async (scene) => {
      await executionOf(scene, 'RUNNING');
      return undefined;
    },
    remedy: {
      text: 'The case is kept, and no workflow was started for it: the relay does not run, or may not start executions (errors_of Relay 15m).',
      article: 'runbook.md#relay-not-running',
    },
  },
  {
    name: 'The duty list names a unit',
    run: async (scene) => {
      const { cast, id, policy } = scene;
      const current = await until(scene, 'the case waits for acknowledgement by a unit', {
        ask: () => caseOf(scene, id),
        found: ({ stage }) => stage !== 'reported',
        told: ({ stage }) => `it is still ${stage}`,
      });
      if (current.unit.code === cast.handler.unit) return `${current.unit.name}, policy ${policy.version}`;
      await command(
        scene,
        cast.centre,
        id,
        'assign',
        { unit: cast.handler.unit, reason: WHY },
        'acknowledgement',
      );
      return `${current.unit.name}; then assigned to ${cast.handler.unit}`;
    },
    remedy: {
      text: 'The execution runs and its task does not: see the log of the tasks (errors_of Tasks 15m). If no duty names a unit for the category, choose another: --category <code>.',
      article: 'runbook.md#tasks-failing',
    },
  },
  {
    name: 'The unit acknowledges it',
    run: async (scene) => {
      await command(scene, scene.cast.handler, scene.id, 'acknowledge', {}, 'handling');
      return undefined;
    },
    remedy: COMMANDS,
  },
  {
    name: 'It is on the worklist of the unit',
    run: async (scene) => {
      await until(scene, `case ${scene.id} on the worklist of ${scene.cast.handler.account}`, {
        ask: () => worklistOf(scene),
        found: (ids) => ids.includes(scene.id),
        told: (ids) => `${ids.length} other cases`,
      });
      return undefined;
    },
    remedy: {
      text: 'The index Worklist lags or cannot be read: see the log (errors_of Queries 15m).',
      article: 'runbook.md#worklist-index-throttled',
    },
  },
  {
    name: 'It is found as a similar case nearby',
    run: async (scene) => {
      const { as, cast, point, category, id } = scene;
      const path = `/cases/similar?lon=${point.lon}&lat=${point.lat}&category=${category}`;
      await until(scene, `case ${id} among the similar cases`, {
        ask: async () =>
          (await answered('GET /cases/similar', 200, as(cast.worker.account).get(path))).body.items,
        // Ten are told at most: where so many others stand nearer, the list itself is the answer.
        found: (items: { id: string }[]) => items.some((item) => item.id === id) || items.length >= 10,
        told: (items) => `${items.length} others`,
      });
      return undefined;
    },
    remedy: {
      text: 'The index Nearby lags or cannot be read: see the log (errors_of Queries 15m).',
      article: 'runbook.md#nearby-index-throttled',
    },
  },
  {
    name: 'Its deadline is explained',
    run: async ({ as, cast, id }) => {
      const path = `/cases/${id}/deadline`;
      const { body } = await answered(`GET ${path}`, 200, as(cast.handler.account).get(path));
      const [clock] = body.clocks;
      if (clock?.stage !== 'handling' || clock.steps.length === 0)
        throw new Unexpected('the clock of handling with its steps', JSON.stringify(body.clocks));
      return `due ${clock.dueAt}`;
    },
    remedy: {
      text: 'The calendar of this year may be missing: see calendars/ of the city folder, and import.',
      article: 'runbook.md#the-next-years-working-days-or-a-correction',
    },
  },
  {
    name: 'A file goes to the bucket and comes back',
    run: async (scene) => {
      const { as, cast, id, interrupted } = scene;
      const path = `/cases/${id}/attachments`;
      const file = photograph();
      const fileId = await uploaded(scene, cast.reporter, file);
      const asked = { files: [{ id: fileId }] };
      await answered(`POST ${path}`, 200, as(cast.reporter.account).post(path, asked));
      const { body } = await answered(`GET ${path}`, 200, as(cast.handler.account).get(path));
      const link = body.items.find((item: { id: string }) => item.id === fileId)?.downloadUrl;
      if (!link) throw new Unexpected('the file on the list of the case', JSON.stringify(body.items));
      const back = await fromS3('GET from the link', link, { signal: interrupted });
      if (!Buffer.from(await back.arrayBuffer()).equals(file))
        throw new Unexpected('the very bytes that were sent', 'others');
      return undefined;
    },
    remedy: {
      text: 'AccessDenied: the role of the function lacks the bucket or its key, or a policy of the account forbids it (deploy again, errors_of Attachments 15m). SignatureDoesNotMatch: a proxy changes the request. No answer: this machine does not reach S3.',
      article: 'runbook.md#tools',
    },
  },
  {
    name: 'The sweep ends a suspension at its date',
    run: async (scene) => {
      const { cast, id } = scene;
      const end = new Date((await serverTime(scene)) + SUSPENSION_SECONDS * 1000).toISOString();
      await command(scene, cast.handler, id, 'suspend', { until: end, reason: WHY }, 'handling');
      await command(scene, cast.centre, id, 'approve', {}, 'handling');
      await until(scene, `the clock runs again, since ${end}`, {
        ask: () => caseOf(scene, id),
        found: ({ suspendedUntil }) => suspendedUntil === undefined,
        told: () => 'it still stands still',
        seconds: SUSPENSION_SECONDS + scene.waitSeconds,
      });
      return undefined;
    },
    remedy: {
      text: 'The sweep runs every minute and did not come, or failed (errors_of Sweep 15m). Without it no deadline fires.',
      article: 'runbook.md#sweep-not-running',
    },
  },
  {
    name: 'The unit submits the result',
    run: async (scene) => {
      const said = { result: '安装验证，无需处置。' };
      await command(scene, scene.cast.handler, scene.id, 'submit-result', said, 'verification');
      return undefined;
    },
    remedy: COMMANDS,
  },
  {
    name: 'Somebody else than the handler verifies it',
    run: async (scene) => {
      const { as, cast, id } = scene;
      const path = `/cases/${id}/verify`;
      const { account: handler } = cast.handler;
      await answered(`POST ${path} as ${handler}`, 403, as(handler).post(path, { passed: true }));
      const verifier = await verify(scene, id, handler);
      return `by ${verifier}`;
    },
    remedy: COMMANDS,
  },
  {
    name: 'The reporter is asked, and the case is closed',
    run: async (scene) => {
      await command(scene, scene.cast.reporter, scene.id, 'follow-up', { satisfied: true }, 'closed');
      return undefined;
    },
    remedy: COMMANDS,
  },
  {
    name: 'The execution has succeeded',
    run: async (scene) => {
      await executionOf(scene, 'SUCCEEDED');
      return undefined;
    },
    remedy: {
      text: 'The workflow was not told of the decisions, or could not open a wait: the relay or the tasks fail (errors_of Relay 15m, errors_of Tasks 15m).',
      article: 'runbook.md#relay-failing',
    },
  },
  {
    name: 'The history proves itself',
    run: async ({ as, cast, id }) => {
      const path = `/cases/${id}/events?format=export`;
      const { body } = await answered(`GET ${path}`, 200, as(cast.operator.account).get(path));
      const verified = verifyHistory(body, DEFINITIONS);
      if ('fault' in verified)
        throw new Unexpected(
          'a history that is whole',
          `event ${verified.fault.event}: ${verified.fault.reason.en}`,
        );
      return `${verified.events.length} events`;
    },
    remedy: {
      text: 'Something stands between this machine and the table that changes what is read, or the deployed release is another than this clone. Keep the export, and tell the developers.',
      article: 'runbook.md#restoring-a-table',
    },
  },
];

const matterOf = ({ point, category }: Scene, what: string) => ({
  title: `${TITLE}${what}`,
  description:
    '部署后的自动检查：本案由程序上报、办理并结案，请勿处理。A test of the installation; please leave it alone.',
  category,
  point,
});

/** What two answers to one request must have in common. */
const toldBy = ({ body, headers }: Answered) => ({
  location: headers.get('location'),
  etag: headers.get('etag'),
  body,
});

/** The clock of this machine may be another. */
const serverTime = async ({ as, cast }: Scene): Promise<number> => {
  const { headers } = await answered('GET /me', 200, as(cast.operator.account).get('/me'));
  return Date.parse(headers.get('date') ?? '') || Date.now();
};
