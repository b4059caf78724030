import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { REJECTIONS } from '#domain/rejection.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import { API_PROBLEMS, PROBLEM_TYPE_PREFIX } from '#shared/http/problem.ts';
import { getCase } from '../../functions/queries/get-case.ts';
import { listCases } from '../../functions/queries/list-cases.ts';
import { listEvents } from '../../functions/queries/list-events.ts';
import { overview } from '../../functions/queries/overview.ts';
import {
  getAreaStatistics,
  getUnitStatistics,
  listUnitStatistics,
} from '../../functions/queries/statistics.ts';
import { ROUTES } from '../../infra/constructs/http-api.ts';
import { DESCRIPTIONS } from '../../tools/openapi/descriptions.ts';
import { DOCUMENT_FILE, OPERATIONS, openApiDocument, openApiYaml } from '../../tools/openapi/document.ts';
import { PROBLEM_CODES, PROBLEMS } from '../../tools/openapi/problems.ts';
import { type Components, type Described, describedBy, resolved } from './http/described.ts';
import { recordLog } from './http/log.ts';
import { CASE_ID, routeOf, send } from './http/request.ts';

interface Parameter {
  $ref?: string;
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  schema: Described;
}
interface DocumentedOperation {
  operationId: string;
  tags: string[];
  summary: string;
  'x-summary-zh': string;
  description: string;
  'x-description-zh': string;
  'x-roles': string[];
  parameters: Parameter[];
  requestBody?: { content: { 'application/json': { schema: Described } } };
  responses: Record<string, { $ref?: string; headers: Record<string, unknown> }>;
}
interface Document {
  tags: { name: string }[];
  paths: Record<string, Record<string, DocumentedOperation>>;
  components: Record<string, Record<string, unknown>> & {
    schemas: Components;
    parameters: Record<string, Parameter>;
  };
}

recordLog();

const document = openApiDocument() as unknown as Document;
const { schemas } = document.components;

const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);
const documentedAs = (id: string): DocumentedOperation => {
  const found = documented.find(({ operation }) => operation.operationId === id);
  if (!found) throw new Error(`${id} is not documented`);
  return found.operation;
};
const all = Object.entries(OPERATIONS).flatMap(([tag, operations]) =>
  operations.map((operation) => ({ tag, operation, id: operation.id })),
);
const posts = all.filter(({ operation }) => operation.method === 'POST');

const parametersOf = ({ parameters }: DocumentedOperation): Parameter[] =>
  parameters.map((parameter) => {
    const name = parameter.$ref?.split('/').at(-1);
    return name === undefined ? parameter : (document.components.parameters[name] as Parameter);
  });

describe('docs/openapi.yaml', () => {
  it('is what the generator makes of the schemas: run `npm run openapi` when it is not', () => {
    expect(readFileSync(DOCUMENT_FILE, 'utf8')).toBe(openApiYaml());
  });

  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(openApiYaml())).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('refers to nothing that is not there, and names nothing that is not used', () => {
    const referred = new Set(
      [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(([, to]) => to),
    );
    const named = Object.entries(document.components)
      .filter(([kind]) => kind !== 'securitySchemes')
      .flatMap(([kind, components]) => Object.keys(components).map((name) => `${kind}/${name}`));
    expect([...referred].toSorted()).toEqual(named.toSorted());
  });

  it('holds no mark of the library that made it', () => {
    expect(openApiYaml()).not.toMatch(/\$schema|\$id|\$defs|9007199254740991/);
  });
});

