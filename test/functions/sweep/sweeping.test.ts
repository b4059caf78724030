import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { plusDays, plusSeconds } from '#domain/time/instant.ts';
import { newJob } from '#shared/store/jobs.ts';
import { runJobs } from '../../../functions/sweep/run-jobs.ts';
import { runRound } from '../../../functions/sweep/run-round.ts';
import { sweeping } from '../../../functions/sweep/sweeping.ts';
import { recordLog } from '../http/log.ts';
import { World } from '../world/world.ts';

recordLog();

const refuse = () => Promise.reject(new Error('throttled'));
const runOf = (world: World, services = world.relayServices()) =>
  sweeping(services)({}, {
    functionName: 'sweep',
    invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:sweep',
    getRemainingTimeInMillis: () => 50_000,
  } as Context);
const round = { timeIsUp: () => false, quarterHour: true };

const overdue = async (): Promise<World> => {
  const world = new World();
  await world.report('reporter', 'report-1');
  await world.settle();
  world.moveTo(plusSeconds(plusDays(world.now, 1), 60));
  return world;
};

describe('a minute of the sweep', () => {
  it('says what it found and did', async () => {
    const world = await overdue();
    const { swept, measured } = await runRound(world.relayServices(), round);
    expect(swept).toMatchObject({ due: 1, failed: 0 });
    expect(measured.count).toMatchObject({ RungsDue: 1, DrivenAgain: 0, DriveFailures: 0, JobFailures: 0 });
    expect(measured.count.CalendarDaysAhead).toBeGreaterThan(0);
    expect(measured.seconds).toMatchObject({ OldestUndriven: 0, OldestUnrelayed: 0 });
    expect(measured.seconds.OldestRungLate).toBeGreaterThan(3600);
  });

  it('fails when a rung cannot be fired, after everything else is done', async () => {
    const world = await overdue();
    world.store.read = refuse;
    let jobs = 0;
    const { jobs: known } = world.store;
    world.store.jobs = () => {
      jobs += 1;
      return known();
    };
    await expect(runOf(world)).rejects.toThrow('1 of 1 due processes could not be advanced');
    expect(jobs).toBe(1);
  });

  it('does not fail for a look or a job that fails: they are counted', async () => {
    const world = await overdue();
    await world.store.saveJob(newJob('rehome', world.now, undefined));
    const services = world.relayServices();
    services.workflow = { ...world.workflow, list: refuse };
    world.store.city.gridsAt = refuse;
    world.store.city.area = refuse;
    const { measured } = await runRound(services, round);
    expect(measured.count.DriveFailures).toBe(2);
    expect(measured.count.JobFailures).toBeGreaterThan(0);
    await expect(runOf(world, services)).resolves.toMatchObject({ failed: 0 });
  });

  it('ends a job in its own time, also where a rung is due in every one of its passes', async () => {
    const world = await overdue();
    while ((await world.case('01JNDQ00000000000000000001')).level !== 'city') {
      world.moveTo(plusDays(world.now, 1));
      await world.sweep();
    }
    await world.store.saveJob(newJob('rehome', world.now, undefined));
    for (let pass = 0; pass < 4; pass++) {
      world.moveTo(plusDays(world.now, 1));
      expect(await runJobs(world.services())).toEqual({ failed: 0 });
    }
    const jobs = await world.store.jobs();
    expect([...jobs.values()].map(({ kind, changed }) => `${kind} ${changed}`).sort()).toEqual([
      'recalculate 0',
      'rehome 0',
    ]);
    for (const job of jobs.values()) expect(job).toHaveProperty('finishedAt');
  });

  it('says for how long a case is undriven, and something not passed on', async () => {
    const world = await overdue();
    await world.sweep();
    const note = (trouble: 'undriven' | 'unrelayed', part: string, ago: number) =>
      world.store.noteTrouble(
        { kind: 'case', id: 'one that cannot be read' },
        { trouble, part, since: plusSeconds(world.now, -ago), cause: 'throttled', listed: true },
        world.now,
      );
    await note('undriven', '', 1500);
    await note('unrelayed', 'event-2', 90);
    const { measured } = await runRound(world.relayServices(), { ...round, quarterHour: false });
    expect(measured.seconds).toMatchObject({ OldestUndriven: 1500, OldestUnrelayed: 90 });
    expect(measured.count).not.toHaveProperty('CalendarDaysAhead');
  });
});
