import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The process that holds a folder. */
export interface Holder {
  pid: number;
  /** ISO 8601. */
  since: string;
}

export type Lock = { release: () => Promise<void> } | { holder: Holder };

/**
 * Holds a folder for this process, until it is released or the process ends, however that happens: what holds is a socket
 * that listens. The number of a process alone would not do, as another may have it after a restart of the machine.
 */
export const takeLock = async (directory: string): Promise<Lock> => {
  const socket = socketOf(directory);
  for (;;) {
    const server = await listen(socket);
    if (server) {
      const holder: Holder = { pid: process.pid, since: new Date().toISOString() };
      writeFileSync(join(directory, HOLDER), JSON.stringify(holder));
      return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    }
    if (await isHeld(directory)) {
      const holder = holderOf(directory);
      if (holder) return { holder };
      await sleep(50);
    } else {
      // Whoever held it has ended without a word.
      rmSync(socket, { force: true });
    }
  }
};

/** Whether a living process holds a folder. */
export const isHeld = (directory: string): Promise<boolean> =>
  new Promise((resolve) => {
    const connection = createConnection(socketOf(directory));
    connection.once('connect', () => {
      connection.destroy();
      resolve(true);
    });
    connection.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code !== 'ECONNREFUSED' && code !== 'ENOENT'),
    );
  });

/** Tells people and the next process who holds the folder. */
const HOLDER = 'holder.json';

/** Who holds the folder; undefined in the moment before that is written. */
const holderOf = (directory: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(join(directory, HOLDER), 'utf8'));
  } catch {
    return undefined;
  }
};

/** Not in the folder itself: the path of a socket has 103 characters at most, and some file systems have no sockets. */
const socketOf = (directory: string): string =>
  `/tmp/gridward-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}.sock`;

/** The server, or undefined when the socket is there already. */
const listen = (socket: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((connection) => connection.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen(socket, () => resolve(server.unref()));
  });
