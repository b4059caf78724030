import type { AnyOperation } from '#shared/http/operation.ts';
import type { ProblemCode } from '#shared/http/problem.ts';
import { page } from '#shared/http/schemas.ts';

/** Every command on a case: who gives it, and when. */
const COMMAND = ['forbidden', 'wrong-stage', 'goes-on-elsewhere', 'changed-meanwhile'] as const;
const ASSIGNMENT = [
  ...COMMAND,
  'unknown-unit',
  'unit-elsewhere',
  'goes-too-high',
  'already-in-charge',
  'designated',
] as const;
const MERGE = [
  'unknown-target',
  'merge-into-itself',
  'merge-into-younger',
  'merge-unrelated',
  'merge-too-far',
  'suspended',
  'too-many-merged',
] as const;
const PART = [...COMMAND, 'no-open-part'] as const;
const MORE_TIME = ['after-deadline', 'extension-quota'] as const;
const REQUEST = [...COMMAND, 'already-requested', 'nobody-decides'] as const;
const FILES = [
  'file-missing',
  'file-lapsed',
  'file-kind',
  'file-twice',
  'file-used',
  'files-unavailable',
] as const;
const FILING = [
  ...FILES,
  'severity-unasked',
  'forbidden',
  'unknown-category',
  'unknown-grid',
  'outside-city',
  'changed-meanwhile',
] as const;
const OPERATORS = ['forbidden'] as const;
const AMENDMENT = ['forbidden', 'unknown-amendment'] as const;
const ENDED_AMENDMENT = [...AMENDMENT, 'already-decided'] as const;
const STATISTICS = [
  'forbidden',
  'unknown-area',
  'empty-window',
  'period-too-long',
  'not-comparable',
  'not-ranked',
] as const;

/**
 * By operation: the problems that it may answer with, besides those that follow from its shape. What is missing here is found
 * by `npm run fuzz`.
 */
