import { join } from 'node:path';
import {
  Document,
  isCollection,
  isMap,
  isScalar,
  type Scalar,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { personalCommands } from '#domain/case/commands.ts';
import { STAGES } from '#domain/case/stages.ts';
import { LANGUAGES, type Language } from '#domain/text.ts';
import { versionTag } from '#shared/http/entity-tag.ts';
import type { AnyOperation } from '#shared/http/operation.ts';
import type { ProblemCode } from '#shared/http/problem.ts';
import { IDEMPOTENCY_KEY } from '#shared/http/request.ts';
import { caseId, page } from '#shared/http/schemas.ts';
import { operations as actions } from '../../functions/actions/operations.ts';
import { operations as attachments } from '../../functions/attachments/operations.ts';
import { operations as document } from '../../functions/document/operations.ts';
import { operations as intake } from '../../functions/intake/operations.ts';
import { operations as operators } from '../../functions/operators/operations.ts';
import { operations as planning } from '../../functions/planning/operations.ts';
import { listEvents } from '../../functions/queries/list-events.ts';
import { operations as queries } from '../../functions/queries/operations.ts';
import { operations as registry } from '../../functions/registry/operations.ts';
import { operations as webhooks } from '../../functions/webhooks/operations.ts';
import about from '../../package.json' with { type: 'json' };
import { DESCRIPTIONS } from './descriptions.ts';
import { type Examples, examplesIn, readExamples, readProblemExamples } from './examples.ts';
import { PARAMETERS } from './parameters.ts';
import {
  type GatewayName,
  PROBLEM_CODES,
  PROBLEMS,
  type ProblemName,
  problemResponses,
  problemSchemas,
} from './problems.ts';
import { problemsOf, takesVersion } from './refusals.ts';
import { type Json, type Schemas, schemasOf } from './schemas.ts';

export const DOCUMENT_FILE = join(import.meta.dirname, '../../docs/openapi.yaml');

/** The operations of the API by the function that serves them. */
export const OPERATIONS: Record<string, readonly AnyOperation[]> = {
  intake,
  actions,
  attachments,
  queries,
  registry,
  planning,
  operators,
  webhooks,
  document,
};

const TAGS = [
  { name: 'intake', description: 'Report matters.', 'x-description-zh': '上报：上报事项和自行处置' },
  { name: 'actions', description: 'Commands on cases.', 'x-description-zh': '办理：对案件的各项操作' },
  { name: 'attachments', description: 'Attachments of cases.', 'x-description-zh': '附件：案件的文件' },
  {
    name: 'queries',
    description: 'Cases, their histories and deadlines, worklists, statistics.',
    'x-description-zh': '查询：案件、办理过程、时限、待办和统计',
  },
  {
    name: 'registry',
    description: 'The catalogue of codes, units, areas, grids, roles, and calculation of deadlines.',
    'x-description-zh': '基础数据：代码表、单位、区划、网格、岗位和时限试算',
  },
  {
    name: 'planning',
    description:
      'What governs the city: policy, calendar, editions; their amendments, which one person proposes and another approves; and a dry run of a policy on past cases.',
    'x-description-zh': '办理规则、工作日历和基础数据：现行版本、变更的提出与同意、以往案件试算',
  },
  {
    name: 'operators',
    description: 'For operators: executions and background jobs.',
    'x-description-zh': '运维：流程实例和后台作业',
  },
  {
    name: 'webhooks',
    description: 'Which other systems are told when cases come to a milestone.',
    'x-description-zh': '推送：案件到达哪些节点时通知哪些系统',
  },
  {
    name: 'document',
    description: 'What this API is, for programs and for people.',
    'x-description-zh': '接口说明：供程序和人员阅读',
  },
];

/** Text written in lines of this file: a paragraph is one line in the document. */
const paragraphs = (text: string): string => text.trim().replaceAll(/(?<!\n)\n(?!\n)/g, ' ');

const DESCRIPTION = paragraphs(`
Gridward drives every matter reported in a city's grids until somebody other than the handler has verified it.

**Who asks.** Every request carries a JWT of the city's identity provider. Staff are known by the token's subject; anyone
else signed in is a resident and sees the cases that they reported. What a caller may not see is answered with 404.

**Repeating a request.** Every POST carries an \`Idempotency-Key\`, remembered for 30 days. The same key with the same
request gets the same answer, with the header \`Idempotent-Replayed: true\`, and changes nothing more; with another request
it is refused (422). After a lost connection or a 5xx, repeat with the same key.

**Concurrent changes.** The \`ETag\` of a case begins with its version. A command with \`If-Match\` is carried out on that version or
not at all (412); without it, on the case as it is.

**Asking again.** Every answer to a GET has an \`ETag\` of what it shows to this caller in this language. With it in
\`If-None-Match\` the answer is 304 without a body while nothing has changed: of a case that costs the city one read. A
worklist counts as changed when a line does, or has another whole office hour left. What happens in an area between two
looks is told by \`GET /cases\` with \`changedSince\`.

**Consistency.** A case, its history and its deadlines show every change that was answered before. Lists follow
within moments.

**Pages.** A list gives a \`cursor\` while there is more. It is opaque; send it back as it came. A page may hold fewer
entries than \`limit\`: only a missing cursor ends a list. Query parameters that are not listed are ignored, but refused by \`GET /cases\` and by statistics; unknown fields
of a body are refused, and clients ignore unknown fields of an answer.

**Files** are uploaded before they are used. \`POST /attachments\` gives a link that takes one file, with PUT and the headers
of the answer; it needs no token. A report, a matter settled on the spot, an attachment or a verification then names the file
by its id, within 24 hours and once. Nothing is kept of a slot: asked for again, also with the same key, it is another one.

**Errors** are \`application/problem+json\` (RFC 9457) with a stable \`type\`, the field at fault and a sentence in the
caller's language (\`Accept-Language\`: zh-CN, which is the default, or en); each operation names the codes that may end its
\`type\` (\`x-problems\`). The bodies of 401 and 429, of a 404 for a
path outside this document and of a 500 or 503 when a function cannot run come from API Gateway itself, which does not let them be
changed: \`{"message": "…"}\`. \`X-Request-Id\` names a request in the city's logs: tell it to operators with your question. On an
answer of API Gateway itself it is \`Apigw-Requestid\`.

**Texts** (\`format: line\` or \`lines\`) are sent in UTF-8 and kept in Unicode's composed form (NFC), without blanks around
them. They show something, and hold no control, formatting, direction, private-use or unassigned character, and none that is
shown as nothing; only \`lines\` may hold line breaks and tabs. Rare ideographs, their variants and emoji are taken as they
are. Lengths count characters (Unicode code points).
`);

const DESCRIPTION_ZH = `
网格内上报的每一事项均由本系统按时限催办，直到承办人以外的人员核实为止。

每个请求都须带有本市身份系统签发的 JWT。每个 POST 都须带有 Idempotency-Key（保留 30 天）：同一键、同一请求得到同一答复（响应头 Idempotent-Replayed: true），不会重复执行。
文字（format 为 line 或 lines，后者可含换行和制表符）以 UTF-8 发送，按 Unicode NFC 保存；须有可见内容，不得含控制、不可见、方向、私用区或未分配字符，长度按字符计。
案件的 ETag 以版本号开头；带 If-Match 的操作仅对该版本生效，否则返回 412。案件、办理过程和时限返回最新结果；待办列表稍有延迟。
每个 GET 的回答都带 ETag；再次查询时放入 If-None-Match，内容未变即返回 304，不带正文。
文件须先上传后使用：POST /attachments 给出限时上传链接（PUT，无需 token），上传后 24 小时内在上报、自行处置、附件或核实中填写其编号，每个文件限用一次。
列表用 cursor 翻页，没有 cursor 即到末页。错误为 application/problem+json，含固定的 type、出错字段和一句说明（Accept-Language：zh-CN 或 en）。响应头 X-Request-Id 为请求编号，向运维人员咨询时请一并提供。
`
  .trim()
  .replaceAll(/\n+/g, '\n\n');

/** The whole API in OpenAPI 3.1, made of the schemas that validate its requests. */
export const openApiDocument = (): Json => {
  const schemas = schemasOf(Object.values(OPERATIONS).flat());
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gridward',
      version: about.version,
      description: DESCRIPTION,
      'x-description-zh': DESCRIPTION_ZH,
      contact: { name: 'The operators of the city' },
      license: { name: about.license, identifier: about.license },
    },
    servers: [
      {
        url: '{address}',
        description: 'The address that the deployment of a city prints; `npm start` prints the local one.',
        variables: { address: { default: 'https://api.example' } },
      },
    ],
    security: [{ token: [] }],
    tags: TAGS,
    paths: pathsOf(schemas),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: "A token of the OpenID Connect issuer that the city's configuration names.",
        },
      },
      parameters: { ...sharedFields(schemas), ...HEADERS_ASKED },
      headers: HEADERS_TOLD,
      responses: problemResponses(readProblemExamples()),
      schemas: { ...schemas.components, ...problemSchemas },
    },
  };
};

