import type { Construct } from 'constructs';
import { CaseWorkflow, type WorkflowPlace } from './case-workflow.ts';

/** Asks several units for their parts of a case and waits for each of them. */
export class JointHandling extends CaseWorkflow {
  constructor(scope: Construct, id: string, place: WorkflowPlace) {
    super(scope, id, {
      ...place,
      workflow: 'joint-handling',
      title: 'Joint handling',
      subject: 'a case in joint handling',
    });
  }
}
