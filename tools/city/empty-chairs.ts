import { type Area, type AreaLevel, areaAt, lineage } from '#domain/place/area.ts';
import { centreSeat, seatedAmong, seatName } from '#domain/place/centres.ts';
import { isCentre, type Unit } from '#domain/place/unit.ts';
import type { DutyEntry } from '#domain/policy/duties.ts';
import { categoryLineage, type Policy } from '#domain/policy/policy.ts';
import type { StaffItem } from '#shared/store/dynamodb/grids-table.ts';
import { listed } from './listed.ts';

interface Chairs {
  areas: ReadonlyMap<string, Area>;
  units: ReadonlyMap<string, Unit>;
  staff: readonly StaffItem[];
  duties: readonly DutyEntry[];
  policy: Policy;
}

/**
 * What nobody is there for: a city runs with empty chairs, but cases wait at them until they climb. One line for each kind,
 * with the first three of it.
 */
export const emptyChairs = (city: Chairs): string[] => [
  ...missingCentres(city),
  ...missingPeople(city),
  ...missingDuties(city),
  ...missingMembers(city),
];

/** A line on those of `all` that lack something; none where none does. */
const line = (all: readonly string[], lacking: readonly string[], what: string): string[] =>
  lacking.length === 0 ? [] : [`${lacking.length} of ${all.length} ${what}: ${listed(lacking)}`];

const codesAt = (areas: Chairs['areas'], level: AreaLevel): string[] =>
  [...areas.values()].filter((area: Area) => area.level === level).map(({ code }) => code);

const missingCentres = ({ areas, units }: Chairs): string[] => {
  const seats = seatedAmong(units.values());
  const without = (level: 'county' | 'township' | 'community', what: string) => {
    const places = codesAt(areas, level);
    return line(
      places,
      places.filter((code) => !seats.has(seatName(centreSeat(code, level)))),
      what,
    );
  };
  return [
    ...without('county', 'counties have no command centre, and the city serves them'),
    ...without('township', 'townships have no command centre, and the next one above serves them'),
    ...without('community', 'communities have no committee, and the next centre above serves them'),
    ...([...units.values()].some(({ kind }) => kind === 'supervisingUnit')
      ? []
      : [
          'there is no supervisingUnit: nobody decides what the city centre asks for, or judges what all centres handled',
        ]),
  ];
};

const missingPeople = ({ areas, units, staff }: Chairs): string[] => {
  if (staff.length === 0) return ['staff.csv names nobody: no case is handled, and nobody watches'];
  const dispatching = new Set<string>();
  const manned = new Set<string>();
  const walked = new Set<string>();
  const townships = new Set<string>();
  for (const member of staff) {
    if (member.role === 'operator') continue;
    manned.add(member.unit.code);
    if (member.role === 'dispatcher') dispatching.add(member.unit.code);
    if (member.role !== 'gridWorker') continue;
    walked.add(member.area);
    townships.add(areaAt(member.area, 'township') ?? member.area);
  }
  const all = [...units.values()];
  const centres = all.filter(isCentre).map(({ code }) => code);
  const others = all.filter((unit) => !isCentre(unit)).map(({ code }) => code);
  const grids = codesAt(areas, 'grid');
  const towns = codesAt(areas, 'township');
  return [
    ...(staff.some(({ role }) => role === 'operator')
      ? []
      : ['staff.csv names no operator: nobody watches executions and amends policies']),
    ...line(
      centres,
      centres.filter((code) => !dispatching.has(code)),
      'centres and committees have no dispatcher',
    ),
    ...line(
      others,
      others.filter((code) => !manned.has(code)),
      'other units have nobody',
    ),
    ...line(
      grids,
      grids.filter((code) => !lineage(code).some((area) => walked.has(area))),
      'grids have no grid worker',
    ),
    ...line(
      towns,
      towns.filter((code) => !townships.has(code)),
      'townships have no grid worker who could be drawn to verify; the centres do it',
    ),
  ];
};

/** The grids of which neither themselves nor an area above is among `covered`, told by the highest areas that lie open whole. */
const openPlaces = (areas: Chairs['areas'], covered: ReadonlySet<string>): string[] => {
  const open = new Set<string>();
  const served = new Set<string>();
  for (const code of codesAt(areas, 'grid')) {
    const above = lineage(code);
    const places = above.some((area) => covered.has(area)) ? served : open;
    for (const area of above) places.add(area);
  }
  const whole = new Set([...open].filter((area) => !served.has(area)));
  return [...whole].filter((area) => !whole.has(areas.get(area)?.parent ?? '')).sort();
};

const missingDuties = ({ areas, policy, duties }: Chairs): string[] => {
  const byCategory = Map.groupBy(duties, ({ category }) => category);
  const placesOf = ({ code }: { code: string }): string => {
    const covered = categoryLineage(code).flatMap((category) => byCategory.get(category) ?? []);
    return listed(openPlaces(areas, new Set(covered.map(({ area }) => area))));
  };
  const byPlaces = Map.groupBy(policy.categories, placesOf);
  return [...byPlaces]
    .filter(([places]) => places !== '')
    .map(([places, categories]) => {
      const codes = listed(categories.map(({ code }) => code));
      return `no unit has the duty for ${codes} in ${places}: the centre on whose desk a case lies assigns it by hand`;
    });
};

const missingMembers = ({ areas, units, policy }: Chairs): string[] =>
  policy.jointTemplates.flatMap(({ code, members }) =>
    members.flatMap((kind) => {
      const seats = [...units.values()].filter((unit) => unit.kind === kind).map(({ area }) => area);
      const places = openPlaces(areas, new Set(seats));
      return places.length === 0
        ? []
        : [`the template ${code} calls a ${kind}, and there is none for ${listed(places)}`];
    }),
  );