/** Lists of codes. */
const IN_ONE_LINE = ['x-problems', 'x-roles', 'enum'];

export const openApiYaml = (): string => {
  const document = new Document(openApiDocument(), { aliasDuplicateObjects: false });
  // A line of codes is read at a glance; forty lines of them are scrolled over.
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !isCollection(value)) return undefined;
      if (IN_ONE_LINE.includes(`${key.value}`)) value.flow = true;
      if (!isExample(`${key.value}`, value)) return undefined;
      visit(value, { Collection: shortInOneLine, Scalar: quoteDates });
      return visit.SKIP;
    },
  });
  return `# Generated by "npm run openapi" from the schemas in functions/. Do not edit.\n${document.toString({ lineWidth: 110 })}`;
};

/** Schemas have lists of examples, media types have them by name. */
const isExample = (key: string, value: YAMLMap | YAMLSeq): boolean => key === 'examples' && isMap(value);

/** Of an example what fits into a line is one. */
const shortInOneLine = (_: unknown, part: YAMLMap | YAMLSeq): void => {
  if (JSON.stringify(part).length <= LINE_OF_EXAMPLE) part.flow = true;
};
const LINE_OF_EXAMPLE = 70;

/** Readers of YAML 1.1 would take the text for a date. */
const quoteDates = (_: unknown, scalar: Scalar): void => {
  if (/^\d{4}-\d\d-\d\d/.test(`${scalar.value}`)) scalar.type = 'QUOTE_DOUBLE';
};

