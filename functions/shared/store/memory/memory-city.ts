import { type Actor, actorOf as actorFrom, type StaffMember } from '#domain/actor.ts';
import { type Area, areaAt } from '#domain/place/area.ts';
import { cellOf } from '#domain/place/cells.ts';
import { centresFor, seatedAmong, seatName, seatsNearest } from '#domain/place/centres.ts';
import type { CellGrid } from '#domain/place/locate.ts';
import type { Unit, UnitKind } from '#domain/place/unit.ts';
import type { DutyEntry } from '#domain/policy/duties.ts';
import { rosterOf } from '#domain/policy/duties.ts';
import type { Policy } from '#domain/policy/policy.ts';
import type { CalendarYear, WorkCalendar } from '#domain/time/calendar.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import type { Amendment, Ending, Proposal } from '../amendments.ts';
import type { CityStore, GridsAt, Place } from '../city-store.ts';
import { hashOf } from '../content-hash.ts';
import { type Current, type Edition, IMPORT_SECTIONS, type ImportSection, inForce } from '../edition.ts';
import { NotImported, VersionConflict } from '../errors.ts';
import type { Job } from '../jobs.ts';
import type { Remembered } from '../remembered.ts';

/** What one import brings into a city. */
export interface CityContent {
  generation: string;
  areas: readonly Area[];
  /** The grids that meet each cell of the border index. */
  cells: ReadonlyMap<string, readonly CellGrid[]>;
  units: readonly Unit[];
  staff: readonly (StaffMember & { name: string })[];
  policy: Policy;
  duties: readonly DutyEntry[];
  calendar: WorkCalendar;
  years: readonly CalendarYear[];
  /** How many there are of each, as an edition tells it. @default none of any */
  counts?: Partial<Edition['counts']>;
  /** The new code of each grid that is no more, by the old one. */
  successors?: ReadonlyMap<string, string>;
}

export interface MemoryCity extends CityStore {
  actorOf(subject: string): Promise<Actor>;
  gridsOf(place: Place): Promise<GridsAt>;
  /** Brings in another generation: in force at once, or from an instant on. */
  bringIn(content: CityContent, from?: Instant): void;
  /** Writes another generation, of which nothing is seen yet. */
  writeGeneration(content: CityContent): Edition;
  /** Whether an import has begun and not ended. */
  importUnderWay: boolean;
}

interface Options {
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long the pointer is kept. */
  keepSeconds: number;
  /** Writes a job, or throws VersionConflict when somebody else has written it since it was read. */
  writeJob: (job: Job) => void;
  /** Remembers an answer, or throws RepeatedRequest when one is remembered already. */
  remember: (remembered: Remembered, now: Instant) => void;
}

interface Generation extends CityContent {
  seated: ReadonlyMap<string, Unit>;
  /** Duties by the version of the policy by which they are laid out, and whether all of them are. */
  laidOut: Map<string, { duties: readonly DutyEntry[]; whole: boolean }>;
}

