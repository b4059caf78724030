import { existsSync, readFileSync } from 'node:fs';
import { open as openInspector } from 'node:inspector';
import { join } from 'node:path';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { CITY_OPTIONS, CITY_USAGE, cityOf, type LocalCity, readArguments } from './local/arguments.ts';
import { deployedEnvironment } from './local/deployed-environment.ts';
import { runningCity } from './local/running-city.ts';
import { awsClientConfig, awsEnvironment, REPOSITORY, StartError } from './local/workplace.ts';

const USAGE = `npm run invoke -- [--inspect-brk] ${CITY_USAGE} <folder of functions/> <file with the event, as JSON>`;

/**
 * `npm run invoke -- [--inspect-brk] <function> <event.json>`: runs one function from its source against the running
 * local city, with the environment of the deployed one, and prints what it answers. With the flag it waits for a debugger
 * and stops before the call.
 */
const main = async (args: string[]): Promise<void> => {
  const { name, event, inspect, wanted } = readInvocation(args);
  const { endpoint } = await runningCity(wanted, 'npm run invoke');
  const client = new LambdaClient(awsClientConfig(endpoint));
  const variables = await deployedEnvironment(client, name).finally(() => client.destroy());
  Object.assign(process.env, variables, awsEnvironment(endpoint));
  if (inspect) openInspector(9229, '127.0.0.1', true);
  const { handler } = await import(join(REPOSITORY, 'functions', name, 'handler.ts'));
  const context = {
    functionName: name,
    awsRequestId: 'invoked-locally',
    getRemainingTimeInMillis: () => 60_000,
  };
  // biome-ignore lint/suspicious/noDebugger: the place that --inspect-brk promises
  if (inspect) debugger;
  console.log(JSON.stringify(await handler(event, context), undefined, 2));
};

interface Invocation {
  name: string;
  event: unknown;
  inspect: boolean;
  wanted: Partial<LocalCity>;
}

const readInvocation = (args: string[]): Invocation => {
  const { positionals, values } = readArguments(
    {
      args,
      allowPositionals: true,
      options: { 'inspect-brk': { type: 'boolean', default: false }, ...CITY_OPTIONS },
    },
    USAGE,
  );
  const [name, file, ...rest] = positionals;
  if (name === undefined || file === undefined || rest.length > 0) throw new StartError(`Usage: ${USAGE}`);
  if (!existsSync(join(REPOSITORY, 'functions', name, 'handler.ts')))
    throw new StartError(`functions/${name} has no handler.ts.\nUsage: ${USAGE}`);
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.\nUsage: ${USAGE}`);
  return {
    name,
    event: JSON.parse(readFileSync(file, 'utf8')),
    inspect: values['inspect-brk'],
    wanted: cityOf(values),
  };
};

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
