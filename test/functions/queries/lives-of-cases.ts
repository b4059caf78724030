import type { Case } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { filed, GRID, Life, MONDAY, type matter, replay } from '../../domain/builders.ts';
import { World } from '../world/world.ts';

/** Cities with lives of cases, for whoever looks at lists of them. */

export const ID = (n: number) => `01JNDQ${String(n).padStart(20, '0')}`;
export const minutes = (n: number): Instant => plusSeconds(MONDAY, n * 60);
export const NORTH = GRID.replace(/7$/, '8');
export const ELSEWHERE = '320612001001001';

/** A city with these cases: what happened at one instant in one of them is a commit. */
export const worldOf = async (...lives: Life[]): Promise<World> => {
  const world = new World();
  for (const { history, current, now } of lives) {
    if (now > world.now) world.moveTo(now);
    let before: Case | undefined;
    for (const events of commitsOf(history)) {
      const last = events.at(-1)!.seq;
      const next = last === current.version ? current : replay(history.slice(0, last))!;
      await world.store.commit([{ definition: caseProcess, before, events, next }], world.now);
      before = next;
    }
  }
  return world;
};

/** Events of one instant that follow on each other. */
const commitsOf = (history: readonly CaseEvent[]): CaseEvent[][] => {
  const commits: CaseEvent[][] = [];
  for (const event of history) {
    const last = commits.at(-1);
    if (last?.[0]?.at === event.at) last.push(event);
    else commits.push([event]);
  }
  return commits;
};

/** A case that was reported so many minutes after nine. */
export const reportedAt = (n: number, over: Parameters<typeof matter>[0] = {}): Life =>
  new Life(filed({ id: ID(n), reportedAt: minutes(n), ...over }, { now: minutes(n) }));
