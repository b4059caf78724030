import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { chineseCity, trialCity } from './cities.ts';
import { type Resource, resourcesOf, synthesise, type Template, type Templates } from './templates.ts';

/** What the Beijing and Ningxia Regions do not have: https://docs.amazonaws.cn/en_us/aws/latest/userguide/services.html */
const MISSING_TYPES = [
  /^AWS::Cognito::/,
  /^AWS::Lambda::Url$/,
  /^AWS::XRay::/,
  /^AWS::Scheduler::/,
  /^AWS::Pipes::/,
  /^AWS::Events::(ApiDestination|Connection)$/,
  /^AWS::SES::/,
];

let china: Templates;
let elsewhere: Templates;

beforeAll(() => {
  china = synthesise('nantong', chineseCity);
  elsewhere = synthesise('trial', trialCity);
}, 60_000);

describe('in cn-north-1', () => {
  it('no ARN names the partition of the other Regions', () => {
    const all = parts(china).map((template) => JSON.stringify(template));
    for (const template of all) expect(template).not.toMatch(/arn:aws:/);
    expect(all.join().match(/AWS::Partition/g)!.length).toBeGreaterThan(10);
    for (const workflow of ['case-lifecycle', 'joint-handling']) {
      const definition = readFileSync(
        new URL(`../../workflows/${workflow}.asl.json`, import.meta.url),
        'utf8',
      );
      expect(definition).toMatch(/arn:\$\{Partition\}:states:::/);
      expect(definition).not.toMatch(/arn:aws(-cn)?:/);
    }
  });

  it('no host name is spelled with the domain of the other Regions', () => {
    // The name that delivers S3's access logs is the same in every partition.
    const principals = /"(logging\.s3|[a-z-]+)\.amazonaws\.com"/g;
    for (const template of parts(china))
      expect(JSON.stringify(template).replaceAll(principals, '')).not.toMatch(/amazonaws\.com(?!\.cn)/);
  });

  it('no resource is of a service that is missing there', () => {
    expect(missing(china)).toEqual([]);
    expect(missing(elsewhere)).toEqual(['AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient']);
  });

  it('no event source mapping carries tags, while other resources do', () => {
    const mappings = resourcesOf(china.service, 'AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(3);
    for (const [, { Properties }] of mappings) expect(Properties).not.toHaveProperty('Tags');
    expect(resourcesOf(china.service, 'AWS::Lambda::Function')).toHaveLength(15);
    for (const [, { Properties }] of resourcesOf(china.service, 'AWS::Lambda::Function'))
      expect(Properties.Tags).toContainEqual({ Key: 'gridward:city', Value: '3206' });
  });

  it('nothing is traced by X-Ray, and no event source mapping asks for its own metrics or pollers', () => {
    const properties = everyResource(china).map(({ Properties }) => Properties ?? {});
    expect(properties.length).toBeGreaterThan(80);
    for (const name of ['TracingConfig', 'TracingConfiguration', 'MetricsConfig', 'ProvisionedPollerConfig'])
      expect(properties.filter((those) => name in those)).toEqual([]);
  });

  it('failed records go to a queue: buckets cannot take them there', () => {
    const readers = resourcesOf(china.service, 'AWS::Lambda::EventSourceMapping').filter(
      ([, { Properties }]) => Properties.DestinationConfig,
    );
    expect(readers).toHaveLength(2);
    for (const [, { Properties }] of readers)
      expect(JSON.stringify(Properties.DestinationConfig)).toContain('Queue');
  });

  it('the stacks are those of elsewhere, but for the sign-in, the subscription and what protects', () => {
    const types = (templates: Templates) =>
      everyResource(templates)
        .map(({ Type }) => Type)
        .filter((type) => !/^AWS::Cognito::|^AWS::SNS::Subscription$/.test(type))
        .sort();
    expect(types(china)).toEqual(types(elsewhere));
  });
});

const parts = ({ data, service, operations }: Templates): Template[] => [data, service, operations];

const everyResource = (templates: Templates): Resource[] =>
  parts(templates).flatMap(({ Resources }) => Object.values(Resources));

const missing = (templates: Templates): string[] =>
  everyResource(templates)
    .map(({ Type }) => Type)
    .filter((type) => MISSING_TYPES.some((pattern) => pattern.test(type)))
    .sort();
