import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '#domain/case/event.ts';
import { fileCase } from '#domain/case/file.ts';
import type { ResponsibleLevel } from '#domain/place/area.ts';
import { centresFor } from '#domain/place/centres.ts';
import type { Unit } from '#domain/place/unit.ts';
import { CLOCKED_STAGES } from '#domain/policy/policy.ts';
import { instantAt } from '#domain/time/instant.ts';
import {
  at,
  city,
  committee,
  county,
  dispatcher,
  filingContext,
  GRID,
  gridWorker,
  Life,
  matter,
  officer,
  police,
  policyWith,
  reporter,
  seenAt,
  township,
} from '../builders.ts';

/** Lives in places where a level has no centre of its own, from which everybody stays away until every limit has run out. */

const OWN = { community: committee, township, county, city };
type Missing = Exclude<ResponsibleLevel, 'city'>;

const HOLES: Missing[][] = [
  [],
  ['community'],
  ['township'],
  ['county'],
  ['community', 'township'],
  ['community', 'county'],
  ['township', 'county'],
  ['community', 'township', 'county'],
];

const UPWARD: readonly ResponsibleLevel[] = ['community', 'township', 'county', 'city'];

/** The centres that there are, from a level upward. */
const centresFrom = (missing: readonly Missing[], level: ResponsibleLevel): Unit[] =>
  UPWARD.slice(UPWARD.indexOf(level))
    .filter((one) => !missing.some((hole) => hole === one))
    .map((one) => OWN[one]);

/** As a city writes it: the top cannot escalate and has a red card instead. */
const policy = policyWith({
  limits: CLOCKED_STAGES.map((stage) => ({ stage, limit: { value: 1, unit: 'urgentHour' } })),
  ladders: [
    {
      rungs: [
        { share: 0.8, actions: ['remind'] },
        { share: 1, actions: ['yellowCard', 'escalate'] },
      ],
    },
    {
      level: 'city',
      rungs: [
        { share: 0.8, actions: ['remind'] },
        { share: 1, actions: ['yellowCard', 'supervise'] },
        { share: 2, actions: ['redCard'] },
      ],
    },
  ],
});

const lifeIn = (missing: readonly Missing[]): Life => {
  const centres = centresFor(GRID, ({ area, kind }) =>
    centresFrom(missing, 'community').find((unit) => unit.area === area && unit.kind === kind),
  );
  const change = fileCase(
    { type: 'report', matter: matter(), description: 'Every night.', desk: centres.community },
    filingContext({ policy }),
  );
  return new Life(change, { policy, centres });
};

/** Whoever was late with it, card by card. */
const cards = (events: readonly CaseEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'cardGiven' ? [`${event.color} ${event.unit}`] : []));

/** Everybody in turn is late, and at the top both cards are given. */
const allAreLate = (units: readonly Unit[]): string[] => [
  ...units.map(({ code }) => `yellow ${code}`),
  `red ${city.code}`,
];

/** A result, submitted at half past nine by the police. */
const handledIn = (missing: readonly Missing[]): Life => {
  const life = lifeIn(missing);
  life.give(
    dispatcher(city),
    { type: 'assign', unit: police.code, reason: 'They are near.' },
    at('2025-03-03 09:10'),
  );
  life.give(officer(police), { type: 'acknowledge' }, at('2025-03-03 09:20'));
  life.give(officer(police), { type: 'submitResult', result: 'Settled.' }, at('2025-03-03 09:30'));
  return life;
};

/** Looks at the clock every six minutes of ten hours, and nobody does anything. */
const silence = (life: Life): CaseEvent[] => {
  const began = life.now;
  return Array.from({ length: 100 }, (_, step) =>
    life.sweep(instantAt(Date.parse(began) + step * 360_000)),
  ).flat();
};

describe.each(HOLES.map((missing) => ({ missing })))('a case where $missing have no centre', ({
  missing,
}) => {
  it('climbs from a desk that stays silent to the city, which gets a red card at twice its limit', () => {
    const life = lifeIn(missing);
    expect(cards(silence(life))).toEqual(allAreLate(centresFrom(missing, 'community')));
    expect(life.current.level).toBe('city');
    expect(life.current.coResponsible.map(({ code }) => code)).toEqual(
      centresFrom(missing, 'community')
        .slice(0, -1)
        .map(({ code }) => code),
    );
  });

  it('climbs from a verification that nobody does past the level at which it was handled', () => {
    const life = handledIn(missing);
    const [nearest] = centresFrom(missing, 'community');
    const above = centresFrom(missing, 'county').filter((unit) => unit !== nearest);
    expect(cards(silence(life))).toEqual(allAreLate([nearest!, ...above]));
  });

  it('climbs so from a follow-up that nobody does', () => {
    const life = handledIn(missing);
    life.give(
      gridWorker,
      { type: 'verify', passed: true, evidence: seenAt('09:40') },
      at('2025-03-03 09:45'),
    );
    expect(cards(silence(life))).toEqual(allAreLate(centresFrom(missing, 'township')));
  });

  it('goes for a second look to the nearest centre above, and climbs from there', () => {
    const life = handledIn(missing);
    life.give(
      gridWorker,
      { type: 'verify', passed: true, evidence: seenAt('09:40') },
      at('2025-03-03 09:45'),
    );
    // The police handled it as units of the township do.
    expect(life.current.level).toBe('township');
    life.give(
      reporter,
      { type: 'followUp', satisfied: false, reason: 'Still loud.' },
      at('2025-03-03 09:50'),
    );
    expect(cards(silence(life))).toEqual(allAreLate(centresFrom(missing, 'county')));
  });

  it('that is reopened begins on the desk of the township, or of what stands in for it', () => {
    const life = handledIn(missing);
    life.give(
      gridWorker,
      { type: 'verify', passed: true, evidence: seenAt('09:40') },
      at('2025-03-03 09:45'),
    );
    life.give(reporter, { type: 'followUp', satisfied: true, rating: 5 }, at('2025-03-03 09:50'));
    life.give(dispatcher(city), { type: 'reopen', reason: 'It began again.' }, at('2025-03-03 10:00'));
    expect(cards(silence(life))).toEqual(allAreLate(centresFrom(missing, 'township')));
  });
});
