import { environment, namesInJson } from '#shared/environment.ts';
import { openServices, type Services } from '#shared/services.ts';
import { openExecutionList } from '#shared/workflow/execution-list.ts';
import type { Workflow } from '#shared/workflow/workflow.ts';

/** What operators' operations work with. Tests pass their own. */
export interface OperatorsServices extends Services {
  workflow: Pick<Workflow, 'list'>;
}

export const openOperatorsServices = (): OperatorsServices => {
  const { WORKFLOW_ARNS } = environment({ WORKFLOW_ARNS: namesInJson });
  return { ...openServices(), workflow: openExecutionList(WORKFLOW_ARNS) };
};
