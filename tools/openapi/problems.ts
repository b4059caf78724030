import { PROBLEM_TYPE_PREFIX, type ProblemCode, type ProblemStatus } from '#shared/http/problem.ts';
import type { Json } from './schemas.ts';

interface ProblemAnswer {
  status: ProblemStatus;
  meaning: string;
}

/** Every answer that refuses a request, by its name in the document. */
export const PROBLEMS = {
  BadRequest: {
    status: 400,
    meaning: 'The request is not well formed; `errors` names every field at fault, twenty at most.',
  },
  Forbidden: {
    status: 403,
    meaning: 'The person may not do this.',
  },
  NotFound: {
    status: 404,
    meaning: 'There is no such thing, or the person may not know of it.',
  },
  Conflict: {
    status: 409,
    meaning: 'The request is in order but the case is not where it could be carried out.',
  },
  PreconditionFailed: {
    status: 412,
    meaning: 'The case has changed since the version in If-Match.',
  },
  UnsupportedMediaType: {
    status: 415,
    meaning: 'The body is not JSON by its Content-Type.',
  },
  Unprocessable: {
    status: 422,
    meaning: 'The request is well formed but names something that does not exist or does not fit.',
  },
  InternalError: {
    status: 500,
    meaning:
      'An internal error occurred. Retry with the same Idempotency-Key: the request is carried out once only. When the function itself cannot run, API Gateway answers with a body of its own.',
  },
} satisfies Record<string, ProblemAnswer>;
export type ProblemName = keyof typeof PROBLEMS;

/** The stable codes: the answer with which each comes, and what it means. One that is not here does not compile. */
export const PROBLEM_CODES: Record<ProblemCode, [answer: ProblemName, means: string]> = {
  'malformed-request': [
    'BadRequest',
    'a path parameter, a query parameter or the body is not as its schema says',
  ],
  'malformed-json': ['BadRequest', 'the body is not JSON'],
  'missing-idempotency-key': [
    'BadRequest',
    'Idempotency-Key is missing or not 8 to 64 letters, digits, "-" or "_"',
  ],
  'malformed-if-match': ['BadRequest', 'If-Match is not an ETag that came with a case'],
  'malformed-cursor': ['BadRequest', 'the cursor is not one that came with a page'],
  forbidden: ['Forbidden', "the person's role, unit or area does not allow it"],
  'no-subject': [
    'Forbidden',
    'the token names nobody: the claim that the city identifies people by is missing',
  ],
  'unknown-case': ['NotFound', 'no case has this id, or the person may not see it'],
  'unknown-area': ['NotFound', 'no area has this code'],
  'unknown-operation': ['NotFound', 'no command has this name'],
  'wrong-stage': ['Conflict', 'the case is at a stage at which this command has no place'],
  'nobody-above': ['Conflict', 'the case is at the top level already'],
  'too-many-attachments': ['Conflict', 'the case has as many files as it may have'],
  'no-open-part': ['Conflict', 'the unit has no open part in this case'],
  'nobody-below': ['Conflict', 'the case is at the community already'],
  'must-designate': ['Conflict', 'the case was returned too often to be assigned again: designate a unit'],
  designated: ['Conflict', 'the unit was designated and cannot return the case'],
  'after-deadline': ['Conflict', 'the deadline has passed; it can no longer be moved'],
  'extension-quota': ['Conflict', 'all extensions have been granted already'],
  'already-requested': ['Conflict', 'a request waits for its decision'],
  'nothing-requested': ['Conflict', 'nothing waits for a decision'],
  suspended: ['Conflict', 'the case is suspended; resume it first'],
  'suspended-once': ['Conflict', 'the case was suspended once already'],
  'not-suspended': ['Conflict', 'the case is not suspended'],
  'already-supervised': ['Conflict', 'a supervision waits for its reply'],
  'nothing-to-reply': ['Conflict', 'no supervision waits for a reply'],
  'reopen-too-late': ['Conflict', 'the window for reopening has passed'],
  'version-taken': ['Conflict', 'this version of the policy exists with other content'],
  'import-under-way': ['Conflict', 'an import of the city has not been finished'],
  'city-changed': [
    'Conflict',
    'the city or its policy was changed while this was being published; publish again',
  ],
  'changed-meanwhile': ['Conflict', 'several people are changing the case at once; read it again and retry'],
  'version-mismatch': ['PreconditionFailed', 'read the case again and decide on what it is now'],
  'unsupported-content-type': ['UnsupportedMediaType', 'send application/json'],
  'key-reused': ['Unprocessable', 'the Idempotency-Key came before with another request'],
  'other-year': ['Unprocessable', 'the path names another year than the body'],
  'invalid-calendar': [
    'Unprocessable',
    'the notice does not fit the years around it, or a day is settled twice',
  ],
  'unknown-category': ['Unprocessable', 'the policy has no such category'],
  'outside-city': ['Unprocessable', 'the point lies in no grid of the city'],
  'unknown-grid': ['Unprocessable', 'no grid has this code'],
  'empty-window': ['Unprocessable', 'a window of time ends before it begins'],
  'wrong-policy': [
    'Unprocessable',
    'the policy has faults; `errors` names places and reasons, twenty at most',
  ],
  'unknown-unit': ['Unprocessable', 'no unit has this code'],
  'unknown-template': ['Unprocessable', 'the policy has no such template of joint handling'],
  'unknown-reason': ['Unprocessable', 'the policy has no such coded reason'],
  'nobody-asked': ['Unprocessable', 'a whistle calls no other unit'],
  'history-too-long': ['Unprocessable', 'the history is too long for one file; read it page by page'],
  'cannot-join': ['Unprocessable', 'the unit has a part in this case already, or is in charge of it'],
  'quorum-too-large': ['Unprocessable', 'the quorum is larger than the number of units asked'],
  'part-not-named': ['Unprocessable', 'the summing-up leaves out a part that is in'],
  'evidence-missing': ['Unprocessable', 'a grid worker verifies without evidence'],
  'evidence-time': ['Unprocessable', 'the evidence was not taken between the handing-in and now'],
  'evidence-place': ['Unprocessable', 'the evidence was taken too far from the place'],
  'until-out-of-range': ['Unprocessable', 'a suspension cannot end then'],
  'unknown-target': [
    'Unprocessable',
    'there is no case with this id to merge into, or the person may not see it',
  ],
  'merge-into-itself': ['Unprocessable', 'a case cannot be merged into itself'],
  'internal-error': ['InternalError', 'always the same sentence; what happened is in the log'],
};