describe('every operation', () => {
  it('has an id of its own and a tag that is explained', () => {
    const ids = documented.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
    expect(document.tags.map(({ name }) => name)).toEqual(Object.keys(OPERATIONS));
  });

  it('has a route of the API, and every route has an operation', () => {
    const served = Object.fromEntries(
      Object.entries(OPERATIONS).map(([name, operations]) => [
        name,
        [...new Set(operations.map(routeOf))].toSorted(),
      ]),
    );
    expect(served).toEqual(
      Object.fromEntries(Object.entries(ROUTES).map(([name, routes]) => [name, routes.toSorted()])),
    );
  });

  it.each(all)('$id stands at its path with both summaries', ({ tag, operation }) => {
    expect(document.paths[operation.path]?.[operation.method.toLowerCase()]).toMatchObject({
      operationId: operation.id,
      tags: [tag],
      summary: operation.summary.en,
      'x-summary-zh': operation.summary['zh-CN'],
    });
    expect(operation.summary.en).not.toMatch(/\p{Script=Han}/u);
    expect(operation.summary['zh-CN']).toMatch(/\p{Script=Han}/u);
  });

  it.each(all)('$id is described in both languages, and says who may call it', ({ operation, id }) => {
    const described = documentedAs(id);
    for (const [language, text] of [
      ['en', described.description],
      ['zh-CN', described['x-description-zh']],
    ] as const) {
      expect(text).toContain(DESCRIPTIONS[id]?.[language]);
      expect(text).toContain(operation.whoMay.who[language]);
    }
    expect(described.description).not.toMatch(/\p{Script=Han}/u);
    expect(described['x-roles']).toEqual(operation.whoMay.roles);
    expect(described.summary.length).toBeLessThanOrEqual(80);
  });

  it('is described, and nothing else is', () => {
    expect(Object.keys(DESCRIPTIONS).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
  });

  it('says at which stages a command is possible, unless at every one', () => {
    const description = (id: string) => documentedAs(id).description;
    expect(description('suspend')).toMatch(/At the stages:\*\* `handling`$/);
    expect(description('extend')).toMatch(/At the stages:\*\* `handling`, `joint`$/);
    expect(description('comment')).not.toContain('At the stages');
  });

  it.each(all)('$id names the parameters of its path', ({ operation, id }) => {
    const inPath = parametersOf(documentedAs(id)).filter((parameter) => parameter.in === 'path');
    expect(inPath.map(({ name }) => `{${name}}`)).toEqual(operation.path.match(/\{\w+\}/g) ?? []);
    expect(inPath.every(({ required }) => required)).toBe(true);
  });

  it.each(all)('$id tells how it is refused', ({ operation, id }) => {
    const statuses = Object.keys(documentedAs(id).responses);
    expect(statuses).toEqual(
      expect.arrayContaining([`${operation.status}`, '401', '403', '429', '500', '503']),
    );
    const asks = operation.params ?? operation.query ?? operation.body;
    expect(statuses.includes('400')).toBe(asks !== undefined);
    const ofPosts = ['409', '415', '422'].filter((status) => statuses.includes(status));
    // An exported history may be too long for one answer, and a period for statistics; a number may be mistyped; no order
    // serves every list; and a shift begins within a day.
    const refusing: AnyOperation[] = [
      getCase,
      listCases,
      listEvents,
      getAreaStatistics,
      getUnitStatistics,
      listUnitStatistics,
      overview,
    ];
    // Two keep nothing, so that nothing can come in between.
    const keeps = !['prepareUpload', 'dryRunPolicy'].includes(id);
    if (operation.method !== 'GET') expect(ofPosts).toEqual([...(keeps ? ['409'] : []), '415', '422']);
    else expect(ofPosts).toEqual(refusing.includes(operation) ? ['422'] : []);
  });

  it.each(posts)('$id asks for an Idempotency-Key and takes what it says is one', async ({ id }) => {
    const key = parametersOf(documentedAs(id)).find(({ name }) => name === 'Idempotency-Key');
    expect(key).toMatchObject({ in: 'header', required: true });
  });

  it('says of which answers there is a table', () => {
    const tables = all.filter(({ operation, id }) => {
      const { content } = documentedAs(id).responses[operation.status] as { content?: object };
      return content !== undefined && 'text/csv' in content;
    });
    expect(tables.map(({ id }) => id)).toEqual([
      'getAreaStatistics',
      'getUnitStatistics',
      'listUnitStatistics',
    ]);
  });

  it('takes If-Match and tells an ETag where it decides on one case, and hears If-None-Match wherever it shows something', () => {
    const having = (header: string) =>
      documented
        .filter(({ operation }) => parametersOf(operation).some(({ name }) => name === header))
        .map(({ operation }) => operation.operationId);
    expect(having('If-Match').toSorted()).toEqual(
      [...OPERATIONS.actions!, ...OPERATIONS.attachments!, ...OPERATIONS.operators!]
        .filter(({ method, params }) => method === 'POST' && params !== undefined)
        .map(({ id }) => id)
        .toSorted(),
    );
    const tagged = all.filter(
      ({ operation, id }) => 'ETag' in (documentedAs(id).responses[operation.status]?.headers ?? {}),
    );
    expect(having('If-None-Match').toSorted()).toEqual(
      all
        .filter(({ operation: { method } }) => method === 'GET')
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(tagged.map(({ id }) => id).toSorted()).toEqual(
      [...having('If-Match'), ...having('If-None-Match'), 'report', 'selfHandle'].toSorted(),
    );
  });
});

/** Every code that the source answers with: of rejections and of problems of the API itself. */
const codesInSource = (): string[] => {
  const root = join(import.meta.dirname, '../..');
  return ['domain', 'functions']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        join(root, folder, file),
      ),
    )
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => {
      const source = readFileSync(file, 'utf8');
      return [
        ...source.matchAll(/kind: '\w+',\s*code: '([a-z-]+)'/g),
        ...source.matchAll(/\bproblem\(\s*'([a-z-]+)'/g),
      ].map(([, code]) => code!);
    });
};

