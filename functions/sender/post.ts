import { lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { addressFault, hostOf, mayConnect } from '#shared/webhooks/address.ts';

/** Sends a body to an address, and answers the status that came; what else the receiver says is not read. */
export type Post = (url: URL, sent: { headers: Record<string, string>; body: string }) => Promise<number>;

/** How a name becomes addresses; see `dns.lookup`. */
export type Resolve = (
  hostname: string,
  options: { all: true },
  callback: (error: Error | null, addresses: { address: string; family: number }[]) => void,
) => void;

export interface PostOptions {
  /** Hosts of the city's own network; see `mayConnect`. */
  listedHosts: readonly string[];
  /** @default - ten seconds for name, connection and the head of the answer together */
  milliseconds?: number;
  /** @default - as the system resolves */
  resolve?: Resolve;
}

const MILLISECONDS = 10_000;
const MOST_HEADER_BYTES = 8_192;

/**
 * What is sent goes to the address of the URL and nowhere else: no redirect is followed, no proxy is asked. The address is
 * judged in the look-up of the very connection, so that a name cannot be one thing when it is judged and another when it
 * is connected to. When the head of the answer has come, the connection ends: nobody can make it last.
 */
export const openPost =
  ({ listedHosts, milliseconds = MILLISECONDS, resolve = lookup }: PostOptions): Post =>
  async (url, { headers, body }) => {
    // A host that is an address itself is never looked up, and city.json may have changed since the webhook was made.
    const fault = addressFault(url, listedHosts);
    if (fault) throw new Error(fault.en);
    const { request } = url.protocol === 'https:' ? https : http;
    const signal = AbortSignal.timeout(milliseconds);
    return new Promise<number>((answered, failed) => {
      const sent = request(
        url,
        {
          method: 'POST',
          headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Gridward' },
          agent: false,
          lookup: judgedLookup(hostOf(url), listedHosts, resolve),
          maxHeaderSize: MOST_HEADER_BYTES,
          signal,
        },
        ({ statusCode = 0 }) => {
          answered(statusCode);
          sent.destroy();
        },
      );
      sent.on('error', (error) =>
        failed(signal.aborted ? new Error(`no answer came within ${milliseconds / 1000} s`) : error),
      );
      // An answer that takes over the connection is none.
      sent.on('upgrade', (_, socket) => {
        socket.destroy();
        failed(new Error('the receiver wants another protocol'));
      });
      sent.end(body);
    });
  };

const judgedLookup =
  (host: string, listed: readonly string[], resolve: Resolve): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !mayConnect(host, address, listed));
      const [first] = addresses;
      if (refused || !first)
        return callback(
          new Error(`${host} leads to ${refused?.address ?? 'nowhere'}, which is not allowed`),
          [],
        );
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
    });
