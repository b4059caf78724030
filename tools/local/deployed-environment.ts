import { type LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { StartError } from './workplace.ts';

/**
 * The environment in which a deployed function runs, by its folder under functions/.
 * @throws StartError when no such function is deployed
 */
export const deployedEnvironment = async (
  client: LambdaClient,
  name: string,
): Promise<Record<string, string>> => {
  for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
    for (const { Environment } of Functions)
      if (Environment?.Variables?.POWERTOOLS_SERVICE_NAME === name) return Environment.Variables;
  throw new StartError(`The running city has no function "${name}": deploy it with "npm start" first.`);
};
