import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepUp } from '#domain/case/ladder.ts';
import { RESPONSIBLE_LEVELS, type ResponsibleLevel } from '#domain/place/area.ts';
import { centreAt, centresFor } from '#domain/place/centres.ts';
import { levelOfUnit, standsOver } from '#domain/place/unit.ts';
import { city, committee, county, GRID, justice, township } from '../builders.ts';

const OWN = { community: committee, township, county, city };

/** The centres of a place where some levels have none of their own. */
const without = (...missing: ResponsibleLevel[]) =>
  centresFor(GRID, ({ area, kind }) =>
    Object.values(OWN).find(
      (unit) => unit.area === area && unit.kind === kind && !missing.includes(levelOfUnit(unit)),
    ),
  );

const holes = fc.subarray(['community', 'township', 'county'] as const);

describe('a place where levels have no centre of their own', () => {
  it('needs that of the city', () => {
    expect(() => without('city')).toThrow('there is no command centre at or above the');
  });

  it('is climbed to the top, each step at the level of whoever is asked, and nobody twice', () => {
    fc.assert(
      fc.property(
        holes,
        fc.constantFrom<'handling' | 'verification'>('handling', 'verification'),
        (missing, stage) => {
          const centres = without(...missing);
          let { to, level } = centreAt(centres, 'community');
          const asked = [to];
          for (;;) {
            expect(level).toBe(levelOfUnit(to));
            const up = stepUp({ stage, level, unit: to.code, handlingUnits: [] }, centres);
            if (!up) break;
            expect(standsOver(up.to, to)).toBe(true);
            asked.push(up.to);
            ({ to, level } = up);
          }
          const own = RESPONSIBLE_LEVELS.filter((one) => !(missing as string[]).includes(one));
          expect(asked).toEqual(own.map((one) => OWN[one]));
          expect(level).toBe('city');
        },
      ),
    );
  });

  it('lets a department of a county without a centre climb to the city, at its level', () => {
    const from = { stage: 'handling', level: 'county', unit: justice.code, handlingUnits: [] } as const;
    expect(stepUp(from, without('county'))).toMatchObject({ to: city, level: 'city' });
  });
});
