import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '#domain/case/event.ts';
import type { Services } from '#shared/services.ts';
import { listEvents } from '../../../functions/queries/list-events.ts';
import { lifeAt, policy } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, SUBJECT, served } from '../http/request.ts';

const life = lifeAt('closed');

/** A history's services, asked by an operator: so many events a page. */
const servicesOver = (history: readonly CaseEvent[], pageSize: number): Services => {
  const store = {
    city: { policy: async () => policy },
    loadWithStart: async () => ({
      actor: { subject: SUBJECT, role: 'operator', area: '3206' },
      found: { current: life.current, start: history[0] },
    }),
    history: async (_definition: unknown, _id: string, { after = 0 }: { after?: number }) => ({
      events: history.slice(after, after + pageSize),
      more: after + pageSize < history.length,
    }),
  };
  return { store, now: () => '2025-03-10T00:00:00.000Z' } as unknown as Services;
};

const asked = (services: Services) =>
  served(
    [listEvents],
    services,
    eventFor(listEvents, { params: { id: life.current.id }, query: { format: 'export' } }),
  );

recordLog();

describe('the export of a history', () => {
  it('holds every event as it was stored, from however many pages', async () => {
    const { status, headers, body } = await asked(servicesOver(life.history, 3));
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    expect(headers['content-disposition']).toBe(`attachment; filename="${life.current.id}.gridward.json"`);
    expect(body).toEqual({
      format: 'gridward-history/1',
      kind: 'case',
      id: life.current.id,
      exportedAt: '2025-03-10T00:00:00.000Z',
      events: JSON.parse(JSON.stringify(life.history)),
    });
  });

  it('is refused, with the event at which it is too long, where one answer cannot hold it', async () => {
    const long = life.history.map((event) => ({ ...event, text: '长'.repeat(400_000) }) as CaseEvent);
    const { status, body } = await asked(servicesOver(long, 2));
    expect([status, body.type, body.field]).toEqual([422, 'urn:gridward:problem:history-too-long', 'format']);
    expect(body.detail).toContain('4.5 MB（至第 4 条）');
  });
});

describe('a page of a history', () => {
  it('never tells the salt by which a withheld field could be guessed', async () => {
    const { status, body } = await served(
      [listEvents],
      servicesOver(life.history, 100),
      eventFor(listEvents, { params: { id: life.current.id } }),
    );
    expect([status, body.items.length]).toEqual([200, life.history.length]);
    expect(JSON.stringify(body)).not.toMatch(/salt/i);
    for (const { salt } of life.history) expect(JSON.stringify(body)).not.toContain(salt);
  });
});
