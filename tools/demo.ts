import { type Caller, callerWith } from './api/client.ts';
import { CITY_OPTIONS, CITY_USAGE, cityOf, readArguments } from './local/arguments.ts';
import { runningCity } from './local/running-city.ts';
import {
  type People,
  type Story,
  selfHandled,
  type ToldEvent,
  threeOfficeDispute,
  unanswered,
} from './local/stories.ts';
import { StartError } from './local/workplace.ts';

/** The grid around which the three stories happen: 东市 community of Chongchuan county. */
const GRID = '320613001001001';

const main = async (args: string[]): Promise<void> => {
  const { values } = readArguments({ args, options: CITY_OPTIONS }, `npm run demo -- ${CITY_USAGE}`);
  const { apiUrl, users } = await runningCity(cityOf(values), 'npm run demo');
  const callers = new Map<string, Caller>(
    users.map(({ subject, token }) => [subject, callerWith(apiUrl, token)]),
  );
  const people: People = (subject) => callers.get(subject) ?? missing(subject);
  await reachable(people('operator-01'), apiUrl);

  console.log('Three cases in Nantong, live. The demo city counts its limits in seconds.\n');
  const listener = (story: string, event: ToldEvent): void =>
    console.log(`${MARKS[story] ?? '·'} ${lineOf(event)}`);
  const stage = { grid: GRID };
  const stories = [
    await selfHandled(people, stage, listener),
    ...(await Promise.all([
      threeOfficeDispute(people, stage, listener),
      unanswered(people, stage, listener),
    ])),
  ];
  for (const story of stories) printTimeline(story);
  console.log('\nWhere every case stands for operators:');
  const { body } = await people('operator-01').get('/operations/executions?limit=5');
  for (const { caseId, status, state } of body.items)
    console.log(`  ${caseId}  ${status.padEnd(10)} ${state ?? ''}`);
};

const MARKS: Record<string, string> = {
  'Settled on the spot': '①',
  'Three offices, one silent': '②',
  'Nobody acknowledges': '③',
};

const printTimeline = ({ name, caseId, timeline }: Story): void => {
  console.log(`\n${MARKS[name] ?? ''} ${name} — case ${caseId}`);
  for (const event of timeline) console.log(`   ${lineOf(event)}`);
};

/** Time, what, by whom or which rule, why, and the deadline that starts. */
const lineOf = ({ at, text, by, details }: ToldEvent): string => {
  const who =
    by.kind === 'rule'
      ? `rule ${by.rule}`
      : [by.role, by.subject, by.unit].filter(Boolean).join(' ') || 'not told to this unit';
  const { reason, result, answer, clock } = details as Record<string, string> & { clock?: { dueAt: string } };
  const why = reason ?? result ?? answer;
  return [clockTime(at), text, `[${who}]`, why && `because: ${why}`, clock && `due ${clockTime(clock.dueAt)}`]
    .filter(Boolean)
    .join('  ');
};

const clockTime = (at: string): string =>
  new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' });

const reachable = async (operator: Caller, apiUrl: string): Promise<void> => {
  const answer = await operator.get('/me').catch(() => undefined);
  if (answer?.status === 200) return;
  throw new StartError(
    answer?.status === 401
      ? 'The tokens of the last start have expired: restart "npm start".'
      : `Nobody answers at ${apiUrl}: run "npm start" in another terminal first.`,
  );
};

const missing = (subject: string): never => {
  throw new StartError(
    `The running city has no account "${subject}": the demo needs the accounts of nantong-demo.`,
  );
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
