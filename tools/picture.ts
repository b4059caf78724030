import { writeFileSync } from 'node:fs';
import { drawHouse, PICTURE_FILE } from './house/picture.ts';

/** `npm run picture`: draws docs/house.md from the imports of the code. */
writeFileSync(PICTURE_FILE, await drawHouse());
