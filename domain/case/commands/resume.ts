import { staffOrCentre } from '../../access.ts';
import { happened, rejected } from '../../process/process.ts';
import type { Rejection } from '../../rejection.ts';
import { personal } from '../command.ts';
import { STAGES } from '../stages.ts';
import { resumption, suspendedUntil } from '../suspension.ts';

export interface Resume {
  type: 'resume';
}

/** Resumes the clock before the suspension's end date. */
export const resume = personal({
  stages: STAGES,
  may: staffOrCentre,
  refuses: (current) => (suspendedUntil(current) === undefined ? NOT_SUSPENDED : undefined),
  decide: (current, _command: Resume, context) => {
    const resumed = resumption(current, context);
    return resumed ? happened(resumed) : rejected(NOT_SUSPENDED);
  },
});

const NOT_SUSPENDED: Rejection = {
  kind: 'conflict',
  code: 'not-suspended',
  message: { 'zh-CN': '案件没有挂账。', en: 'The case is not suspended.' },
};
