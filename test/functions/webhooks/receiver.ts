import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a receiver got. */
export interface Got {
  headers: Record<string, string>;
  body: string;
  path: string;
}

/** A real server on this machine that answers as a test says. */
export interface Receiver {
  url: string;
  got: Got[];
  /** What it does with the next requests. @default - 204 */
  answer: (response: ServerResponse, request: IncomingMessage) => void;
  /** Connections that are still open. */
  connections(): Promise<number>;
  close(): Promise<void>;
}

export const openReceiver = async (): Promise<Receiver> => {
  const receiver = {
    got: [] as Got[],
    answer: ((response) => response.writeHead(204).end()) as Receiver['answer'],
  };
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    receiver.got.push({
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
      path: request.url ?? '',
    });
    receiver.answer(response, request);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return Object.assign(receiver, {
    url: `http://127.0.0.1:${port}/gridward`,
    connections: () =>
      new Promise<number>((counted, failed) =>
        server.getConnections((error, count) => (error ? failed(error) : counted(count))),
      ),
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  });
};
