import type { CaseEvent } from '#domain/case/event.ts';
import { UNITS } from './city-content.ts';
import type { CountedCity, Run } from './counted-city.ts';
import { aFile, give, LIVES, type LifeName, POINT, report } from './lives.ts';

/** A life of a case, run after run, with the executions that drove it. */
export interface CountedLife {
  runs: readonly Run[];
  executions: readonly { workflow: string; transitions: number; logBytes: number; logEntries: number }[];
  kept: { table: number; indexes: number };
  history: readonly CaseEvent[];
}

export type CountedLives = Record<LifeName, CountedLife>;

export const countLives = async (city: CountedCity): Promise<CountedLives> => {
  const lives = {} as CountedLives;
  for (const [name, live] of Object.entries(LIVES)) {
    const [runs, executions] = [city.runs.length, city.executions().length];
    const id = await live(city);
    lives[name as LifeName] = {
      runs: city.runs.slice(runs),
      executions: city
        .executions()
        .slice(executions)
        .map(({ workflow, entered, log }) => ({
          workflow,
          transitions: entered.length,
          logBytes: log.bytes,
          logEntries: log.entries,
        })),
      kept: city.kept(id),
      history: await city.history(id),
    };
  }
  return lives;
};

/** A photograph of a megabyte. */
const UPLOAD = { contentType: 'image/jpeg', bytes: 1_048_576, sha256: 'f'.repeat(64) };

/** As many as a page of a list shows when nobody says how many. */
const A_PAGE = 50;

/** One run each of what people ask for besides, and of the sweep where nothing is due. */
export const countOperations = async (city: CountedCity): Promise<ReadonlyMap<string, Run>> => {
  const counted = new Map<string, Run>();
  const noted = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    const from = city.runs.length;
    await work();
    counted.set(name, city.runs[from]!);
  };
  await noted('sweep', () => city.sweep({ all: false }));

  const id = await report(city);
  const town = 'township-01';
  const given = (command: string, as: string, body: object, params = {}) =>
    noted(command, () => give(city, command, as, id, body, params));
  await given('comment', town, { text: '已电话联系双方，约定周四调解。' });
  await given('acknowledge', town, {});
  await given('changeSeverity', town, { severity: 'serious', reason: '双方已有肢体冲突。' });
  await given('whistle', town, { template: 'threeOffice', ask: '请派员共同调解，固定证据。' });
  await given('respond', 'police-01', { answer: '已固定证据。' }, { unitId: UNITS.police });
  await give(city, 'respond', 'judicial-01', id, { answer: '已调解。' }, { unitId: UNITS.judicial });
  await give(city, 'respond', 'lawyer-01', id, { answer: '已出具意见。' }, { unitId: UNITS.lawFirm });
  await noted('prepareUpload', () => city.ask('prepareUpload', { as: town, body: UPLOAD }));
  await given('attach', town, { files: [aFile()] });

  const other = await report(city);
  await noted('merge', () => give(city, 'merge', town, other, { into: id, reason: '同一事项。' }));

  const read = (operation: string, sent: Omit<Parameters<CountedCity['ask']>[1], 'as'>, as = town) =>
    noted(operation, () => city.ask(operation, { as, ...sent }));
  const place = { lon: String(POINT.lon), lat: String(POINT.lat) };
  await read('getCase', { params: { id } });
  await read('listEvents', { params: { id } });
  await read('getDeadline', { params: { id } });
  await read('listAttachments', { params: { id } });
  await read('locate', { query: place });
  await read('me', {});
  for (let i = 0; i < A_PAGE; i++) await report(city);
  await read('worklist', { query: { limit: String(A_PAGE) } });
  await read('listCases', { query: { limit: String(A_PAGE) } });
  await read('findSimilar', { query: { ...place, category: 'dispute.neighbour' } });
  await read('listExecutions', { query: { limit: String(A_PAGE) } }, 'operator-01');

  await noted('sweep, all that is open', () => city.sweep({ all: true }));
  return counted;
};
