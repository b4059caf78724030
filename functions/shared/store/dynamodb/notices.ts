import type { Actor } from '#domain/actor.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { CityStore } from '../city-store.ts';
import { RepeatedRequest, VersionConflict } from '../errors.ts';
import type { Remembered } from '../remembered.ts';
import type { NoticePlace, ReadMarks, ToldNotice } from '../store.ts';
import { INDEXES, noticeLineKey, noticeOf, noticePlaceOf, readKey } from './cases-table.ts';
import { type CasesDatabase, type Database, nameOf, readTogether, transactWrite } from './database.ts';
import { isConflict, reasonsOf } from './errors.ts';
import { rememberWrite } from './idempotency.ts';
import { actorBy, actorKey } from './staff.ts';

/** What people and units were told, and until when they have read it. Notices follow a moment after their commit. */

export const readTold = async (
  { documents, casesTable }: CasesDatabase,
  kinds: readonly string[],
  box: string,
  { limit, after, since }: { limit: number; after?: NoticePlace; since?: Instant },
): Promise<{ notices: ToldNotice[]; next?: NoticePlace }> => {
  const { items, lastKey } = await documents.query({
    TableName: casesTable,
    IndexName: INDEXES.told.name,
    KeyConditionExpression: since === undefined ? 'toldTo = :box' : 'toldTo = :box AND #at > :since',
    ...(since !== undefined && { ExpressionAttributeNames: { '#at': INDEXES.told.sortKey } }),
    ExpressionAttributeValues: { ':box': box, ...(since !== undefined && { ':since': since }) },
    ScanIndexForward: false,
    Limit: limit,
    // The box is the caller's, never the place's.
    ...(after && { ExclusiveStartKey: noticeLineKey(box, after) }),
  });
  const next = lastKey && noticePlaceOf(lastKey, kinds);
  return { notices: items.flatMap((item) => noticeOf(item, kinds) ?? []), ...(next && { next }) };
};

export const readReader = async (
  db: Database,
  city: CityStore,
  subject: string,
): Promise<{ actor: Actor; read: ReadMarks }> => {
  const { generation } = await city.current();
  const staff = actorKey(generation, subject);
  const { cases, grids } = await readTogether(db, { cases: [readKey(subject)], grids: [staff] });
  const { revision = 0, until = {} } = cases.get(nameOf(readKey(subject))) ?? {};
  return {
    actor: actorBy(subject, grids.get(nameOf(staff))),
    read: { revision, until } as ReadMarks,
  };
};

export const saveRead = async (
  { documents, casesTable }: CasesDatabase,
  subject: string,
  { revision, until }: ReadMarks,
  now: Instant,
  remembered: Remembered,
): Promise<void> => {
  const Put = {
    TableName: casesTable,
    Item: { ...readKey(subject), revision: revision + 1, until },
    ConditionExpression: revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :revision',
    ...(revision > 0 && { ExpressionAttributeValues: { ':revision': revision } }),
  };
  try {
    await transactWrite(documents, [rememberWrite(casesTable, remembered, now), { Put }]);
  } catch (error) {
    const reasons = reasonsOf(error);
    if (!reasons) throw error;
    if (reasons[0] === 'ConditionalCheckFailed') throw new RepeatedRequest();
    throw reasons.some(isConflict) ? new VersionConflict() : error;
  }
};
