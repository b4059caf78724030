import type { CaseEvent } from '#domain/case/event.ts';

/**
 * What must never come of people who work together, told from the events of a history alone: nothing here knows the rules
 * of access, nor what the domain makes of a case.
 */

export interface Limits {
  /** Hours of the limits for acknowledging, for handling and for the case as a whole, each. */
  hours: number;
  returnQuota: number;
  reopenQuota: number;
}

/** What has been seen of a history so far, in plain values. */
export interface Seen {
  id: string;
  /** Everybody who reported the matter, in this case or in one merged into it, and for which unit. */
  reporters: Person[];
  /** Reporters who have said since the last check what they think of it. */
  answered: string[];
  handlers: string[];
  handlingUnits: string[];
  /** Somebody independent has looked at the present result. */
  looked: boolean;
  asked?: { kind: string; by: string; unit: string };
  decliners: Person[];
  /** A reporter does not agree that the case was declined, and nobody has decided. */
  appealed: boolean;
  unit: string;
  /** Digits of the area at which the case stands. */
  level: number;
  stage: 'waiting' | 'acknowledgement' | 'handling' | 'suspended' | 'judged' | 'ended';
  since: number;
  /** Milliseconds that the case has been open, without those in which it was suspended. */
  open: number;
  /** The limit of the case as a whole has had its consequence. */
  wholeTold: boolean;
  /** Milliseconds that each unit has used of a limit without any consequence, by unit and stage. */
  used: Record<string, number>;
  extensions: Record<string, number>;
  /** Hand-backs that led to no level above any before. */
  handBacks: number;
  highest: number;
  reopened: number;
  reopenedBy: number;
}

interface Person {
  subject: string;
  /** Empty for whoever acts for none. */
  unit: string;
}

const HOUR = 3_600_000;

/** Digits of the area at which a unit sits: the fewer, the higher. */
const digits = (unit: string): number => unit.indexOf('-');
const isCentre = (unit: string): boolean => /-(commandCenter|committee)$/.test(unit);
const isAbove = (one: string, other: string): boolean =>
  one.endsWith('-supervisingUnit')
    ? digits(other) === 4 && isCentre(other)
    : isCentre(one) && (digits(one) < digits(other) || (digits(one) === digits(other) && !isCentre(other)));

const personOf = ({ by }: CaseEvent): Person =>
  by.kind === 'person' ? { subject: by.subject, unit: by.unit ?? '' } : { subject: '', unit: '' };

const isAmong = (people: readonly Person[], { subject }: Person): boolean =>
  people.some((one) => one.subject === subject);
const isOfficeOf = (people: readonly Person[], { unit }: Person): boolean =>
  unit !== '' && people.some((one) => one.unit === unit);

export const seenFirst = (event: CaseEvent): Seen => {
  if (event.type !== 'reported') throw new Error('a history begins with a report');
  return {
    id: event.matter.id,
    reporters: [personOf(event)],
    answered: [],
    handlers: [],
    handlingUnits: [],
    looked: false,
    decliners: [],
    appealed: false,
    unit: event.unit.code,
    level: digits(event.unit.code),
    stage: 'waiting',
    since: Date.parse(event.at),
    open: 0,
    wholeTold: false,
    used: {},
    extensions: {},
    handBacks: 0,
    highest: digits(event.unit.code),
    reopened: 0,
    reopenedBy: 9,
  };
};

