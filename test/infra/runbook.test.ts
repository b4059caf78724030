import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../infra/constructs/http-api.ts';
import { FUNCTION_NAMES } from '../../infra/constructs/service-function.ts';
import { trialCity } from './cities.ts';
import { resourcesOf, synthesise, type Template } from './templates.ts';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');

/** As the runbook names a function: by the beginning of its logical id. */
const named = (names: readonly string[]): string[] =>
  names.map((name) => name.charAt(0).toUpperCase() + name.slice(1));

let service: Template;
let data: Template;
let operations: Template;

beforeAll(() => {
  ({ data, service, operations } = synthesise('trial', trialCity));
}, 60_000);

describe('the runbook', () => {
  it('lists every function by the name under which it is found', () => {
    const [, list] = /Function names for `function_of` and `errors_of`: (.+?)\. /s.exec(runbook)!;
    expect([...list!.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(named(FUNCTION_NAMES));
  });

  it('looks at every function of the API when the API fails', () => {
    const [, list] = /for name in ([\w ]+); do echo "== \$name"; errors_of/.exec(runbook)!;
    expect(list!.split(' ')).toEqual(named(Object.keys(ROUTES)));
  });

  it.each([
    ['function_of|log_of|errors_of', 'AWS::Lambda::Function', FUNCTION_NAMES.length],
    ['queue_of', 'AWS::SQS::Queue', 6],
  ])('asks %s for what begins like one resource of type %s', (helpers, type, count) => {
    const ids = resourcesOf(service, type).map(([id]) => id);
    expect(ids).toHaveLength(count);
    const asked = [...runbook.matchAll(new RegExp(`\\b(?:${helpers}) ([A-Z]\\w+)`, 'g'))].map(
      ([, name]) => name!,
    );
    expect(asked.length).toBeGreaterThan(3);
    for (const name of new Set(asked))
      expect(
        ids.filter((id) => id.startsWith(name)),
        name,
      ).toHaveLength(1);
  });

  it('empties every bucket of a trial before it deletes the stack', () => {
    const [section] = /^## Deleting a trial\n[\s\S]*?(?=^## )/m.exec(runbook)!;
    const emptied = [...section.matchAll(/^empty "\$\(bucket_of (\w+)\)"$/gm)].map(([, name]) => name!);
    const buckets = resourcesOf(data, 'AWS::S3::Bucket');
    expect(emptied).toHaveLength(2);
    expect(
      buckets.map(([id]) => emptied.filter((name) => id.startsWith(name))).map(({ length }) => length),
    ).toEqual([1, 1]);
    for (const template of [service, operations])
      expect(resourcesOf(template, 'AWS::S3::Bucket')).toEqual([]);
    for (const [id, { DeletionPolicy }] of buckets) expect(DeletionPolicy, id).toBe('Delete');

    const order = ['stop-execution', '-Service', 'put-bucket-logging', 'empty "', 'Gridward-$CITY-Data'];
    const places = order.map((step) => section.indexOf(step));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('stops the executions of every state machine of a trial before it deletes the stack', () => {
    const [, machines] = /^for MACHINE in (.+); do$/m.exec(runbook)!;
    const known = [...runbook.matchAll(/(\w+)=\$\(output_of Service (\w+Arn)\)/g)].map(([, name, output]) => [
      `"$${name}"`,
      service.Outputs[output!]!.Value,
    ]);
    const stopped = machines!.split(' ').map((name) => Object.fromEntries(known)[name]);
    expect(stopped).toEqual(
      expect.arrayContaining(
        resourcesOf(service, 'AWS::StepFunctions::StateMachine').map(([id]) => ({ Ref: id })),
      ),
    );
    expect(stopped).toHaveLength(2);
  });

  it('switches on of a restored table what the template has and a restore leaves out', () => {
    const [, { Properties }] = resourcesOf(data, 'AWS::DynamoDB::Table').find(([id]) =>
      id.startsWith('Cases'),
    )!;
    const { StreamViewType } = Properties.StreamSpecification;
    const { AttributeName } = Properties.TimeToLiveSpecification;
    for (const option of [
      `--stream-specification StreamEnabled=true,StreamViewType=${StreamViewType}`,
      `--time-to-live-specification Enabled=true,AttributeName=${AttributeName}`,
      '--point-in-time-recovery-specification PointInTimeRecoveryEnabled=true',
      '--deletion-protection-enabled',
    ])
      expect(runbook).toContain(`--table-name "$RESTORED" ${option}`);
    expect(Properties.GlobalSecondaryIndexes).toHaveLength(9);
    expect(runbook).toContain('The new table has the nine indexes');
    // The one rule that is disabled meanwhile.
    const timed = resourcesOf(service, 'AWS::Events::Rule').filter(
      ([, { Properties }]) => Properties.ScheduleExpression,
    );
    expect(timed).toHaveLength(1);
    const [, disabled] = /^ *RULE=.*starts_with\(LogicalResourceId,'(\w+)'\)/m.exec(runbook)!;
    const found = resourcesOf(service, 'AWS::Events::Rule').filter(([id]) => id.startsWith(disabled!));
    expect(found).toEqual(timed);
  });

  it('counts what must survive', () => {
    const counted = ['Table', 'Key', 'Bucket'].map(
      (type) => Object.values(data.Resources).filter(({ Type }) => Type.endsWith(`::${type}`)).length,
    );
    expect(counted).toEqual([3, 4, 2]);
    expect(runbook).toContain('asks for each by its name: four keys, three tables, two buckets.');
  });

  it('finds the state machines by their names when their stack is gone', () => {
    const [, prefix] = /^MACHINE="arn:.*:stateMachine:(.+)"$/m.exec(runbook)!;
    const [, ...ends] = /^LIFECYCLE=\$MACHINE(\S+); JOINT=\$MACHINE(\S+)$/m.exec(runbook)!;
    const names = resourcesOf(service, 'AWS::StepFunctions::StateMachine').map(
      ([, { Properties }]) => Properties.StateMachineName,
    );
    expect(ends.map((end) => prefix!.replace('$CITY', 'trial') + end).sort()).toEqual(names.sort());
  });

  it('leads to headings that are there', () => {
    const anchors = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      heading!
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const led = [...runbook.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor!);
    expect(led.length).toBeGreaterThan(30);
    for (const anchor of led) expect(anchors, anchor).toContain(anchor);
  });

  it('finds each function by its name alone', () => {
    const ids = resourcesOf(service, 'AWS::Lambda::Function').map(([id]) => id);
    for (const name of named(FUNCTION_NAMES))
      expect(
        ids.filter((id) => id.startsWith(name)),
        name,
      ).toHaveLength(1);
  });
});
