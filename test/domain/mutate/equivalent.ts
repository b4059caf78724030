/**
 * Mutants that nobody can tell from the rule, each with the reason: the lines as they are and as mutated, on one line, as
 * `npm run mutate` prints them.
 */
interface Equivalent {
  file: string;
  before: string;
  after: string;
  because: string;
}

export const EQUIVALENT: Equivalent[] = [
  {
    file: 'domain/time/ledger.ts',
    before: '.filter(({ from }) => from < until)',
    after: '.filter(({ from }) => from <= until)',
    because: 'a stretch that begins at the instant has no length up to it',
  },
  {
    file: 'domain/time/ledger.ts',
    before: 'const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);',
    after: 'const earlier = (one: Instant, other: Instant): Instant => (one <= other ? one : other);',
    because: 'of two equal instants either is the earlier one',
  },
  {
    file: 'domain/time/ledger.ts',
    before: 'ledger.since === undefined || until <= ledger.since',
    after: 'false || until <= ledger.since',
    because:
      'without another limit before, nothing is carried over and all stretches lie under the present one',
  },
  {
    file: 'domain/time/ledger.ts',
    before: 'ledger.since === undefined',
    after: 'false',
    because: 'before no instant nothing was used: 0 as well; the compiler wants it said',
  },
  {
    file: 'domain/time/office-time.ts',
    before: 'for (let day = dayAt(from); midnight(day) < to; day++) {',
    after: 'for (let day = dayAt(from); midnight(day) <= to; day++) {',
    because: 'a day that begins when the time ends adds nothing',
  },
  {
    file: 'domain/process/clock.ts',
    before: 'const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);',
    after: 'const later = (one: Instant, other: Instant): Instant => (one >= other ? one : other);',
    because: 'of two equal instants either is the later one',
  },
  {
    file: 'domain/case/ladder.ts',
    before:
      'const goesOn = name.part !== undefined || (name.supervision && current.state.supervision?.by !== to.code);',
    after:
      'const goesOn = name.part !== undefined || (name.supervision && current.state.supervision.by !== to.code);',
    because: 'a clock of a supervision is there only with it; the compiler does not know',
  },
  {
    file: 'domain/case/ladder.ts',
    before: "clocked === 'acknowledgement' || clocked === 'handling'",
    after: 'true',
    because:
      'of other stages a unit has used nothing, so that their clocks start anew either way; the compiler wants it said',
  },
  {
    file: 'domain/case/commands/request.ts',
    before: 'if (refused || clock.runningSince === undefined) return rejected(refused ?? suspendedAlready);',
    after: 'if (refused || false) return rejected(refused ?? suspendedAlready);',
    because:
      'a clock that stands still is that of a suspended case, which is refused before; the compiler does not know',
  },
  {
    file: 'domain/access.ts',
    before: 'partsOf(current).some((part) => part.unit.code === unit || part.responsible.code === unit);',
    after: 'partsOf(current).some((part) => false || part.responsible.code === unit);',
    because: 'a unit whose part was raised is co-responsible from then on; the rule says so by itself',
  },
  {
    file: 'domain/access.ts',
    before: 'own !== undefined &&',
    after: 'true &&',
    because: 'whoever dispatches or supervises has a unit; the compiler does not know',
  },
  {
    file: 'domain/access.ts',
    before: 'if (!isOpen(current) || !own) return false;',
    after: 'if (false) return false;',
    because:
      'an ended case has no part and nobody in charge, and without a unit nobody is; the compiler does not know',
  },
  {
    file: 'domain/access.ts',
    before: 'if (!isOpen(current) || !own) return false;',
    after: 'if (!isOpen(current) && !own) return false;',
    because: 'as above',
  },
  {
    file: 'domain/access.ts',
    before: "actor.role !== 'resident' &&",
    after: 'true &&',
    because: 'a resident has no area in which anything lies; the compiler wants it said',
  },
  {
    file: 'domain/process/clock.ts',
    before: '!isPaused(clock) && !clock.pending.some(({ share }) => share !== undefined && share < 1);',
    after: '!isPaused(clock) && !clock.pending.some(({ share }) => true && share < 1);',
    because: 'what is undefined is not less than one either; the compiler wants it said',
  },
];