const pathsOf = (schemas: Schemas): Record<string, Json> => {
  const paths: Record<string, Json> = {};
  const examples = readExamples();
  for (const [tag, operations] of Object.entries(OPERATIONS))
    for (const operation of operations)
      paths[operation.path] = {
        ...paths[operation.path],
        [operation.method.toLowerCase()]: operationOf(operation, tag, { schemas, examples }),
      };
  return paths;
};

interface Given {
  schemas: Schemas;
  examples: Examples;
}

const operationOf = (operation: AnyOperation, tag: string, { schemas, examples }: Given): Json => ({
  operationId: operation.id,
  tags: [tag],
  summary: operation.summary.en,
  'x-summary-zh': operation.summary['zh-CN'],
  description: descriptionOf(operation, 'en'),
  'x-description-zh': descriptionOf(operation, 'zh-CN'),
  'x-roles': operation.whoMay.roles,
  parameters: [
    ...fieldsIn('path', operation.params, schemas),
    ...fieldsIn('query', operation.query, schemas),
    ...(operation.method === 'POST' ? [parameter('IdempotencyKey')] : []),
    ...(takesVersion(operation) ? [parameter(operation.insists ? 'IfMatchNeeded' : 'IfMatch')] : []),
    ...(operation.method === 'GET' ? [parameter('IfNoneMatch')] : []),
    parameter('AcceptLanguage'),
  ],
  ...(operation.body && {
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: schemas.of(operation.body, 'input'),
          ...examplesIn(examples, operation.id, 'body'),
        },
      },
    },
  }),
  responses: {
    [operation.status]: {
      description: meaningOf(operation),
      headers: {
        'Content-Language': header('ContentLanguage'),
        'X-Request-Id': header('RequestId'),
        ...(operation.method === 'POST' && { 'Idempotent-Replayed': header('IdempotentReplayed') }),
        ...(operation.method === 'GET'
          ? { ETag: header('ETag'), 'Cache-Control': header('CacheControl') }
          : tellsVersion(operation) && { ETag: header('ETagOfVersion') }),
        ...(operation.status === 201 && { Location: header('Location') }),
      },
      content: {
        [operation.contentType ?? 'application/json']: {
          schema: schemas.of(operation.answer, 'output'),
          ...examplesIn(examples, operation.id, 'answer'),
        },
        ...(operation.csv && { 'text/csv': { schema: { type: 'string' } } }),
      },
    },
    ...(operation.method === 'GET' && {
      304: {
        description: 'The client has it already: If-None-Match names it.',
        headers: {
          'X-Request-Id': header('RequestId'),
          ETag: header('ETag'),
          'Cache-Control': header('CacheControl'),
        },
      },
    }),
    ...Object.fromEntries(refusalsOf(problemsOf(operation))),
  },
  'x-problems': problemsOf(operation),
});

