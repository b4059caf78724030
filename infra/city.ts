import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Fault, linesOf } from './fault.ts';
import { jsonOf, UnreadableFile } from './file-text.ts';

/**
 * A city's folder under infra/cities/ holds all that a city differs in. city.json says how its stack is deployed;
 * the other files are its reference data, which the import reads.
 */

export const CITIES_DIRECTORY = join(import.meta.dirname, 'cities');

/** What CloudWatch Logs accepts as days of retention (PutRetentionPolicy). */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const word = z.string().min(1);

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const tableName = z.string().regex(/^[a-zA-Z0-9_.-]{3,255}$/);

const identitySchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('oidc'),
    /** The address that stands in the tokens as `iss`. */
    issuer: z.url({ protocol: /^https$/ }),
    audience: z.array(word).min(1),
    /** The claim by which staff.csv knows a person. */
    subjectClaim: word,
  }),
  z.strictObject({ kind: z.literal('cognitoPool'), subjectClaim: word }),
]);

/** Names kept for examples (https://www.rfc-editor.org/rfc/rfc2606), and example.cn, which the shipped city uses as one. */
const EXAMPLE_HOST = /(^|\.)example(\.(com|org|net|cn))?$/;

/** Scheme, host and port as a browser writes them, in small letters and without a path; plain HTTP for one's own machine only. */
function isWebOrigin(written: string): boolean {
  const { protocol, hostname, origin } = URL.parse(written) ?? {};
  return origin === written && (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost'));
}

/** A name in small letters or an IPv4 address, as it stands between `//` and a port. */
function isHost(written: string): boolean {
  return /^[a-z0-9.-]+$/.test(written) && URL.parse(`https://${written}`)?.hostname === written;
}

/** What leads to the function itself. */
const OWN_HOST = /^(localhost|127\..*)$/;

const SIX_MONTHS_DAYS = 180;

const UNTIL_THEN = 'until there is one, write "protect": false';

/** What a trial may do without, and a city in use may not. */
const notForUse = ({
  account,
  identity,
  alarmEmail,
  logRetentionDays,
  webhookHosts = [],
}: Pick<City, 'account' | 'identity' | 'alarmEmail' | 'logRetentionDays' | 'webhookHosts'>) => [
  ...(account === undefined
    ? [
        {
          path: ['account'],
          message:
            'a protected city names its AWS account; any credentials would deploy it, and import into it, anywhere else',
          remedy: 'write the twelve digits of the account as text, such as "111122223333"',
        },
      ]
    : []),
  ...(identity.kind === 'oidc' && EXAMPLE_HOST.test(new URL(identity.issuer).hostname)
    ? [
        {
          path: ['identity', 'issuer'],
          message: `a protected city needs an identity provider; ${identity.issuer} is an example, and API Gateway finds nobody there`,
          remedy: `write the address that stands in the tokens of the city as "iss"; ${UNTIL_THEN}`,
        },
      ]
    : []),
  ...(alarmEmail === undefined
    ? [
        {
          path: ['alarmEmail'],
          message: 'a protected city needs somebody who is told when an alarm rings',
          remedy: `write one address that is read at all hours; ${UNTIL_THEN}`,
        },
      ]
    : []),
  ...(logRetentionDays < SIX_MONTHS_DAYS
    ? [
        {
          path: ['logRetentionDays'],
          message: `a protected city keeps its logs for six months at least, and ${logRetentionDays} days are fewer (Cybersecurity Law, art. 21)`,
          remedy: `write one of ${RETENTION_DAYS.filter((days) => days >= SIX_MONTHS_DAYS).join(', ')}`,
        },
      ]
    : []),
  ...webhookHosts.flatMap((host, i) =>
    OWN_HOST.test(host)
      ? [
          {
            path: ['webhookHosts', String(i)],
            message: `a protected city sends no webhooks to the machine that sends them, which is where ${host} leads`,
            remedy: 'write the name or address of the receiver, or leave it out',
          },
        ]
      : [],
  ),
];

const citySchema = z
  .strictObject({
    name: z.strictObject({ 'zh-CN': word, en: word }),
    /** The four digits of the city in GB/T 2260. */
    code: z.string().regex(/^\d{4}$/),
    /** The only AWS account that this city is deployed to and imported into. @default - that of the credentials */
    account: z
      .string()
      .regex(/^\d{12}$/)
      .optional(),
    /** @default - the region of the AWS profile that deploys */
    region: z
      .string()
      .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
      .optional(),
    identity: identitySchema,
    /** Deletion protection, and data that outlives its stack. */
    protect: z.boolean(),
    logRetentionDays: z.literal(RETENTION_DAYS),
    /** Who is told when an alarm rings. */
    alarmEmail: z.email().optional(),
    /** Seconds for which functions keep what they know of the reference data: an import is in force after as many. @default 60 */
    referenceSeconds: z.int().min(1).max(300).optional(),
    apiTags: z.record(z.string(), z.string()).optional(),
    /** Origins of web pages that may call the API and exchange files of cases with their bucket. @default - none: apps need no leave */
    webOrigins: z
      .array(z.string().refine(isWebOrigin, 'a browser says where a page comes from in another form'))
      .min(1)
      .optional(),
    /**
     * Hosts of the city's own network to which webhooks may lead, also by plain HTTP.
     * @default - none: webhooks lead to public hosts by HTTPS
     */
    webhookHosts: z
      .array(z.string().refine(isHost, 'this is no host as an address has it'))
      .min(1)
      .optional(),
    /**
     * How many runs of the relay work side by side on each shard of the Cases table's stream. They share the account's
     * quota of concurrent executions with the API: docs/capacity.md says what to ask for before there are more.
     * @default 1
     */
    relayLanes: z.int().min(1).max(10).optional(),
    /**
     * The table that a restore made of the Cases table, and that the service uses in its place; the label names its stream.
     * @default - the table of the data stack
     */
    restoredCasesTable: z
      .strictObject({
        name: tableName,
        streamLabel: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}$/),
      })
      .optional(),
    /** The same for the Grids table, which has no stream. @default - the table of the data stack */
    restoredGridsTable: z.strictObject({ name: tableName }).optional(),
    /** Files absent here are taken from that city's folder. */
    basedOn: word.optional(),
  })
  .refine(({ region, identity }) => !(region?.startsWith('cn-') && identity.kind === 'cognitoPool'), {
    path: ['identity'],
    error: 'AWS China has no Cognito user pools',
  })
  .superRefine((city, { addIssue }) => {
    if (!city.protect) return;
    for (const { path, message, remedy } of notForUse(city))
      addIssue({ code: 'custom', path, message, params: { remedy } });
  });

