import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { AWS_CLIENT } from '../aws-client.ts';
import { openExecutionList } from './execution-list.ts';
import { stateMachinesBy } from './state-machines.ts';
import type { Workflow } from './workflow.ts';

/** The workflows as Step Functions runs them, by the ARN of each state machine. */
export const openStepFunctions = (
  arns: Readonly<Record<string, string>>,
  client = new SFNClient(AWS_CLIENT),
): Workflow => {
  const machineOf = stateMachinesBy(arns);
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
    ...openExecutionList(arns, client),
  };
};
