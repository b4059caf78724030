import { OPERATIONS } from '../../../tools/openapi/document.ts';
import { eventFor, type Received, served } from '../http/request.ts';
import type { World } from '../world/world.ts';

const ALL = Object.values(OPERATIONS).flat();
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
    const operation = ALL.find((one) => one.method === method && fits(one.path, pathname));
    if (!operation) throw new Error(`no operation at ${method} ${address}`);
    sent += 1;
    const services = { ...world.services(), workflow: world.workflow, statistics: world.statistics };
    const event = eventFor(operation, {
      params: paramsIn(operation.path, pathname),
      ...(searchParams.size > 0 && { query: Object.fromEntries(searchParams) }),
      headers: {
        'accept-language': language,
        ...(method === 'POST' && { 'idempotency-key': `device-${++keys}-key` }),
      },
      ...(body && { body }),
      claims: { sub: subject },
    });
    const received = await served([operation], services, event);
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

const partsOf = (path: string): string[] => path.split('/').slice(1);
const isParameter = (part: string): boolean => part.startsWith('{');

/** A path of words goes before one with parameters, as in API Gateway: the operations are asked in that order. */
const fits = (path: string, pathname: string): boolean => {
  const [wanted, given] = [partsOf(path), partsOf(pathname)];
  return wanted.length === given.length && wanted.every((part, i) => isParameter(part) || part === given[i]);
};

const paramsIn = (path: string, pathname: string): Record<string, string> => {
  const given = partsOf(pathname);
  return Object.fromEntries(
    partsOf(path).flatMap((part, i) =>
      isParameter(part) ? [[part.slice(1, -1), decodeURIComponent(given[i]!)]] : [],
    ),
  );
};