export type City = z.infer<typeof citySchema>;

const REMEDIES: Record<keyof City, string> = {
  name: 'write {"zh-CN": "南通市", "en": "Nantong"}',
  code: 'write the first four digits of the city in GB/T 2260 as text, such as "3206"; a city directly under its province, such as 429004, writes "4290", and the whole code is its one county in areas.csv',
  account:
    'write the twelve digits of the AWS account as text, such as "111122223333", or leave the field out',
  region: 'write the name of an AWS region, such as "cn-north-1", or leave the field out',
  identity:
    'write {"kind": "oidc", "issuer": "https://…", "audience": ["…"], "subjectClaim": "sub"}; outside China {"kind": "cognitoPool", "subjectClaim": "cognito:username"} makes a pool of its own',
  protect: 'write true for a city in use, false for one that may be deleted with its data',
  logRetentionDays: `write one of ${RETENTION_DAYS.join(', ')}; the law asks for six months at least`,
  alarmEmail: 'write one address, or leave the field out',
  referenceSeconds: 'write whole seconds from 1 to 300, or leave the field out',
  apiTags: 'write tags as {"key": "value"}, or leave the field out',
  webOrigins:
    'write the origins of web pages without a path, such as ["https://grid.example.gov.cn"], or leave the field out',
  webhookHosts:
    'write host names or IPv4 addresses without port and path, such as ["desk.example.gov.cn", "10.1.2.3"], or leave the field out',
  relayLanes:
    'write a whole number from 1 to 10, or leave the field out; more than 1 needs a larger quota first (docs/capacity.md)',
  restoredCasesTable:
    'write {"name": "gridward-nantong-restored", "streamLabel": "2026-11-23T09:12:31.123"} as DescribeTable gives TableName and LatestStreamLabel, or leave the field out',
  restoredGridsTable: 'write {"name": "gridward-nantong-restored-grids"}, or leave the field out',
  basedOn: 'write the name of another folder under infra/cities, or leave the field out',
};

