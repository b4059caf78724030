import type { CaseEvent } from '#domain/case/event.ts';

/**
 * What must never come of people who work together, told from the events of a history alone: nothing here knows the rules
 * of access, nor what the domain makes of a case.
 */

export interface Limits {
  /** Hours of the limits for acknowledging and handling, each. */
  hours: number;
  returnQuota: number;
  reopenQuota: number;
}

/** What has been seen of a history so far, in plain values. */
export interface Seen {
  reporter: string;
  /** The unit for which the reporter reported. */
  reporterUnit: string;
  handlers: string[];
  handlingUnits: string[];
  /** Somebody independent has looked at the present result. */
  looked: boolean;
  asked?: { by: string; unit: string };
  unit: string;
  stage: 'waiting' | 'acknowledgement' | 'handling' | 'suspended' | 'judged';
  since: number;
  /** Milliseconds that each unit has used of a limit without any consequence, by unit and stage. */
  used: Record<string, number>;
  extensions: Record<string, number>;
  /** Hand-backs that led to no level above any before. */
  handBacks: number;
  highest: number;
  reopened: number;
  reopenedBy: number;
}

const HOUR = 3_600_000;

/** Digits of the area at which a unit sits: the fewer, the higher. */
const digits = (unit: string): number => unit.indexOf('-');
const isCentre = (unit: string): boolean => /-(commandCenter|committee)$/.test(unit);
const isAbove = (one: string, other: string): boolean =>
  one.endsWith('-supervisingUnit')
    ? digits(other) === 4 && isCentre(other)
    : isCentre(one) && (digits(one) < digits(other) || (digits(one) === digits(other) && !isCentre(other)));

const personOf = ({ by }: CaseEvent): { subject: string; unit: string } =>
  by.kind === 'person' ? { subject: by.subject, unit: by.unit ?? '' } : { subject: '', unit: '' };

export const seenFirst = (event: CaseEvent): Seen => {
  if (event.type !== 'reported') throw new Error('a history begins with a report');
  const { subject, unit } = personOf(event);
  return {
    reporter: subject,
    reporterUnit: unit,
    handlers: [],
    handlingUnits: [],
    looked: false,
    unit: event.unit.code,
    stage: 'waiting',
    since: Date.parse(event.at),
    used: {},
    extensions: {},
    handBacks: 0,
    highest: digits(event.unit.code),
    reopened: 0,
    reopenedBy: 9,
  };
};

/** What is seen after one more event, or the sentence that it breaks. */
export const seeing = (before: Seen, event: CaseEvent, limits: Limits): Seen | string => {
  const seen = passing(before, Date.parse(event.at));
  const { subject, unit } = personOf(event);
  const own = seen.handlers.includes(subject) || seen.handlingUnits.includes(unit);
  const moved = (to: string, stage: Seen['stage']): Seen => ({ ...seen, unit: to, stage });
  switch (event.type) {
    case 'assigned':
    case 'designated':
      if (
        event.unit.code === seen.unit &&
        seen.stage !== 'waiting' &&
        event.clock.stage !== 'acknowledgement'
      )
        return seen;
      return {
        ...moved(event.unit.code, 'acknowledgement'),
        highest: Math.min(seen.highest, digits(event.unit.code)),
      };
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
      const next = moved(event.to.code, event.type === 'returned' ? 'waiting' : 'acknowledgement');
      return { ...next, handBacks, highest: Math.min(seen.highest, digits(event.to.code)) };
    }
    case 'escalated': {
      const { [`${seen.unit} ${seen.stage}`]: _, ...used } = seen.used;
      const stage = seen.stage === 'judged' ? 'judged' : 'acknowledgement';
      const next = { ...moved(event.to.code, stage), highest: Math.min(seen.highest, digits(event.to.code)) };
      return event.by.kind === 'rule' ? { ...next, used } : next;
    }
    case 'cardGiven':
    case 'supervised': {
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
      if (subject === seen.reporter) return 'who reported a case does not verify it';
      return event.type === 'verified'
        ? { ...moved(event.to.code, 'judged'), looked: true }
        : moved(event.to.code, 'handling');
    case 'followedUp':
      if (own) return 'who handled a case does not confirm its end';
      if (subject === seen.reporter && seen.handlingUnits.includes(seen.reporterUnit))
        return 'who reported a case for the unit that handled it does not confirm its end';
      return seen;
    case 'secondLookOrdered':
      return {
        ...moved(event.to.code, 'acknowledgement'),
        highest: Math.min(seen.highest, digits(event.to.code)),
      };
    case 'closed':
      return seen.looked ? moved('', 'judged') : 'no case is closed that nobody independent has looked at';
    case 'requested':
      return { ...seen, asked: { by: subject, unit } };
    case 'requestRefused':
      return withoutWish(seen);
    case 'extended':
    case 'suspended':
    case 'voided': {
      const { asked } = seen;
      if (!asked || asked.by === subject || asked.unit === unit)
        return 'nobody grants their own wish, nor their office’s';
      if (!isAbove(unit, asked.unit)) return 'a wish is granted by a unit that stands above';
      if (subject === seen.reporter) return 'who reported a case grants nothing in it';
      const granted = withoutWish(seen);
      if (event.type === 'suspended') return { ...granted, stage: 'suspended' };
      if (event.type === 'voided') return { ...granted, stage: 'judged' };
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
        ...moved(event.unit.code, 'waiting'),
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
  for (const [name, used] of Object.entries(seen.used)) {
    const [unit = ''] = name.split(' ');
    const granted = name.endsWith(' handling') ? (seen.extensions[unit] ?? 0) : 0;
    if (used > hours * HOUR * (1 + granted))
      return 'no unit keeps a case beyond its limit without any consequence';
  }
  return seen;
};

const passing = (seen: Seen, now: number): Seen => {
  if (now === seen.since) return seen;
  if (seen.stage !== 'acknowledgement' && seen.stage !== 'handling') return { ...seen, since: now };
  const name = `${seen.unit} ${seen.stage}`;
  return { ...seen, since: now, used: { ...seen.used, [name]: (seen.used[name] ?? 0) + now - seen.since } };
};

const withHandler = (seen: Seen, subject: string, unit: string): Seen => ({
  ...seen,
  handlers: [...new Set([...seen.handlers, subject])].sort(),
  handlingUnits: [...new Set([...seen.handlingUnits, unit])].sort(),
});

const withoutWish = ({ asked, ...seen }: Seen): Seen => seen;