describe('the problems', () => {
  const told = Object.entries(PROBLEM_CODES).map(([code, [answer]]) => ({
    code,
    status: PROBLEMS[answer].status as number,
  }));

  it('have the codes of the source, each with its status', () => {
    expect([...new Set(codesInSource())].toSorted()).toEqual(told.map(({ code }) => code).toSorted());
    for (const [code, status] of Object.entries(API_PROBLEMS)) expect(told).toContainEqual({ code, status });
  });

  it('have the status that their kind of refusal means', () => {
    const statuses = {
      invalid: [422],
      unasked: [400],
      forbidden: [403],
      unknown: [404, 422],
      wrongStage: [409],
      conflict: [409],
    };
    for (const [kind, codes] of Object.entries(REJECTIONS))
      for (const code of codes)
        expect(statuses[kind as keyof typeof statuses], code).toContain(
          told.find((problem) => problem.code === code)?.status,
        );
  });

  it('are answered as the schema Problem describes them', async () => {
    const report = all.find(({ id }) => id === 'report')!.operation;
    const { body } = await send(report, { body: {} });
    const { properties = {}, required = [] } = schemas.Problem ?? {};
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(Object.keys(body)));
    expect(Object.keys(body)).toEqual(expect.arrayContaining(required));
    expect(properties.type).toMatchObject({
      'x-extensible-enum': told.map(({ code }) => `${PROBLEM_TYPE_PREFIX}${code}`),
    });
  });
});

/** Any request that the document allows. */
const requestTo = (id: string) => {
  const described = documentedAs(id);
  const fieldsIn = (place: Parameter['in']) => {
    const fields = parametersOf(described).filter((parameter) => parameter.in === place);
    return describedBy(
      {
        type: 'object',
        properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
        required: fields.filter(({ required }) => required).map(({ name }) => name),
      },
      schemas,
    ).map((values) =>
      Object.fromEntries(Object.entries(values as object).map(([name, value]) => [name, String(value)])),
    );
  };
  const body = described.requestBody?.content['application/json'].schema;
  return fc.record({
    params: fieldsIn('path'),
    query: fieldsIn('query'),
    body: body ? describedBy(body, schemas) : fc.constant(undefined),
    key: fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/),
  });
};

const numRuns = 100;

describe('what the document allows', () => {
  it.each(all)('is taken by $id', async ({ operation, id }) => {
    await fc.assert(
      fc.asyncProperty(requestTo(id), async ({ params, query, body, key }) => {
        const headers = {
          ...(operation.method === 'POST' && { 'idempotency-key': key }),
          ...(operation.insists && { 'if-match': '"7"' }),
        };
        const received = await send(operation, { params, query, body, headers });
        expect(received.accepted, JSON.stringify(received.body)).toBe(true);
      }),
      { numRuns },
    );
  });
});

describe('what the document does not allow', () => {
  let broken: {
    id: string;
    how: string;
    field: string;
    change: (body: Record<string, unknown>) => unknown;
  }[];

  const variantsOf = (schema: Described): Described[] =>
    schema.oneOf?.every(({ type }) => type === 'object') ? schema.oneOf : [schema];

  /** Every way to break a rule of the document in one place of a body. */
  const waysToBreak = (id: string): typeof broken => {
    const schema = documentedAs(id).requestBody!.content['application/json'].schema;
    const variants = variantsOf(schema);
    const [{ properties = {}, required = [] } = {}] = variants;
    return [
      { id, how: 'an unknown field', field: 'colour', change: (body) => ({ ...body, colour: 'red' }) },
      ...required.map((field) => ({
        id,
        how: `no ${field}`,
        field,
        change: ({ [field]: _, ...body }: Record<string, unknown>) => body,
      })),
      ...Object.entries(properties).flatMap(([field, described]) => {
        const { maxLength, maxItems, maximum, enum: choices, pattern } = resolved(described, schemas);
        const instead = (how: string, value: unknown) => ({
          id,
          how: `${field} ${how}`,
          field,
          change: (body: Record<string, unknown>) => ({ ...body, [field]: value }),
        });
        return [
          instead('that is null', null),
          ...(maxLength === undefined
            ? []
            : [instead('too long', 'x'.repeat(maxLength + 1)), instead('that is empty', '')]),
          ...(maxItems === undefined
            ? []
            : [instead('with too many entries', Array(maxItems + 1).fill('u'))]),
          ...(maximum === undefined ? [] : [instead('too large', maximum + 1)]),
          ...(choices === undefined ? [] : [instead('that is no choice', 'other')]),
          ...(pattern === undefined ? [] : [instead('of another pattern', '!')]),
        ];
      }),
    ];
  };

  beforeAll(() => {
    broken = posts.flatMap(({ id }) => waysToBreak(id));
  });

  it.each(posts)('is refused by $id at the field that breaks a rule', async ({ operation, id }) => {
    const first = variantsOf(documentedAs(id).requestBody!.content['application/json'].schema)[0]!;
    const ways = broken.filter((way) => way.id === id);
    expect(ways.length).toBeGreaterThan(0);
    for (const { how, field, change } of ways) {
      const [valid] = fc.sample(describedBy(first, schemas), { numRuns: 1, seed: 7 });
      const received = await send(operation, {
        params: {
          id: CASE_ID,
          unitId: '320613001-judicialOffice',
          delivery: 'event-1',
          amendmentId: CASE_ID,
          webhookId: CASE_ID,
        },
        body: change(valid as Record<string, unknown>),
      });
      expect(received, `${id}: ${how}`).toMatchObject({ accepted: false, status: 400 });
      const faults = received.body.errors.map((fault: { field: string }) => fault.field.split('.')[0]);
      expect(faults, `${id}: ${how}`).toContain(field);
    }
  });
});
