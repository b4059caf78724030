import { type Actor, unitOf } from '#domain/actor.ts';
import type { Case } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import { fits, type Line, lineOf } from '#domain/case/listing.ts';
import { areaAt } from '#domain/place/area.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import { MOST_READ, type Order, type OrderPage } from '#shared/store/orders.ts';
import type { Store } from '#shared/store/store.ts';

/** What is overdue in an area, and what will be within the hour. */

/** Of what is due next, as many are shown. */
const SHOWN = 5;
/** With the troubles as many records as one read takes. */
const MOST_LOOKED_AT = 60;
const AN_HOUR_SECONDS = 3600;

/** What was found of an area by its deadlines, and at which records to look. */
export interface Found {
  order: Order;
  page: OrderPage;
  toLookAt: string[];
}

/** A number, and whether there may be more than that. */
export interface AtLeast {
  count: number;
  atLeast?: true;
}

interface Pressing {
  overdue: AtLeast & { units: (AtLeast & { code: string; name: string })[] };
  dueSoon: AtLeast & { items: Line[] };
}

/**
 * An officer is told what their own unit has. A township has an order of all that is open there; above it there is one
 * of what presses only: see docs/adr/0056.
 */
const orderFor = (actor: Actor, area: string): Order => {
  const unit = unitOf(actor);
  if (actor.role === 'officer' && unit && unit.kind !== 'supervisingUnit')
    return { by: 'charge', unit: unit.code };
  const township = areaAt(area, 'township');
  if (township !== undefined) return { by: 'deadline', township };
  return { by: 'pressing', city: areaAt(area, 'city') ?? area };
};

/** Everything that is due within the hour, or was before: one read. */
export const findPressing = async (
  store: Pick<Store, 'find'>,
  { actor, area, narrowed, now }: Asked,
): Promise<Found> => {
  const order = orderFor(actor, area);
  const within = order.by !== 'charge' || narrowed ? { within: area } : {};
  const before = plusSeconds(now, AN_HOUR_SECONDS);
  const page = await store.find(order, { limit: MOST_READ, before, ...within });
  const spots = page.spots.filter(({ kind }) => kind === caseProcess.kind);
  const soon = spots.filter(({ at }) => at >= now);
  const overdue = spots.filter(({ at }) => at < now);
  const inTurn = [...soon.slice(0, SHOWN), ...overdue, ...soon.slice(SHOWN)];
  const toLookAt = inTurn.slice(0, MOST_LOOKED_AT).map(({ id }) => id);
  return { order, page: { ...page, spots }, toLookAt };
};

/**
 * What is told of it. A record says rightly whether its case is overdue, and who has it. What was not looked at counts as
 * it was found where only running clocks stand in the order; elsewhere a suspended case lies there by its end, and what was
 * not looked at is not counted.
 */
export const tellPressing = (
  { order, page: { spots, next }, toLookAt }: Found,
  { actor, area, narrowed, now, records }: Asked & { records: ReadonlyMap<string, Case> },
): Pressing => {
  const looked = new Set(toLookAt);
  const before = plusSeconds(now, AN_HOUR_SECONDS);
  const where = order.by === 'charge' ? { unit: order.unit, ...(narrowed && { area }) } : { area };
  const lines = toLookAt.flatMap((id) => {
    const current = records.get(id);
    const line = current && lineOf(actor, current, now);
    return line && fits(line, { ...where, dueBefore: before, open: true }) ? [line] : [];
  });
  const overdue = lines.filter((line) => line.overdue);
  const soon = lines.filter((line) => !line.overdue);

  const unseen = spots.filter(({ id }) => !looked.has(id));
  const unseenOverdue = unseen.filter(({ at }) => at < now).length;
  const unseenSoon = unseen.length - unseenOverdue;
  const counts = order.by === 'pressing';
  const number = (seen: number, others: number, areMore: boolean): AtLeast => ({
    count: seen + (counts ? others : 0),
    ...((areMore || (!counts && others > 0)) && { atLeast: true }),
  });
  const areMore = next !== undefined;
  // What is due next lies behind all that is overdue: once one of it was found, nothing overdue follows.
  const moreOverdue = next !== undefined && next.at < now;
  return {
    overdue: {
      ...number(overdue.length, unseenOverdue, moreOverdue),
      units: byUnit(overdue, moreOverdue || unseenOverdue > 0),
    },
    dueSoon: { ...number(soon.length, unseenSoon, areMore), items: soon.slice(0, SHOWN) },
  };
};

interface Asked {
  actor: Actor;
  area: string;
  /** Whether that area was asked for. */
  narrowed: boolean;
  now: Instant;
}

/** The most overdue first. */
const byUnit = (overdue: readonly Line[], areMore: boolean): Pressing['overdue']['units'] =>
  [...Map.groupBy(overdue, ({ unit }) => unit?.code)]
    .flatMap(([, lines]) => {
      const unit = lines[0]?.unit;
      return unit ? [{ ...unit, count: lines.length, ...(areMore && { atLeast: true as const }) }] : [];
    })
    .toSorted((one, other) => other.count - one.count || (one.code < other.code ? -1 : 1));
