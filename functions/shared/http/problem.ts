import { type Rejection, type RejectionCode, RejectionError } from '#domain/rejection.ts';
import type { Language, Text } from '#domain/text.ts';
import { FilesUnavailable } from '../files/file-store.ts';
import { FileUsed, KeyReused, RepeatedRequest, VersionConflict } from '../store/errors.ts';
import { VersionMismatch } from '../use-cases/seen-version.ts';

/** The problems of the API itself, each with its status. All others are refusals of the domain: see `REJECTIONS`. */
export const API_PROBLEMS = {
  'malformed-request': 400,
  'malformed-json': 400,
  'missing-idempotency-key': 400,
  'malformed-if-match': 400,
  'malformed-cursor': 400,
  'no-subject': 403,
  'unknown-operation': 404,
  'changed-meanwhile': 409,
  'version-mismatch': 412,
  'unsupported-content-type': 415,
  'missing-if-match': 428,
  'key-reused': 422,
  'invalid-calendar': 422,
  'wrong-policy': 422,
  'internal-error': 500,
  'files-unavailable': 503,
} as const;
type ApiProblemCode = keyof typeof API_PROBLEMS;

/** The stable code that ends a problem's `type`. */
export type ProblemCode = RejectionCode | ApiProblemCode;
export type ProblemStatus = (typeof API_PROBLEMS)[ApiProblemCode];

/** One field that is not as it should be. */
export interface FieldFault {
  field: string;
  message: string;
}

/** Where the fault lies. */
interface Whereabouts {
  field?: string | undefined;
  /** The case in which the addressed one goes on. */
  into?: string | undefined;
  faults?: readonly FieldFault[];
}

/** A problem in the form of RFC 9457. */
export class Problem extends Error {
  readonly status: ProblemStatus;
  readonly code: ProblemCode;
  readonly detail: Text;
  readonly field: string | undefined;
  readonly into: string | undefined;
  readonly faults: readonly FieldFault[];

  constructor(
    status: ProblemStatus,
    code: ProblemCode,
    detail: Text,
    { field, into, faults = [] }: Whereabouts = {},
  ) {
    super(detail.en);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.field = field ?? faults[0]?.field;
    this.into = into;
    this.faults = faults;
  }
}

/** A problem of the API itself. */
export const problem = (code: ApiProblemCode, detail: Text, whereabouts: Whereabouts = {}): Problem =>
  new Problem(API_PROBLEMS[code], code, detail, whereabouts);

export const PROBLEM_TYPE_PREFIX = 'urn:gridward:problem:';

/** The problem that an error means for the caller; undefined for an error that is none of the caller's doing. */
export const problemOf = (error: unknown): Problem | undefined => {
  if (error instanceof Problem) return error;
  if (error instanceof RejectionError) return problemOfRejection(error.rejection);
  if (error instanceof VersionMismatch) return problem('version-mismatch', VERSION_MISMATCH);
  if (error instanceof KeyReused) return problem('key-reused', KEY_REUSED, { field: 'Idempotency-Key' });
  if (error instanceof VersionConflict || error instanceof RepeatedRequest)
    return problem('changed-meanwhile', CHANGED_MEANWHILE);
  if (error instanceof FileUsed) return problemOfRejection(FILE_USED);
  if (error instanceof FilesUnavailable) return problem('files-unavailable', FILES_UNAVAILABLE);
  return undefined;
};

export const problemAnswer = (told: Problem, language: Language, instance: string) => ({
  statusCode: told.status,
  headers: {
    'content-type': 'application/problem+json',
    'content-language': language,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  },
  body: JSON.stringify({
    type: `${PROBLEM_TYPE_PREFIX}${told.code}`,
    title: TITLES[told.status][language],
    status: told.status,
    detail: told.detail[language],
    instance,
    ...(told.field !== undefined && { field: told.field }),
    ...(told.into !== undefined && { into: told.into }),
    ...(told.faults.length > 0 && { errors: told.faults }),
  }),
});

export const INTERNAL_ERROR = problem('internal-error', {
  'zh-CN': '系统内部出错；请以同一 Idempotency-Key 重试，请求不会重复执行。',
  en: 'An internal error occurred; retry with the same Idempotency-Key, and the request is carried out once only.',
});

const statusOf = ({ kind, field }: Rejection): ProblemStatus => {
  switch (kind) {
    case 'invalid':
      return 422;
    case 'unasked':
      return 400;
    case 'forbidden':
      return 403;
    case 'unknown':
      // Something unknown in the body is the body's fault, not the address's.
      return field === undefined ? 404 : 422;
    case 'wrongStage':
    case 'conflict':
      return 409;
  }
};

const problemOfRejection = (rejection: Rejection): Problem =>
  new Problem(statusOf(rejection), rejection.code, rejection.message, {
    field: rejection.field,
    into: rejection.into,
  });

const VERSION_MISMATCH: Text = {
  'zh-CN': '案件已更新；请重新读取案件，核对后再操作。',
  en: 'The case has changed since you read it; read it again, then decide.',
};
const KEY_REUSED: Text = {
  'zh-CN': '该 Idempotency-Key 已用于另一请求；请更换。',
  en: 'This Idempotency-Key was already used for another request; use a new one.',
};
const CHANGED_MEANWHILE: Text = {
  'zh-CN': '多人正在同时操作本案；请重新读取后再试。',
  en: 'Several people are changing this case at the same time; read it again and retry.',
};

const FILE_USED: Rejection = {
  kind: 'conflict',
  code: 'file-used',
  message: {
    'zh-CN':
      '有文件已在本案或其他案件中使用过；每个文件只能使用一次，请重新拍摄或上传（POST /attachments）。',
    en: 'A file was used before, for this case or another; each is used once. Take or upload another (POST /attachments).',
  },
};
const FILES_UNAVAILABLE: Text = {
  'zh-CN': '文件存储暂时无法访问，本次请求未生效；请稍后以同一 Idempotency-Key 重试。',
  en: 'The store of files does not answer, and nothing was changed; retry in a moment with the same Idempotency-Key.',
};

const TITLES: Record<ProblemStatus, Text> = {
  400: { 'zh-CN': '请求格式不正确', en: 'Malformed request' },
  403: { 'zh-CN': '无权操作', en: 'Not allowed' },
  404: { 'zh-CN': '未找到', en: 'Not found' },
  409: { 'zh-CN': '与当前状态冲突', en: 'Conflict with the current state' },
  412: { 'zh-CN': '案件版本已更新', en: 'The case has changed' },
  415: { 'zh-CN': '不支持的内容类型', en: 'Unsupported content type' },
  422: { 'zh-CN': '请求内容无法处理', en: 'The request cannot be carried out' },
  428: { 'zh-CN': '须注明所见版本', en: 'The version seen is needed' },
  500: { 'zh-CN': '系统内部错误', en: 'Internal error' },
  503: { 'zh-CN': '服务暂时不可用', en: 'Not available at the moment' },
};
