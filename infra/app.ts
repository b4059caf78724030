import { buildApp } from './build-app.ts';
import { CityError, loadCity } from './city.ts';

/** Entry point of `cdk`: one city is three stacks, `npx cdk deploy --all -c city=nantong`. */
const context: Record<string, unknown> = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');
const folder = typeof context.city === 'string' ? context.city : 'nantong';
try {
  // One address for every service of AWS is an emulator's.
  const emulated = process.env.AWS_ENDPOINT_URL !== undefined;
  buildApp(folder, loadCity(folder), { emulated }).app.synth();
} catch (error) {
  if (!(error instanceof CityError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
