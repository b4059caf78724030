/** How a call of a use case may be held up, and how a function may die. */

/** Comes between a use case and each of its calls to store, workflow and bus. */
export interface Gate {
  /** Before the call takes effect. */
  before(call: string): Promise<void>;
  /** After it has taken effect, before the answer arrives. */
  after(call: string): Promise<void>;
}

/** Thrown in the place of whatever would have come next: the function is gone. */
export class Died extends Error {
  override readonly name = 'Died';
}

/** Every method of a service, and of the services in it, through the gate. */
export const gated = <Service extends object>(service: Service, gate: Gate): Service =>
  new Proxy(service, {
    get: (target, name, receiver) => {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return gated(value, gate);
      if (typeof value !== 'function') return value;
      const call = value as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        // What answers at once is no call to anything outside.
        if (AT_ONCE.has(String(name))) return call.apply(target, given);
        return (async () => {
          await gate.before(String(name));
          const answer = await call.apply(target, given);
          await gate.after(String(name));
          return answer;
        })();
      };
    },
  });

const AT_ONCE: ReadonlySet<string> = new Set([
  'executionOf',
  'elapse',
  'executions',
  'busy',
  'bringIn',
  'writeGeneration',
  'all',
]);

/** Lets everything pass. */
export const open: Gate = { before: async () => {}, after: async () => {} };

/** A function that dies at its n-th call, before or after that has taken effect; from then on it makes no call. */
export const dyingAt = (call: number, when: 'before' | 'after'): Gate & { calls: number; died: boolean } => {
  const gate = {
    calls: 0,
    died: false,
    before: async (name: string) => {
      gate.calls += 1;
      if (gate.died || (gate.calls === call && when === 'before')) die(name);
    },
    after: async (name: string) => {
      if (gate.calls === call && when === 'after') die(name);
    },
  };
  const die = (name: string): never => {
    gate.died = true;
    throw new Died(`${when} ${name}`);
  };
  return gate;
};

/** One gate after another. */
export const both = (first: Gate, second: Gate): Gate => ({
  before: async (call) => {
    await first.before(call);
    await second.before(call);
  },
  after: async (call) => {
    await second.after(call);
    await first.after(call);
  },
});
