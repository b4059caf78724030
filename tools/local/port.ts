import { createServer } from 'node:net';
import { commandFor, DEFAULT_CITY, type LocalCity } from './arguments.ts';
import { StartError } from './workplace.ts';

/**
 * @throws StartError, with a command that works, when nothing can listen on the city's port or no client will ask there
 */
export const portMustBeUsable = async ({
  city = DEFAULT_CITY.city,
  port,
}: Partial<LocalCity> & { port: number }) => {
  const obstacle = await obstacleTo(port);
  if (obstacle === undefined) return;
  const another = commandFor('npm start', {
    city,
    port: await usablePort(port < 1024 ? DEFAULT_CITY.port : port + 1),
  });
  throw new StartError(`Port ${port} ${obstacle} choose a port: ${another}`);
};

/** The first port from this one on that can be used. */
export const usablePort = async (from: number): Promise<number> => {
  for (let port = from; port <= 65_535; port++) if ((await obstacleTo(port)) === undefined) return port;
  return usablePort(1024);
};

const obstacleTo = async (port: number): Promise<string | undefined> => {
  const code = await listeningFails(port);
  if (code === 'EACCES') return 'needs rights that you do not have:';
  if (code !== undefined) return 'is taken. Stop what listens there (another "npm start"?), or';
  if (await isRefusedByFetch(port)) return 'is refused by browsers, and by the fetch of Node and the demo:';
  return undefined;
};

const listeningFails = (port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });

/** https://fetch.spec.whatwg.org/#port-blocking. Asked of fetch itself, on a port where nobody listens. */
const isRefusedByFetch = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`).then(
    () => false,
    ({ cause }: Error) => cause instanceof Error && cause.message === 'bad port',
  );
