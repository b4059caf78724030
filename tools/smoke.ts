import { parseArgs } from 'node:util';
import type { Point } from '#domain/case/case.ts';
import { bareError } from '#shared/observability/logged-error.ts';
import { CityError, loadCity } from '../infra/city.ts';
import { AccountError, openCity } from './account/caller.ts';
import { remedyOf } from './account/remedy.ts';
import { callerWith } from './api/client.ts';
import { deployedOutput, UsageError } from './city/deployed.ts';
import { untilInterrupted } from './local/run-city.ts';
import { Filings } from './smoke/filings.ts';
import { reportTo } from './smoke/report-to.ts';
import { runSteps } from './smoke/run-steps.ts';
import { openScene } from './smoke/scene.ts';
import { STEPS } from './smoke/steps.ts';
import { readTokens } from './smoke/tokens.ts';
import { whomToSignIn } from './smoke/whom-to-sign-in.ts';

/**
 * `npm run smoke -- <city> --tokens <file or folder>`: drives a case that people handle, and one that is settled on the
 * spot, through the deployed city, and leaves none open. The address is the output of the city's service stack, in the
 * Region of city.json or else of the environment, unless --url names it. Ends with 1 when a step fails.
 */
const main = async (args: string[]): Promise<boolean> => {
  const { city, options } = readArguments(args);
  const { name } = loadCity(city);
  if (options.tokens === undefined) throw new UsageError(whomToSignIn(city));
  const tokens = readTokens(options.tokens);
  const api = options.url ?? (await deployedApi(city));

  const ending = new AbortController();
  untilInterrupted().then(() => ending.abort());
  const report = reportTo(process.stdout);
  report.line(
    `${name.en} at ${api}
This files two cases, drives them to their end and leaves none open. They stay in the records, marked as a test, with one file of 1 kB.\n`,
  );
  const scene = openScene({
    tokens,
    as: (account) => callerWith(api, account && tokens.get(account), ending.signal),
    cleaner: (account) => callerWith(api, tokens.get(account)),
    filings: new Filings(),
    interrupted: ending.signal,
    waitSeconds: options.waitSeconds,
    onWait: report.waiting,
    wish: options.wish,
  });
  return runSteps(STEPS, scene, report);
};

const deployedApi = async (city: string): Promise<string> =>
  deployedOutput({
    stack: `Gridward-${city}-Service`,
    output: 'ApiUrl',
    config: (await openCity(city)).config,
    otherwise: 'name the address of its API by --url',
  });

/** A minute for the sweep, and as much again. */
const WAIT_SECONDS = 120;

const readArguments = (args: string[]) => {
  const { positionals, values } = parsed(args);
  const [city, ...rest] = positionals;
  if (city === undefined || rest.length > 0) throw new UsageError(USAGE);
  const { tokens, url, point, category, wait } = values;
  const waitSeconds = wait === undefined ? WAIT_SECONDS : Number(wait);
  if (!(waitSeconds > 0)) throw new UsageError(`--wait ${wait} is no number of seconds.`);
  if (url !== undefined && !URL.canParse(url))
    throw new UsageError(`--url ${url} is no address: write https://….`);
  return {
    city,
    options: {
      tokens,
      url: url?.replace(/\/$/, ''),
      waitSeconds,
      wish: {
        ...(point !== undefined && { point: pointOf(point) }),
        ...(category !== undefined && { category }),
      },
    },
  };
};

const pointOf = (text: string): Point => {
  const [lon = Number.NaN, lat = Number.NaN, ...rest] = text.split(',').map(Number);
  if (Number.isFinite(lon) && Number.isFinite(lat) && rest.length === 0) return { lon, lat };
  throw new UsageError(
    `--point ${text} is no point: write longitude,latitude in WGS84, such as 120.9177,31.9679.`,
  );
};

const USAGE = `Usage: npm run smoke -- <folder under infra/cities> --tokens <file or folder> [--url <address of the API>]
                    [--point <lon>,<lat>] [--category <code>] [--wait <seconds for each state>]`;

const parsed = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        tokens: { type: 'string' },
        url: { type: 'string' },
        point: { type: 'string' },
        category: { type: 'string' },
        wait: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
};

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  const isExpected =
    error instanceof CityError || error instanceof AccountError || error instanceof UsageError;
  console.error(isExpected ? error.message : (remedyOf(error as Error) ?? bareError(error)));
  process.exitCode = 1;
}