/** What the codes mean that come with an answer. */
const codesOf = (name: string): [code: string, means: string][] =>
  Object.entries(PROBLEM_CODES).flatMap(([code, [answer, means]]): [string, string][] =>
    answer === name ? [[code, means]] : [],
  );

/** Answers of API Gateway itself: an HTTP API offers no way to shape them. */
const GATEWAY = {
  Unauthorized: 'There is no token, or it is not valid: expired, of another issuer or for another audience.',
  TooManyRequests: 'More requests a second than the API takes. Wait a moment, then repeat with the same key.',
  Unavailable: 'The answer did not come within 30 seconds, or the function could not be reached. Repeat it.',
};
export type GatewayName = keyof typeof GATEWAY;

export const problemSchemas: Record<string, Json> = {
  Problem: {
    type: 'object',
    description: 'What went wrong, as RFC 9457 tells it.',
    required: ['type', 'title', 'status', 'detail', 'instance'],
    properties: {
      type: {
        type: 'string',
        format: 'uri',
        description: 'Stable: decide by this, never by a sentence. New ones may come.',
        'x-extensible-enum': Object.keys(PROBLEM_CODES).map((code) => `${PROBLEM_TYPE_PREFIX}${code}`),
      },
      title: { type: 'string', description: "What the status means, in the caller's language." },
      status: { type: 'integer', description: 'The HTTP status.' },
      detail: { type: 'string', description: "What is wrong and what to do, in the caller's language." },
      instance: { type: 'string', format: 'uri-reference', description: 'The path of the request.' },
      field: {
        type: 'string',
        description: 'The field or header at fault, such as `point.lon`; `body` is the body as a whole.',
      },
      errors: {
        type: 'array',
        description: 'Every field at fault, twenty at most.',
        items: {
          type: 'object',
          required: ['field', 'message'],
          properties: { field: { type: 'string' }, message: { type: 'string' } },
        },
      },
    },
  },
  GatewayMessage: {
    type: 'object',
    description:
      'What API Gateway itself answers. An HTTP API does not let this be changed: no problem, no language.',
    required: ['message'],
    properties: { message: { type: 'string' } },
  },
};

const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const gateway = { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } };

export const problemResponses: Record<string, Json> = {
  ...Object.fromEntries(
    Object.entries(PROBLEMS).map(([name, { meaning, status }]) => [
      name,
      {
        description: [meaning, '', ...codesOf(name).map(([code, means]) => `- \`${code}\`: ${means}`)].join(
          '\n',
        ),
        headers: { 'Content-Language': { $ref: '#/components/headers/ContentLanguage' } },
        content: status === 500 ? { ...problem, ...gateway } : problem,
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(GATEWAY).map(([name, description]) => [name, { description, content: gateway }]),
  ),
};
