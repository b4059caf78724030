import type { Case } from '#domain/case/case.ts';
import { caseProcess } from '#domain/case/definition.ts';
import type { CaseEvent } from '#domain/case/event.ts';
import { HISTORY_FORMAT, verifyHistory } from '#domain/process/verify-history.ts';
import { entryKey, eventOf, processOf } from '#shared/store/dynamodb/cases-table.ts';
import type { Compared, Held, ProcessRestore } from '#shared/store/dynamodb/process-restore.ts';

export interface RestoreOptions {
  tables: ProcessRestore;
  id: string;
  /** Whether what was decided since may be taken back. */
  overwrite: boolean;
}

export interface RestoredCase {
  /** `unchanged`: the table in use holds the same already. */
  outcome: 'restored' | 'unchanged';
  events: number;
  files: number;
  entries: number;
  stage: string;
  isOpen: boolean;
}

/** A case that cannot be brought back, or only at a loss; nothing was written. The message says what to do. */
export class NotRestored extends Error {}

/**
 * Brings a case back into the table in use as it is in the restored one, if it is whole there. A case that has gone on
 * since is left alone, unless `overwrite` says otherwise. What is there already is not written again, so it may be
 * repeated.
 * @throws NotRestored; VersionConflict when somebody changes the case meanwhile
 */
export const restoreCase = async ({ tables, id, overwrite }: RestoreOptions): Promise<RestoredCase> => {
  const compared = await tables.compare({ kind: caseProcess.kind, id });
  const current = wholeCase(id, compared.restored);
  if (!compared.isSame) {
    if (compared.lost.length > 0 && !overwrite) throw new NotRestored(lossOf(compared));
    await tables.restore(compared);
  }
  const { events, files, entries } = compared.restored;
  return {
    outcome: compared.isSame ? 'unchanged' : 'restored',
    events: events.length,
    files: files.length,
    entries: entries.length,
    stage: current.state.stage,
    isOpen: caseProcess.isOpen(current),
  };
};

/** The case that a table holds, if its history tells all of it. */
const wholeCase = (id: string, { record, events, files, entries }: Held): Case => {
  if (!record) throw new NotRestored(`The restored table has no case ${id}. ${ANOTHER_SECOND}`);
  const current = processOf(caseProcess, record);
  const history = events.map((item) => eventOf<CaseEvent>(item));
  const verified = verifyHistory({ format: HISTORY_FORMAT, kind: caseProcess.kind, id, events: history }, [
    caseProcess,
  ]);
  if ('fault' in verified) throw notWhole(id, `event ${verified.fault.event}: ${verified.fault.reason.en}`);
  const { version, lastHash } = current;
  if (version !== history.length || lastHash !== verified.current.lastHash)
    throw notWhole(id, `its record is at event ${version}, its history ends at event ${history.length}.`);
  const attached = history.filter((event) => caseProcess.file?.(event)).length;
  if (files.length !== attached)
    throw notWhole(id, `its history tells of ${attached} attachments, and ${files.length} are listed.`);
  const named = caseProcess.entries(current).flatMap(({ name }) => (name === '' ? [] : [keyOf(id, name)]));
  if (named.sort().join() !== entries.map(({ sk }) => sk).join())
    throw notWhole(id, 'its lines on lists are not those of its record.');
  return current;
};

const keyOf = (id: string, name: string): string => entryKey({ kind: caseProcess.kind, id }, name).sk;

const notWhole = (id: string, fault: string): NotRestored =>
  new NotRestored(`Case ${id} is not whole in the restored table: ${fault} ${ANOTHER_SECOND}`);

const ANOTHER_SECOND =
  'Nothing was written. Restore a table of another second, and bring the case from there.';

const lossOf = ({ process: { id }, restored, inUse, lost }: Compared): string => {
  const [now, then] = [inUse, restored].map(({ record, events }) => record?.version ?? events.length);
  const more = lost.length - MOST_NAMED;
  const items = [...lost.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  return [
    `Case ${id} is at event ${now} in the table in use and at event ${then} in the restored one.`,
    `To restore it would take back what was decided since: ${items}. Nothing was written.`,
    'What is wrong in a case is corrected by commands; if it is to be taken back all the same, add --overwrite.',
  ].join(' ');
};

const MOST_NAMED = 5;
