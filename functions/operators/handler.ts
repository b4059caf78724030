import { SFNClient } from '@aws-sdk/client-sfn';
import { environment } from '#shared/environment.ts';
import { serve } from '#shared/http/serve.ts';
import { openServices } from '#shared/http/services.ts';
import { operations } from './operations.ts';
import type { OperationsServices } from './services.ts';

const { SUBJECT_CLAIM, LIFECYCLE_ARN } = environment('SUBJECT_CLAIM', 'LIFECYCLE_ARN');

const services: OperationsServices = {
  ...openServices(),
  workflow: new SFNClient(),
  lifecycleArn: LIFECYCLE_ARN,
};

/** What operators watch and do. */
export const handler = serve(operations, services, SUBJECT_CLAIM);
