import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { portMustBeUsable, usablePort } from '../../tools/local/port.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

const listen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => {
      servers.push(server);
      resolve(true);
    });
  });

/** Two ports, one after the other, of which the first is taken. */
const takenPort = async (): Promise<number> => {
  for (let port = await usablePort(20_000); ; port = await usablePort(port + 2))
    if ((await usablePort(port + 1)) === port + 1 && (await listen(port))) return port;
};

describe('portMustBeUsable', () => {
  it('accepts a port that is free', async () => {
    const port = await usablePort(20_000);
    await expect(portMustBeUsable({ port })).resolves.toBeUndefined();
  });

  it('says what to do when it is taken, by a command for the same city that works', async () => {
    const port = await takenPort();
    await expect(portMustBeUsable({ city: 'suzhou', port })).rejects.toThrow(
      `Port ${port} is taken. Stop what listens there (another "npm start"?), or choose a port: ` +
        `npm start -- --city suzhou --port ${port + 1}`,
    );
    expect(await listen(port + 1)).toBe(true);
    const { message } = (await portMustBeUsable({ port }).catch((error: Error) => error)) as Error;
    expect(message).toMatch(/ choose a port: npm start -- --port \d+$/);
    expect(message).not.toContain(`--port ${port + 1}`);
  });

  // Of the list at https://fetch.spec.whatwg.org/#port-blocking.
  it.each([
    2049, 4045, 4190, 5060, 6000, 6566, 6667, 10080,
  ])('refuses %i, where no fetch would ask, and suggests one where it would', async (port) => {
    await expect(portMustBeUsable({ port })).rejects.toThrow(
      new RegExp(
        `^Port ${port} is (refused by browsers, and by the fetch of Node and the demo:|taken\\. .*) choose a port: npm start -- --port \\d+$`,
      ),
    );
  });

  it('suggests no port that fetch refuses', async () => {
    const after = await usablePort(6665);
    expect(after).toBeGreaterThan(6669);
  });
});
