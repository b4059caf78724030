import { plusSeconds } from '#domain/time/instant.ts';
import type { SecretKeeper, SecretReader } from '#shared/webhooks/secrets.ts';
import { type Delivery, readMessage } from '../../../functions/sender/message.ts';
import { openPost, type Post } from '../../../functions/sender/post.ts';
import { type Message, type SenderServices, send } from '../../../functions/sender/send.ts';
import { operations } from '../../../functions/webhooks/operations.ts';
import { eventFor, type Received, type Sent, served } from '../http/request.ts';
import { STAFF, World } from '../world/world.ts';

/** A message in the queue: when it may be seen again, and how often it was. */
interface Queued extends Message {
  visibleAt: number;
}

/** A world with webhooks: bus, queue, secrets and sender in memory; what is sent goes over a real connection. */
export class Hooked {
  readonly world: World;
  readonly secrets = new Map<string, string>();
  /** Calls that fail, by the name of the call. */
  readonly failing = new Set<string>();
  queue: Queued[] = [];
  givenUp = 0;
  post: Post;
  #told = 0;
  #ids = 0;

  constructor(listedHosts: readonly string[] = ['127.0.0.1']) {
    this.world = new World();
    this.post = openPost({ listedHosts, milliseconds: 300 });
    this.#listedHosts = listedHosts;
  }
  readonly #listedHosts: readonly string[];

  #unlessFailing(call: string): void {
    if (this.failing.has(call)) throw new Error(`${call} fails`);
  }

  #secretStore(): SecretKeeper & SecretReader {
    return {
      keep: async (name, value) => {
        this.#unlessFailing('keep');
        if (this.secrets.has(name)) throw new Error('ResourceExistsException');
        this.secrets.set(name, value);
      },
      discard: async (name) => {
        this.secrets.delete(name);
      },
      read: async (name) => {
        this.#unlessFailing('read');
        return this.secrets.get(name);
      },
    };
  }

  services(): SenderServices {
    const { store } = this.world;
    return {
      store: {
        ...store,
        noteTrouble: async (...given) => {
          this.#unlessFailing('noteTrouble');
          return store.noteTrouble(...given);
        },
      },
      secrets: this.#secretStore(),
      queue: {
        add: async (delivery) => {
          this.#unlessFailing('add');
          this.#enqueue(JSON.stringify(delivery));
        },
        postpone: async (receipt, seconds) => {
          this.#unlessFailing('postpone');
          const message = this.queue.find(({ id }) => id === receipt);
          if (message) message.visibleAt = Date.parse(plusSeconds(this.world.now, seconds));
        },
      },
      post: this.post,
      now: () => this.world.now,
    };
  }

  #enqueue(body: string): void {
    const id = `message-${++this.#ids}`;
    this.queue.push({ id, receipt: id, body, times: 0, since: this.world.now, visibleAt: 0 });
  }

  /** Asks an operation on webhooks. */
  ask(id: string, sent: Sent & { by?: string } = {}): Promise<Received> {
    const operation = operations.find((one) => one.id === id);
    if (!operation) throw new Error(`there is no operation "${id}"`);
    const { by = STAFF.operator.subject, ...rest } = sent;
    const services = {
      ...this.world.services(),
      secrets: this.#secretStore(),
      listedHosts: this.#listedHosts,
      newId: () => `01JNDQ00000000000000H${String(++this.#ids).padStart(5, '0')}`,
      newSecret: () => `whsec_${Buffer.from(`secret number ${++this.#ids}, long enough`).toString('base64')}`,
    };
    return served(
      [operation],
      services,
      eventFor(operation, {
        claims: { sub: by },
        headers: { 'idempotency-key': `key-${String(++this.#ids).padStart(8, '0')}` },
        ...rest,
      }),
    );
  }

  /** Makes a webhook and answers it with its secret. */
  async hook(url: string, milestones: string[] = ['closed'], area = '3206'): Promise<Received['body']> {
    const { status, body } = await this.ask('createWebhook', { body: { url, milestones, area } });
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  }

  /** Puts what the bus was told into the queue, as its rule does: all of it, also what is no milestone. */
  hear(): void {
    for (const { process, event, webhookId } of this.world.told.slice(this.#told)) {
      const { seq, type, at } = event;
      const detail = { caseId: process.id, seq, type, at, ...(webhookId && { webhookId }) };
      this.#enqueue(JSON.stringify({ source: 'gridward.cases', 'detail-type': type, detail }));
    }
    this.#told = this.world.told.length;
  }

  /** Whatever may be seen now, until nothing of it is left. */
  async run(): Promise<void> {
    this.hear();
    for (;;) {
      const now = Date.parse(this.world.now);
      const seen = this.queue.filter(({ visibleAt }) => visibleAt <= now).slice(0, 10);
      if (seen.length === 0) return;
      for (const message of seen) {
        message.times += 1;
        // Whoever does not say otherwise sees it again after three minutes.
        message.visibleAt = now + 180_000;
      }
      const { failed, givenUp } = await send(seen, this.services());
      this.givenUp += givenUp;
      const done = seen.filter(({ id }) => !failed.includes(id));
      this.queue = this.queue.filter((message) => !done.includes(message));
    }
  }

  /** Lives on until the queue is empty, or so many seconds are over; answers after how many seconds each try came. */
  async live(seconds: number): Promise<number[]> {
    const began = Date.parse(this.world.now);
    const tries: number[] = [];
    for (;;) {
      tries.push((Date.parse(this.world.now) - began) / 1000);
      await this.run();
      const next = Math.min(...this.queue.map(({ visibleAt }) => visibleAt));
      if (next - began > seconds * 1000) return tries;
      this.world.moveTo(new Date(next).toISOString() as never);
    }
  }

  deliveries(): Delivery[] {
    return this.queue.flatMap(({ body }) => {
      const read = readMessage(body);
      return 'delivery' in read ? [read.delivery] : [];
    });
  }

  async troubles(): Promise<{ id: string; part: string; cause: string; times: number }[]> {
    return (await this.world.store.troubles('undelivered', { limit: 100 })).troubles;
  }
}
