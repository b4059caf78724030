import { BatchGetCommand, type QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '#domain/case/event.ts';
import type { Services } from '#shared/http/operation.ts';
import { caseItem, eventItem } from '#shared/persistence/cases-table.ts';
import { staffKey } from '#shared/persistence/grids-table.ts';
import { listEvents } from '../../../functions/queries/list-events.ts';
import { lifeAt } from '../../domain/builders.ts';
import { recordLog } from '../http/log.ts';
import { eventFor, SUBJECT, served } from '../http/request.ts';

const life = lifeAt('closed');

/** A history's services, asked by an operator: so many events a page. */
const servicesOver = (history: readonly CaseEvent[], pageSize: number): Services => {
  const found = {
    cases: [caseItem(life.current), eventItem(life.current.id, history[0] as CaseEvent)],
    grids: [{ ...staffKey('g-1', SUBJECT), subject: SUBJECT, role: 'operator', area: '3206' }],
  };
  const send = async (command: BatchGetCommand | QueryCommand) => {
    if (command instanceof BatchGetCommand) return { Responses: found };
    const after = command.input.ExclusiveStartKey?.sk as string | undefined;
    const from = after ? Number(after.slice('EVENT#'.length)) : 0;
    const page = history.slice(from, from + pageSize);
    return {
      Items: page.map((event) => eventItem(life.current.id, event)),
      ...(from + page.length < history.length && { LastEvaluatedKey: {} }),
    };
  };
  return {
    db: { documents: { send }, casesTable: 'cases', gridsTable: 'grids' },
    reference: { current: async () => ({ generation: 'g-1' }) },
    now: () => '2025-03-10T00:00:00.000Z',
  } as unknown as Services;
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
      format: 'gridward-case/1',
      caseId: life.current.id,
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
