import { readFileSync } from 'node:fs';
import type { Actor, StaffMember } from '#domain/actor.ts';
import type { Case, Point } from '#domain/case/case.ts';
import type { PersonalCommand } from '#domain/case/commands.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { caseNumberOf } from '#domain/case/number.ts';
import type { Area } from '#domain/place/area.ts';
import { levelOf, parentOf } from '#domain/place/area.ts';
import { cellOf } from '#domain/place/cells.ts';
import { layOutDuties } from '#domain/policy/duties.ts';
import { floorOf, type Policy } from '#domain/policy/policy.ts';
import { nextDueAt } from '#domain/process/ladder.ts';
import type { Definition, FileRef } from '#domain/process/process.ts';
import type { CalendarYear } from '#domain/time/calendar.ts';
import { type Instant, instantAt } from '#domain/time/instant.ts';
import { COUNTINGS } from '#shared/countings.ts';
import { type MemoryFileStore, openMemoryFileStore } from '#shared/files/memory-file-store.ts';
import { logger } from '#shared/observability/logger.ts';
import type { Amendment, Proposal } from '#shared/store/amendments.ts';
import type { CityContent } from '#shared/store/memory/memory-city.ts';
import { type MemoryStatistics, openMemoryStatistics } from '#shared/store/memory/memory-statistics.ts';
import { type MemoryStore, openMemoryStore } from '#shared/store/memory/memory-store.ts';
import type { Repeatable } from '#shared/store/remembered.ts';
import type { GivenFile } from '#shared/use-cases/brought-files.ts';
import type { CountingServices } from '#shared/use-cases/count-histories.ts';
import { type FilingServices, fileCase } from '#shared/use-cases/file-case.ts';
import { giveCommand } from '#shared/use-cases/give-command.ts';
import { giveWithFiles } from '#shared/use-cases/give-with-files.ts';
import { approveRequest, mergeCases } from '#shared/use-cases/merge-cases.ts';
import type { Receipt } from '#shared/use-cases/receipt.ts';
import { cases } from '#shared/use-cases/served-process.ts';
import { type Machine, type MemoryWorkflow, openMemoryWorkflow } from '#shared/workflow/memory.ts';
import { approve } from '../../../functions/planning/approve.ts';
import { propose, type Wish } from '../../../functions/planning/propose.ts';
import type { PlanningServices } from '../../../functions/planning/services.ts';
import type { Bus, ToldEvent } from '../../../functions/relay/bus.ts';
import { type RelayServices, relay } from '../../../functions/relay/relay.ts';
import { driveWhatEnded, driveWhatNeverRan } from '../../../functions/sweep/drive-again.ts';
import { sweep } from '../../../functions/sweep/sweep.ts';
import { runTask } from '../../../functions/tasks/run-task.ts';
import { declared, photograph } from '../../../tools/api/upload.ts';
import * as people from '../../domain/builders.ts';
import { calendarFile } from '../../domain/calendars.ts';
import { documentFile } from '../document-file.ts';
import { type Gate, gated, open } from './faults.ts';

/** A corner of Chongchuan in memory: every part of Gridward but the two services of AWS, and a clock that tests move. */

// Functions die here by the thousand, and say so.
logger.setLogLevel('SILENT');

const WORKFLOWS = ['case-lifecycle', 'joint-handling'] as const;

/** A workflow file with the names of nested workflows in the place of their ARNs. */
const fileOf = (name: string): Machine =>
  JSON.parse(
    readFileSync(new URL(`../../../workflows/${name}.asl.json`, import.meta.url), 'utf8').replaceAll(
      /\$\{JointHandlingArn\}/g,
      'joint-handling',
    ),
  ) as Machine;

const files = Object.fromEntries(WORKFLOWS.map((name) => [name, fileOf(name)]));

/** A place in the grid. */
export const POINT: Point = { lon: 120.87, lat: 32.01 };
const { GRID } = people;
const OTHER_GRID = GRID.replace(/7$/, '8');

