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
];
