import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { isMap, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { OPERATIONS, openApiYaml } from '../../tools/openapi/document.ts';
import { EXAMPLES_FOLDER, exampleOf, WITHOUT_EXAMPLE } from '../../tools/openapi/examples.ts';
import { PROBLEMS } from '../../tools/openapi/problems.ts';
import { recordLog } from '../functions/http/log.ts';
import { filesOf } from './files.ts';
import { playScenes } from './scenes.ts';
import { Showing } from './showing.ts';

/** Everything that the examples say is sent through the gateway of a city in memory, and answered by it. */

recordLog();

const ids = Object.values(OPERATIONS)
  .flatMap((all) => all.map(({ id }) => id))
  .filter((id) => !WITHOUT_EXAMPLE.includes(id));

describe('the examples of the API', () => {
  let played: Showing;
  it('are what is sent and answered in the scenes: run `npm run examples` when they are not', async () => {
    played = await Showing.open();
    await playScenes(played);
    await played.close();
    const files = filesOf(played);
    expect(Object.keys(files).toSorted()).toEqual(readdirSync(EXAMPLES_FOLDER).toSorted());
    for (const [name, content] of Object.entries(files))
      expect(readFileSync(join(EXAMPLES_FOLDER, name), 'utf8'), name).toBe(content);
  });

  it('are there for every operation, with a body where it takes one, and for every sort of problem', () => {
    expect(Object.keys(played.shown).toSorted()).toEqual(ids.toSorted());
    const withBody = Object.entries(played.shown).filter(([, { body }]) => body !== undefined);
    expect(withBody.map(([id]) => id).toSorted()).toEqual(
      Object.values(OPERATIONS)
        .flat()
        .filter(({ method }) => method === 'POST')
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(Object.keys(played.problems).toSorted()).toEqual(Object.keys(PROBLEMS).toSorted());
  });

  it('are missed where there is none', () => {
    expect(() => exampleOf({}, 'report')).toThrow('report has no example');
  });

  it('are written in Chinese, as people of the city write', () => {
    const reasons = JSON.stringify(Object.values(played.shown).map(({ body }) => body)).match(
      /"(reason|text|ask|answer|result|title|description|note|caption)":"[^"]+"/g,
    );
    expect(reasons?.length).toBeGreaterThan(30);
    expect(reasons?.filter((one) => !/\p{Script=Han}/u.test(one))).toEqual([]);
  });
});

describe('an example in docs/openapi.yaml', () => {
  const lines: number[] = [];
  beforeAll(() => {
    const counter = new LineCounter();
    visit(parseDocument(openApiYaml(), { lineCounter: counter }), {
      Pair: (_, { key, value }) => {
        if (!isScalar(key) || key.value !== 'examples' || !isMap(value)) return undefined;
        const { range } = value.getIn(['city', 'value'], true) as Node;
        const [from, to] = [range![0], range![1]].map((offset) => counter.linePos(offset).line);
        lines.push(to! - from!);
        return visit.SKIP;
      },
    });
  });

  it('stands beside every body, every answer and every problem', () => {
    const bodies = Object.values(OPERATIONS)
      .flat()
      .filter(({ body }) => body).length;
    expect(lines.length).toBe(bodies + ids.length + Object.keys(PROBLEMS).length);
  });

  it('is read at a glance: in sixty lines, but for the figures of an area, which are a line each', () => {
    expect(lines.filter((count) => count > 60)).toEqual([81]);
  });
});