const areaOf = (code: string): Area => ({
  code,
  name: code,
  level: levelOf(code) ?? 'grid',
  parent: parentOf(code) ?? '',
});

const AREAS = ['3206', '320613', '320612', '320613001', '320613001001', GRID, OTHER_GRID].map(areaOf);

const YEARS = [2024, 2025, 2026].map((year) => calendarFile(year) as CalendarYear);

const UNITS = [
  people.committee,
  people.township,
  people.county,
  people.city,
  people.justice,
  people.police,
  people.judicial,
  people.lawFirm,
  people.roads,
];

export const STAFF = {
  gridWorker: people.gridWorker,
  colleague: people.staff('gridWorker', people.committee, 'colleague', OTHER_GRID),
  committee: people.dispatcher(people.committee),
  township: people.dispatcher(people.township),
  townshipOfficer: people.officer(people.township),
  county: people.dispatcher(people.county),
  city: people.dispatcher(people.city),
  police: people.officer(people.police),
  judicial: people.officer(people.judicial),
  lawFirm: people.officer(people.lawFirm),
  justice: people.officer(people.justice),
  operator: people.operator('operator'),
  secondOperator: people.operator('second-operator'),
} satisfies Record<string, StaffMember>;

/** What an import brings: all of the grid lies in one cell. */
export const contentWith = (policy: Policy = people.policy, generation = 'g-1'): CityContent => {
  const units = new Map(UNITS.map((unit) => [unit.code, unit]));
  const { duties, faults } = layOutDuties(policy, new Set(AREAS.map(({ code }) => code)), units);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return {
    generation,
    areas: AREAS,
    cells: new Map([[cellOf([POINT.lon, POINT.lat]), [{ code: GRID }]]]),
    units: UNITS,
    staff: Object.values(STAFF).map((member) => ({ ...member, name: `Name of ${member.subject}` })),
    policy,
    duties,
    calendar: people.calendar,
    years: YEARS,
  };
};

const CONTENT = contentWith();

export interface WorldOptions {
  policy?: Policy;
  /** What an import brings. @default that corner of Chongchuan, with the policy */
  content?: CityContent;
  /** Kinds of processes besides the case, with their workflow files. */
  others?: { definition: Definition; file: Machine }[];
}

export class World {
  readonly store: MemoryStore;
  readonly statistics: MemoryStatistics = openMemoryStatistics();
  readonly workflow: MemoryWorkflow;
  readonly files: MemoryFileStore;
  /** What the bus was told, in order. */
  readonly told: ToldEvent[] = [];
  readonly definitions: readonly Definition[];
  /** Comes before and after every call of the tasks that the workflows ask for. */
  taskGate: Gate = open;
  #now = Date.parse(people.MONDAY);
  #ids = 0;

