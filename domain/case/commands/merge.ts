import { type Case, isOpen } from '../case.ts';
import { type Decide, happened, rejected } from '../command.ts';
import { OPEN_STAGES, wrongStage } from '../stage.ts';

/** The same matter was reported before: this case ends in the other one, and nothing is assigned twice. */
export const merge: Decide<'merge'> = (current, { into }) => {
  if (!isOpen(current)) return rejected(wrongStage(current, 'merge', OPEN_STAGES));
  return into === current.id ? rejected(INTO_ITSELF) : happened({ type: 'merged', into });
};

/** The other case takes it in; whoever reported either of them is kept informed of this one. */
export const absorb: Decide<'absorb'> = (current, { caseId, reporters }) =>
  isOpen(current)
    ? happened({ type: 'absorbed', caseId, reporters })
    : rejected({ ...wrongStage(current, 'merge', OPEN_STAGES), field: 'into' });

/** Everybody who reported a case, in this or in those merged into it. */
export const reportersOf = ({ reporter, alsoReportedBy }: Case): string[] => [
  ...new Set([reporter, ...alsoReportedBy]),
];

const INTO_ITSELF = {
  kind: 'invalid' as const,
  code: 'merge-into-itself',
  field: 'into',
  message: { 'zh-CN': '不能并入本案自身。', en: 'A case cannot be merged into itself.' },
};
