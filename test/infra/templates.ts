import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, buildApp } from '../../infra/build-app.ts';
import type { City } from '../../infra/city.ts';

export interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of a template is CloudFormation's
  Properties: Record<string, any>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

export interface Template {
  Resources: Record<string, Resource>;
  Outputs: Record<string, { Value: unknown; Export?: { Name: string } }>;
}

export interface Templates {
  data: Template;
  service: Template;
  operations: Template;
  /** The report of the validation plugins, cdk-nag among them. */
  report: { pluginReports: PluginReport[] };
}

interface PluginReport {
  pluginName: string;
  conclusion: string;
  violations: unknown[];
  suppressedViolations: { ruleName: string; acknowledgedAt: string; reason: string }[];
}

const synthesised = new Map<string, string>();

/** The city's templates as they are deployed, but without the functions' code; made once, and a copy for everybody. */
export const synthesise = (
  folder: string,
  city: City,
  options: Pick<BuildOptions, 'emulated'> = {},
): Templates => {
  const key = JSON.stringify([folder, city, options]);
  const made = synthesised.get(key) ?? JSON.stringify(templatesOf(folder, city, options));
  synthesised.set(key, made);
  return JSON.parse(made);
};

const templatesOf = (folder: string, city: City, options: BuildOptions): Templates => {
  const outdir = mkdtempSync(join(tmpdir(), 'gridward-'));
  try {
    buildApp(folder, city, { ...options, outdir, bundling: false }).app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8'));
    const template = (part: string): Template => read(`Gridward-${folder}-${part}.template.json`);
    return {
      data: template('Data'),
      service: template('Service'),
      operations: template('Operations'),
      report: read('validation-report.json'),
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

/** The resources of a type with their logical ids. */
export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

/** The properties of the only resource of a type. */
export const onlyResourceOf = (template: Template, type: string): Resource => {
  const found = resourcesOf(template, type);
  if (found.length !== 1) throw new Error(`${found.length} resources of type ${type}`);
  return found[0]![1];
};

/** A template whose assets are named by no hash, so that a snapshot changes with the template only. */
export const withoutHashes = (template: Template): unknown =>
  JSON.parse(JSON.stringify(template).replaceAll(/[0-9a-f]{64}/g, '<hash>'));
