import { InvalidToken, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { AWS_CLIENT } from '../aws-client.ts';
import { stateMachinesBy } from './state-machines.ts';
import { type ExecutionStatus, PageForgotten, type Workflow } from './workflow.ts';

/** The executions of Step Functions, for whoever only looks on. */
export const openExecutionList = (
  arns: Readonly<Record<string, string>>,
  client = new SFNClient(AWS_CLIENT),
): Pick<Workflow, 'list'> => {
  const machineOf = stateMachinesBy(arns);
  return {
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
