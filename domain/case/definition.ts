import type { Definition } from '../process/process.ts';
import type { Case } from './case.ts';
import { type CaseCommand, personalCommands, ruleCommands } from './commands.ts';
import { drivenCase } from './driven-case.ts';
import type { CaseClockName, CaseEventBody } from './event.ts';

/** The case as a process with all its commands. */
export const caseProcess: Definition<Case, CaseEventBody, CaseCommand, CaseClockName> = {
  ...drivenCase,
  commands: { ...personalCommands, ...ruleCommands },
};
