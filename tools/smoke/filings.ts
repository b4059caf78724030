import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered, Caller } from '../api/client.ts';
import { answered, Unexpected, whyNone } from './unexpected.ts';

/** A case that was asked for, and its id once that is known. */
interface Filing<P> {
  by: P;
  path: string;
  body: unknown;
  headers: Record<string, string>;
  id?: string;
}

/** What a run has filed: noted before it is sent, so that nothing is forgotten whatever happens then. */
export class Filings<P extends { account: string }> {
  readonly #filed: Filing<P>[] = [];

  isEmpty(): boolean {
    return this.#filed.length === 0;
  }

  /**
   * Files a case; answers what came, and how to send the same request again.
   * @throws Unexpected when it is not filed
   */
  async file(
    by: P,
    caller: Caller,
    path: string,
    body: unknown,
  ): Promise<{ answer: Answered; repeat: () => Promise<Answered> }> {
    const filing: Filing<P> = { by, path, body, headers: { 'idempotency-key': randomUUID() } };
    this.#filed.push(filing);
    const send = () => answered(`POST ${path}`, 201, caller.post(path, body, filing.headers));
    const answer = await send();
    filing.id = answer.body.id;
    return { answer, repeat: send };
  }

  /**
   * Sees that none of the cases stays open. A case whose answer was lost is asked for again under its key, which files
   * nothing twice.
   * @returns a sentence for each case that was struck off, or that remains
   */
  async close(
    callerFor: (person: P) => Caller,
    by: { operator: P; dispatchers: readonly P[]; reason: string },
  ): Promise<{ said: string[]; remains: number }> {
    const said: string[] = [];
    let remains = 0;
    for (const filing of this.#filed) {
      try {
        const id = filing.id ?? (await idOf(filing, callerFor(filing.by)));
        const done = id && (await strikeOff(id, callerFor, by));
        if (done) said.push(done);
      } catch (error) {
        remains += 1;
        said.push(remaining(filing, error as Error));
      }
    }
    return { said, remains };
  }
}

/** The id of a case whose filing was not answered; undefined when it was refused, so that there is none. */
const idOf = async <P>({ path, body, headers }: Filing<P>, caller: Caller): Promise<string | undefined> => {
  const answer = await patiently(() => caller.post(path, body, headers));
  if (answer.status === 201) return answer.body.id;
  if (answer.status < 500 && ![401, 429].includes(answer.status)) return undefined;
  throw new Error(`POST ${path} answered ${answer.status}`);
};

/** Voids a case by two dispatchers, if it is open: the one asks, the other approves. */
const strikeOff = async <P extends { account: string }>(
  id: string,
  callerFor: (person: P) => Caller,
  { operator, dispatchers, reason }: { operator: P; dispatchers: readonly P[]; reason: string },
): Promise<string | undefined> => {
  const read = await patiently(() => callerFor(operator).get(`/cases/${id}`));
  const { body } = await answered(`GET /cases/${id}`, 200, Promise.resolve(read));
  if (body.closedAt !== undefined) return undefined;
  const anyOfThem = async (command: string, said: object): Promise<string> => {
    const refusals: string[] = [];
    for (const person of dispatchers) {
      const headers = { 'idempotency-key': randomUUID() };
      const answer = await patiently(() => callerFor(person).post(`/cases/${id}/${command}`, said, headers));
      if (answer.status === 200) return person.account;
      refusals.push(`${person.account}: ${answer.status} ${answer.body?.detail ?? ''}`);
    }
    throw new Error(`nobody may ${command} it (${refusals.join('; ')})`);
  };
  if (body.request && body.request.kind !== 'void') await anyOfThem('refuse', { reason: WHY });
  if (body.request?.kind !== 'void') await anyOfThem('void', { code: reason, reason: WHY });
  const approved = await anyOfThem('approve', {});
  return `Case ${id} was open and is struck off now: two dispatchers have voided it, ${approved} as the second.`;
};

/** The reason that stands in the history wherever one is asked for. */
export const WHY = '安装验证 / test of the installation';

const PAUSES_MS = [1000, 3000];

/** Asks again after a lost answer or a 5xx. */
const patiently = async (ask: () => Promise<Answered>): Promise<Answered> => {
  for (const pause of PAUSES_MS) {
    const answer = await ask().catch(() => undefined);
    if (answer && answer.status < 500 && answer.status !== 429) return answer;
    await sleep(pause);
  }
  return ask().catch((error: Error) => {
    throw new Unexpected('an answer', whyNone(error));
  });
};

const remaining = <P extends { account: string }>({ id, by, path }: Filing<P>, error: Error): string => {
  const why = error instanceof Unexpected ? error.came : error.message;
  return id === undefined
    ? `Whether ${by.account} has filed a case is not known: ${why}. If so, its title begins with ${TITLE}: look on the worklist of the lowest centre, and have it struck off by two dispatchers (void, approve).`
    : `Case ${id} (POST ${path}) may still be open: ${why}. Strike it off: a dispatcher asks with POST /cases/${id}/void, another agrees with POST /cases/${id}/approve.`;
};

/** What stands at the beginning of every title, for the staff who see such a case. */
export const TITLE = '【安装验证，请勿处理】';
