import { addsFiles } from '../../access.ts';
import { type Decided, type FileRef, happened, rejected } from '../../process/process.ts';
import { personal } from '../command.ts';
import type { CaseEventBody } from '../event.ts';
import { tooManyFiles } from '../file-quota.ts';
import { STAGES } from '../stages.ts';

export interface Attach {
  type: 'attach';
  /** Files that were uploaded and looked at before. */
  files: readonly FileRef[];
}

/** Files are added to the case, at any stage. */
export const attach = personal({
  stages: STAGES,
  may: addsFiles,
  decide: (current, { files }: Attach, { actor }) => {
    const tooMany = tooManyFiles(current, actor, files.length);
    return tooMany ? rejected(tooMany) : happened(...filesAttached(files));
  },
});

/** Each file has an event of its own. */
export const filesAttached = (files: readonly FileRef[]): Decided<CaseEventBody>[] =>
  files.map((attachment) => ({ type: 'attached', attachment }));
