import { describe, expect, it } from 'vitest';
import { cityWith } from '../functions/store/contract-city.ts';
import { CITY, COMMUNITY, gridOf, NEIGHBOUR, OTHER_COUNTY, type SmallCity } from '../infra/small-city.ts';

/** The small city with everybody in place. */
const manned = ({ units, staff, policy }: SmallCity): void => {
  units.push(
    `${CITY}-supervisingUnit,supervisingUnit,Supervising,${CITY},`,
    `${NEIGHBOUR}-committee,committee,One,${NEIGHBOUR},`,
    `${OTHER_COUNTY}-commandCenter,commandCenter,Far,${OTHER_COUNTY},`,
    '990102001-commandCenter,commandCenter,Far town,990102001,',
    '990102001001-committee,committee,Far one,990102001001,',
  );
  const row = (subject: string, role: string, unit: string) =>
    `${subject},${role},${unit},${unit.split('-')[0]},${subject}`;
  const centres = units.slice(1).map((unit) => unit.split(',')[0] as string);
  for (const unit of centres) {
    const isCentre = /-(commandCenter|committee)$/.test(unit);
    staff.push(row(`of ${unit}`, isCentre ? 'dispatcher' : 'officer', unit));
    if (unit.endsWith('committee')) staff.push(row(`walks ${unit}`, 'gridWorker', unit));
  }
  policy.duties = [
    { category: 'dispute', kind: 'commandCenter', level: 'township' },
    { category: 'dispute.neighbour', unit: '990101-department-justice', area: '990101' },
  ];
};

const notesAfter = (change: (city: SmallCity) => void): string[] =>
  cityWith((city) => {
    manned(city);
    change(city);
  }).notes;

const without = (rows: string[], ...starts: string[]): void => {
  const kept = rows.filter((row) => !starts.some((start) => row.startsWith(start)));
  expect(rows.length - kept.length).toBe(starts.length);
  rows.splice(0, rows.length, ...kept);
};

describe('empty chairs', () => {
  it('are none where everybody is in place', () => {
    expect(notesAfter(() => {})).toEqual([]);
  });

  it.each<[what: string, change: (city: SmallCity) => void, notes: string[]]>([
    [
      'no staff, in one line',
      ({ staff }) => staff.splice(1),
      ['staff.csv names nobody: no case is handled, and nobody watches'],
    ],
    [
      'no operator',
      ({ staff }) => without(staff, 'operator,'),
      ['staff.csv names no operator: nobody watches executions and amends policies'],
    ],
    [
      'a county centre without a dispatcher',
      ({ staff }) => without(staff, `of ${OTHER_COUNTY}-commandCenter,`),
      [`1 of 8 centres and committees have no dispatcher: ${OTHER_COUNTY}-commandCenter`],
    ],
    [
      'a department without anybody',
      ({ staff }) => without(staff, 'of 990101-department-finance,'),
      ['1 of 3 other units have nobody: 990101-department-finance'],
    ],
    [
      'grids that nobody walks, in a township where nobody verifies',
      ({ staff }) => without(staff, 'walks 990102001001-committee,'),
      [
        '1 of 11 grids have no grid worker: 990102001001001',
        '1 of 2 townships have no grid worker who could be drawn to verify; the centres do it: 990102001',
      ],
    ],
    [
      'a community whose committee has one grid worker for one of nine grids',
      ({ staff }) => without(staff, `walks ${COMMUNITY}-committee,`),
      [`7 of 11 grids have no grid worker: ${gridOf(3)}, ${gridOf(4)}, ${gridOf(5)} and 4 more`],
    ],
    [
      'a community without committee, a township and a county without centre',
      ({ units, staff }) => {
        const gone = [
          `${NEIGHBOUR}-committee`,
          `${OTHER_COUNTY}-commandCenter`,
          '990102001-commandCenter',
          '990102001001-committee',
        ];
        without(units, ...gone.map((code) => `${code},`));
        for (const row of staff.slice(1))
          if (gone.some((code) => row.includes(code))) staff.splice(staff.indexOf(row), 1);
      },
      [
        `1 of 2 counties have no command centre, and the city serves them: ${OTHER_COUNTY}`,
        '1 of 2 townships have no command centre, and the next one above serves them: 990102001',
        `2 of 3 communities have no committee, and the next centre above serves them: ${NEIGHBOUR}, 990102001001`,
        `2 of 11 grids have no grid worker: ${gridOf(1, NEIGHBOUR)}, 990102001001001`,
        '1 of 2 townships have no grid worker who could be drawn to verify; the centres do it: 990102001',
        `no unit has the duty for dispute, dispute.neighbour in ${OTHER_COUNTY}: the centre on whose desk a case lies assigns it by hand`,
      ],
    ],
    [
      'no supervising unit',
      ({ units, staff }) => {
        without(units, `${CITY}-supervisingUnit,`);
        without(staff, `of ${CITY}-supervisingUnit,`);
      },
      [
        'there is no supervisingUnit: nobody decides what the city centre asks for, or judges what all centres handled',
      ],
    ],
    [
      'a category without any duty',
      ({ policy }) => {
        policy.duties = [{ category: 'dispute.neighbour', unit: '990101-department-justice', area: CITY }];
      },
      [
        `no unit has the duty for dispute in ${CITY}: the centre on whose desk a case lies assigns it by hand`,
      ],
    ],
    [
      'a template with a member that the city has not',
      ({ policy }) => {
        policy.jointTemplates = [
          {
            code: 'threeOffice',
            name: { 'zh-CN': '三所联调', en: 'Three offices' },
            members: ['department', 'lawFirm'],
          },
        ];
      },
      [
        `the template threeOffice calls a department, and there is none for ${OTHER_COUNTY}`,
        `the template threeOffice calls a lawFirm, and there is none for ${CITY}`,
      ],
    ],
  ])('are told: %s', (_, change, expected) => {
    expect(notesAfter(change)).toEqual(expected);
  });
});