  constructor({ policy, content, others = [] }: WorldOptions = {}) {
    this.definitions = [caseProcess, ...others.map(({ definition }) => definition)];
    this.store = openMemoryStore({ clock: () => this.#now });
    this.store.city.bringIn(content ?? (policy ? contentWith(policy) : CONTENT));
    this.files = openMemoryFileStore({ clock: () => this.#now });
    this.workflow = openMemoryWorkflow({
      files: {
        ...files,
        ...Object.fromEntries(others.map(({ definition, file }) => [definition.workflow, file])),
      },
      clock: () => this.#now,
      runTask: (payload) =>
        runTask(payload, { ...this.services(this.taskGate), workflow: gated(this.workflow, this.taskGate) }),
    });
  }

  get now(): Instant {
    return instantAt(this.#now);
  }

  /** Moves the clock, and ends the waits of workflows whose time is up. */
  moveTo(instant: Instant): void {
    this.#now = Date.parse(instant);
    this.workflow.elapse(this.#now);
  }

  services(gate: Gate = open): FilingServices {
    return {
      store: gated<MemoryStore>(this.store, gate),
      files: gated<MemoryFileStore>(this.files, gate),
      definitions: this.definitions,
      now: () => this.now,
      newId: () => `01JNDQ${String(++this.#ids).padStart(20, '0')}`,
      newNumber: () => caseNumberOf(++this.#ids / 10 ** 9),
      draw: () => 1,
      newSeed: () => `seed ${++this.#ids}`,
      pause: () => gate.before('pause'),
    };
  }

  /** What the functions of the API work with besides. */
  apiServices(gate: Gate = open) {
    return {
      ...this.services(gate),
      workflow: gated<MemoryWorkflow>(this.workflow, gate),
      statistics: gated<MemoryStatistics>(this.statistics, gate),
      packed: documentFile,
      alarmNames: ['relay-behind', 'sweep-failing', 'case-parked'],
    };
  }

  /** Takes in a case with a history, as it stands at its end; the first execution takes it up from there. */
  async takeIn({ current, history, now }: people.Life): Promise<string> {
    if (now > this.now) this.moveTo(now);
    // A result ends its commit.
    const submitted = history.findLastIndex(({ type }) => type === 'resultSubmitted') + 1;
    let before: Case | undefined;
    for (const events of [history.slice(0, submitted), history.slice(submitted)]) {
      if (events.length === 0) continue;
      const next: Case =
        events.at(-1) === history.at(-1) ? current : (people.replay(history.slice(0, submitted)) as Case);
      await this.store.commit([{ definition: caseProcess, before, events, next }], this.now);
      before = next;
    }
    return current.id;
  }

  async report(subject: string, key: string, gate?: Gate, files: GivenFile[] = []): Promise<Receipt> {
    const { answer } = await fileCase({
      services: this.services(gate),
      account: {
        title: 'Piano at night',
        description: `Every night after ten: ${key}.`,
        category: 'dispute.neighbour',
        place: { point: POINT },
        files,
      },
      request: asked(subject, key),
    });
    return answer;
  }

  async settleOnTheSpot(
    subject: string,
    key: string,
    gate?: Gate,
    files: GivenFile[] = [],
  ): Promise<Receipt> {
    const { answer } = await fileCase({
      services: this.services(gate),
      account: {
        title: 'A bicycle',
        description: `On the stairs: ${key}.`,
        category: 'dispute.neighbour',
        place: { grid: GRID },
        settled: { result: 'Moved it.' },
        files,
      },
      request: asked(subject, key),
    });
    return answer;
  }

  async give(actor: Actor, id: string, command: PersonalCommand, key: string, gate?: Gate): Promise<Receipt> {
    const { answer } = await giveCommand({
      services: this.services(gate),
      to: cases,
      id,
      command,
      request: asked(actor.subject, key),
      seenVersion: undefined,
    });
    return answer;
  }

  async approve(actor: Actor, id: string, key: string, gate?: Gate): Promise<Receipt> {
    const { answer } = await approveRequest({
      services: this.services(gate),
      id,
      request: asked(actor.subject, key),
      seenVersion: undefined,
    });
    return answer;
  }

  /** Gives a command that brings files. */
  async giveWithFiles(
    actor: Actor,
    id: string,
    files: GivenFile[],
    command: (files: FileRef[]) => PersonalCommand,
    key: string,
    gate?: Gate,
  ): Promise<Receipt> {
    const { answer } = await giveWithFiles({
      services: this.services(gate),
      id,
      given: files,
      field: 'files',
      command,
      request: asked(actor.subject, key),
      seenVersion: undefined,
    });
    return answer;
  }

  /** Uploads a file as somebody does, and answers its id. */
  async upload(subject: string, bytes = photograph(), contentType = 'image/jpeg'): Promise<string> {
    const id = String(++this.#ids).padStart(32, '0');
    const { url, headers } = await this.files.slot(
      subject,
      { id, ...declared(bytes, contentType) },
      this.now,
    );
    const status = await this.files.put(url, headers, bytes);
    if (status !== 200) throw new Error(`the upload was answered ${status}`);
    return id;
  }

  async merge(actor: Actor, id: string, into: string, key: string, gate?: Gate): Promise<Receipt> {
    const { answer } = await mergeCases({
      services: this.services(gate),
      id,
      into,
      reason: 'The same piano.',
      request: asked(actor.subject, key),
      seenVersion: undefined,
    });
    return answer;
  }

  /** Proposes an amendment as the operator does. */
  async propose(wish: Wish, key: string, gate?: Gate): Promise<Proposal> {
    const { proposal } = await propose({
      services: this.planningServices(gate),
      wish,
      reason: 'The council wants it.',
      request: asked(STAFF.operator.subject, key),
    });
    return proposal;
  }

  /** Approves a proposal as it is kept. */
  async approveAmendment(actor: Actor, id: string, gate?: Gate): Promise<Amendment> {
    const services = this.planningServices(gate);
    const amendment = await services.store.city.amendment(id);
    if (!amendment) throw new Error(`nobody has proposed ${id}`);
    return approve(services, amendment, actor);
  }

  /** Has an amendment proposed by the operator, and approved by the city's centre. */
  async amend(wish: Wish, key: string, gate?: Gate): Promise<Amendment> {
    const { id } = await this.propose(wish, key, gate);
    return this.approveAmendment(STAFF.city, id, gate);
  }

  planningServices(gate?: Gate): PlanningServices {
    return { ...this.services(gate), floor: floorOf({ protect: true }) };
  }

  sweep(gate?: Gate) {
    return sweep(this.services(gate));
  }

  driveWhatEnded(gate: Gate = open) {
    return driveWhatEnded(this.relayServices(gate));
  }

  driveWhatNeverRan(gate: Gate = open) {
    return driveWhatNeverRan(this.relayServices(gate));
  }

  relayServices(gate: Gate = open): RelayServices {
    const bus: Bus = {
      publish: async (events) => {
        this.told.push(...events);
      },
    };
    return {
      ...this.services(gate),
      workflow: gated<MemoryWorkflow>(this.workflow, gate),
      bus: gated(bus, gate),
    };
  }

  countingServices(gate: Gate = open, statistics = this.statistics): CountingServices {
    return {
      store: gated<MemoryStore>(this.store, gate),
      statistics: gated<MemoryStatistics>(statistics, gate),
      countings: COUNTINGS,
      definitions: this.definitions,
      pause: () => gate.before('pause'),
    };
  }

  /** Relays the next records from a place in the stream on; a record is passed on as a deployed relay gets it. */
  relay(records: World['store']['stream'], gate?: Gate): Promise<void> {
    return relay(records, this.relayServices(gate));
  }

  #relayed = 0;
  /** Everything comes to rest: what is committed is relayed, and workflows do what they can. */
  async settle(): Promise<void> {
    for (;;) {
      await rest();
      const records = this.store.stream.slice(this.#relayed);
      if (records.length === 0) {
        if (this.workflow.busy() === 0) return;
        continue;
      }
      this.#relayed += records.length;
      await this.relay(records);
    }
  }

  /** All records up to now count as relayed: a test has done it. */
  relayedAll(): void {
    this.#relayed = this.store.stream.length;
  }

  /** Lets workflows do what they can. */
  rest(): Promise<void> {
    return rest();
  }

  async history(id: string): Promise<CaseEvent[]> {
    return (await this.store.history(caseProcess, id, { limit: 1000 })).events;
  }

  async case(id: string): Promise<Case> {
    return this.store.read(caseProcess, id);
  }

  /** When the clock next has something to do anywhere; undefined when nothing is open. */
  nextDue(): Instant | undefined {
    return this.store
      .all()
      .flatMap(({ definition, current }) => nextDueAt(definition, current) ?? [])
      .sort()[0];
  }
}

/** Lets every promise that can go on do so. */
export const rest = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
};

export const asked = (subject: string, key: string): Repeatable => ({ subject, key, fingerprint: key });
