import { setTimeout as sleep } from 'node:timers/promises';
import type { Point } from '#domain/case/case.ts';
import type { Policy } from '#domain/policy/policy.ts';
import type { Caller } from '../api/client.ts';
import type { Cast, Person } from './cast.ts';
import type { Filings } from './filings.ts';
import { Unexpected } from './unexpected.ts';

/** What a run is given. */
export interface Given {
  tokens: ReadonlyMap<string, string>;
  /** Calls as the account; as nobody without one. */
  as: (account?: string) => Caller;
  /** Calls as the account, also after an interruption: for cleaning up. */
  cleaner: (account: string) => Caller;
  filings: Filings<Person>;
  /** Ends waits and requests that are under way. */
  interrupted: AbortSignal;
  /** How long one state is waited for. */
  waitSeconds: number;
  /** Called while a step waits. */
  onWait: () => void;
  /** What is chosen by hand. */
  wish: { point?: Point; category?: string };
}

/** What steps have found out for those that follow. */
interface Found {
  people: Person[];
  cast: Cast;
  policy: Policy;
  point: Point;
  category: string;
  /** The case that people drive. */
  id: string;
  /** The case that was settled on the spot; absent where the policy lets nothing be settled so. */
  spotId?: string;
}

export type Scene = Given & Found;

/** A scene on which nothing has happened: each step finds there what those before it have found. */
export const openScene = (given: Given): Scene => ({ ...given }) as Scene;

/**
 * Asks until it is found.
 * @throws Unexpected when it is not found in time
 */
export const until = async <T>(
  { waitSeconds, onWait, interrupted }: Scene,
  expected: string,
  {
    ask,
    found,
    told,
    everySeconds = 1,
    seconds = waitSeconds,
  }: {
    ask: () => Promise<T>;
    found: (answer: T) => boolean;
    told: (answer: T) => string;
    everySeconds?: number;
    seconds?: number;
  },
): Promise<T> => {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (found(answer)) return answer;
    if (Date.now() > end) throw new Unexpected(`${expected}, within ${seconds} s`, told(answer));
    onWait();
    await sleep(everySeconds * 1000, undefined, { signal: interrupted });
  }
};
