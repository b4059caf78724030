import { describe, expect, it } from 'vitest';
import type { Stage } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import type { CalendarYear } from '#domain/time/calendar.ts';
import { plusDays } from '#domain/time/instant.ts';
import { runJobs } from '../../../functions/sweep/run-jobs.ts';
import {
  at,
  calendar,
  city,
  county,
  filed,
  judicial,
  Life,
  lawFirm,
  lifeAt,
  matter,
  policyInput,
  policyWith,
  reporter,
  roads,
} from '../../domain/builders.ts';
import { calendarFile } from '../../domain/calendars.ts';
import { liveThrough, type Outcome, type Scenario, type Writer } from './interleaving.ts';
import { STAFF, World } from './world.ts';

/** What people, the relay, the sweep, the workflows and a death at any call may make of each other, use case by use case. */

/** A scenario of a use case, which says for all of its scenarios in how many orders they are lived through. */
type Untimed = Omit<Scenario, 'orders'>;

/** A case that stands at a stage, with its workflow waiting there. */
const caseAt =
  (stage: Stage, until = at('2025-03-03 11:00')): Scenario['prepare'] =>
  async () => {
    const world = new World();
    await world.takeIn(lifeAt(stage));
    await world.settle();
    world.moveTo(until);
    return world;
  };

const idOf = (world: World): string => world.store.all()[0]!.current.id;

const gives =
  (actor: Parameters<World['give']>[0], command: PersonalCommand, key: string = command.type): Writer =>
  (world, gate) =>
    world.give(actor, idOf(world), command, key, gate);

const isAccepted = (outcome: Outcome | undefined): boolean => outcome !== undefined && 'answer' in outcome;
const refusal = (outcome: Outcome | undefined): string =>
  outcome && 'error' in outcome ? outcome.error.message : 'accepted';
const typesIn = (world: World): string[] =>
  world.store.all().flatMap(({ events }) => events.map(({ type }) => type));
const times = (world: World, type: string): number => typesIn(world).filter((one) => one === type).length;

const STORM: CalendarYear = {
  ...(calendarFile(2025) as CalendarYear),
  days: [...(calendarFile(2025) as CalendarYear).days, { date: '2025-03-05', name: 'Storm', rest: true }],
};

const FILING: Record<string, Untimed> = {
  'a report that is sent twice, beside another': {
    prepare: async () => new World(),
    writers: [
      (world, gate) => world.report('reporter', 'same', gate),
      (world, gate) => world.report('reporter', 'same', gate),
      (world, gate) => world.report('reporter', 'another', gate),
    ],
    check: (world, outcomes) => {
      expect(outcomes.map(isAccepted)).toEqual([true, true, true]);
      expect(outcomes[0]).toEqual(outcomes[1]);
      expect(times(world, 'reported')).toBe(2);
    },
  },
  'a matter settled on the spot, sent twice': {
    prepare: async () => new World(),
    writers: [
      (world, gate) => world.settleOnTheSpot(STAFF.gridWorker.subject, 'same', gate),
      (world, gate) => world.settleOnTheSpot(STAFF.gridWorker.subject, 'same', gate),
    ],
    check: (world, outcomes) => {
      expect(outcomes.map(isAccepted)).toEqual([true, true]);
      expect(typesIn(world)).toEqual(['reported', 'selfHandled', 'closed']);
      expect(world.workflow.executions()).toEqual([]);
    },
  },
  'a report, while the duty list assigns it and a centre does': {
    prepare: async () => {
      const world = new World();
      await world.report('reporter', 'report');
      return world;
    },
    writers: [gives(STAFF.county, { type: 'assign', unit: roads.code, reason: 'Theirs.' })],
    check: (world, [outcome]) => {
      const assigned = times(world, 'assigned');
      expect(assigned).toBeGreaterThan(0);
      expect(assigned).toBeLessThanOrEqual(isAccepted(outcome) ? 2 : 1);
    },
  },
};

