import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseEventBody } from '#domain/case/event.ts';
import { chain, firstBrokenLink, GENESIS } from '#domain/process/chain.ts';
import type { NewEvent } from '#domain/process/event.ts';
import { at, evolve, lifeAt, MONDAY, replay } from '../builders.ts';

type NewCaseEvent = NewEvent<CaseEventBody>;

const life = lifeAt('closed');
const { history } = life;

/** The history with one event changed, in the table's own form. */
const changed = (index: number, change: (event: Record<string, unknown>) => void): CaseEvent[] => {
  const copy: CaseEvent[] = JSON.parse(JSON.stringify(history));
  change(copy[index] as never);
  return copy;
};

/** Every place in a value, as a path of keys. */
const places = (value: unknown, path: string[] = []): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))
    : [path];

const overwrite = (value: unknown, [key = '', ...rest]: string[]): void => {
  const holder = value as Record<string, unknown>;
  if (rest.length > 0) overwrite(holder[key], rest);
  else holder[key] = holder[key] === 'forged' ? 'forged again' : 'forged';
};

describe('a history', () => {
  it('rebuilds the case, and nothing else does', () => {
    expect(replay(history)).toEqual(life.current);
    expect(replay([])).toBeUndefined();
  });

  it('verifies from the first event on, whatever order its fields are stored in', () => {
    const turned = history.map(
      (event) => Object.fromEntries(Object.entries(event).reverse()) as unknown as CaseEvent,
    );
    expect(history[0]!.previousHash).toBe(GENESIS);
    expect(firstBrokenLink(history)).toBeUndefined();
    expect(firstBrokenLink(turned)).toBeUndefined();
    expect(firstBrokenLink([])).toBeUndefined();
  });

  it('is chained by SHA-256 over salted commitments in the form of RFC 8785, so that anybody can check it', () => {
    expect(history[0]!.hash).toBe(lifeAt('reported').history[0]!.hash);
    // Worked out in another language, with its own JSON and hashes: see docs/adr/0027.
    expect(
      chain({ type: 'closed', at: MONDAY, by: { kind: 'rule', rule: 'test' } }, 1, GENESIS, 'salt').hash,
    ).toBe('5d4838cf4fd3f07e37fbcafb7162ad593d8611cfafbf0e7e180983afaac14059');
  });

  it('shows every value that was tampered with, at its event', () => {
    for (const [index, event] of history.entries())
      for (const place of places(event))
        expect(firstBrokenLink(changed(index, (forged) => overwrite(forged, place))), place.join('.')).toBe(
          index + 1,
        );
  });

  it('shows a field that was added or taken away', () => {
    fc.assert(
      fc.property(fc.nat(history.length - 1), fc.nat(20), (index, n) => {
        const added = changed(index, (event) => {
          event.extra = true;
        });
        const taken = changed(index, (event) => {
          delete event[Object.keys(event)[n % Object.keys(event).length]!];
        });
        expect([firstBrokenLink(added), firstBrokenLink(taken)]).toEqual([index + 1, index + 1]);
      }),
    );
  });

  it('shows events that were left out, repeated or swapped', () => {
    fc.assert(
      fc.property(fc.nat(history.length - 2), (index) => {
        const one = history[index]!;
        const next = history[index + 1]!;
        expect(firstBrokenLink(history.toSpliced(index, 1))).toBe(index + 1);
        expect(firstBrokenLink(history.toSpliced(index, 0, one))).toBe(index + 2);
        expect(firstBrokenLink(history.toSpliced(index, 2, next, one))).toBe(index + 1);
      }),
    );
  });

  it('shows an event that was forged together with its hash, at the one after it', () => {
    const { seq, salt, previousHash, hash, ...event } = history[2]!;
    const forged = chain({ ...event, at: at('2025-03-01 09:00') } as NewCaseEvent, seq, previousHash, salt);
    expect(firstBrokenLink(history.with(2, forged))).toBe(4);
    expect(forged.hash).not.toBe(hash);
  });

  it('whose end was cut off or forged is known by the hash that the case keeps', () => {
    const { seq, salt, previousHash, hash, ...event } = history.at(-1)!;
    const forged = chain({ ...event, at: at('2025-03-01 09:00') } as NewCaseEvent, seq, previousHash, salt);
    expect(life.current.lastHash).toBe(hash);
    expect(replay(history.with(-1, forged))?.lastHash).not.toBe(hash);
    expect(replay(history.slice(0, -1))?.lastHash).toBe(previousHash);
  });
});

describe('an event out of place', () => {
  it('begins no history', () => {
    expect(() => evolve(undefined, history[1]!)).toThrow(
      'a history begins with "reported", not with "assigned"',
    );
  });

  it('does not follow the end, but for a comment', () => {
    expect(() => evolve(life.current, history[1]!)).toThrow(
      '"assigned" cannot follow in case 01JNDQ0000000000000000CASE at stage closed',
    );
    expect(() => evolve(lifeAt('handling').current, history[0]!)).toThrow(
      '"reported" cannot follow in case 01JNDQ0000000000000000CASE at stage handling',
    );
    const comment = life.rule({ type: 'comment', text: 'Still quiet.' })[0]!;
    expect(comment.type).toBe('commented');
    expect(life.current.version).toBe(comment.seq);
  });

  it('about a part that has been answered changes no clock', () => {
    const { current } = lifeAt('verification');
    const late = chain<CaseEventBody>(
      {
        type: 'reminded',
        unit: '320613-lawFirm',
        unitName: 'law firm',
        rung: { at: MONDAY, part: '320613-lawFirm' },
        at: MONDAY,
        by: { kind: 'rule', rule: 'ladder/0.8' },
      },
      current.version + 1,
      current.lastHash,
      'salt',
    );
    expect(evolve(current, late)).toEqual({ ...current, version: late.seq, lastHash: late.hash });
  });
});
