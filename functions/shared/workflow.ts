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
 * Starts the execution of a case under a name of its own. False when the name was used already: a repeated
 * record starts nothing twice.
 */
export const startLifecycle = async (
  client: SFNClient,
  stateMachineArn: string,
  caseId: string,
  name: string,
): Promise<boolean> => {
  try {
    await client.send(
      new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify({ caseId }) }),
    );
    return true;
  } catch (error) {
    if (error instanceof ExecutionAlreadyExists) return false;
    throw error;
  }
};

export const executionArn = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** Whether an execution still runs. */
export const isRunning = async (client: SFNClient, arn: string): Promise<boolean> => {
  try {
    const { status } = await client.send(new DescribeExecutionCommand({ executionArn: arn }));
    return status === 'RUNNING';
  } catch (error) {
    if (error instanceof ExecutionDoesNotExist) return false;
    throw error;
  }
};

/** Stops an execution that another one takes over from; one that has ended is left as it is. */
export const stopExecution = async (client: SFNClient, arn: string, cause: string): Promise<void> => {
  if (await isRunning(client, arn))
    await client.send(new StopExecutionCommand({ executionArn: arn, error: 'Superseded', cause }));
};
