import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { inject } from 'vitest';
import { caseProcess } from '#domain/case/definition.ts';
import { openStepFunctions } from '#shared/workflow/step-functions.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';
import { type Caller, callerWith } from '../../tools/api/client.ts';
import { awsClientConfig } from '../../tools/local/workplace.ts';

/** The running city, as `setup.ts` made it. */
export const local = inject('local');

/** A community of Chongchuan county where staff.csv has people for every office, and one of its grids. */
export const GRID = '320613001001001';
export const TOWNSHIP = GRID.slice(0, 9);
export const COMMITTEE = `${GRID.slice(0, 12)}-committee`;
export const TOWNSHIP_CENTRE = `${TOWNSHIP}-commandCenter`;

/** Somebody of staff.csv, or resident-01 and resident-02, at the API. */
export const person = (subject: string): Caller => {
  const token = local.tokens[subject];
  if (!token) throw new Error(`nobody is called ${subject}`);
  return callerWith(local.apiUrl, token);
};

export const dynamo = (): DynamoDBClient => new DynamoDBClient(awsClientConfig(local.endpoint));
export const stepFunctions = (): SFNClient => new SFNClient(awsClientConfig(local.endpoint));
/** The deployed workflows, as functions reach them. */
export const deployedWorkflow = (client = stepFunctions()): Workflow =>
  openStepFunctions({ [caseProcess.workflow]: local.lifecycleArn }, client);
/** The ARN of an execution that drives a case, by its name. */
export const executionArn = (name: string): string =>
  deployedWorkflow().executionOf(caseProcess.workflow, name);

export const matter = (over: object = {}) => ({
  title: '楼道堆物',
  description: '三号楼二单元楼道长期堆放杂物，影响通行。',
  category: 'dispute.neighbour',
  grid: GRID,
  ...over,
});

/** Reports a matter and answers its id. */
export const reportAs = async (subject: string, over: object = {}): Promise<string> => {
  const { status, body } = await person(subject).post('/cases', matter(over));
  if (status !== 201) throw new Error(`the report was answered ${status}: ${JSON.stringify(body)}`);
  return body.id;
};

/** What governs the city, amended by two people: the operator proposes, the city's centre approves. */
export const amend = async (wish: object): Promise<{ id: string; from: string; to: string }> => {
  const proposed = await person('operator-01').post('/amendments', { reason: '自动测试', ...wish });
  if (proposed.status !== 201)
    throw new Error(`the proposal was answered ${proposed.status}: ${JSON.stringify(proposed.body)}`);
  const { status, body } = await person('city-01').post(`/amendments/${proposed.body.id}/approve`, {});
  if (status !== 200) throw new Error(`the approval was answered ${status}: ${JSON.stringify(body)}`);
  return body;
};

/** Asks again until the answer satisfies; what takes longer than `seconds` does not happen. */
export const until = async <T>(
  ask: () => Promise<T>,
  satisfied: (answer: T) => boolean,
  seconds = 30,
): Promise<T> => {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (satisfied(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still not so after ${seconds} s: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

export const caseOf = async (id: string, subject = 'township-01') =>
  (await person(subject).get(`/cases/${id}`)).body;

/** Waits until the workflow has brought a case to a stage. */
export const atStage = (id: string, stage: string, seconds = 30) =>
  until(
    () => caseOf(id),
    (body) => body.stage === stage,
    seconds,
  );

export const eventsOf = async (id: string, subject = 'city-01') =>
  (await person(subject).get(`/cases/${id}/events?limit=100`)).body.items;

/** Every state that an execution has entered, in order: AWS bills each as one transition. */
export const statesEntered = async (name: string): Promise<string[]> => {
  try {
    const { events = [] } = await stepFunctions().send(
      new GetExecutionHistoryCommand({
        executionArn: executionArn(name),
        maxResults: 1000,
      }),
    );
    return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
  } catch (error) {
    if ((error as Error).name === 'ExecutionDoesNotExist') return [];
    throw error;
  }
};

/** Waits until an execution has come to a state. */
export const waitingAt = (name: string, state: string, seconds?: number) =>
  until(
    () => statesEntered(name),
    (entered) => entered.at(-1) === state,
    seconds,
  );
