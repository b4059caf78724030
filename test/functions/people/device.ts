import { OPERATIONS } from '../../../tools/openapi/document.ts';
import { routeOf } from '../../fuzz/gateway.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import type { World } from '../world/world.ts';

let keys = 0;

/** The device of somebody: it knows the addresses of the API and what it was answered, and nothing else. */
export interface Device {
  get(address: string): Promise<Received['body']>;
  /** What was answered, also when it was refused. */
  post(address: string, body: object): Promise<Received>;
  /** How many requests it has sent. */
  requests(): number;
}

/** The device of somebody in a city. Everything that follows from what it sends comes to rest before it goes on. */
export const deviceOf = (world: World, subject: string, language = 'zh-CN'): Device => {
  let sent = 0;
  const send = async (method: 'GET' | 'POST', address: string, body?: object): Promise<Received> => {
    const { pathname, searchParams } = new URL(address, 'https://city.example');
    const found = routeOf(method, pathname);
    if (!found) throw new Error(`no route at ${method} ${address}`);
    sent += 1;
    const { route, parameters } = found;
    const event = eventFor(
      { method, path: route.segments.join('/') },
      {
        params: parameters,
        ...(searchParams.size > 0 && { query: Object.fromEntries(searchParams) }),
        headers: {
          'accept-language': language,
          ...(method === 'POST' && { 'idempotency-key': `device-${++keys}-key` }),
        },
        ...(body && { body }),
        claims: { sub: subject },
      },
    );
    const received = await served(OPERATIONS[route.name]!, world.apiServices(), event);
    await world.settle();
    return received;
  };
  return {
    get: async (address) => {
      const { status, body } = await send('GET', address);
      if (status !== 200) throw new Error(`${address} answered ${status}: ${JSON.stringify(body)}`);
      return body;
    },
    post: (address, body) => send('POST', address, body),
    requests: () => sent,
  };
};