const COMMANDS: Record<string, Untimed> = {
  'a comment given twice, and another': {
    prepare: caseAt('handling'),
    writers: [
      gives(STAFF.city, { type: 'comment', text: 'one' }, 'same'),
      gives(STAFF.city, { type: 'comment', text: 'one' }, 'same'),
      gives(STAFF.county, { type: 'comment', text: 'two' }),
    ],
    check: (world, outcomes) => {
      expect(outcomes.map(isAccepted)).toEqual([true, true, true]);
      expect(times(world, 'commented')).toBe(2);
    },
  },
  'an acknowledgement when the limit is used up, and an assignment': {
    prepare: caseAt('acknowledgement', at('2025-03-03 12:00')),
    writers: [
      gives(STAFF.police, { type: 'acknowledge' }),
      gives(STAFF.county, { type: 'assign', unit: roads.code, reason: 'Theirs.' }),
    ],
    check: (world, outcomes) => {
      // The rung is due before either: the case is with the level above by then.
      expect(isAccepted(outcomes[0])).toBe(false);
      expect(times(world, 'escalated')).toBe(1);
    },
  },
  'a result, and an escalation': {
    prepare: caseAt('handling'),
    writers: [
      gives(STAFF.police, { type: 'submitResult', result: 'Settled.' }),
      gives(STAFF.police, { type: 'escalate', reason: 'Too big.' }),
    ],
    check: (world, outcomes) => {
      expect(outcomes.filter(isAccepted)).toHaveLength(1);
      expect(times(world, 'resultSubmitted') + times(world, 'escalated')).toBe(1);
    },
  },
  'the last two answers of joint handling': {
    prepare: caseAt('joint', at('2025-03-03 10:20')),
    writers: [
      gives(STAFF.judicial, { type: 'respond', unit: judicial.code, answer: 'Done.' }),
      gives(STAFF.lawFirm, { type: 'respond', unit: lawFirm.code, answer: 'Done.' }),
    ],
    check: (world, outcomes) => {
      expect(outcomes.map(isAccepted)).toEqual([true, true]);
      expect([times(world, 'responded'), times(world, 'joined')]).toEqual([2, 1]);
    },
  },
  'an answer, and the raise of a late part': {
    prepare: caseAt('joint', at('2025-03-05 10:00')),
    writers: [
      gives(STAFF.lawFirm, { type: 'respond', unit: lawFirm.code, answer: 'Late.' }),
      gives(STAFF.justice, { type: 'respond', unit: lawFirm.code, answer: 'For them.' }),
    ],
    check: (world, outcomes) => {
      expect(outcomes.filter(isAccepted)).toHaveLength(1);
      expect(times(world, 'partRaised')).toBe(2);
    },
  },
  'two verdicts on one result': {
    prepare: caseAt('verification'),
    writers: [
      gives(STAFF.committee, { type: 'verify', passed: true, instead: 'They are ill.' }),
      gives(
        STAFF.committee,
        { type: 'verify', passed: false, code: 'notDone', reason: 'No.', instead: 'They are ill.' },
        'other',
      ),
    ],
    check: (world, outcomes) => {
      expect(outcomes.filter(isAccepted)).toHaveLength(1);
      expect(times(world, 'verified') + times(world, 'reworked')).toBe(1);
    },
  },
  'the end, and a question of a level above': {
    prepare: caseAt('followUp'),
    writers: [
      gives(reporter, { type: 'followUp', satisfied: true }),
      gives(STAFF.city, { type: 'supervise', text: 'What is going on?' }),
    ],
    check: (world, outcomes) => {
      expect(isAccepted(outcomes[0])).toBe(true);
      expect(times(world, 'closed')).toBe(1);
    },
  },
  'a suspension that is granted, a result, and its end by itself': {
    prepare: async () => {
      const world = new World();
      const life = lifeAt('handling');
      const until = at('2025-03-04 09:00');
      life.give(STAFF.police, { type: 'suspend', until, reason: 'Works.' }, at('2025-03-03 10:00'));
      await world.takeIn(life);
      await world.settle();
      world.moveTo(at('2025-03-03 10:10'));
      return world;
    },
    writers: [
      gives(STAFF.township, { type: 'approve' }),
      gives(STAFF.police, { type: 'submitResult', result: 'Settled.' }),
      gives(STAFF.police, { type: 'resume' }),
    ],
    check: (world) => {
      expect(times(world, 'resumed')).toBeLessThanOrEqual(times(world, 'suspended'));
    },
  },
  'a restart given twice': {
    prepare: caseAt('joint', at('2025-03-03 10:20')),
    writers: [
      gives(STAFF.operator, { type: 'restart', reason: 'Stuck.' }),
      gives(STAFF.operator, { type: 'restart', reason: 'Stuck.' }),
      gives(STAFF.judicial, { type: 'respond', unit: judicial.code, answer: 'Done.' }),
    ],
    check: (world) => expect(times(world, 'restarted')).toBe(1),
  },
  'a case closed and taken up again': {
    prepare: caseAt('closed', at('2025-03-04 09:00')),
    writers: [
      gives(STAFF.county, { type: 'reopen', reason: 'Loud again.' }),
      gives(STAFF.township, { type: 'reopen', reason: 'Loud again.' }, 'other'),
    ],
    check: (world, outcomes) => {
      expect(outcomes.filter(isAccepted)).toHaveLength(1);
      expect(times(world, 'reopened')).toBe(1);
    },
  },
};

