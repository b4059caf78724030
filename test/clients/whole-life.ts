import { randomUUID } from 'node:crypto';
import createClient from 'openapi-fetch';
import type { components, paths } from '../../console/api/types.ts';

/**
 * A whole life of a case as a client of the API writes it: the compiler knows every address, parameter, body and answer
 * from the generated types, and nothing here tells it what something is.
 */

/** Where the city is, who is there, and the clock of their devices. */
export interface Scene {
  url: string;
  tokens: { resident: string; office: string; workers: string[] };
  place: { lon: number; lat: number };
  now(): string;
  /** Some time goes by. */
  wait(): void;
}

export type Seen = components['schemas']['Case'];

const NOISE = {
  title: '楼上深夜弹琴',
  description: '每晚十点以后，五楼有人弹琴到一点。',
  category: 'dispute.neighbour',
};
const RESULT = '已与五楼住户约定，晚九点后不再弹琴。';

export const liveWholeLife = async ({ url, tokens, place, now, wait }: Scene): Promise<Seen> => {
  const clientOf = (token: string) =>
    createClient<paths>({
      baseUrl: url,
      headers: { authorization: `Bearer ${token}`, 'accept-language': 'zh-CN' },
    });
  const header = () => ({ 'Idempotency-Key': randomUUID() });
  const [resident, office] = [clientOf(tokens.resident), clientOf(tokens.office)];

  const reported = told(
    await resident.POST('/cases', {
      params: { header: header() },
      body: { ...NOISE, point: { ...place, crs: 'WGS84' } },
    }),
  );
  const { id } = reported;
  const onCase = () => ({ path: { id }, header: header() });

  const waiting = told(await office.GET('/worklist', { params: { query: { limit: 10 } } }));
  const line = waiting.items.find((one) => one.id === id);
  if (line?.why !== 'acknowledge') throw new Error(`the office has ${line?.why ?? 'nothing'} to do`);
  told(await office.POST('/cases/{id}/acknowledge', { params: onCase(), body: {} }));
  wait();
  told(await office.POST('/cases/{id}/submit-result', { params: onCase(), body: { result: RESULT } }));

  const verifying = told(await office.GET('/cases/{id}', { params: { path: { id } } }));
  if (verifying.stage !== 'verification') throw new Error(`at ${verifying.names.stage}`);
  wait();
  for (const worker of tokens.workers.map(clientOf)) {
    const drawn = told(await worker.GET('/worklist')).items.some(
      (one) => one.id === id && one.why === 'inspect',
    );
    if (drawn)
      told(
        await worker.POST('/cases/{id}/verify', {
          params: onCase(),
          body: { passed: true, evidence: { takenAt: now(), point: { ...place, crs: 'WGS84' } } },
        }),
      );
  }

  const own = told(await resident.GET('/cases', { params: { query: { reporter: 'me', limit: 5 } } }));
  const asked = own.items.find((one) => one.number === reported.number);
  if (asked?.stage !== 'followUp') throw new Error(`the resident is not asked: ${asked?.stage}`);
  told(
    await resident.POST('/cases/{id}/follow-up', { params: onCase(), body: { satisfied: true, rating: 5 } }),
  );

  const history = told(await resident.GET('/cases/{id}/events', { params: { path: { id } } }));
  if (!('items' in history)) throw new Error('a page was asked for');
  if (history.items.at(-1)?.type !== 'closed') throw new Error('the history has another end');
  const refused = await resident.GET('/cases/{id}', { params: { path: { id: 'unknown' } } });
  // What the gateway itself answers has a message and nothing else.
  if (!refused.error || !('type' in refused.error) || refused.error.field !== 'id')
    throw new Error('an id that is none was not refused');
  return told(await resident.GET('/cases/{id}', { params: { path: { id } } }));
};

/** What was answered; a problem is thrown in its own words. */
const told = <Data>({ data, error }: { data?: Data; error?: unknown }): Data => {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
};