/** A city's reference data in memory. */
export const openMemoryCity = ({ clock, keepSeconds, writeJob, remember }: Options): MemoryCity => {
  const generations = new Map<string, Generation>();
  const policies = new Map<string, Policy>();
  const calendars = new Map<string, { calendar: WorkCalendar; years: readonly CalendarYear[] }>();
  const proposals = new Map<string, Proposal>();
  const endings = new Map<string, Ending>();
  let pointer: Current | undefined;
  let held: { pointer: Current; until: number } | undefined;

  const stored = async (): Promise<Current> => {
    if (!pointer) throw new NotImported('nothing was imported');
    return structuredClone(pointer);
  };
  const current = async (): Promise<Current> => {
    if (!held || clock() >= held.until)
      held = { pointer: await stored(), until: clock() + keepSeconds * 1000 };
    return inForce(held.pointer, instantAt(clock()));
  };
  const present = async (): Promise<Generation> => generationOf((await current()).generation);
  const generationOf = (name: string): Generation => generations.get(name) ?? missing(name);
  const policy = async (version: string) => policies.get(version) ?? missing(`policy ${version}`);
  const calendarOf = (version: string) => calendars.get(version) ?? missing(`calendar ${version}`);
  const areaIn = ({ areas }: Generation, code: string) => areas.find((area) => area.code === code);
  const gridsIn = (generation: Generation, place: Place): readonly CellGrid[] => {
    if ('point' in place) return generation.cells.get(cellOf([place.point.lon, place.point.lat])) ?? [];
    return areaIn(generation, place.grid)?.level === 'grid' ? [{ code: place.grid }] : [];
  };
  const end = (ending: Ending): boolean => {
    if (endings.has(ending.id)) return false;
    endings.set(ending.id, structuredClone(ending));
    return true;
  };
  const amendmentOf = (proposal: Proposal): Amendment => {
    const { id: _, ...ending } = endings.get(proposal.id) ?? { id: undefined };
    return structuredClone({ ...proposal, ...('outcome' in ending && { ending }) });
  };
  const gridsOf = async (place: Place): Promise<GridsAt> => {
    const generation = await present();
    return { grids: gridsIn(generation, place), borderVersion: generation.generation };
  };

  const city: MemoryCity = {
    importUnderWay: false,
    current,
    stored,
    policy,
    findPolicy: async (version) => policies.get(version),
    calendar: async (version) => calendarOf(version).calendar,
    findCalendar: async (version) => calendars.get(version)?.calendar,
    calendarYears: async (version) => structuredClone([...calendarOf(version).years]),
    area: async (code) => areaIn(await present(), code),
    children: async (code, { limit, after = '' }) => {
      const below = (await present()).areas
        .filter((area) => area.parent === code && area.code > after)
        .sort((a, b) => (a.code < b.code ? -1 : 1));
      const areas = below.slice(0, limit);
      const last = areas.at(-1);
      return { areas, ...(below.length > limit && last && { next: last.code }) };
    },
    gridsAt: (point) => gridsOf({ point }),
    gridsOf,
    successor: async (grid) => (await present()).successors?.get(grid),
    actorOf: async (subject) =>
      actorFrom(
        subject,
        (await present()).staff.find((member) => member.subject === subject),
      ),

    answer: async ({ grid, units = [], nearest = [], verifiers, duty }, policyVersion) => {
      const { policyVersion: ruling, calendarVersion } = await current();
      const generation = await present();
      const { seated } = generation;
      const near = new Map<UnitKind, Unit>(
        nearest.flatMap((kind) => {
          const unit = seatsNearest(grid, kind)
            .map((seat) => seated.get(seatName(seat)))
            .find((found) => found !== undefined);
          return unit ? [[kind, unit] as const] : [];
        }),
      );
      const named = units.flatMap((code) => generation.units.find((unit) => unit.code === code) ?? []);
      const township = areaAt(grid, 'township') ?? grid;
      const laidOut =
        duty &&
        (generation.laidOut.get(duty.policyVersion)?.whole
          ? generation.laidOut.get(duty.policyVersion)
          : generation.laidOut.get(ruling));
      const onDuty = duty && rosterOf(laidOut?.duties ?? [])(grid, duty.category);
      return {
        policy: await policy(policyVersion),
        calendar: calendarOf(calendarVersion).calendar,
        centres: centresFor(grid, (seat) => seated.get(seatName(seat))),
        units: new Map([...named, ...near.values()].map((unit) => [unit.code, unit])),
        nearest: near,
        verifiers: verifiers
          ? generation.staff
              .flatMap((actor) =>
                actor.role === 'gridWorker' && actor.area.startsWith(township)
                  ? [{ subject: actor.subject, area: actor.area, unit: actor.unit.code }]
                  : [],
              )
              .sort((a, b) => (a.subject < b.subject ? -1 : 1))
          : [],
        ...(onDuty && { duty: onDuty }),
      };
    },

    staffOf: async (unit, { limit, after = '' }) => {
      const all = (await present()).staff
        .filter((member) => member.role !== 'operator' && member.unit.code === unit && member.subject > after)
        .map(({ subject, name, role, area }) => ({ subject, name, role, area }))
        .sort((a, b) => (a.subject < b.subject ? -1 : 1));
      const staff = all.slice(0, limit);
      const last = staff.at(-1);
      return { staff, ...(all.length > limit && last && { next: last.subject }) };
    },

    units: async (name) => new Map(generationOf(name).units.map((unit) => [unit.code, unit])),
    knownAreas: async (name, codes) =>
      new Set(codes.filter((code) => areaIn(generationOf(name), code) !== undefined)),

    keepPolicy: async (kept) => {
      const known = policies.get(kept.version);
      if (known && hashOf(known) !== hashOf(kept)) return 'taken';
      policies.set(kept.version, structuredClone(kept));
      return 'kept';
    },
    isLaidOut: async (name, version) => generationOf(name).laidOut.get(version)?.whole ?? false,
    layOut: async (name, version, duties) => {
      const { laidOut } = generationOf(name);
      const whole = laidOut.get(version)?.whole ?? false;
      laidOut.set(version, { duties: structuredClone([...duties]), whole });
    },
    publish: async (before, after, { laidOut, calendar, job, ending }) => {
      if (city.importUnderWay) return 'importUnderWay';
      const same =
        pointer?.generation === before.generation &&
        pointer.policyVersion === before.policyVersion &&
        pointer.calendarVersion === before.calendarVersion &&
        pointer.next?.generation === before.next?.generation;
      if (!same || (ending && endings.has(ending.id))) return 'changed';
      try {
        if (job) writeJob(job);
      } catch (error) {
        if (error instanceof VersionConflict) return 'changed';
        throw error;
      }
      for (const name of laidOut?.generations ?? []) {
        const duties = generationOf(name).laidOut.get(laidOut?.policyVersion ?? '');
        if (duties) duties.whole = true;
      }
      if (calendar) calendars.set(calendar.calendar.version, structuredClone(calendar));
      if (ending) end(ending);
      pointer = structuredClone(after);
      return 'done';
    },

    propose: async (proposal, now, remembered) => {
      remember(remembered, now);
      proposals.set(proposal.id, structuredClone(proposal));
    },
    endProposal: async (ending) => end(ending),
    amendment: async (id) => {
      const proposal = proposals.get(id);
      return proposal && amendmentOf(proposal);
    },
    amendments: async ({ limit, after }) => {
      const found = [...proposals.values()]
        .filter(({ id }) => after === undefined || id < after)
        .sort((a, b) => (a.id < b.id ? 1 : -1));
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { amendments: page.map(amendmentOf), ...(found.length > limit && last && { next: last.id }) };
    },

    writeGeneration: (content) => {
      const { generation, policy: brought, duties, calendar, years, units } = content;
      policies.set(brought.version, structuredClone(brought));
      calendars.set(calendar.version, { calendar, years });
      generations.set(generation, {
        ...content,
        seated: seatedAmong(units),
        laidOut: new Map([[brought.version, { duties, whole: true }]]),
      });
      return editionOf(content);
    },
    bringIn: (content, from) => {
      const edition = city.writeGeneration(content);
      pointer = from !== undefined && pointer ? { ...pointer, next: { ...edition, from } } : edition;
      held = undefined;
    },
  };
  return city;
};

const editionOf = ({ generation, policy, calendar, counts }: CityContent): Edition => ({
  generation,
  policyVersion: policy.version,
  calendarVersion: calendar.version,
  importedCalendar: calendar.version,
  name: { 'zh-CN': '测试市', en: 'Test city' },
  importedAt: '2025-01-01T00:00:00.000Z',
  counts: {
    ...(Object.fromEntries(IMPORT_SECTIONS.map((section) => [section, 0])) as Record<ImportSection, number>),
    borders: 0,
    ...counts,
  },
  contentHash: generation,
});

const missing = (what: string): never => {
  throw new Error(`${what} is not in the city`);
};
