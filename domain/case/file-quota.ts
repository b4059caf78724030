import { type Actor, type Role, unitOf } from '../actor.ts';
import type { Rejection } from '../rejection.ts';
import { type Case, type FilesFrom, reportersOf } from './case.ts';
import type { CaseEventOf } from './event.ts';

/** How many files a case takes: each side has a number of its own, so that none can shut out another. */

/** Of one reporter: ten photographs show any matter, and two hundred reporters still fit a list. */
const MOST_OF_A_PERSON = 10;
/** Of one unit: before, during and after the work, with the papers of a mediation. */
const MOST_OF_A_UNIT = 20;
/** Of who verifies, since the last result: one round of what was found. */
const MOST_OF_A_VERIFIER = 10;

/** Whoever gives a file: a person, for a unit or not. */
interface Giver {
  subject: string;
  role: Role;
  /** Code of the unit. */
  unit?: string;
}

/** On whose account a file goes. */
type Side = { kind: 'people' | 'units'; name: string } | { kind: 'verifier' };

const sideOf = (current: Case, { subject, role, unit }: Giver): Side => {
  if (reportersOf(current).includes(subject)) return { kind: 'people', name: subject };
  if (mayBeVerifier(current, subject, role)) return { kind: 'verifier' };
  return unit === undefined ? { kind: 'people', name: subject } : { kind: 'units', name: unit };
};

/** The grid worker who was drawn or, where nobody was, any that is there to look. */
const mayBeVerifier = ({ state }: Case, subject: string, role: Role): boolean =>
  state.stage === 'verification' && role === 'gridWorker' && (state.verifier ?? subject) === subject;

const MOST: Record<Side['kind'], number> = {
  people: MOST_OF_A_PERSON,
  units: MOST_OF_A_UNIT,
  verifier: MOST_OF_A_VERIFIER,
};

const givenBy = ({ filesFrom = {} }: Case, side: Side): number =>
  (side.kind === 'verifier' ? filesFrom.verifier : filesFrom[side.kind]?.[side.name]) ?? 0;

/** Why a case takes no such number of files from somebody; undefined when it does. */
export const tooManyFiles = (current: Case, actor: Actor, count: number): Rejection | undefined => {
  const { subject, role } = actor;
  const unit = unitOf(actor)?.code;
  const side = sideOf(current, { subject, role, ...(unit !== undefined && { unit }) });
  const given = givenBy(current, side);
  return given + count > MOST[side.kind] ? tooMany(side, given) : undefined;
};

/** The numbers after one more file. */
export const withFileFrom = (current: Case, { by }: CaseEventOf<'attached'>): FilesFrom => {
  if (by.kind === 'rule') return current.filesFrom ?? {};
  const side = sideOf(current, by);
  const number = givenBy(current, side) + 1;
  return side.kind === 'verifier'
    ? { ...current.filesFrom, verifier: number }
    : { ...current.filesFrom, [side.kind]: { ...current.filesFrom?.[side.kind], [side.name]: number } };
};

/** A new result is verified anew. */
export const withoutVerifiers = ({ filesFrom }: Case): Pick<Case, 'filesFrom'> => {
  if (!filesFrom) return {};
  const { verifier, ...others } = filesFrom;
  return { filesFrom: others };
};

const tooMany = (side: Side, given: number): Rejection => {
  const most = MOST[side.kind];
  const [whose, of] = WHOSE[side.kind];
  return {
    kind: 'conflict',
    code: 'too-many-attachments',
    field: 'files',
    message: {
      'zh-CN': `${whose}在本案中最多提交 ${most} 个文件，已有 ${given} 个；请只提交最能说明情况的文件。`,
      en: `A case takes at most ${most} files from ${of}, and has ${given}; send those that show most.`,
    },
  };
};

const WHOSE: Record<Side['kind'], [zh: string, en: string]> = {
  people: ['每人', 'one person'],
  units: ['每个单位', 'one unit'],
  verifier: ['核实人员每次核实', 'whoever verifies a result'],
};
