import type { Actor } from '#domain/actor.ts';
import { unitOf } from '#domain/actor.ts';
import type { Filter } from '#domain/case/listing.ts';
import { OPEN_STAGES } from '#domain/case/stages.ts';
import { areaAt } from '#domain/place/area.ts';
import { type Rejection, RejectionError } from '#domain/rejection.ts';
import type { Text } from '#domain/text.ts';
import { type Instant, plusSeconds } from '#domain/time/instant.ts';
import type { Order } from '#shared/store/orders.ts';

/** In which order somebody's wish is looked for, and which wishes no order serves: see docs/adr/0056. */

export interface Wish extends Filter {
  sort?: 'due' | 'filed';
  reporter?: 'me';
  changedSince?: Instant;
}

/** An order to look in, and what of it. */
export interface Search {
  order: Order;
  /** Places in it are deadlines: for those who are told them. */
  tellsDeadlines: boolean;
  from?: Instant;
  before?: Instant;
  /** An area that is looked for there; its own part of an order is its township or its city. */
  within?: string;
  filter: Filter;
}

/** As long as an event may be decided before it is found, with clocks that differ. */
const LAG_SECONDS = 120;

/**
 * Where to look for what somebody wishes to see.
 * @throws RejectionError where no order serves the wish, with what to ask instead
 */
export const searchFor = (wish: Wish, actor: Actor, now: Instant): Search => {
  const { sort, reporter, changedSince, ...filter } = wish;
  const { filedFrom, filedBefore } = filter;
  if (filedFrom !== undefined && filedBefore !== undefined && filedFrom >= filedBefore)
    throw new RejectionError(EMPTY_WINDOW);
  const filed = {
    ...(filedFrom !== undefined && { from: filedFrom }),
    ...(filedBefore !== undefined && { before: filedBefore }),
  };

  if (actor.role === 'resident' || reporter === 'me') {
    if (changedSince !== undefined) throw refused('changedSince', CHANGES_OF_OWN);
    if (sort === 'due') throw refused('sort', DEADLINES_OF_OWN);
    return { order: { by: 'filing', subject: actor.subject }, tellsDeadlines: false, ...filed, filter };
  }
  const area = filter.area ?? actor.area;
  const [city, township] = [areaAt(area, 'city') ?? area, areaAt(area, 'township')];
  const here = { within: area, filter: { ...filter, area } };

  if (changedSince !== undefined) {
    if (sort !== undefined) throw refused('sort', CHANGES_HAVE_THEIR_ORDER);
    const from = plusSeconds(changedSince, -LAG_SECONDS);
    return { order: { by: 'change', city }, tellsDeadlines: false, from, ...here };
  }
  if (!isByDeadline(wish, township !== undefined)) {
    const order: Order = township === undefined ? { by: 'filing', city } : { by: 'filing', township };
    return { order, tellsDeadlines: false, ...filed, ...here };
  }
  if (wantsEnded(filter)) throw refused(filter.open === false ? 'open' : 'stage', ENDED_HAVE_NONE);
  const before = filter.overdue ? now : filter.dueBefore;
  const due = { tellsDeadlines: true, ...(before !== undefined && { before }) };
  const open = { ...filter, open: true };
  const unit = filter.unit ?? ownUnit(actor, filter);
  if (unit !== undefined) {
    const within = filter.area === undefined ? {} : { within: filter.area };
    return { order: { by: 'charge', unit }, ...due, ...within, filter: { ...open, unit } };
  }
  const there = { within: area, filter: { ...open, area } };
  if (township !== undefined) return { order: { by: 'deadline', township }, ...due, ...there };
  if (!isPressed(filter)) throw refused(sort === 'due' ? 'sort' : 'dueBefore', ABOVE_TOWNSHIP);
  return { order: { by: 'pressing', city }, ...due, ...there };
};

/** Whether cases are wanted by their deadlines: because it is said, or because nothing else is and they can be. */
const isByDeadline = (wish: Wish, inTownship: boolean): boolean => {
  if (wish.sort !== undefined) return wish.sort === 'due';
  if (isPressed(wish) || wish.dueBefore !== undefined) return true;
  if (wantsEnded(wish) || wish.filedFrom !== undefined || wish.filedBefore !== undefined) return false;
  return inTownship || wish.unit !== undefined;
};

const isPressed = ({ overdue, flags }: Filter): boolean =>
  overdue === true || (flags?.includes('pressing') ?? false);

const wantsEnded = ({ open, stages }: Filter): boolean =>
  open === false ||
  (stages !== undefined && !stages.some((stage) => (OPEN_STAGES as readonly string[]).includes(stage)));

/** Officers look for what their own unit has; others for what lies in their area. The supervising unit has nothing. */
const ownUnit = (actor: Actor, { area }: Filter): string | undefined =>
  area === undefined && actor.role === 'officer' && actor.unit.kind !== 'supervisingUnit'
    ? unitOf(actor)?.code
    : undefined;

const refused = (field: string, message: Text): RejectionError =>
  new RejectionError({ kind: 'invalid', code: 'not-listed', field, message });

const EMPTY_WINDOW: Rejection = {
  kind: 'invalid',
  code: 'empty-window',
  field: 'filedBefore',
  message: {
    'zh-CN': '结束时刻（filedBefore）须晚于开始时刻（filedFrom）。',
    en: 'The end (filedBefore) must lie after the beginning (filedFrom).',
  },
};
const CHANGES_OF_OWN: Text = {
  'zh-CN': 'changedSince 只用于按区划查询；本人上报的案件请去掉此项。',
  en: 'changedSince is for the cases of an area; of those that you reported, ask without it.',
};
const DEADLINES_OF_OWN: Text = {
  'zh-CN': '本人上报的案件只按上报时间排列；请去掉 sort 或写 sort=filed。',
  en: 'Cases that you reported are listed by when they were filed only; leave sort out, or write sort=filed.',
};
const CHANGES_HAVE_THEIR_ORDER: Text = {
  'zh-CN': '带 changedSince 的列表按变更先后排列；请去掉 sort。',
  en: 'With changedSince cases are listed in the order of their changes; leave sort out.',
};
const ENDED_HAVE_NONE: Text = {
  'zh-CN':
    '只有在办案件才有到期时间；请去掉 open=false 和已办结的 stage，或写 sort=filed 并去掉 overdue、dueBefore 和 pressing。',
  en: 'Only open cases have a deadline; leave out open=false and stages that are ends, or write sort=filed without overdue, dueBefore and pressing.',
};
const ABOVE_TOWNSHIP: Text = {
  'zh-CN':
    '乡镇（街道）以上的案件，只有临期或超期的可按到期时间排列；请加 flags=pressing 或 overdue=true，或在 area 中写乡镇（街道），或写 sort=filed。',
  en: 'Above a township, only cases near their deadline or past it are listed by deadline; add flags=pressing or overdue=true, name a township in area, or write sort=filed.',
};
