import type { Role } from '#domain/actor.ts';
import { isWithin } from '#domain/place/area.ts';

/** Somebody who can sign in, as `GET /me` or staff.csv tells. */
export interface Person {
  /** The name in the file of tokens. */
  account: string;
  role: Role;
  /** Code of their unit. */
  unit?: string;
  area?: string;
}

/** Who plays which part in the life of a case. */
export interface Cast<P extends Person = Person> {
  /** Reports, and is asked in the end. Not on the staff: so nothing else may be seen. */
  reporter: P;
  /** Settles a matter on the spot. */
  worker: P;
  /** A dispatcher of the lowest centre above the grid worker: handles the case. */
  handler: P;
  /** A dispatcher of the next centre above: grants, and verifies. */
  centre: P;
  operator: P;
}

/** Chooses the people of a life among those who can sign in, or says whom it lacks. */
export const castOf = <P extends Person>(people: readonly P[]): { cast: Cast<P> } | { missing: string[] } => {
  const [nearest] = people
    .filter(({ role }) => role === 'gridWorker')
    .map((worker) => ({ worker, centres: centresAbove(worker, people) }))
    .sort((a, b) => b.centres.length - a.centres.length || depthOf(b.centres) - depthOf(a.centres));
  const [handler, centre] = nearest?.centres ?? [];
  const reporter = people.find(({ role }) => role === 'resident');
  const operator = people.find(
    ({ role, area = '' }) => role === 'operator' && (!nearest || isWithin(nearest.worker.area ?? '', area)),
  );
  if (nearest && handler && centre && reporter && operator)
    return { cast: { reporter, worker: nearest.worker, handler, centre, operator } };
  return {
    missing: [
      ...(reporter ? [] : ['a resident: an account that staff.csv does not list']),
      ...(nearest ? [] : ['a grid worker']),
      ...(handler && centre ? [] : [`two dispatchers, ${whoseCentres(nearest?.worker, handler)}`]),
      ...(operator ? [] : ['an operator']),
    ],
  };
};

/** Dispatchers whose area holds the grid worker's: one a unit, nearest first. */
const centresAbove = <P extends Person>({ area: place = '' }: P, people: readonly P[]): P[] =>
  people
    .filter(({ role, area }) => role === 'dispatcher' && area !== undefined && isWithin(place, area))
    .filter(({ unit }, at, all) => all.findIndex((other) => other.unit === unit) === at)
    .sort((a, b) => (b.area?.length ?? 0) - (a.area?.length ?? 0));

const depthOf = ([lowest, next]: readonly Person[]): number =>
  (lowest?.area?.length ?? 0) + (next?.area?.length ?? 0);

const whoseCentres = (worker: Person | undefined, found: Person | undefined): string => {
  const where = worker ? `area ${worker.area}` : "the grid worker's area";
  return `of the two lowest centres above ${where}${found ? ` (only ${found.account} of ${found.unit} was given)` : ''}`;
};
