import { dispatches } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Case, requestOf } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { mayCommand, police } from '../builders.ts';
import { NEIGHBOUR, type OldRule } from './search.ts';

const without =
  (types: readonly PersonalCommand['type'][], forgotten: Partial<Case>): NonNullable<OldRule['may']> =>
  (actor: Actor, command: PersonalCommand, current: Case) =>
    types.includes(command.type) && mayCommand(actor, command, { ...current, ...forgotten });

const STRAIGHT_ON: PersonalCommand['type'][] = [
  'assign',
  'acknowledge',
  'submitResult',
  'verify',
  'followUp',
  'reopen',
];

/** Rules that could be got round, each with the sentence that it breaks. */
export const OLD_RULES: Record<string, { rule: OldRule; steps: number; breaks: string }> = {
  'a second account of the same office grants': {
    rule: {
      may: (actor, command, current) =>
        command.type === 'approve' && dispatches(actor, current) && requestOf(current)?.by !== actor.subject,
    },
    steps: 3,
    breaks: 'nobody grants their own wish, nor their office’s',
  },
  'a unit that gets the case again has a new limit': {
    rule: { forgets: (current) => ({ ...current, spent: [] }) },
    steps: 6,
    breaks: 'no unit keeps a case beyond its limit without any consequence',
  },
  'delegations are not counted': {
    rule: { forgets: (current) => ({ ...current, returns: 0 }) },
    steps: 6,
    breaks: 'nobody hands a case to and fro beyond the quota',
  },
  'a reporter verifies': {
    rule: { may: without(['verify'], { reporter: 'somebody else' }), reporter: NEIGHBOUR },
    steps: 5,
    breaks: 'who reported a case does not verify it',
  },
  'the reporter confirms for the unit that handled': {
    rule: { may: without(['followUp'], { handlers: [], handlingUnits: [], staffReporters: [] }) },
    steps: 5,
    breaks: 'who handled a case does not confirm its end',
  },
  'who handled in another post verifies': {
    rule: { may: without(['verify'], { handlers: [] }) },
    steps: 4,
    breaks: 'who handled a case does not verify it',
  },
  'a unit verifies what it handled': {
    rule: { may: without(['verify'], { handlers: [], handlingUnits: [] }) },
    steps: 5,
    breaks: 'who handled a case does not verify it',
  },
  'a case is reopened without end': {
    rule: {
      policy: { reopenQuota: 10 },
      only: (command, { subject }) =>
        STRAIGHT_ON.includes(command.type) &&
        subject !== 'second of the township' &&
        (command.type !== 'assign' || command.unit === police.code),
    },
    steps: 12,
    breaks: 'a case is not reopened beyond the quota without a higher level',
  },
};
