import { beforeAll, describe, expect, it } from 'vitest';
import { chineseCity } from './cities.ts';
import { resourcesOf, synthesise, type Template, type Templates } from './templates.ts';

describe('two deployments of one city in one account', () => {
  let city: Templates;
  let stage: Templates;

  beforeAll(() => {
    city = synthesise('nantong', chineseCity);
    stage = synthesise('nantong-test', chineseCity);
  }, 60_000);

  /** Their names are known within a role or an API only. */
  const PARTS = ['AWS::IAM::Policy', 'AWS::ApiGatewayV2::Stage', 'AWS::ApiGatewayV2::Authorizer'];

  /** Every name that the stacks give, and that the account knows once. */
  const namesOf = ({ data, service, operations }: Templates): string[] =>
    [data, service, operations].flatMap((template) =>
      Object.values(template.Resources).flatMap(({ Type, Properties = {} }) => {
        const name = Properties[`${Type.split('::').at(-1)}Name`] ?? Properties.Name;
        return typeof name === 'string' && !PARTS.includes(Type) ? [`${Type} ${name}`] : [];
      }),
    );

  /** What an alarm looks at where that is named by words, not by a resource. */
  const ownMetricsOf = ({ operations }: Templates): string[] =>
    resourcesOf(operations, 'AWS::CloudWatch::Alarm')
      .filter(([, { Properties }]) => Properties.Namespace === 'Gridward')
      .map(([, { Properties }]) => JSON.stringify([Properties.MetricName, Properties.Dimensions]));

  const cityKnownTo = (template: Template): string[] =>
    resourcesOf(template, 'AWS::Lambda::Function').map(
      ([, { Properties }]) => Properties.Environment.Variables.CITY,
    );

  it('share no name', () => {
    const taken = new Set(namesOf(city));
    // Alarms, the dashboard, the API, two machines, three log groups.
    expect(taken.size).toBeGreaterThan(30);
    expect(namesOf(stage)).toHaveLength(taken.size);
    expect(namesOf(stage).filter((name) => taken.has(name))).toEqual([]);
  });

  it('share no metric: a case that is parked in one rings the alarm of that one', () => {
    const own = (name: string, service: string) =>
      JSON.stringify([
        name,
        [
          { Name: 'city', Value: 'nantong' },
          { Name: 'service', Value: service },
        ],
      ]);
    expect(ownMetricsOf(city)).toEqual([
      own('CaseParked', 'tasks'),
      own('HistoriesNotCounted', 'projector'),
      own('DeliveriesGivenUp', 'sender'),
      own('OldestRungLate', 'sweep'),
      own('DriveFailures', 'sweep'),
      own('OldestUndriven', 'sweep'),
      own('OldestUnrelayed', 'sweep'),
      own('JobFailures', 'sweep'),
      own('CalendarDaysAhead', 'sweep'),
      own('CalendarDaysAhead', 'sweep'),
    ]);
    expect(ownMetricsOf(stage)).toEqual(
      ownMetricsOf(city).map((name) => name.replace('nantong', 'nantong-test')),
    );
  });

  it('tell their functions which of them they are, as their alarms know it', () => {
    expect(cityKnownTo(city.service)).toEqual(Array(15).fill('nantong'));
    expect(cityKnownTo(stage.service)).toEqual(Array(15).fill('nantong-test'));
  });
});
