import { buildApp } from './build-app.ts';
import { loadCity } from './city.ts';

/** Entry point of `cdk`: one city = three stacks, `npx cdk deploy --all -c city=nantong`. */
const context: Record<string, unknown> = JSON.parse(process.env.CDK_CONTEXT_JSON ?? '{}');
const folder = typeof context.city === 'string' ? context.city : 'nantong';
buildApp(folder, loadCity(folder)).app.synth();