/** What an operation does, who may call it and, of a command, at which stages it is possible. */
const descriptionOf = ({ id, whoMay }: AnyOperation, language: Language): string => {
  const said = DESCRIPTIONS[id];
  if (!said) throw new Error(`${id} has no description in tools/openapi/descriptions.ts`);
  const { who, stages } = DESCRIPTION_WORDS[language];
  const at = stagesOf(id);
  return [
    said[language],
    `**${who}** ${whoMay.who[language]}`,
    ...(at ? [`**${stages}** ${at.map((stage) => `\`${stage}\``).join(', ')}`] : []),
  ].join('\n\n');
};

const DESCRIPTION_WORDS: Record<Language, { who: string; stages: string }> = {
  en: { who: 'Who may:', stages: 'At the stages:' },
  'zh-CN': { who: '可执行的人员：', stages: '可执行的阶段：' },
};

/** At every stage is not worth saying. */
const stagesOf = (id: string): readonly string[] | undefined => {
  const { stages } = (personalCommands as Partial<Record<string, { stages: readonly string[] }>>)[id] ?? {};
  return stages && stages.length < STAGES.length ? stages : undefined;
};

/** Answers about one case tell its version; lists and files do not. */
const tellsVersion = ({ path, answer }: AnyOperation): boolean =>
  /\/cases\b/.test(path) && answer.shape !== undefined && answer.shape.items === undefined;

const meaningOf = ({ method, path, status }: AnyOperation): string => {
  if (status === 201) return path === '/amendments' ? 'The amendment was proposed.' : 'The case was filed.';
  return method === 'GET' ? 'The result.' : 'The command was carried out.';
};

const GATEWAY_STATUSES: Record<string, GatewayName> = {
  401: 'Unauthorized',
  429: 'TooManyRequests',
};

/** An answer for each status that the operation's problems have, and for those of API Gateway. */
const refusalsOf = (problems: readonly ProblemCode[]): [status: string, Json][] => [
  ...Object.entries(GATEWAY_STATUSES).map(([status, name]) => refusal(status, name)),
  // A function that cannot run, or the store of files.
  refusal('503', 'Unavailable'),
  ...problems.map((code) => {
    const [name] = PROBLEM_CODES[code];
    return refusal(`${PROBLEMS[name].status}`, name);
  }),
];

const refusal = (status: string, name: ProblemName | GatewayName): [string, Json] => [
  status,
  { $ref: `#/components/responses/${name}` },
];

const fieldsIn = (place: 'path' | 'query', part: AnyOperation['params'], schemas: Schemas): Json[] =>
  schemas.fieldsOf(part).map(({ name, required, schema }) => {
    const shared = SHARED_FIELDS.get(part.shape[name]);
    if (shared) return parameter(shared);
    const { description = PARAMETERS[name], ...described } = schema;
    if (description === undefined) throw new Error(`${name} is not described in tools/openapi/parameters.ts`);
    return { name, in: place, required, description, schema: described };
  });

/** Fields that many operations ask for, by their names in the document. */
const SHARED_FIELDS = new Map<unknown, 'CaseId' | 'Limit' | 'Cursor'>([
  [caseId, 'CaseId'],
  [page.limit, 'Limit'],
  [page.cursor, 'Cursor'],
]);

/** The history of a case asks for all of them. */
const sharedFields = (schemas: Schemas): Record<string, Json> => {
  const [id] = schemas.fieldsOf(listEvents.params);
  const [limit, cursor] = schemas.fieldsOf(listEvents.query);
  return {
    CaseId: { ...id, in: 'path', description: 'The id of the case, a ULID.' },
    Limit: { ...limit, in: 'query', description: 'How many entries a page holds at most.' },
    Cursor: { ...cursor, in: 'query', description: 'The cursor of the previous page, unchanged.' },
  };
};

const TAG_LIST = '(W/)?"[!#-~]*"( *, *(W/)?"[!#-~]*")*';

const HEADERS_ASKED = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: true,
    description: 'New for every request, the same on its repetitions; a UUID serves. Remembered for 30 days.',
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      'The ETag of the case as the caller last read it, or several; if the case has another by now, the command is refused (412). Tags are compared strongly: a weak one never matches. `*` insists on no version.',
    schema: {
      type: 'string',
      pattern: `^(\\*|${TAG_LIST})$`,
      examples: [versionTag(7)],
    },
  },
  IfMatchNeeded: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description:
      'The ETag of the case as the caller last read it; if the case has changed since, the command is refused (412), and without it as well (428).',
    schema: { type: 'string', pattern: `^${TAG_LIST}$`, examples: [versionTag(7)] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description:
      'The ETag of what the client has got already, or several; if one of them is still right, the answer is 304 without a body.',
    schema: { type: 'string', examples: ['"6d1c0b9e4f2a8d35"'] },
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description:
      'The language of sentences: of Chinese and English the one with the higher q, the earlier of two alike; Chinese if neither is named.',
    schema: { type: 'string', default: 'zh-CN', examples: ['zh-CN', 'en'] },
  },
};

