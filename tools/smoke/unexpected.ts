import type { Answered } from '../api/client.ts';

/** What to do next, and where it is written. */
export interface Remedy {
  text: string;
  /** A file under docs/ with the heading's anchor. */
  article: string;
}

/** Something came that a working city does not answer. */
export class Unexpected extends Error {
  readonly expected: string;
  readonly came: string;
  /** Says more than the step's own remedy. */
  readonly remedy: Remedy | undefined;

  constructor(expected: string, came: string, remedy?: Remedy) {
    super(`expected: ${expected}; came: ${came}`);
    this.name = 'Unexpected';
    this.expected = expected;
    this.came = came;
    this.remedy = remedy;
  }
}

/**
 * The answer, if it has the status that it should have.
 * @throws Unexpected for any other, or none
 */
export const answered = async (what: string, status: number, asked: Promise<Answered>): Promise<Answered> => {
  const expected = `${what} answers ${status}`;
  const answer = await asked.catch((error: Error) => {
    throw new Unexpected(expected, whyNone(error), error.name === 'AbortError' ? undefined : UNREACHABLE);
  });
  if (answer.status === status) return answer;
  throw new Unexpected(expected, inWords(answer), remedyOfStatus(answer.status));
};

/** What an answer says, in a line. */
const inWords = ({ status, body }: Answered): string => {
  const said = body?.detail ?? body?.message ?? (typeof body === 'string' ? body : JSON.stringify(body));
  return `${status} ${String(said).slice(0, 300)}`.trim();
};

/** Why no answer came: `fetch` hides the reason in its cause. */
export const whyNone = (error: Error): string => {
  if (error.name === 'TimeoutError') return 'no answer within half a minute';
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  return `no answer (${code ?? message})`;
};

const UNREACHABLE: Remedy = {
  text: 'Nobody answers at this address. Compare it with the output ApiUrl of the service stack, and see that this machine reaches it.',
  article: 'runbook.md#tools',
};

const API_FAILING: Remedy = {
  text: 'A function of the API fails, or the city is not imported. The log of the API names the route, that of its function the error.',
  article: 'runbook.md#api-failing',
};

const TOKEN_REFUSED: Remedy = {
  text: 'API Gateway refuses the token: it has expired, or its "iss" or "aud" is not what city.json says. Get it anew and compare.',
  article: 'go-live.md#7-people-can-sign-in',
};

const TOO_MANY: Remedy = {
  text: 'The API, or the account, refuses that many requests. Wait a minute; on a new account compare the quotas.',
  article: 'go-live.md#2-ask-for-quotas',
};

/** Statuses that mean the same trouble at whatever step. */
const remedyOfStatus = (status: number): Remedy | undefined => {
  if (status >= 500) return API_FAILING;
  if (status === 401) return TOKEN_REFUSED;
  return status === 429 ? TOO_MANY : undefined;
};
