import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '#domain/case/event.ts';
import {
  chain,
  firstBrokenLink,
  GENESIS,
  type PartialEvent,
  saltOf,
  withhold,
} from '#domain/process/chain.ts';
import type { ProcessEvent } from '#domain/process/event.ts';
import { lifeAt } from '../builders.ts';

/** A history from which readers may be kept from some fields, or from which fields were dropped for good. */

const { history } = lifeAt('closed');

/** The paths of everything that an event tells. */
const pathsOf = (event: ProcessEvent): string[] => {
  const { salt: _, seq: __, previousHash: ___, hash: ____, ...told } = event;
  return Object.entries(told).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
};

const at = (event: object, path: string): unknown =>
  path
    .split(/\.(.*)/)
    .slice(0, 2)
    .reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], event);

const someFields = fc.array(fc.record({ event: fc.nat(history.length - 1), field: fc.nat(30) }), {
  maxLength: 12,
});

/** The history with the chosen fields withheld, and which they were. */
const withheldFrom = (chosen: readonly { event: number; field: number }[]) => {
  const hidden = new Map<number, string[]>();
  for (const { event, field } of chosen) {
    const paths = pathsOf(history[event]!);
    hidden.set(event, [...(hidden.get(event) ?? []), paths[field % paths.length]!]);
  }
  return {
    hidden,
    told: history.map((event, i) => (hidden.has(i) ? withhold(event, hidden.get(i)!) : event)),
  };
};

describe('a history with fields withheld', () => {
  it('verifies, whatever is withheld, once or in several goes', () => {
    fc.assert(
      fc.property(someFields, someFields, (first, second) => {
        const { told } = withheldFrom(first);
        expect(firstBrokenLink(told)).toBeUndefined();
        const { hidden } = withheldFrom(second);
        const twice = told.map((event, i) => (hidden.has(i) ? withhold(event, hidden.get(i)!) : event));
        expect(firstBrokenLink(twice)).toBeUndefined();
      }),
    );
  });

  it('tells all the rest, and nothing of what is withheld', () => {
    fc.assert(
      fc.property(someFields, (chosen) => {
        const { told, hidden } = withheldFrom(chosen);
        for (const [i, paths] of hidden) {
          const event = told[i] as PartialEvent;
          expect(event).not.toHaveProperty('salt');
          for (const path of pathsOf(history[i]!))
            expect(at(event, path)).toEqual(paths.includes(path) ? undefined : at(history[i]!, path));
          for (const path of paths) expect(Object.keys(event.salts)).not.toContain(path);
        }
      }),
    );
  });

  it('shows a value that was tampered with, or put in the place of what is withheld', () => {
    const event = withhold(history[0]!, ['matter.reporter']);
    const told = [event, ...history.slice(1)];
    const forged = { ...event, description: 'Nothing happened.' };
    expect(firstBrokenLink([forged, ...told.slice(1)])).toBe(1);
    const filled = { ...event, matter: { ...(event.matter as object), reporter: 'somebody else' } };
    expect(firstBrokenLink([filled, ...told.slice(1)])).toBe(1);
  });

  it('cannot be found out by guessing: the right value without its salt fits no better than a wrong one', () => {
    const event = withhold(history[0]!, ['matter.reporter']);
    const commitment = event.withheld['matter.reporter']!;
    const { matter, ...said } = history[0] as Extract<CaseEvent, { type: 'reported' }>;
    const guess = (reporter: string, salt: string) =>
      withhold(chain({ ...said, matter: { ...matter, reporter } }, 1, GENESIS, salt), ['matter.reporter'])
        .withheld['matter.reporter'];
    expect(guess('reporter', history[0]!.salt)).toBe(commitment);
    // What a reader holds: the salts of the fields that he was told, and the hashes.
    const known = [...Object.values(event.salts), event.hash, event.previousHash, '', commitment];
    for (const salt of known) expect(guess('reporter', salt)).not.toBe(commitment);
  });

  it('has salts that differ by decision, process and event, and are the same for the same decision', () => {
    const salts = [
      ['seed', 'a', 1],
      ['seed', 'a', 2],
      ['seed', 'b', 1],
      ['other', 'a', 1],
    ] as const;
    expect(new Set(salts.map(([seed, id, seq]) => saltOf(seed, id, seq))).size).toBe(salts.length);
    expect(saltOf('seed', 'a', 1)).toBe(saltOf('seed', 'a', 1));
    expect(saltOf('seed', 'a', 1)).toMatch(/^[A-Za-z0-9_-]{22}$/);
  });
});