/** What is seen after one more event, or the sentence that it breaks. `others` are the cases around it. */
export const seeing = (
  before: Seen,
  event: CaseEvent,
  limits: Limits,
  others: readonly Seen[],
): Seen | string => {
  const passed = passing(before, Date.parse(event.at));
  const person = personOf(event);
  const { subject, unit } = person;
  const own = passed.handlers.includes(subject) || passed.handlingUnits.includes(unit);
  if (
    passed.appealed &&
    DECIDES_AN_APPEAL.has(event.type) &&
    [...passed.decliners, ...passed.reporters].some((one) => one.subject === subject)
  )
    return 'who declined or reported a case does not decide the appeal';
  if (passed.appealed && DECIDES_AN_APPEAL.has(event.type) && isOfficeOf(passed.decliners, person))
    return 'the office that declined a case does not decide the appeal';
  const seen = {
    ...passed,
    appealed: passed.appealed && !DECIDES_AN_APPEAL.has(event.type),
    wholeTold: passed.wholeTold || ('rung' in event && event.rung?.whole === true),
  };
  const moved = (to: string, stage: Seen['stage']): Seen => ({ ...seen, unit: to, stage });
  const given = (to: string, stage: Seen['stage']): Seen => ({
    ...moved(to, stage),
    level: digits(to),
    highest: Math.min(seen.highest, digits(to)),
  });
  switch (event.type) {
    case 'assigned':
    case 'designated': {
      const to = event.unit.code;
      if (to === seen.unit && seen.stage !== 'waiting' && event.clock.stage !== 'acknowledgement')
        return seen;
      if (digits(to) < Math.min(digits(unit), seen.level))
        return 'nobody gives a case to a unit that stands above them and above the case';
      return given(to, 'acknowledgement');
    }
    case 'acknowledged': {
      const { [`${seen.unit} acknowledgement`]: _, ...used } = seen.used;
      return { ...withHandler(seen, subject, unit), used, stage: 'handling' };
    }
    case 'responded':
      return withHandler(seen, subject, unit);
    case 'delegated':
    case 'returned': {
      const rises = digits(event.to.code) < seen.highest;
      const handBacks = seen.handBacks + (rises ? 0 : 1);
      if (handBacks > limits.returnQuota) return 'nobody hands a case to and fro beyond the quota';
      const next = given(event.to.code, event.type === 'returned' ? 'waiting' : 'acknowledgement');
      const level = event.type === 'returned' ? Math.min(seen.level, next.level) : next.level;
      return { ...next, level, handBacks };
    }
    case 'escalated': {
      const { [`${seen.unit} ${seen.stage}`]: _, ...used } = seen.used;
      const stage = seen.stage === 'judged' ? 'judged' : 'acknowledgement';
      const next = given(event.to.code, stage);
      return event.by.kind === 'rule' ? { ...next, used } : next;
    }
    case 'cardGiven':
    case 'supervised': {
      if (event.rung.whole) return seen;
      const { [`${seen.unit} ${seen.stage}`]: _, ...used } = seen.used;
      return { ...seen, used };
    }
    case 'resultSubmitted':
      return {
        ...withHandler(moved(event.to.code, 'judged'), subject, unit),
        looked: false,
        used: {},
        extensions: {},
      };
    case 'verified':
    case 'reworked':
      if (own) return 'who handled a case does not verify it';
      if (isAmong(seen.reporters, person)) return 'who reported a case does not verify it';
      return event.type === 'verified'
        ? { ...moved(event.to.code, 'judged'), looked: true, answered: [] }
        : moved(event.to.code, 'handling');
    case 'followedUp':
      if (own) return 'who handled a case does not confirm its end';
      if (seen.reporters.some((one) => one.subject === subject && seen.handlingUnits.includes(one.unit)))
        return 'who reported a case for the unit that handled it does not confirm its end';
      return { ...seen, answered: [...seen.answered, subject].sort() };
    case 'secondLookOrdered':
      return given(event.to.code, 'acknowledgement');
    case 'closed':
      if (!seen.looked) return 'no case is closed that nobody independent has looked at';
      if (isAmong(seen.reporters, person) && !haveAllAnswered(seen))
        return 'no reporter closes a case over the head of another';
      return moved('', 'ended');
    case 'requested':
      return { ...seen, asked: { kind: event.request.kind, by: subject, unit } };
    case 'declined':
      if (own) return 'who handled a case does not decline it';
      if (isAmong(seen.reporters, person) || isOfficeOf(seen.reporters, person))
        return 'who reported a case does not decline it, nor their office';
      if (isAmong(seen.decliners, person) || isOfficeOf(seen.decliners, person))
        return 'nobody declines a case twice, nor their office';
      return { ...moved('', 'ended'), decliners: inOrder([...seen.decliners, person]) };
    case 'appealed':
      if (!isAmong(seen.reporters, person)) return 'nobody appeals for a reporter';
      return { ...given(event.unit.code, 'waiting'), appealed: true };
    case 'merged': {
      const into = others.find(({ id }) => id === event.into);
      if (!into) throw new Error(`case ${event.into} is not known`);
      if (seen.asked?.kind === 'merge')
        return (
          notGranted(seen, person) ?? notGranted({ ...into, asked: seen.asked }, person) ?? moved('', 'ended')
        );
      return seen.handlers.length + into.handlers.length > 0
        ? 'nobody merges alone what somebody has taken in hand'
        : moved('', 'ended');
    }
    case 'absorbed': {
      const from = others.find(({ id }) => id === event.caseId);
      if (!from) throw new Error(`case ${event.caseId} is not known`);
      return {
        ...seen,
        reporters: inOrder([...seen.reporters, ...from.reporters]),
        handlers: [...new Set([...seen.handlers, ...from.handlers])].sort(),
        handlingUnits: [...new Set([...seen.handlingUnits, ...from.handlingUnits])].sort(),
        decliners: inOrder([...seen.decliners, ...from.decliners]),
        ...(!from.wholeTold && { open: Math.max(seen.open, from.open) }),
      };
    }
    case 'requestRefused':
      return withoutWish(seen);
    case 'extended':
    case 'suspended':
    case 'voided': {
      const refused = notGranted(seen, person);
      if (refused) return refused;
      const granted = withoutWish(seen);
      if (event.type === 'suspended') return { ...granted, stage: 'suspended' };
      if (event.type === 'voided') return { ...granted, stage: 'ended' };
      const extensions = { ...seen.extensions, [seen.unit]: (seen.extensions[seen.unit] ?? 0) + 1 };
      return { ...granted, extensions };
    }
    case 'resumed':
      return { ...seen, stage: 'handling' };
    case 'reopened': {
      const level = digits(unit);
      if (seen.reopened >= limits.reopenQuota && level >= Math.min(9, seen.reopenedBy))
        return 'a case is not reopened beyond the quota without a higher level';
      return {
        ...given(event.unit.code, 'waiting'),
        used: {},
        extensions: {},
        handBacks: 0,
        highest: digits(event.unit.code),
        reopened: seen.reopened + 1,
        reopenedBy: digits(event.unit.code),
      };
    }
    default:
      return seen;
  }
};

