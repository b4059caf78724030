import { join } from 'node:path';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { openApiYaml } from './document.ts';

export const TYPES_FILE = join(import.meta.dirname, '../../console/api/types.ts');

/** The types of the API in TypeScript, for whoever asks it: what `npm run openapi` writes into `console/api/types.ts`. */
export const apiTypes = async (): Promise<string> =>
  // What has a default may be left out of a request.
  COMMENT_HEADER + astToString(await openapiTS(openApiYaml(), { defaultNonNullable: false }));