const twoCases: Scenario['prepare'] = async () => {
  const world = new World();
  await world.takeIn(lifeAt('reported'));
  await world.takeIn(new Life(filed({ id: '01JNDQ0000000000000000MAIN', reporter: 'neighbour' })));
  await world.settle();
  return world;
};

/** Thirty-one supervisions and a red card at the city: more than one commit takes. */
const longAtTheCity: Scenario['prepare'] = async () => {
  const policy = policyWith({
    ladders: [
      { stage: 'handling', rungs: [{ share: 10, actions: ['escalate'] }] },
      {
        rungs: [
          { share: 1, actions: ['yellowCard', 'escalate'] },
          { share: 2, actions: ['redCard'] },
        ],
      },
    ],
  });
  const world = new World({ policy });
  const life = new Life(filed(), { policy });
  life.give(STAFF.city, { type: 'assign', unit: city.code, reason: 'Theirs.' });
  await world.takeIn(life);
  await world.settle();
  world.moveTo(plusDays(world.now, 45));
  return world;
};

const MERGING: Record<string, Untimed> = {
  'two cases merged into each other': {
    prepare: twoCases,
    writers: [
      (world, gate) => world.merge(STAFF.township, matter().id, '01JNDQ0000000000000000MAIN', 'there', gate),
      (world, gate) => world.merge(STAFF.township, '01JNDQ0000000000000000MAIN', matter().id, 'back', gate),
    ],
    check: (world, outcomes) => {
      expect(outcomes.filter(isAccepted)).toHaveLength(1);
      expect([times(world, 'merged'), times(world, 'absorbed')]).toEqual([1, 1]);
    },
  },
};

const MANY_RUNGS: Record<string, Untimed> = {
  'more rungs due than a commit takes, when a person acknowledges': {
    prepare: longAtTheCity,
    writers: [
      gives(STAFF.city, { type: 'acknowledge' }),
      gives(STAFF.county, { type: 'comment', text: 'At last?' }),
    ],
    check: (world, outcomes) => {
      expect(refusal(outcomes[0])).toBe('accepted');
      // From 3 March, 11:00, to 16 April; the clock of handling has its first rung in May.
      const types = typesIn(world);
      const before = types.slice(0, types.indexOf('acknowledged'));
      expect(before.filter((type) => type === 'supervised')).toHaveLength(45);
      expect(before.filter((type) => type === 'cardGiven')).toHaveLength(2);
      expect(times(world, 'supervised')).toBe(45);
      expect(times(world, 'cardGiven')).toBe(2);
    },
  },
};

