import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES_FOLDER } from '../../tools/openapi/examples.ts';
import { filesOf } from './files.ts';
import { playScenes } from './scenes.ts';
import { Showing } from './showing.ts';

/** `npm run examples`: lives through the scenes, and writes what was shown to `tools/openapi/examples`. */
const showing = await Showing.open();
await playScenes(showing);
for (const [name, content] of Object.entries(filesOf(showing)))
  writeFileSync(join(EXAMPLES_FOLDER, name), content);
await showing.close();
// Cases that the scenes leave open have executions, which would wait on.
process.exit();