const HEADERS_TOLD = {
  ContentLanguage: { description: 'The language of sentences.', schema: { type: 'string', enum: LANGUAGES } },
  RequestId: {
    description: 'Names the request in the logs of the city.',
    schema: { type: 'string', examples: ['JKJaXmPLvHcESHA='] },
  },
  IdempotentReplayed: {
    description:
      'An earlier request with the same Idempotency-Key had this answer, and nothing was changed now. Absent otherwise.',
    schema: { type: 'string', enum: ['true'] },
  },
  ETag: {
    description:
      'Names what the answer shows to this caller, for If-None-Match. That of one case begins with its version and is good for If-Match, too.',
    schema: { type: 'string', examples: ['"6d1c0b9e4f2a8d35"', '"7-6d1c0b9e4f2a8d35"'] },
  },
  ETagOfVersion: {
    description: 'The version of the case, for If-Match.',
    schema: { type: 'string', examples: [versionTag(7)] },
  },
  CacheControl: {
    description:
      'How long the client need not ask again; `no-store` keeps the answer from every cache but its own.',
    schema: { type: 'string', examples: ['no-store', 'private, max-age=60'] },
  },
  Location: {
    description: 'The path of the new case or amendment.',
    schema: { type: 'string', format: 'uri-reference' },
  },
};

const header = (name: keyof typeof HEADERS_TOLD) => ({ $ref: `#/components/headers/${name}` });
const parameter = (name: keyof typeof HEADERS_ASKED | 'CaseId' | 'Limit' | 'Cursor') => ({
  $ref: `#/components/parameters/${name}`,
});
