import { writeFileSync } from 'node:fs';
import { DOCUMENT_FILE, openApiYaml } from './openapi/document.ts';
import { apiTypes, TYPES_FILE } from './openapi/types.ts';

/** `npm run openapi`: writes docs/openapi.yaml from the schemas of the operations, and the types of its clients. */
writeFileSync(DOCUMENT_FILE, openApiYaml());
writeFileSync(TYPES_FILE, await apiTypes());
