import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { openBus, type ToldEvent } from '../../../functions/relay/bus.ts';
import { lifeAt } from '../../domain/builders.ts';

const client = new EventBridgeClient({ region: 'cn-north-1' });
const eventBridge = mockClient(client);
const bus = openBus('city-events', client);

const life = lifeAt('closed');
const process = { kind: 'case', id: life.current.id };
const told: ToldEvent[] = life.history.map((event) => ({ process, event }));

const sent = () => eventBridge.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? []);

beforeEach(() => {
  eventBridge.reset();
  eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [] });
});

describe('the event bus', () => {
  it('is told ten events at a time, all of them in order', async () => {
    const many = [...told, ...told, ...told].slice(0, 23);
    await bus.publish(many);
    expect(sent().map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(
      sent()
        .flat()
        .map(({ Detail }) => JSON.parse(Detail ?? '').seq),
    ).toEqual(many.map(({ event }) => event.seq));
  });

  it('is asked for nothing when nothing happened', async () => {
    await bus.publish([]);
    expect(sent()).toEqual([]);
  });

  it('hears which process, what, when and where in the ladder, and neither texts nor people', async () => {
    const assigned = told[1] as ToldEvent;
    expect(assigned.event.type).toBe('assigned');
    await bus.publish([assigned]);
    const [entry] = sent().flat();
    expect(entry).toEqual({
      EventBusName: 'city-events',
      Source: 'gridward.cases',
      DetailType: 'assigned',
      Time: new Date(assigned.event.at),
      Detail: expect.any(String),
    });
    expect(JSON.parse(entry?.Detail ?? '')).toEqual({
      caseId: process.id,
      seq: 2,
      type: 'assigned',
      at: assigned.event.at,
      level: 'township',
      unit: '320613001-policeStation',
    });
  });

  it('names the first event that it did not take, and stops there', async () => {
    eventBridge.on(PutEventsCommand).resolvesOnce({
      FailedEntryCount: 1,
      Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }, { EventId: '3' }],
    });
    const many = [...told, ...told].slice(0, 12);
    await expect(bus.publish(many)).rejects.toThrow(
      `the bus refused 1 events, the first of them 2 of case ${process.id}: ThrottlingException`,
    );
    expect(sent()).toHaveLength(1);
  });
});
