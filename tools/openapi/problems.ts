import { PROBLEM_TYPE_PREFIX, type ProblemCode, type ProblemStatus } from '#shared/http/problem.ts';
import type { Json } from './schemas.ts';

/** What somebody was once answered, by the name of the problem in the document. */
export type ProblemExamples = Partial<Record<ProblemName, TypedProblem>>;

interface TypedProblem {
  type: string;
}

interface ProblemAnswer {
  status: ProblemStatus;
  meaning: string;
}

/** Every answer that refuses a request, by its name in the document. */
export const PROBLEMS = {
  BadRequest: {
    status: 400,
    meaning: 'The request is malformed; `errors` names up to twenty fields at fault.',
  },
  Forbidden: {
    status: 403,
    meaning: 'The caller may not do this.',
  },
  NotFound: {
    status: 404,
    meaning:
      'It does not exist, or the caller may not see it. For a path outside this document API Gateway answers with a body of its own.',
  },
  Conflict: {
    status: 409,
    meaning: 'The request is valid, but the current state of the case does not allow it.',
  },
  PreconditionFailed: {
    status: 412,
    meaning: 'The case has changed since the version in If-Match.',
  },
  UnsupportedMediaType: {
    status: 415,
    meaning: 'The Content-Type is not JSON in UTF-8, or the body has a Content-Encoding.',
  },
  PreconditionRequired: {
    status: 428,
    meaning: 'The command lifts the case and needs If-Match.',
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
  Unavailable: {
    status: 503,
    meaning:
      'Nothing was changed, or it is not known what was; repeat it with the same Idempotency-Key. When the answer does not come within 30 seconds, or the function cannot be reached, API Gateway answers with a body of its own.',
  },
} satisfies Record<string, ProblemAnswer>;
export type ProblemName = keyof typeof PROBLEMS;

/** The stable codes: the answer with which each comes, and what it means. One that is not here does not compile. */
export const PROBLEM_CODES: Record<ProblemCode, [answer: ProblemName, means: string]> = {
  'malformed-request': [
    'BadRequest',
    'a path parameter, a query parameter or the body does not match its schema',
  ],
  'malformed-json': ['BadRequest', 'the body is not JSON in UTF-8'],
  'missing-idempotency-key': [
    'BadRequest',
    'Idempotency-Key is missing or not 8 to 64 letters, digits, "-" or "_"',
  ],
  'missing-if-match': ['PreconditionRequired', 'If-Match is missing, and the command lifts the case'],
  'malformed-if-match': ['BadRequest', 'If-Match is neither a list of ETags nor *'],
  'severity-unasked': [
    'BadRequest',
    'the severity follows from the category; only a dispatcher of the place may say it',
  ],
  'malformed-cursor': ['BadRequest', 'the cursor is not one that came with a page'],
  forbidden: [
    'Forbidden',
    "the caller's role, unit or area does not allow it; of a command, `detail` says who may",
  ],
  'no-subject': ['Forbidden', 'the token does not contain the claim by which the city identifies people'],
  'unknown-delivery': ['NotFound', 'nothing of this name waits to be delivered of the case'],
  'unknown-case': ['NotFound', 'no case has this id, or the caller may not see it'],
  'unknown-amendment': ['NotFound', 'no amendment has this id'],
  'unknown-year': ['NotFound', 'the calendar in force has no such year'],
  'unknown-webhook': ['NotFound', 'no webhook has this id, or it is not of the caller’s area'],
  'unknown-area': ['NotFound', 'no area has this code'],
  'unknown-catalogue': ['NotFound', 'no catalogue has this version; ask for the one in force'],
  'no-such-unit': ['NotFound', 'no unit has the code in the path'],
  'unknown-operation': ['NotFound', 'no command has this name'],
  'goes-on-elsewhere': ['Conflict', 'the case was merged: do it in the case that `into` names'],
  'wrong-stage': ['Conflict', 'the command is not possible at the current stage of the case'],
  'nobody-above': ['Conflict', 'the case is at the top level already'],
  'too-many-attachments': [
    'Conflict',
    'the case takes no more files from this person, unit or verifier; each has a number of its own',
  ],
  'file-missing': ['Conflict', 'the caller has uploaded no such file, or its upload is not complete'],
  'file-lapsed': ['Conflict', 'the file was uploaded more than 24 hours ago'],
  'file-used': ['Conflict', 'a file was used before, for this case or another'],
  'too-many-merged': ['Conflict', 'the target of the merge has taken in the maximum number of cases'],
  'too-many-parts': ['Conflict', 'the case has had the maximum number of parts of joint handling'],
  'too-many-webhooks': ['Conflict', 'the city has the maximum number of webhooks'],
  'no-open-part': ['Conflict', 'the unit has no open part in this case'],
  'nobody-decides': ['Conflict', 'the city has no supervising unit that decides what its centre asks for'],
  'nobody-below': ['Conflict', 'the case is at the community already'],
  'must-designate': ['Conflict', 'the case was returned too often to be assigned again: designate a unit'],
  designated: ['Conflict', 'the unit was designated and cannot return the case'],
  'after-deadline': ['Conflict', 'the deadline has passed; it cannot be moved any more'],
  'extension-quota': ['Conflict', 'all extensions are used up'],
  'already-requested': ['Conflict', 'a request is already pending'],
  'nothing-requested': ['Conflict', 'no request is pending'],
  suspended: ['Conflict', 'the case is suspended; resume it first'],
  'suspended-once': ['Conflict', 'the case was suspended once already'],
  'not-suspended': ['Conflict', 'the case is not suspended'],
  'already-in-charge': ['Conflict', 'the unit has the case in charge already'],
  'already-supervised': ['Conflict', 'a supervision is still waiting for a reply'],
  'answered-already': ['Conflict', 'this reporter has answered the follow-up; others have yet to'],
  'nothing-to-reply': ['Conflict', 'no supervision is waiting for a reply'],
  'appealed-once': ['Conflict', 'the case was appealed once; that decision is final'],
  'appeal-too-late': ['Conflict', 'the period for an appeal has passed'],
  'nobody-hears-appeal': [
    'Conflict',
    'the highest centre declined the case, and the city has no supervising unit',
  ],
  'reopen-quota': ['Conflict', 'the case was reopened as often as the policy allows; a higher level decides'],
  'reopen-too-late': ['Conflict', 'the period for reopening has passed'],
  'already-decided': ['Conflict', 'the amendment is in force, refused or withdrawn already'],
  'in-force-already': ['Conflict', 'the version that is proposed is in force already'],
  'version-taken': ['Conflict', 'this version of the policy exists with other content'],
  'import-under-way': ['Conflict', 'an import of the city is running or was interrupted'],
  'city-changed': [
    'Conflict',
    'policy, calendar or borders changed meanwhile; read the proposal again, then retry or have it proposed anew',
  ],
  'changed-meanwhile': [
    'Conflict',
    'several people are changing the case at the same time; read it again and retry',
  ],
  'version-mismatch': ['PreconditionFailed', 'read the case again, then decide'],
  'unsupported-content-type': [
    'UnsupportedMediaType',
    'send application/json in UTF-8, without Content-Encoding',
  ],
  'key-reused': ['Unprocessable', 'the Idempotency-Key was already used for another request'],
  'invalid-calendar': [
    'Unprocessable',
    'the notice does not fit the neighbouring years, or a day is listed twice',
  ],
  'unknown-version': ['Unprocessable', 'there is no such version to go back to'],
  'address-not-allowed': [
    'Unprocessable',
    'a webhook cannot lead there: not https, or a host of a network that city.json does not list',
  ],
  'no-unit': ['Unprocessable', 'the caller belongs to no unit and has only notices of their own'],
  'unknown-category': ['Unprocessable', 'the policy has no such category'],
  'outside-city': ['Unprocessable', 'the point lies in no grid of the city'],
  'unknown-grid': ['Unprocessable', 'no grid has this code'],
  'not-comparable': ['Unprocessable', 'these statistics are not compared with the period before'],
  'not-ranked': ['Unprocessable', 'only areas beside each other are ranked'],
  'not-listed': ['Unprocessable', 'cases are kept in no order that serves all of this'],
  'period-too-long': ['Unprocessable', 'numbers are told of shorter periods'],
  'empty-window': ['Unprocessable', 'the end of a period is not after its beginning'],
  'wrong-policy': [
    'Unprocessable',
    'the policy has faults; `errors` names places and reasons, twenty at most',
  ],
  'unknown-unit': ['Unprocessable', 'no unit has this code'],
  'unknown-template': ['Unprocessable', 'the policy has no such template of joint handling'],
  'unknown-reason': ['Unprocessable', 'the policy has no such coded reason'],
  'nobody-asked': ['Unprocessable', 'a whistle names no other unit'],
  'unit-elsewhere': [
    'Unprocessable',
    'the unit does not answer for the place; a centre above both places may bring it in',
  ],
  'goes-too-high': [
    'Unprocessable',
    'the unit stands higher than the centre that assigns and than the case: escalate first',
  ],
  'instead-missing': [
    'Unprocessable',
    'the reason is missing why the centre verifies in place of the drawn grid worker',
  ],
  'history-too-long': ['Unprocessable', 'the history is too long for one file; read it page by page'],
  'cannot-join': ['Unprocessable', 'the unit has a part in this case already, or is in charge of it'],
  'quorum-too-large': ['Unprocessable', 'the quorum is larger than the number of units asked'],
  'part-not-named': ['Unprocessable', 'the result does not say what became of an answered part'],
  'evidence-missing': ['Unprocessable', 'a grid worker must give evidence to verify'],
  'evidence-time': [
    'Unprocessable',
    'the evidence was taken or uploaded before the result was submitted, or in the future',
  ],
  'file-kind': ['Unprocessable', 'the first bytes of a file are not those of the type that was told'],
  'file-twice': ['Unprocessable', 'a file is named twice'],
  'not-on-spot': ['Unprocessable', 'the policy does not let such a matter be settled on the spot; report it'],
  'point-needed': ['Unprocessable', 'such a matter is settled on the spot only with its point'],
  'file-needed': ['Unprocessable', 'such a matter is settled on the spot only with a file that shows it'],
  'settled-at': ['Unprocessable', 'the matter was settled more than seven days ago, or in the future'],
  'evidence-place': ['Unprocessable', 'the evidence was taken too far from the place'],
  'until-out-of-range': ['Unprocessable', 'a suspension cannot end then'],
  'unknown-target': ['Unprocessable', 'the case to merge into does not exist, or the caller may not see it'],
  'merge-into-younger': ['Unprocessable', 'the older case goes on: merge the other way round'],
  'merge-too-far': ['Unprocessable', 'the two cases lie too far apart to be one matter'],
  'merge-unrelated': ['Unprocessable', 'the categories of the two cases are of different branches'],
  'mistyped-number': ['Unprocessable', 'the case number shows a slip: its last digit does not fit'],
  'merge-into-itself': ['Unprocessable', 'a case cannot be merged into itself'],
  'files-unavailable': ['Unavailable', 'the store of files does not answer; nothing was changed'],
  'internal-error': ['InternalError', 'the sentence is always the same; the log holds the cause'],
};

/** What the codes mean that come with an answer. */
const codesOf = (name: string): [code: string, means: string][] =>
  Object.entries(PROBLEM_CODES).flatMap(([code, [answer, means]]): [string, string][] =>
    answer === name ? [[code, means]] : [],
  );

/** Answers of API Gateway itself: an HTTP API offers no way to shape them. */
const GATEWAY = {
  Unauthorized: 'The token is missing or not valid: expired, from another issuer or for another audience.',
  TooManyRequests: 'Too many requests per second. Wait a moment, then repeat with the same key.',
};
export type GatewayName = keyof typeof GATEWAY;

export const problemSchemas: Record<string, Json> = {
  Problem: {
    type: 'object',
    description: 'A problem in the form of RFC 9457.',
    required: ['type', 'title', 'status', 'detail', 'instance'],
    properties: {
      type: {
        type: 'string',
        format: 'uri',
        description: 'Stable. Base decisions on this, never on a sentence. New values may be added.',
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
      into: {
        type: 'string',
        description: 'The case in which the addressed one goes on, after they were merged.',
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
      'An answer of API Gateway itself: not a problem document and in English only. An HTTP API does not allow this to be changed.',
    required: ['message'],
    properties: { message: { type: 'string' } },
  },
};

const problemLike = (example: TypedProblem | undefined) => ({
  'application/problem+json': {
    schema: { $ref: '#/components/schemas/Problem' },
    ...(example !== undefined && {
      examples: { city: { summary: example.type.replace(PROBLEM_TYPE_PREFIX, ''), value: example } },
    }),
  },
});
const gateway = { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } };

/** API Gateway answers itself where it finds no route, and where the function does not answer. */
const isOfGatewayToo = (status: ProblemStatus): boolean => status === 404 || status >= 500;

export const problemResponses = (examples: ProblemExamples): Record<string, Json> => ({
  ...Object.fromEntries(
    Object.entries(PROBLEMS).map(([name, { meaning, status }]) => [
      name,
      {
        description: [meaning, '', ...codesOf(name).map(([code, means]) => `- \`${code}\`: ${means}`)].join(
          '\n',
        ),
        headers: {
          'Content-Language': { $ref: '#/components/headers/ContentLanguage' },
          'X-Request-Id': { $ref: '#/components/headers/RequestId' },
        },
        content: {
          ...problemLike(examples[name as ProblemName]),
          ...(isOfGatewayToo(status) && gateway),
        },
      },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(GATEWAY).map(([name, description]) => [name, { description, content: gateway }]),
  ),
});
