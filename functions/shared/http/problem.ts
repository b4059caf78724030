import type { Rejection } from '#domain/rejection.ts';
import { RejectionError } from '#domain/rejection.ts';
import type { Language, Text } from '#domain/text.ts';
import { VersionMismatch } from '../cases/give-command.ts';
import { RepeatedRequest, VersionConflict } from '../persistence/commit.ts';
import { KeyReused } from '../persistence/idempotency.ts';

/** One field that is not as it should be. */
export interface FieldFault {
  field: string;
  message: string;
}

/** What went wrong, as RFC 9457 tells it. The code is stable and ends the problem's `type`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: Text;
  readonly field: string | undefined;
  readonly faults: readonly FieldFault[];

  constructor(
    status: number,
    code: string,
    detail: Text,
    { field, faults = [] }: { field?: string | undefined; faults?: readonly FieldFault[] } = {},
  ) {
    super(detail.en);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.field = field ?? faults[0]?.field;
    this.faults = faults;
  }
}

export const PROBLEM_TYPE_PREFIX = 'urn:gridward:problem:';

/** The problem that an error means for the caller; undefined for trouble of our own. */
export const problemOf = (error: unknown): Problem | undefined => {
  if (error instanceof Problem) return error;
  if (error instanceof RejectionError) return problemOfRejection(error.rejection);
  if (error instanceof VersionMismatch) return new Problem(412, 'version-mismatch', VERSION_MISMATCH);
  if (error instanceof KeyReused)
    return new Problem(422, 'key-reused', KEY_REUSED, { field: 'Idempotency-Key' });
  if (error instanceof VersionConflict || error instanceof RepeatedRequest)
    return new Problem(409, 'changed-meanwhile', CHANGED_MEANWHILE);
  return undefined;
};

export const problemAnswer = (problem: Problem, language: Language, instance: string) => ({
  statusCode: problem.status,
  headers: {
    'content-type': 'application/problem+json',
    'content-language': language,
    'cache-control': 'no-store',
  },
  body: JSON.stringify({
    type: `${PROBLEM_TYPE_PREFIX}${problem.code}`,
    title: TITLES[problem.status]?.[language],
    status: problem.status,
    detail: problem.detail[language],
    instance,
    ...(problem.field !== undefined && { field: problem.field }),
    ...(problem.faults.length > 0 && { errors: problem.faults }),
  }),
});

export const OUR_TROUBLE = new Problem(500, 'our-trouble', {
  'zh-CN': '系统出现故障；请用同一 Idempotency-Key 重试，请求不会重复执行。',
  en: 'Something failed on our side; send it again with the same Idempotency-Key, it will not be carried out twice.',
});

const statusOf = ({ kind, field }: Rejection): number => {
  switch (kind) {
    case 'invalid':
      return 422;
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
  new Problem(statusOf(rejection), rejection.code, rejection.message, { field: rejection.field });

const VERSION_MISMATCH: Text = {
  'zh-CN': '案件已被他人更新；请重新读取案件，核对后再操作。',
  en: 'Somebody changed the case since you read it; read it again and decide on what it is now.',
};
const KEY_REUSED: Text = {
  'zh-CN': '该 Idempotency-Key 已用于另一请求；请为新请求换一个。',
  en: 'This Idempotency-Key was used for another request; take a new one for a new request.',
};
const CHANGED_MEANWHILE: Text = {
  'zh-CN': '案件正被多人同时处理；请重新读取后再试。',
  en: 'Several people are changing this case at once; read it again and retry.',
};

const TITLES: Record<number, Text> = {
  400: { 'zh-CN': '请求格式不正确', en: 'Malformed request' },
  403: { 'zh-CN': '无权操作', en: 'Not allowed' },
  404: { 'zh-CN': '不存在', en: 'Not found' },
  409: { 'zh-CN': '与现状冲突', en: 'Conflicts with the present state' },
  412: { 'zh-CN': '版本已变', en: 'Version has changed' },
  415: { 'zh-CN': '不支持的内容类型', en: 'Unsupported content type' },
  422: { 'zh-CN': '请求内容不成立', en: 'Request cannot be carried out' },
  500: { 'zh-CN': '系统故障', en: 'Internal trouble' },
};
