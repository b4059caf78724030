import type { Restart } from '../process/common.ts';
import type { Definition } from '../process/process.ts';
import { BLANK, type Case } from './case.ts';
import { COMMAND_NAMES } from './command-names.ts';
import { type PersonalCommand, type RuleCommand, restart, ruleCommands } from './commands.ts';
import { entriesOf } from './entries.ts';
import type { CaseClockName, CaseEventBody } from './event.ts';
import { evolveCase } from './evolve.ts';
import { superiorsOf } from './joint-handling.ts';
import { caseClockwork } from './ladder.ts';
import { noticesOf } from './notices.ts';
import { goesOnElsewhere } from './refusals.ts';
import { STAGE_NAMES } from './stages.ts';
import { asksTheDutyList, openBranches, openWaits, standingOf, toldTo } from './standing.ts';

/**
 * The case as it is driven: with the commands of the system, and of operators, who decide nothing in it. Whatever gives no
 * others loads no others.
 */
export const drivenCase: Definition<Case, CaseEventBody, RuleCommand | Restart, CaseClockName> = {
  ...caseClockwork,
  kind: 'case',
  workflow: 'case-lifecycle',
  stages: STAGE_NAMES,
  commandNames: COMMAND_NAMES satisfies Record<PersonalCommand['type'], unknown>,
  commands: { ...ruleCommands, restart },
  evolve: evolveCase,
  goesOnElsewhere,
  needs: (current) => ({ grid: current.grid, units: superiorsOf(current) }),
  ownStep: (current) => (asksTheDutyList(current) ? { type: 'assignByDutyList' } : undefined),
  standing: standingOf,
  waits: openWaits,
  told: toldTo,
  branches: openBranches,
  entries: entriesOf,
  blank: BLANK,
  number: ({ number }) => number,
  filing: ({ reportedAt, reporter, grid, category, point }) => ({
    at: reportedAt,
    by: reporter,
    grid,
    category,
    ...(point && { point }),
  }),
  outcome: (event, { state }) =>
    event.type === 'resultSubmitted' && state.stage === 'verification'
      ? { seq: event.seq, at: event.at, unit: state.handledBy, result: event.result }
      : undefined,
  notices: noticesOf,
  file: (event) => (event.type === 'attached' ? event.attachment : undefined),
};