/** What is seen at an instant at which everything that was due has happened, or the sentence that is broken. */
export const seeingAt = (before: Seen, now: number, { hours }: Limits): Seen | string => {
  const seen = passing(before, now);
  if (seen.open > hours * HOUR && !seen.wholeTold && seen.stage !== 'ended')
    return 'nobody keeps a case off the limit that it has as a whole';
  for (const [name, used] of Object.entries(seen.used)) {
    const [unit = ''] = name.split(' ');
    const granted = name.endsWith(' handling') ? (seen.extensions[unit] ?? 0) : 0;
    if (used > hours * HOUR * (1 + granted))
      return 'no unit keeps a case beyond its limit without any consequence';
  }
  return seen;
};

/** What may become of an appeal: the case is given to somebody, taken in hand, or ended. */
const DECIDES_AN_APPEAL: ReadonlySet<CaseEvent['type']> = new Set([
  'assigned',
  'designated',
  'delegated',
  'acknowledged',
  'declined',
  'voided',
  'merged',
]);

/** The sentence that somebody breaks by granting what was asked for, if any. */
const notGranted = ({ asked, reporters }: Seen, person: Person): string | undefined => {
  if (!asked || asked.by === person.subject || asked.unit === person.unit)
    return 'nobody grants their own wish, nor their office’s';
  if (!isAbove(person.unit, asked.unit)) return 'a wish is granted by a unit that stands above';
  return isAmong(reporters, person) ? 'who reported a case grants nothing in it' : undefined;
};

/** Whether every reporter has answered, but for those whose word is that of the unit that handled. */
const haveAllAnswered = ({ reporters, answered, handlers, handlingUnits }: Seen): boolean =>
  reporters.every(
    ({ subject, unit }) =>
      answered.includes(subject) || handlers.includes(subject) || handlingUnits.includes(unit),
  );

const inOrder = (people: readonly Person[]): Person[] =>
  [...new Map(people.map((one) => [`${one.subject} ${one.unit}`, one]))].sort().map(([, one]) => one);

const passing = (before: Seen, now: number): Seen => {
  if (now === before.since) return before;
  const passed = now - before.since;
  const isOpen = before.stage !== 'suspended' && before.stage !== 'ended';
  const seen = { ...before, since: now, open: before.open + (isOpen ? passed : 0) };
  if (seen.stage !== 'acknowledgement' && seen.stage !== 'handling') return seen;
  const name = `${seen.unit} ${seen.stage}`;
  return { ...seen, used: { ...seen.used, [name]: (seen.used[name] ?? 0) + passed } };
};

const withHandler = (seen: Seen, subject: string, unit: string): Seen => ({
  ...seen,
  handlers: [...new Set([...seen.handlers, subject])].sort(),
  handlingUnits: [...new Set([...seen.handlingUnits, unit])].sort(),
});

const withoutWish = ({ asked, ...seen }: Seen): Seen => seen;
