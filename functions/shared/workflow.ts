import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { PartStanding, Standing } from '#domain/case/standing.ts';

/** Answers a waiting state; false when the task is gone: answered before, timed out, or its execution ended. */
export const answerTask = async (
  client: SFNClient,
  taskToken: string,
  standing: Standing | PartStanding,
): Promise<boolean> => {
  try {
    await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(standing) }));
    return true;
  } catch (error) {
    if (error instanceof TaskDoesNotExist || error instanceof TaskTimedOut || error instanceof InvalidToken)
      return false;
    throw error;
  }
};

/**
 * Starts the execution of a case under a name of its own. A name that was used already means that it was
 * started before: a repeated record starts nothing twice.
 */
export const startLifecycle = async (
  client: SFNClient,
  stateMachineArn: string,
  caseId: string,
  name: string,
): Promise<void> => {
  try {
    await client.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ caseId }) }),
    );
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
};

/** Whether an execution still runs. */
export const isRunning = async (client: SFNClient, executionArn: string): Promise<boolean> => {
  try {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
};

/** Stops an execution that another one takes over from; one that has ended already is left as it is. */
export const stopExecution = async (
  client: SFNClient,
  executionArn: string,
  cause: string,
): Promise<void> => {
  try {
    await client.send(new StopExecutionCommand({ executionArn, error: 'Superseded', cause }));
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
  }
};