const SWEEPING: Record<string, Untimed> = {
  'two sweeps and an outage of ten limits': {
    prepare: caseAt('acknowledgement', at('2025-03-06 10:00')),
    writers: [(world, gate) => world.sweep(gate), (world, gate) => world.sweep(gate)],
    check: (world) => {
      expect([times(world, 'escalated'), times(world, 'reminded')]).toEqual([1, 1]);
      expect(world.store.all()[0]!.current.state).toMatchObject({ unit: county });
    },
  },
};

/** A case whose execution somebody has stopped. */
const stoppedAt =
  (stage: Stage): Scenario['prepare'] =>
  async () => {
    const world = await caseAt(stage)();
    for (const { execution } of world.workflow.executions())
      await world.workflow.stop(execution, 'somebody stopped it');
    return world;
  };

const REDRIVING: Record<string, Untimed> = {
  'two looks for what is not driven, while a unit hands in': {
    prepare: stoppedAt('handling'),
    writers: [
      (world, gate) => world.driveWhatEnded(gate),
      (world, gate) => world.driveWhatEnded(gate),
      gives(STAFF.police, { type: 'submitResult', result: 'Done.' }),
    ],
    check: (world) => expect(times(world, 'restarted')).toBe(1),
  },
};

const PUBLISHING: Record<string, Untimed> = {
  'two policies published at once, while a case is filed': {
    prepare: async () => new World(),
    writers: [
      (world, gate) => world.amend({ policy: { ...policyInput, version: 'test-2' } }, 'two', gate),
      (world, gate) => world.amend({ policy: { ...policyInput, version: 'test-3' } }, 'three', gate),
      (world, gate) => world.report('reporter', 'report', gate),
    ],
    check: async (world, outcomes) => {
      const { policyVersion } = await world.store.city.stored();
      expect(['test-2', 'test-3']).toContain(policyVersion);
      expect(isAccepted(outcomes[2])).toBe(true);
      expect(await world.store.city.isLaidOut('g-1', policyVersion)).toBe(true);
    },
  },
  'a calendar corrected while its job runs and a unit hands in': {
    prepare: caseAt('handling'),
    writers: [
      (world, gate) => world.amend({ calendarYear: STORM }, 'storm', gate),
      (world, gate) => runJobs(world.services(gate)),
      gives(STAFF.police, { type: 'extend', reason: 'They are away.' }),
    ],
    check: async (world, outcomes) => {
      // The job of an older calendar may have been noted in between: whoever approves is told, and does it again.
      if (!isAccepted(outcomes[0])) {
        expect(outcomes[0]).toMatchObject({ error: { rejection: { code: 'city-changed' } } });
        const [waiting] = (await world.store.city.amendments({ limit: 1 })).amendments;
        await world.approveAmendment(STAFF.city, waiting?.id ?? '');
      }
      // Every function knows the new calendar after a minute; passes settle two minutes after the start.
      for (let minutes = 0; minutes < 8; minutes++) {
        world.moveTo(plusDays(world.now, 1 / 1440));
        await runJobs(world.services());
      }
      const { calendarVersion } = await world.store.city.stored();
      expect(calendarVersion).not.toBe(calendar.version);
      const { state } = await world.case(idOf(world));
      expect(state).toMatchObject({ clock: { calendarVersion, dueAt: at('2025-03-11 09:15') } });
      expect((await world.store.jobs()).get('recalculate')).toHaveProperty('finishedAt');
    },
  },
};

/** Every use case is lived through in 500 orders at least, over all of its scenarios. */
describe.each([
  ['filing', FILING, 250],
  ['commands', COMMANDS, 200],
  ['merging', MERGING, 500],
  ['sweeping', SWEEPING, 500],
  ['handing on', REDRIVING, 500],
  // Half a hundred events each: part of the commands, of which there are two thousand orders already.
  ['commands when many rungs are due', MANY_RUNGS, 100],
  ['publishing and jobs', PUBLISHING, 500],
] as const)('in any order of calls, whoever dies at any of them: %s', (_useCase, scenarios, orders) => {
  it.each(Object.entries<Untimed>(scenarios))('%s', (_name, scenario) =>
    liveThrough({ ...scenario, orders }));
});
