import { writeFileSync } from 'node:fs';
import { DOCUMENT_FILE, openApiYaml } from './document.ts';

writeFileSync(DOCUMENT_FILE, openApiYaml());
