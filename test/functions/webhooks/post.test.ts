import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPost, type PostOptions, type Resolve } from '../../../functions/sender/post.ts';
import { openReceiver, type Receiver } from './receiver.ts';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await openReceiver();
});
afterEach(() => receiver.close());

const SENT = { headers: { 'webhook-id': 'a-1' }, body: '{"a":1}' };
const toReceiver = (more: Partial<PostOptions> = {}) =>
  openPost({ listedHosts: ['127.0.0.1'], milliseconds: 400, ...more });
const post = (path = '') => toReceiver()(new URL(receiver.url + path), SENT);

/** A name that leads to these addresses, one after the other. */
const leadingTo = (...addresses: string[]): { resolve: Resolve; asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    resolve: (name, _, callback) => {
      const address = addresses[Math.min(asked.length, addresses.length - 1)] ?? '';
      asked.push(name);
      callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]);
    },
  };
};

describe('what is sent', () => {
  it('comes as it was signed, and the status is told', async () => {
    expect(await post()).toBe(204);
    expect(receiver.got).toMatchObject([{ body: '{"a":1}', headers: { 'webhook-id': 'a-1' } }]);
    receiver.answer = (response) => response.writeHead(503).end('later');
    expect(await post()).toBe(503);
  });

  it('is not sent on where an answer redirects to', async () => {
    receiver.answer = (response, { url }) =>
      response.writeHead(url === '/gridward' ? 302 : 200, { location: `${receiver.url}/elsewhere` }).end();
    expect(await post()).toBe(302);
    expect(receiver.got.map(({ path }) => path)).toEqual(['/gridward']);
  });

  it('is given up when no answer comes in time', async () => {
    receiver.answer = () => {};
    await expect(post()).rejects.toThrow('no answer came within 0.4 s');
    await expect.poll(() => receiver.connections()).toBe(0);
  });

  it('is done with the head of an answer, however long the rest of it goes on', async () => {
    let written = 0;
    receiver.answer = (response) => {
      response.writeHead(200);
      const on = setInterval(() => {
        written += 1;
        response.write('x'.repeat(10_000));
      }, 1);
      response.on('close', () => clearInterval(on));
    };
    expect(await post()).toBe(200);
    await new Promise((later) => setTimeout(later, 100));
    const then = written;
    await new Promise((later) => setTimeout(later, 50));
    expect(written).toBe(then);
    await expect.poll(() => receiver.connections()).toBe(0);
  });

  it.each([
    ['a head that never ends', (socket: Socket) => socket.write('HTTP/1.1 200 OK\r\n')],
    [
      'a head that is too long',
      (socket: Socket) => socket.write(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`),
    ],
    ['hints without an end', (socket: Socket) => drip(socket, 'HTTP/1.1 103 Early Hints\r\n\r\n')],
    ['no HTTP', (socket: Socket) => socket.write('220 smtp.example ready\r\n')],
    [
      'another protocol',
      (socket: Socket) =>
        socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
    ],
    ['nothing, and hangs up', (socket: Socket) => socket.end()],
  ])('fails in time when it is answered with %s', async (_, answer) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.once('data', () => answer(socket));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    await expect(toReceiver()(new URL(`http://127.0.0.1:${port}`), SENT)).rejects.toThrow();
    for (const socket of sockets) socket.destroy();
    await new Promise((closed) => server.close(closed));
  });

  it('fails where nobody listens', async () => {
    const url = new URL(receiver.url);
    await receiver.close();
    await expect(toReceiver()(url, SENT)).rejects.toThrow('ECONNREFUSED');
    receiver = await openReceiver();
  });
});

describe('the address that a name leads to', () => {
  const named = () => new URL(receiver.url.replace('127.0.0.1', 'desk.gov.cn'));

  it('is judged when it is connected to, so that a name may not change after it was judged', async () => {
    const name = leadingTo('10.0.0.1', '127.0.0.1');
    const listed = toReceiver({ listedHosts: ['desk.gov.cn'], resolve: name.resolve });
    // The first is of the city's network, and nobody answers there within the time.
    await expect(listed(named(), SENT)).rejects.toThrow();
    await expect(listed(named(), SENT)).rejects.toThrow(
      'desk.gov.cn leads to 127.0.0.1, which is not allowed',
    );
    expect(name.asked).toEqual(['desk.gov.cn', 'desk.gov.cn']);
    expect(receiver.got).toEqual([]);
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
  ])('is refused where a public host leads to %s', async (address) => {
    const { resolve, asked } = leadingTo(address);
    const { port } = new URL(receiver.url);
    const sending = toReceiver({ resolve })(new URL(`https://news.example.com:${port}/`), SENT);
    await expect(sending).rejects.toThrow(`news.example.com leads to ${address}, which is not allowed`);
    expect(asked).toEqual(['news.example.com']);
    expect(receiver.got).toEqual([]);
  });

  it('is refused when only one of several is not allowed', async () => {
    const resolve: Resolve = (_, __, callback) =>
      callback(null, [
        { address: '1.2.4.8', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    await expect(toReceiver({ resolve })(new URL('https://news.example.com/'), SENT)).rejects.toThrow(
      'leads to 10.0.0.1',
    );
  });

  it('is not looked for where the host is an address itself, which is judged before', async () => {
    const { resolve, asked } = leadingTo('127.0.0.1');
    await expect(openPost({ listedHosts: [], resolve })(new URL(receiver.url), SENT)).rejects.toThrow(
      'url: the address is not https',
    );
    await expect(openPost({ listedHosts: [], resolve })(new URL('https://127.0.0.1/'), SENT)).rejects.toThrow(
      'the host "127.0.0.1" is not a public one',
    );
    expect(asked).toEqual([]);
  });

  it('is unknown where the name is', async () => {
    const resolve: Resolve = (_, __, callback) => callback(new Error('getaddrinfo ENOTFOUND'), []);
    await expect(toReceiver({ resolve })(new URL('https://news.example.com/'), SENT)).rejects.toThrow(
      'ENOTFOUND',
    );
    const empty: Resolve = (_, __, callback) => callback(null, []);
    await expect(toReceiver({ resolve: empty })(new URL('https://news.example.com/'), SENT)).rejects.toThrow(
      'leads to nowhere',
    );
  });
});

/** Writes again and again until the other side hangs up. */
const drip = (socket: Socket, text: string): void => {
  const on = setInterval(() => socket.write(text), 20);
  socket.on('close', () => clearInterval(on));
};
