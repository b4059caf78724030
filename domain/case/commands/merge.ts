import { dispatches } from '../../access.ts';
import { wrongStage } from '../../process/decide.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { isOpen } from '../case.ts';
import { personal, rule } from '../command.ts';
import { COMMAND_NAMES } from '../command-names.ts';
import { OPEN_STAGES, STAGE_NAMES, STAGES } from '../stages.ts';

export interface Merge {
  type: 'merge';
  into: string;
}

/** The same matter was reported before: this case ends and the other one continues, so nothing is assigned twice. */
export const merge = personal({
  stages: OPEN_STAGES,
  may: dispatches,
  decide: (current, { into }: Merge) =>
    into === current.id ? rejected(INTO_ITSELF) : happened({ type: 'merged', into }),
});

export interface Absorb {
  type: 'absorb';
  caseId: string;
  reporters: string[];
  staffReporters: { subject: string; unit: string }[];
}

/** Cases that one takes in: more reports of one matter are a case of another kind. The record has room for 400 kB. */
const MOST_MERGED = 200;

/** The other case takes it in; whoever reported either of them may follow this one. */
export const absorb = rule({
  stages: STAGES,
  decide: (current, { caseId, reporters, staffReporters }: Absorb) => {
    if (current.mergedFrom.length >= MOST_MERGED) return rejected(TOO_MANY);
    return isOpen(current)
      ? happened({
          type: 'absorbed',
          caseId,
          reporters,
          ...(staffReporters.length > 0 && { staffReporters }),
        })
      : rejected({
          ...wrongStage({ stages: STAGE_NAMES, commandNames: COMMAND_NAMES }, current, 'merge', OPEN_STAGES),
          field: 'into',
        });
  },
});

const TOO_MANY: Rejection = {
  kind: 'conflict',
  code: 'too-many-merged',
  field: 'into',
  message: {
    'zh-CN': `目标案件已并入 ${MOST_MERGED} 个案件，达到上限；请并入同一事项的另一案件。`,
    en: `${MOST_MERGED} cases were merged into that case, which is the most; merge into another case of the same matter.`,
  },
};

const INTO_ITSELF: Rejection = {
  kind: 'invalid',
  code: 'merge-into-itself',
  field: 'into',
  message: { 'zh-CN': '不能并入本案自身。', en: 'A case cannot be merged into itself.' },
};