const REFUSALS: Record<string, readonly ProblemCode[]> = {
  report: FILING,
  selfHandle: [...FILING, 'not-on-spot', 'point-needed', 'file-needed', 'settled-at'],

  assign: [...ASSIGNMENT, 'must-designate'],
  designate: [...ASSIGNMENT, 'suspended'],
  delegate: [...COMMAND, 'designated', 'nobody-below', 'must-designate'],
  acknowledge: COMMAND,
  return: [...COMMAND, 'designated', 'unknown-reason', 'nobody-above'],
  whistle: [
    ...COMMAND,
    'suspended',
    'unknown-template',
    'nobody-asked',
    'quorum-too-large',
    'too-many-parts',
    'unknown-unit',
    'unit-elsewhere',
    'cannot-join',
  ],
  submitResult: [...COMMAND, 'suspended', 'part-not-named', 'unknown-unit'],
  verify: [
    ...COMMAND,
    'evidence-missing',
    'evidence-time',
    'evidence-place',
    'instead-missing',
    'unknown-reason',
    ...FILES,
    'too-many-attachments',
  ],
  followUp: [...COMMAND, 'answered-already'],
  escalate: [...COMMAND, 'nobody-above'],
  extend: [...REQUEST, ...MORE_TIME, 'suspended'],
  suspend: [...REQUEST, 'suspended', 'suspended-once', 'after-deadline', 'until-out-of-range'],
  resume: [...COMMAND, 'not-suspended'],
  void: [...REQUEST, 'unknown-reason'],
  approve: [...COMMAND, 'nothing-requested', ...MORE_TIME, 'suspended-once', 'until-out-of-range', ...MERGE],
  refuse: [...COMMAND, 'nothing-requested'],
  changeSeverity: [...COMMAND, 'suspended'],
  supervise: [...COMMAND, 'already-supervised'],
  reply: [...COMMAND, 'nothing-to-reply'],
  decline: [...COMMAND, 'unknown-reason'],
  appeal: [...COMMAND, 'appealed-once', 'appeal-too-late', 'nobody-hears-appeal'],
  reopen: [...COMMAND, 'reopen-quota', 'reopen-too-late'],
  comment: COMMAND,
  merge: [...REQUEST, ...MERGE],

  respond: PART,
  returnPart: [...PART, 'unknown-reason'],
  removePart: PART,
  extendPart: [...PART, ...MORE_TIME],
  approvePart: [...PART, ...MORE_TIME, 'nothing-requested'],
  refusePart: [...PART, 'nothing-requested'],

  prepareUpload: [],
  attach: [...COMMAND, ...FILES, 'too-many-attachments'],
  listAttachments: [],

  listCases: ['forbidden', 'unknown-area', 'unknown-category', 'empty-window', 'not-listed'],
  findSimilar: [],
  getCase: ['mistyped-number'],
  listEvents: ['forbidden', 'history-too-long'],
  getDeadline: [],
  worklist: [],
  overview: ['forbidden', 'unknown-area', 'empty-window', 'period-too-long'],

  me: [],
  getArea: ['unknown-area'],
  listChildren: [],
  locate: [],
  explainDeadline: [],
  getCatalogue: ['unknown-catalogue'],
  listUnits: [],
  getUnit: ['no-such-unit'],

  getAreaStatistics: STATISTICS,
  getUnitStatistics: STATISTICS,
  listUnitStatistics: STATISTICS,

  getPolicy: OPERATORS,
  dryRunPolicy: ['forbidden', 'empty-window', 'wrong-policy'],
  listCalendars: OPERATORS,
  getCalendar: [...OPERATORS, 'unknown-year'],
  listEditions: OPERATORS,
  listAmendments: OPERATORS,
  getAmendment: AMENDMENT,
  proposeAmendment: [
    ...OPERATORS,
    'wrong-policy',
    'version-taken',
    'invalid-calendar',
    'unknown-version',
    'in-force-already',
    'changed-meanwhile',
  ],
  approveAmendment: [
    ...ENDED_AMENDMENT,
    'wrong-policy',
    'invalid-calendar',
    'in-force-already',
    'import-under-way',
    'city-changed',
  ],
  refuseAmendment: ENDED_AMENDMENT,
  withdrawAmendment: ENDED_AMENDMENT,

  listExecutions: OPERATORS,
  listTroubles: OPERATORS,
  restartCase: COMMAND,
  redeliver: [...OPERATORS, 'unknown-delivery', 'changed-meanwhile'],
  listJobs: OPERATORS,
  startJob: [...OPERATORS, 'changed-meanwhile'],

  readNotices: ['no-unit', 'changed-meanwhile'],

  listWebhooks: OPERATORS,
  createWebhook: [
    ...OPERATORS,
    'address-not-allowed',
    'unknown-area',
    'too-many-webhooks',
    'changed-meanwhile',
  ],
  rotateSecret: [...OPERATORS, 'unknown-webhook', 'changed-meanwhile'],
  removeWebhook: [...OPERATORS, 'unknown-webhook', 'changed-meanwhile'],
};

/** Commands decide on a case as the caller has seen it. */
export const takesVersion = ({ method, path, params }: AnyOperation): boolean =>
  method === 'POST' && params !== undefined && path.includes('/cases/');

/** Every problem that an operation may answer with, each once. */
export const problemsOf = (operation: AnyOperation): ProblemCode[] => {
  const { id, method, params, query, body, insists } = operation;
  const codes: (ProblemCode | false)[] = [
    (params ?? query ?? body) !== undefined && 'malformed-request',
    body !== undefined && 'malformed-json',
    body !== undefined && 'unsupported-content-type',
    method === 'POST' && 'missing-idempotency-key',
    method === 'POST' && 'key-reused',
    takesVersion(operation) && 'malformed-if-match',
    takesVersion(operation) && 'version-mismatch',
    insists === true && 'missing-if-match',
    query?.shape?.cursor === page.cursor && 'malformed-cursor',
    'no-subject',
    params?.shape?.id !== undefined && id !== 'redeliver' && 'unknown-case',
    ...(REFUSALS[id] ?? []),
    'internal-error',
  ];
  return [...new Set(codes.filter((code) => code !== false))];
};
