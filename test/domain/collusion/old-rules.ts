import { dispatches } from '#domain/access.ts';
import type { Actor } from '#domain/actor.ts';
import { type Case, type CaseAt, requestOf } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { plusSeconds } from '#domain/time/instant.ts';
import { judicial, mayCommand, police, township } from '../builders.ts';
import { ALONE, NEIGHBOUR, type OldRule, ONE, OTHER, TWO_CASES, type World } from './search.ts';

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

const reportedBy = (reporter: Actor, world = ALONE): World => ({
  ...world,
  reporters: [...world.reporters.slice(0, -1), reporter] as unknown as World['reporters'],
});

/** Units below the centres, of which two handle one case each. */
const ASSIGNED_HERE = [police.code, judicial.code];

/** Rules that could be got round, each with the sentence that it breaks and the steps that it takes. */
export const OLD_RULES: Record<string, { world: World; rule: OldRule; steps: number; breaks: string }> = {
  'a second account of the same office grants': {
    world: ALONE,
    rule: {
      may: (actor, command, current) =>
        command.type === 'approve' && dispatches(actor, current) && requestOf(current)?.by !== actor.subject,
    },
    steps: 2,
    breaks: 'nobody grants their own wish, nor their office’s',
  },
  'whoever asks grants it': {
    world: ALONE,
    rule: { may: (actor, command, current) => command.type === 'approve' && dispatches(actor, current) },
    steps: 2,
    breaks: 'nobody grants their own wish, nor their office’s',
  },
  'a reporter grants': {
    world: reportedBy(ONE),
    rule: { may: without(['approve'], { reporter: 'somebody else' }) },
    steps: 2,
    breaks: 'who reported a case grants nothing in it',
  },
  'a unit that gets the case again has a new limit': {
    world: ALONE,
    rule: { forgets: (current) => ({ ...current, spent: [] }) },
    steps: 5,
    breaks: 'no unit keeps a case beyond its limit without any consequence',
  },
  'delegations are not counted': {
    world: ALONE,
    rule: { forgets: (current) => ({ ...current, returns: 0 }) },
    steps: 4,
    breaks: 'nobody hands a case to and fro beyond the quota',
  },
  'a centre gives a case to whom it likes': {
    world: ALONE,
    rule: {
      takes: (current, { type }) => (type === 'assign' ? { ...current, level: 'city' } : current),
    },
    steps: 1,
    breaks: 'nobody gives a case to a unit that stands above them and above the case',
  },
  'a reporter verifies': {
    world: reportedBy(NEIGHBOUR),
    rule: { may: without(['verify'], { reporter: 'somebody else' }) },
    steps: 4,
    breaks: 'who reported a case does not verify it',
  },
  'the reporter confirms for the unit that handled': {
    world: ALONE,
    rule: { may: without(['followUp'], { handlers: [], handlingUnits: [], staffReporters: [] }) },
    steps: 5,
    breaks: 'who handled a case does not confirm its end',
  },
  'who handled in another post verifies': {
    world: ALONE,
    rule: { may: without(['verify'], { handlers: [] }) },
    steps: 4,
    breaks: 'who handled a case does not verify it',
  },
  'a unit verifies what it handled': {
    world: ALONE,
    rule: {
      may: without(['verify'], { handlingUnits: [] }),
      takes: (current, { type }) => (type === 'submitResult' ? { ...current, handlingUnits: [] } : current),
      only: ({ type }) => ['assign', 'delegate', 'acknowledge', 'submitResult', 'verify'].includes(type),
    },
    steps: 6,
    breaks: 'who handled a case does not verify it',
  },
  'a case is reopened without end': {
    world: ALONE,
    rule: {
      policy: { reopenQuota: 10 },
      only: (command, { subject }) =>
        STRAIGHT_ON.includes(command.type) &&
        subject !== OTHER.subject &&
        (command.type !== 'assign' || command.unit === police.code),
    },
    steps: 12,
    breaks: 'a case is not reopened beyond the quota without a higher level',
  },
  'a unit declines what one of it reported': {
    world: reportedBy(ONE),
    rule: { may: without(['decline'], { staffReporters: [] }) },
    steps: 1,
    breaks: 'who reported a case does not decline it, nor their office',
  },
  'who has a case in hand declines it': {
    world: ALONE,
    rule: { may: without(['decline'], { handlers: [], handlingUnits: [] }) },
    steps: 4,
    breaks: 'who handled a case does not decline it',
  },
  'an appeal goes back to the desk that declined': {
    world: ALONE,
    rule: {
      may: without(['decline', 'assign', 'acknowledge'], { declinedBy: [] }),
      takes: (current, { type }) =>
        type === 'appeal'
          ? {
              ...current,
              declinedBy: [],
              state: { ...(current as CaseAt<'declined'>).state, byLevel: 'community' },
            }
          : current,
    },
    steps: 3,
    breaks: 'who declined or reported a case does not decide the appeal',
  },
  'a unit that gets the case again after an appeal has a new limit': {
    world: ALONE,
    rule: {
      forgets: (current) => (current.state.stage === 'declined' ? { ...current, spent: [] } : current),
      only: (command) =>
        ['delegate', 'decline', 'appeal'].includes(command.type) ||
        (command.type === 'assign' && command.unit === township.code),
      waits: true,
    },
    steps: 7,
    breaks: 'no unit keeps a case beyond its limit without any consequence',
  },
  'a case is merged into a younger one, which keeps its own limit': {
    world: TWO_CASES,
    rule: {
      takes: (current, command) =>
        command.type === 'merge' && command.into.id !== current.id
          ? { ...current, reportedAt: plusSeconds(current.reportedAt, 86_400) }
          : current,
      joins: ({ whole, ...from }) => from,
    },
    steps: 2,
    breaks: 'nobody keeps a case off the limit that it has as a whole',
  },
  'a case in hand is merged by one alone': {
    world: TWO_CASES,
    rule: { takes: (current, { type }) => (type === 'merge' ? { ...current, handlers: [] } : current) },
    steps: 3,
    breaks: 'nobody merges alone what somebody has taken in hand',
  },
  'who handled a case is forgotten when it is merged': {
    world: TWO_CASES,
    rule: {
      joins: (from) => ({ ...from, handlers: [], handlingUnits: [] }),
      only: (command, { subject }) =>
        ['assign', 'acknowledge', 'submitResult', 'merge', 'approve', 'verify'].includes(command.type) &&
        subject !== OTHER.subject &&
        (command.type !== 'assign' || ASSIGNED_HERE.includes(command.unit)),
    },
    steps: 8,
    breaks: 'who handled a case does not verify it',
  },
  'who declined a case is forgotten when it is merged': {
    world: TWO_CASES,
    rule: {
      joins: ({ declinedBy, ...from }) => from,
      only: ({ type }) => ['decline', 'appeal', 'merge'].includes(type),
    },
    steps: 4,
    breaks: 'nobody declines a case twice, nor their office',
  },
  'the quicker of two reporters closes the case of both': {
    world: TWO_CASES,
    rule: {
      takes: (current, { type }, { subject }) =>
        type === 'followUp' ? { ...current, reporter: subject, alsoReportedBy: [] } : current,
      only: ({ type }, { subject }) => [...STRAIGHT_ON, 'merge'].includes(type) && subject !== OTHER.subject,
    },
    steps: 6,
    breaks: 'no reporter closes a case over the head of another',
  },
};
