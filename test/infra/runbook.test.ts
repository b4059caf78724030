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

beforeAll(() => {
  ({ service } = synthesise('trial', trialCity));
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
    ['queue_of', 'AWS::SQS::Queue', 2],
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

  it('finds each function by its name alone', () => {
    const ids = resourcesOf(service, 'AWS::Lambda::Function').map(([id]) => id);
    for (const name of named(FUNCTION_NAMES))
      expect(
        ids.filter((id) => id.startsWith(name)),
        name,
      ).toHaveLength(1);
  });
});
