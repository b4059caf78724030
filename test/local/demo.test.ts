import { GetExecutionHistoryCommand, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Story,
  selfHandled,
  type ToldEvent,
  threeOfficeDispute,
  unanswered,
} from '../../tools/local/stories.ts';
import { startTick, type Tick } from '../../tools/local/tick.ts';
import { atStage, GRID, local, person, reportAs, stepFunctions, until } from './city.ts';

const listener = (): void => undefined;
const types = ({ timeline }: Story) => timeline.map(({ type }) => type);

let tick: Tick;
beforeAll(() => {
  tick = startTick(local);
});
afterAll(() => tick.stop());

describe('the three cases of the demo', () => {
  it('closes a case that was settled on the spot at once', async () => {
    const story = await selfHandled(person, { grid: GRID }, listener);
    expect(types(story)).toEqual(['reported', 'selfHandled', 'closed']);
    expectExplained(story);
  });

  it('raises the part of the law firm that does not answer to the judicial bureau', async () => {
    const story = await threeOfficeDispute(person, { grid: GRID }, listener);
    expect(types(story)).toEqual([
      'reported',
      'assigned',
      'acknowledged',
      'whistled',
      'responded',
      'responded',
      'reminded',
      'cardGiven',
      'partRaised',
      'responded',
      'joined',
      'resultSubmitted',
      'attached',
      'verified',
      'followedUp',
      'closed',
    ]);
    const raised = find(story, 'partRaised');
    expect(raised.by).toEqual({ kind: 'rule', rule: 'ladder/1' });
    expect(raised.details).toMatchObject({
      unit: '320613-lawFirm',
      to: { code: '320613-department-justice' },
    });
    expect(find(story, 'closed').by.unit).toBe('320613-commandCenter');
    expectExplained(story);
  });

  it('lifts a case that nobody acknowledges from the community to the city, and supervises it there', async () => {
    const story = await unanswered(person, { grid: GRID }, listener);
    const climbed = story.timeline.filter(({ type }) => type === 'escalated');
    expect(climbed.map(({ details }) => details.level)).toEqual(['township', 'county', 'city']);
    const rung = ['reminded', 'cardGiven', 'escalated'];
    expect(types(story)).toEqual([
      'reported',
      'assigned',
      ...rung,
      ...rung,
      ...rung,
      'reminded',
      'cardGiven',
      'supervised',
      'acknowledged',
      'resultSubmitted',
      'attached',
      'verified',
      'followedUp',
      'closed',
    ]);
    expectExplained(story);
  });
});

describe('what operators see', () => {
  it('lists executions by the AWS SDK, with the state where each waits', async () => {
    const id = await reportAs('resident-01');
    await atStage(id, 'acknowledgement');
    const client = stepFunctions();
    const { executions = [] } = await client.send(
      new ListExecutionsCommand({ stateMachineArn: local.lifecycleArn, statusFilter: 'RUNNING' }),
    );
    const execution = executions.find(({ name }) => name === id);
    // The task that assigns the case ends a moment after it has: only then comes the wait.
    const entered = await until(
      async () => {
        const { events = [] } = await client.send(
          new GetExecutionHistoryCommand({
            executionArn: execution?.executionArn,
            reverseOrder: true,
            maxResults: 20,
          }),
        );
        return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [])[0];
      },
      (state) => state !== 'Take up the case',
    );
    expect(entered).toBe('Wait for acknowledgement');
    const { body } = await person('operator-01').get('/operations/executions?status=RUNNING&limit=100');
    expect(body.items).toContainEqual(
      expect.objectContaining({ caseId: id, status: 'RUNNING', state: 'Wait for acknowledgement' }),
    );
  });
});

const find = ({ timeline }: Story, type: string): ToldEvent => {
  const event = timeline.find((each) => each.type === type);
  if (!event) throw new Error(`the story has no "${type}"`);
  return event;
};

/** Every hop has a time, a person or rule, and a sentence; every wait that begins has a deadline. */
const expectExplained = ({ timeline }: Story): void => {
  expect(timeline.map(({ seq }) => seq)).toEqual(timeline.map((_, index) => index + 1));
  for (const { at, text, by, type } of timeline) {
    expect(Date.parse(at)).not.toBeNaN();
    expect(text).not.toBe('');
    if (by.kind === 'rule') expect(by.rule, type).toBeTruthy();
    // Who reported is hidden from every unit that has had the case, with what gives them away: the answer, and its effect.
    else if (!['reported', 'followedUp', 'closed'].includes(type)) expect(by.role, type).toBeTruthy();
  }
  const waits = timeline.filter(({ type }) =>
    ['assigned', 'acknowledged', 'escalated', 'partRaised', 'verified'].includes(type),
  );
  for (const { details } of waits) expect(details.clock).toMatchObject({ dueAt: expect.any(String) });
};
