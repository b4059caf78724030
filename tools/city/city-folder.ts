import type { Area } from '#domain/place/area.ts';
import type { Border } from '#domain/place/border.ts';
import type { Unit } from '#domain/place/unit.ts';
import type { DutyEntry } from '#domain/policy/duties.ts';
import { type Floor, floorOf, type Policy, readPolicy } from '#domain/policy/policy.ts';
import type { CalendarYear, WorkCalendar } from '#domain/time/calendar.ts';
import type { StaffItem } from '#shared/store/dynamodb/grids-table.ts';
import { joinYears } from '#shared/use-cases/join-years.ts';
import type { City } from '../../infra/city.ts';
import { causesOf, type Fault } from '../../infra/fault.ts';
import { readAreas } from './areas.ts';
import { findGaps, findOverlaps } from './border-faults.ts';
import { borderOf, readBorders } from './borders.ts';
import { dutiesOf, POLICY_FILE } from './duties.ts';
import { emptyChairs } from './empty-chairs.ts';
import { findShifts } from './positions.ts';
import type { Progress } from './progress.ts';
import type { Sources } from './sources.ts';
import { readStaff, type StaffRow } from './staff.ts';
import { readSuccessors, type Successor } from './successors.ts';
import { isHeader } from './table.ts';
import { readUnits } from './units.ts';

/** A city's reference data, checked. */
export interface CityFolder {
  areas: Map<string, Area>;
  borders: Map<string, Border>;
  units: Map<string, Unit>;
  staff: StaffItem[];
  successors: Successor[];
  duties: DutyEntry[];
  policy: Policy;
  calendar: WorkCalendar;
  calendarYears: CalendarYear[];
  /** What is no fault, but worth knowing. */
  notes: string[];
}

/** Checks all of a city's reference data against each other; the faults are all that there are, in order. */
export const readCityFolder = (
  { code, protect }: Pick<City, 'code' | 'protect'>,
  sources: Sources,
  { extraStaff = [], progress = () => {} }: { extraStaff?: readonly StaffRow[]; progress?: Progress } = {},
): { folder: CityFolder } | { faults: Fault[] } => {
  const { areas, faults: areaFaults } = readAreas(sources.areas, code);
  const { units, faults: unitFaults } = readUnits(sources.units, areas, code);
  const { staff, faults: staffFaults } = readStaff(sources.staff, extraStaff, areas, units);
  const { successors, faults: successorFaults } = readSuccessors(sources.successors, areas, code);
  // What hangs on a table that cannot be read would be at fault row by row.
  const headers = [unitFaults, staffFaults, successorFaults].flatMap((found) => found.filter(isHeader));
  if (areas.size === 0 || areaFaults.some(isHeader) || headers.length > 0)
    return { faults: causesOf([...areaFaults, ...headers]) };
  if (units.size === 0 && unitFaults.length > 0) return { faults: causesOf([...areaFaults, ...unitFaults]) };
  const policy = readPolicyOf(sources.policy, floorOf({ protect }), areas, units);
  const calendar = readCalendarsOf(sources.calendars);

  const { borders, faults: borderFaults } = readBorders(sources.borders, areas, progress);
  const shifts = areaFaults.length === 0 ? findShifts(areas, borders) : { faults: [], notes: [] };
  const overlaps = findOverlaps(borders, progress);
  // A border that was left out would look like a gap.
  const gaps = borderFaults.length === 0 ? findGaps(borders, progress) : { faults: [], notes: [] };

  const faults = [
    ...areaFaults,
    ...unitFaults,
    ...staffFaults,
    ...successorFaults,
    ...('faults' in policy ? policy.faults : []),
    ...('faults' in calendar ? calendar.faults : []),
    ...borderFaults,
    ...shifts.faults,
    ...overlaps.faults,
    ...gaps.faults,
  ];
  if (faults.length > 0 || 'faults' in policy || 'faults' in calendar) return { faults: causesOf(faults) };
  const checked = { areas, units, staff, ...policy };
  return {
    folder: {
      areas,
      borders: new Map(borders.map((border) => [border.code, borderOf(border)])),
      units,
      staff,
      successors,
      ...policy,
      ...calendar,
      notes: [...overlaps.notes, ...gaps.notes, ...shifts.notes, ...emptyChairs(checked)],
    },
  };
};

const readPolicyOf = (
  input: unknown,
  floor: Floor,
  areas: ReadonlyMap<string, Area>,
  units: ReadonlyMap<string, Unit>,
): { policy: Policy; duties: DutyEntry[] } | { faults: Fault[] } => {
  const read = readPolicy(input, floor);
  if ('faults' in read)
    return { faults: read.faults.map(({ path, message }) => ({ file: POLICY_FILE, field: path, message })) };
  const { duties, faults } = dutiesOf(read.policy, areas, units);
  return faults.length > 0 ? { faults } : { policy: read.policy, duties };
};

const readCalendarsOf = (
  calendars: Sources['calendars'],
): { calendar: WorkCalendar; calendarYears: CalendarYear[] } | { faults: Fault[] } => {
  const foreign = calendars.filter(({ content }) => isHolidayCn(content));
  if (foreign.length > 0) return { faults: foreign.map(({ file }) => ({ file, ...HOLIDAY_CN })) };
  const misnamed = calendars.flatMap(faultOfName);
  if (misnamed.length > 0) return { faults: misnamed };
  const read = joinYears(calendars.map(({ content }) => content));
  if ('calendar' in read) return { calendar: read.calendar, calendarYears: read.years };
  return {
    faults: read.faults.map(({ path, message }) => {
      const [index, ...rest] = path.split('.');
      return { file: calendars[Number(index)]?.file ?? 'calendars', field: rest.join('.'), message };
    }),
  };
};

/** A year of the city's own takes the place of the base's by the name of its file. */
const faultOfName = ({ file, content }: Sources['calendars'][number]): Fault[] => {
  const { year } = Object(content) as { year?: unknown };
  if (typeof year !== 'number' || file.endsWith(`/${year}.json`)) return [];
  return [
    {
      ...{ file, field: 'year', message: `the file of another year holds ${year}` },
      remedy: `call it ${year}.json, or mend the year`,
    },
  ];
};

/** The public list of holidays that many convert from (https://github.com/NateScarlet/holiday-cn) has names of its own. */
const HOLIDAY_CN = {
  message: 'these are the fields of holiday-cn',
  remedy:
    'write papers as source and isOffDay as rest, add knownUntil, and leave out what begins with a dollar sign',
};

const isHolidayCn = (content: unknown): boolean => {
  const { papers, days } = Object(content) as { papers?: unknown; days?: unknown };
  return (
    papers !== undefined ||
    (Array.isArray(days) && days.length > 0 && days.every((day) => 'isOffDay' in Object(day)))
  );
};
