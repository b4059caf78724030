import { randomInt } from 'node:crypto';
import { CITY_OPTIONS, cityOf, readArguments } from '../../tools/local/arguments.ts';
import { mendable } from '../../tools/local/mendable.ts';
import { openCityInMemory } from './city-in-memory.ts';
import { runSchemathesis } from './run-schemathesis.ts';
import { openRunningCity } from './running-city.ts';
import { tellFigures } from './tell-figures.ts';

/**
 * `npm run fuzz`: requests of every kind that docs/openapi.yaml allows, and of every kind that it does not, to the handlers
 * over a city in memory, or to the city that `npm start` runs. No answer may be one that the document does not tell of.
 */
const main = async (args: string[]): Promise<boolean> => {
  const { values } = readArguments(
    {
      args,
      options: {
        ...CITY_OPTIONS,
        running: { type: 'boolean' },
        seed: { type: 'string' },
        examples: { type: 'string' },
      },
    },
    USAGE,
  );
  const effort = {
    seed: Number(values.seed ?? randomInt(1_000_000)),
    examples: Number(values.examples ?? 40),
  };
  if (!Number.isSafeInteger(effort.seed) || !Number.isSafeInteger(effort.examples)) throw new Error(USAGE);
  const isRunning = values.running ?? (values.city !== undefined || values.port !== undefined);
  const target = isRunning ? await openRunningCity(cityOf(values)) : await openCityInMemory();
  console.log(`seed ${effort.seed}, ${effort.examples} examples for each operation, at ${target.url}`);
  try {
    const outcome = await runSchemathesis(target, effort);
    if (!outcome.passed) console.log(outcome.report);
    console.log(tellFigures(outcome));
    return outcome.passed;
  } finally {
    await target.close();
  }
};

const USAGE =
  'npm run fuzz -- [--seed <number>] [--examples <requests drawn for each operation>] [--running | --city <folder> | --port <number>]';

try {
  // Workflows in memory wait for real minutes, and nobody waits for them.
  process.exit((await main(process.argv.slice(2))) ? 0 : 1);
} catch (error) {
  console.error(mendable(error) ?? error);
  process.exit(1);
}
