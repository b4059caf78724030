import { expect, it } from 'vitest';
import type { CalendarYear } from '#domain/time/calendar.ts';
import { listJobs } from '../../../functions/operators/list-jobs.ts';
import { startJob } from '../../../functions/operators/start-job.ts';
import { calendarFile } from '../../domain/calendars.ts';
import { eventFor, served } from '../http/request.ts';
import { STAFF, World } from '../world/world.ts';

it('a job tells who started it; one that the calendar called for was started by nobody', async () => {
  const world = new World();
  const claims = { sub: STAFF.operator.subject };
  const services = { ...world.services(), workflow: world.workflow };
  const started = await served(
    [startJob],
    services,
    eventFor(startJob, { claims, body: { kind: 'rehome' } }),
  );
  expect(started.body).toMatchObject({ kind: 'rehome', startedBy: 'operator' });
  const year = calendarFile(2025) as CalendarYear;
  const days = [...year.days, { date: '2025-03-10', name: '台风', rest: true }];
  await world.amend({ calendarYear: { ...year, days } }, 'storm');
  const { body } = await served([listJobs], services, eventFor(listJobs, { claims }));
  expect(body.items.map(({ kind, startedBy }: Record<string, string>) => [kind, startedBy])).toEqual([
    ['rehome', 'operator'],
    ['recalculate', undefined],
  ]);
});
