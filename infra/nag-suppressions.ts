import { type CfnElement, Stack, Token, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { CaseWorkflow } from './constructs/case-workflow.ts';
import type { DataStack } from './stacks/data-stack.ts';
import type { ServiceStack } from './stacks/service-stack.ts';

/** A finding of cdk-nag that is answered rather than mended: where, which, and why. */
export interface NagSuppression {
  /** Path of the construct below the service stack. */
  path: string;
  finding: string;
  reason: string;
}

/** Every suppression of the app. Any other finding ends the synthesis. */
export const nagSuppressions = (service: ServiceStack, data: DataStack): NagSuppression[] => [
  ...(['CaseLifecycle', 'JointHandling'] as const).flatMap((machine) => [
    {
      path: `${machine}/Machine/Role/DefaultPolicy`,
      finding: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'Log delivery of Step Functions: its actions know no resources (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html).',
    },
    {
      path: `${machine}/Machine`,
      finding: 'AwsSolutions-SF2',
      reason:
        'Lambda has no X-Ray in the China Regions, and a trace that ends at the function says less than the execution history, which is kept for every case.',
    },
  ]),
  {
    path: 'CaseLifecycle/Machine/Role/DefaultPolicy',
    finding: executionsOf(service.jointHandling),
    reason: 'The lifecycle waits for executions of joint handling, whose names arise as it starts them.',
  },
  ...['Relay', 'Sweep'].map((capability) => ({
    path: `${capability}/Role/DefaultPolicy`,
    finding: executionsOf(service.lifecycle),
    reason: 'It asks whether the execution of a case still runs; no other machine is within reach.',
  })),
  ...['Relay', 'Projector'].map((capability) => ({
    path: `${capability}/Role/DefaultPolicy`,
    finding: `AwsSolutions-IAM5[Resource::${casesTable(data)}/stream/*]`,
    reason: 'ListStreams is asked of a table, before a stream is named; no other table is within reach.',
  })),
  ...['Intake', 'Actions', 'Attachments'].flatMap((capability) =>
    ['cases', 'drafts'].map((files) => ({
      path: `${capability}/Role/DefaultPolicy`,
      finding: `AwsSolutions-IAM5[Resource::${data.exportNames.attachmentsArn}/${files}/*]`,
      reason:
        'Names of files arise as they are uploaded and used; what else lies in the bucket is out of reach.',
    })),
  ),
  ...['Webhooks', 'Sender'].map((capability) => ({
    path: `${capability}/Role/DefaultPolicy`,
    finding: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:secretsmanager:${placeOf(service)}:secret:gridward-${service.folder}/webhooks/*]`,
    reason: 'Secrets arise with webhooks; no other secret of the account is within reach.',
  })),
  ...['Relay', 'Projector', 'Sweep', 'Alarms'].map((capability) => ({
    path: `${capability}/DeadLetters/Queue`,
    finding: 'AwsSolutions-SQS3',
    reason: 'This is itself a dead-letter queue; an alarm rings on its first message.',
  })),
  ...(service.node.tryFindChild('SignIn')?.node.tryFindChild('Users')
    ? [
        {
          path: 'SignIn/Users',
          finding: 'AwsSolutions-COG2',
          reason:
            'MFA is offered, and whether it is demanded is for the city: its staff may have no second device.',
        },
        {
          path: 'SignIn/Users',
          finding: 'AwsSolutions-COG8',
          reason: 'The pool serves trials and the local emulator; a city in use names its own OIDC issuer.',
        },
      ]
    : []),
];

/** Answers the findings; a suppression whose construct is gone throws. */
export const acknowledgeNagFindings = (service: ServiceStack, data: DataStack): void => {
  for (const { path, finding, reason } of nagSuppressions(service, data)) {
    const construct = path.split('/').reduce<IConstruct>((parent, id) => parent.node.findChild(id), service);
    Validations.of(construct).acknowledge({ id: `AwsSolutions::${finding}`, reason });
  }
};

/** How cdk-nag spells the ARN pattern of a workflow's executions. */
const executionsOf = ({ machine }: CaseWorkflow): string => {
  const stack = Stack.of(machine);
  const machineId = stack.getLogicalId(machine.node.defaultChild as CfnElement);
  return `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:${placeOf(stack)}:execution:<${machineId}.Name>:*]`;
};

/** How cdk-nag spells the ARN of the Cases table in use: the name of its export, or an ARN for one that was restored. */
const casesTable = (data: DataStack): string =>
  data.cases.table === data.cases.own
    ? data.exportNames.casesArn
    : `arn:<AWS::Partition>:dynamodb:${placeOf(data)}:table/${data.cases.table.tableName}`;

/** Region and account of an ARN, as far as they are known before the deployment. */
const placeOf = ({ region, account }: Stack): string =>
  [
    Token.isUnresolved(region) ? '<AWS::Region>' : region,
    Token.isUnresolved(account) ? '<AWS::AccountId>' : account,
  ].join(':');
