import type { Construct } from 'constructs';
import { CaseWorkflow, type WorkflowPlace } from './case-workflow.ts';
import type { JointHandling } from './joint-handling.ts';

export interface CaseLifecycleProps extends WorkflowPlace {
  jointHandling: JointHandling;
}

/** Drives a case from its report to its end. */
export class CaseLifecycle extends CaseWorkflow {
  constructor(scope: Construct, id: string, { jointHandling, ...place }: CaseLifecycleProps) {
    super(scope, id, {
      ...place,
      workflow: 'case-lifecycle',
      title: 'Case lifecycle',
      subject: 'a case',
      nested: jointHandling,
    });
  }
}