/** A city's folder that cannot be used, with all that is wrong in it. */
export class CityError extends Error {
  readonly faults: Fault[];
  constructor(folder: string, faults: Fault[]) {
    super([`infra/cities/${folder} cannot be used:`, ...linesOf(faults)].join('\n  '));
    this.name = 'CityError';
    this.faults = faults;
  }
}

/**
 * The configuration of the city in `folder`.
 * @throws CityError naming every wrong field of city.json, or the known cities when there is no such folder
 */
export const loadCity = (folder: string, directory = CITIES_DIRECTORY): City => {
  const file = 'city.json';
  const fail = (...faults: Omit<Fault, 'file'>[]): never => {
    throw new CityError(
      folder,
      faults.map((fault) => ({ file, ...fault })),
    );
  };
  const known = knownCities(directory);
  if (!known.includes(folder))
    return fail({ message: 'there is no such city', remedy: `known cities: ${known.join(', ')}` });

  let json: unknown;
  try {
    json = jsonOf(readFileSync(join(directory, folder, file)));
  } catch (error) {
    if (error instanceof UnreadableFile) return fail({ message: error.message, remedy: error.remedy });
    throw error;
  }
  const { success, data: city, error } = citySchema.safeParse(json);
  if (!success) return fail(...error.issues.flatMap(faultsOfIssue));

  const { basedOn } = city;
  if (basedOn === undefined) return city;
  const remedy = `known cities: ${known.filter((name) => name !== folder).join(', ')}`;
  if (basedOn === folder || !known.includes(basedOn))
    return fail({ field: 'basedOn', message: `"${basedOn}" is no other city's folder`, remedy });
  if (loadCity(basedOn, directory).basedOn !== undefined)
    return fail({ field: 'basedOn', message: `"${basedOn}" is itself based on another city`, remedy });
  return city;
};

/** Folders that hold a city.json. */
const knownCities = (directory: string): string[] =>
  readdirSync(directory)
    .filter((folder) => existsSync(join(directory, folder, 'city.json')))
    .sort();

/** Fields that earlier releases knew, with what became of them. */
const FORMER: Record<string, Omit<Fault, 'file' | 'field'>> = {
  uploadOrigins: {
    message: 'the field is called "webOrigins" now, and lets the same pages call the API as well',
    remedy: 'write "webOrigins" instead of "uploadOrigins"',
  },
};

const faultsOfIssue = (issue: z.core.$ZodIssue): Omit<Fault, 'file'>[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join('.'),
      ...(FORMER[key] ?? {
        message: 'no such field is known',
        remedy: `take it out; known fields: ${Object.keys(REMEDIES).join(', ')}`,
      }),
    }));
  const remedy: string | undefined =
    (issue.code === 'custom' && issue.params?.remedy) || REMEDIES[issue.path[0] as keyof City];
  return [{ field: issue.path.join('.'), message: issue.message, ...(remedy && { remedy }) }];
};

/** The folders that a city's files come from: its own, then that of the city it is based on. */
export const foldersOf = (folder: string, directory = CITIES_DIRECTORY): string[] => {
  const { basedOn } = loadCity(folder, directory);
  return [folder, ...(basedOn ? [basedOn] : [])].map((name) => join(directory, name));
};

/**
 * The path of one of the city's files: its own, or that of the city it is based on; undefined when neither has it.
 */
export const cityFile = (folder: string, file: string, directory = CITIES_DIRECTORY): string | undefined =>
  foldersOf(folder, directory)
    .map((path) => join(path, file))
    .find((path) => existsSync(path));
