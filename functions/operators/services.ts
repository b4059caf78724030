import type { SFNClient } from '@aws-sdk/client-sfn';
import type { Services } from '#shared/http/operation.ts';

export interface OperationsServices extends Services {
  workflow: SFNClient;
  lifecycleArn: string;
}
