import { writeFileSync } from 'node:fs';
import { DOCUMENT_FILE, openApiYaml } from './openapi/document.ts';

/** `npm run openapi`: writes docs/openapi.yaml from the schemas of the operations. */
writeFileSync(DOCUMENT_FILE, openApiYaml());
