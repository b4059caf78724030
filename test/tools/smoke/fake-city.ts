import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import policy from '../../../infra/cities/nantong/policy.json' with { type: 'json' };

/** Who can sign in: the token is the account. */
export const PEOPLE: Record<string, object> = {
  resident: { role: 'resident' },
  worker: { role: 'gridWorker', unit: { code: 'committee' }, area: '320613001001' },
  committee: { role: 'dispatcher', unit: { code: 'committee' }, area: '320613001001' },
  township: { role: 'dispatcher', unit: { code: 'centre' }, area: '320613001' },
  operator: { role: 'operator', area: '3206' },
};

const NEXT_STAGE: Record<string, string> = { approve: 'voided', verify: 'followUp', 'follow-up': 'closed' };
const ENDED = ['voided', 'closed'];
/** Where an open case stands. */
const DESK = {
  unit: { code: 'centre' },
  clock: { startedAt: '2026-11-25T00:00:00.000Z' },
  verifier: 'worker-2',
};

export interface Asked {
  method: string;
  path: string;
  account: string;
  key: string;
}

/** Answers in place of the city, or does something else and answers `true`. */
export type Fault = (asked: Asked, response: ServerResponse) => boolean;

/** As much of a city as filing and striking off need, for troubles that no emulator has. */
export class FakeCity {
  readonly asked: Asked[] = [];
  /** Ids by the key of the request that filed them. */
  readonly filed = new Map<string, string>();
  readonly stages = new Map<string, string>();
  fault: Fault = () => false;
  readonly #server = createServer((request, response) => {
    request.resume().on('end', () => this.#answer(request, response));
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** The id that a key stands for, filed at a stage when it is new. */
  file(key: string, stage: string): string {
    const id = this.filed.get(key) ?? `CASE-${this.filed.size + 1}`;
    this.filed.set(key, id);
    if (!this.stages.has(id)) this.stages.set(id, stage);
    return id;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = request;
    const account = (headers.authorization ?? '').replace('Bearer ', '');
    const asked = { method, path: url, account, key: String(headers['idempotency-key'] ?? '') };
    this.asked.push(asked);
    if (this.fault(asked, response)) return;
    const [status, body, more = {}] = this.#told(asked);
    response.writeHead(status, { 'content-type': 'application/json', ...more }).end(JSON.stringify(body));
  }

  #told({ method, path, account, key }: Asked): [status: number, body: object, headers?: object] {
    if (!(account in PEOPLE)) return [401, { message: 'Unauthorized' }];
    if (path === '/me') return [200, { subject: account, ...PEOPLE[account] }];
    if (path === '/policy') return [200, { version: policy.version, policy }];
    if (path.startsWith('/areas/320613001001/children'))
      return [200, { items: [{ code: '320613001001001', level: 'grid', lon: 120.9, lat: 31.9 }] }];
    if (path.startsWith('/areas/')) return [200, { code: '320613001001', level: 'community' }];
    if (path.startsWith('/grids/locate')) return [200, { inside: true, grid: '320613001001001' }];
    if (path === '/cases/self-handled') return [201, { id: this.file(key, 'closed'), stage: 'closed' }];
    if (path === '/cases') {
      const id = this.file(key, 'reported');
      return [201, { id, stage: 'reported' }, { location: `/cases/${id}`, etag: '"1"' }];
    }
    const [, id = '', command = ''] = /^\/cases\/([^/]+)\/?(.*)$/.exec(path) ?? [];
    const stage = this.stages.get(id);
    if (stage === undefined) return [404, { detail: 'There is no such case.' }];
    if (method === 'GET' && account === 'resident') return [404, { detail: 'There is no such case.' }];
    if (method === 'GET')
      return [200, { id, stage, ...(ENDED.includes(stage) ? { closedAt: 'today' } : DESK) }];
    const next = NEXT_STAGE[command];
    if (next !== undefined) this.stages.set(id, next);
    return [200, { id, stage: this.stages.get(id) }];
  }
}
