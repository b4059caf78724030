import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  ListExecutionsCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { type ExecutionStatus, PageForgotten, type Workflow } from './workflow.ts';

/** The workflows as Step Functions runs them, by the ARN of each state machine. */
export const openStepFunctions = (
  arns: Readonly<Record<string, string>>,
  client = new SFNClient(),
): Workflow => {
  const machineOf = (workflow: string): string => {
    const arn = arns[workflow];
    if (arn === undefined)
      throw new Error(`this function was not told the ARN of the workflow "${workflow}"`);
    return arn;
  };
  const isRunning = async (executionArn: string): Promise<boolean> => {
    try {
      const { status } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return status === 'RUNNING';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return false;
      throw error;
    }
  };
  return {
    isRunning,
    start: async (workflow, name, input) => {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn: machineOf(workflow),
            name,
            input: JSON.stringify(input),
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ExecutionAlreadyExists) return false;
        throw error;
      }
    },
    answer: async (taskToken, standing) => {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(standing) }));
        return true;
      } catch (error) {
        if (
          error instanceof TaskDoesNotExist ||
          error instanceof TaskTimedOut ||
          error instanceof InvalidToken
        )
          return false;
        throw error;
      }
    },
    stop: async (executionArn, cause) => {
      if (await isRunning(executionArn))
        await client.send(new StopExecutionCommand({ executionArn, error: 'Superseded', cause }));
    },
    executionOf: (workflow, name) =>
      `${machineOf(workflow).replace(':stateMachine:', ':execution:')}:${name}`,
    list: async (workflow, { limit, status, after }) => {
      const asked = new ListExecutionsCommand({
        stateMachineArn: machineOf(workflow),
        maxResults: limit,
        ...(status && { statusFilter: status }),
        ...(after !== undefined && { nextToken: after }),
      });
      const { executions = [], nextToken } = await client.send(asked).catch((error: unknown) => {
        throw error instanceof InvalidToken ? new PageForgotten() : error;
      });
      return {
        executions: executions.map(({ executionArn, name, status: its, startDate, stopDate }) => ({
          execution: executionArn ?? '',
          name: name ?? '',
          status: its as ExecutionStatus,
          startedAt: startDate ?? new Date(0),
          ...(stopDate && { stoppedAt: stopDate }),
        })),
        ...(nextToken !== undefined && { next: nextToken }),
      };
    },
  };
};
