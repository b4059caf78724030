import type { Role } from '#domain/actor.ts';
import type { Area } from '#domain/place/area.ts';
import type { CellGrid } from '#domain/place/locate.ts';
import type { Unit } from '#domain/place/unit.ts';
import type { DutyEntry } from '#domain/policy/duties.ts';
import type { Policy } from '#domain/policy/policy.ts';
import type { Context, Needs } from '#domain/process/context.ts';
import type { CalendarYear, WorkCalendar } from '#domain/time/calendar.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Amendment, AmendmentPage, Ending, Proposal } from './amendments.ts';
import type { Current } from './edition.ts';
import type { Job } from './jobs.ts';
import type { Remembered } from './remembered.ts';

/**
 * What a city's reference data says: areas, borders, units, duties, staff, policies and calendars. An import writes a new
 * generation of it beside the one in use; policies and calendars are versions that never change. `current` may be as old
 * as a minute; `stored` is what holds at this moment.
 */
export interface CityStore {
  /** The edition in force, read again after a minute at most; a planned one is taken up to the second. */
  current(): Promise<Current>;
  /** The pointer to what is in force as it is kept now: whoever publishes works from this. */
  stored(): Promise<Current>;

  policy(version: string): Promise<Policy>;
  /** A policy that somebody names; undefined when the city never had it. */
  findPolicy(version: string): Promise<Policy | undefined>;
  calendar(version: string): Promise<WorkCalendar>;
  /** A calendar that somebody names; undefined when the city never had it. */
  findCalendar(version: string): Promise<WorkCalendar | undefined>;
  /** The years that a calendar was joined of, so that one can be replaced. */
  calendarYears(version: string): Promise<CalendarYear[]>;

  area(code: string): Promise<Area | undefined>;
  children(code: string, page: { limit: number; after?: string }): Promise<{ areas: Area[]; next?: string }>;
  /** The grids that meet the cell of a point (WGS 84): one read. Which of them holds it, `locate` tells. */
  gridsAt(point: { lon: number; lat: number }): Promise<GridsAt>;
  /** The grid that took the place of one that is no more. */
  successor(grid: string): Promise<string | undefined>;

  /** Everything that a decision has to know of the city, in one request once policy and calendar are at hand. */
  answer(needs: Needs, policyVersion: string): Promise<CityAnswer>;

  /** The people of a unit by subject; a page. */
  staffOf(
    unit: string,
    page: { limit: number; after?: string },
  ): Promise<{ staff: Colleague[]; next?: string }>;

  /** Every unit of a generation. */
  units(generation: string): Promise<ReadonlyMap<string, Unit>>;
  /** Which of these areas a generation has. */
  knownAreas(generation: string, codes: readonly string[]): Promise<ReadonlySet<string>>;

  /** Keeps a version of the policy for good; `taken` when the version exists with other content. */
  keepPolicy(policy: Policy): Promise<'kept' | 'taken'>;
  /** Whether all duties of a policy are laid out in a generation. */
  isLaidOut(generation: string, policyVersion: string): Promise<boolean>;
  /** Lays out the duties of a policy beside those in use. Nobody sees them before the pointer names the policy. */
  layOut(generation: string, policyVersion: string, duties: readonly DutyEntry[]): Promise<void>;

  /**
   * Points the city at other versions in one step, together with what belongs to it: nothing is done while an import is
   * under way (it would write over the pointer), or when the city is no longer as `before` tells.
   */
  publish(before: Current, after: Current, along: Published): Promise<'done' | 'importUnderWay' | 'changed'>;

  /**
   * Keeps what somebody proposes, once however often the request comes.
   * @throws RepeatedRequest while the same request is being answered, or has been
   */
  propose(proposal: Proposal, now: Instant, remembered: Remembered): Promise<void>;
  /** Ends a proposal of which nothing comes in force; false when it has ended already. */
  endProposal(ending: Ending): Promise<boolean>;
  amendment(id: string): Promise<Amendment | undefined>;
  amendments(page: { limit: number; after?: string }): Promise<AmendmentPage>;
}

/** Somebody who works in a unit. */
export interface Colleague {
  subject: string;
  name: string;
  role: Role;
  area: string;
}

/** Where something happened: a point (WGS 84), or a grid where there is no point. */
export type Place = { point: { lon: number; lat: number } } | { grid: string };

/** The grids that may hold a place: those that meet the cell of its point, or the grid that it names; none outside the city. */
export interface GridsAt {
  grids: readonly CellGrid[];
  /** The version of the borders. */
  borderVersion: string;
}

export type CityAnswer = Omit<Context, 'now' | 'actor' | 'seed'>;

/** What becomes visible together with a new pointer. */
export interface Published {
  /** Generations in which this policy is now laid out whole. */
  laidOut?: { generations: readonly string[]; policyVersion: string };
  calendar?: { calendar: WorkCalendar; years: readonly CalendarYear[] };
  /** The job that begins with it; `changed` when somebody else has written it since it was read. */
  job?: Job;
  /** The end of the proposal by which it comes in force; `changed` when that has ended already. */
  ending?: Ending;
}
