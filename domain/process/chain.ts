import { hash as digestOf } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EventBody, NewEvent, ProcessEvent } from './event.ts';

/**
 * The chain of a history. An event's hash covers its number, the hash before it, and a commitment to each of its
 * fields: SHA-256 over a salt of the field's own, its path and its value. So a field can be withheld from a reader, or
 * dropped for good, and the chain still verifies; and without the salt nobody can find the value by trying values.
 *
 * A field is a member of the event, or a member of an object right below it (`by.subject`). Everything that is hashed
 * is in the canonical form of RFC 8785, so that an auditor can check it with any library that knows the standard.
 */

/** The chain starts here; a history's first event points at it. */
export const GENESIS = '0'.repeat(64);

/** An event of which some fields are withheld: their commitments stand in their place. */
export type PartialEvent = Record<string, unknown> & {
  seq: number;
  previousHash: string;
  hash: string;
  /** The salts of the fields that are left, by path. */
  salts: Record<string, string>;
  withheld: Record<string, string>;
};

/** Sets an event in its place: numbered, and chained to the hash of the one before. `salt` is secret and random. */
export const chain = <Body extends EventBody>(
  event: NewEvent<Body>,
  seq: number,
  previousHash: string,
  salt: string,
): ProcessEvent<Body> => ({
  ...event,
  seq,
  salt,
  previousHash,
  hash: hashOf(seq, previousHash, commitmentsOf({ ...event, salt })),
});

/** The salt of an event, of 132 bits, from the secret of a decision: the same decision always gives the same event. */
export const saltOf = (seed: string, processId: string, seq: number): string =>
  digestOf('sha256', `${seed}/${processId}/${seq}`, 'base64url').slice(0, 22);

/**
 * The event without some of its fields, by path, with which the chain still verifies. What is withheld from a reader
 * and what is dropped for good look alike.
 * @public for kinds of processes with fields that not everybody may read
 */
export const withhold = (event: ProcessEvent | PartialEvent, paths: readonly string[]): PartialEvent => {
  const commitments = commitmentsOf(event);
  const { seq, previousHash, hash } = event;
  const kept = fieldsOf(event).filter(([path]) => !paths.includes(path));
  const told: Record<string, unknown> = {};
  for (const [path, value] of kept) set(told, path, value);
  return {
    ...told,
    seq,
    previousHash,
    hash,
    salts: Object.fromEntries(salted(event).filter(([path]) => kept.some(([other]) => other === path))),
    withheld: Object.fromEntries(
      Object.entries(commitments).filter(([path]) => !kept.some(([other]) => other === path)),
    ),
  };
};

/** The number of the first event that does not fit its chain; undefined when the whole history verifies. */
export const firstBrokenLink = (history: readonly (ProcessEvent | PartialEvent)[]): number | undefined => {
  let previous = GENESIS;
  for (const [index, event] of history.entries()) {
    const { seq, previousHash, hash } = event;
    const fits = seq === index + 1 && previousHash === previous;
    if (!fits || hash !== hashOf(seq, previousHash, commitmentsOf(event))) return index + 1;
    previous = hash;
  }
  return undefined;
};

/** What stands beside the fields: it places the event, and is no part of what it tells. */
const ENVELOPE: ReadonlySet<string> = new Set(['seq', 'previousHash', 'hash', 'salt', 'salts', 'withheld']);

const commitmentsOf = (event: object): Record<string, string> => {
  const commitments: Record<string, string> = {
    ...('withheld' in event && (event.withheld as Record<string, string>)),
  };
  for (const [path, salt, value] of salted(event))
    commitments[path] = sha256(`${salt}${canonicalField(path, value)}`);
  return commitments;
};

/** What is not made of members is written by JSON.stringify in its canonical form, without a walk through an object. */
const canonicalField = (path: string, value: unknown): string | undefined =>
  typeof value === 'object' ? canonicalize([path, value]) : JSON.stringify([path, value]);

/** Nor do members that stand in their order already: all that is hashed here are numbers and plain texts. */
const hashOf = (seq: number, previousHash: string, commitments: Record<string, string>): string => {
  const inOrder = Object.fromEntries(Object.entries(commitments).sort(byPath));
  return sha256(JSON.stringify({ commitments: inOrder, previousHash, seq }));
};

const sha256 = (text: string): string => digestOf('sha256', text, 'hex');

/** 128 bits. */
const SALT_DIGITS = 32;

/**
 * The fields of an event, each with its salt. The salts of a whole event are drawn from its secret at once (SHAKE256),
 * in the order of the paths: from one of them nobody can tell another.
 */
const salted = (event: object): [path: string, salt: string, value: unknown][] => {
  const fields = fieldsOf(event);
  if (!('salt' in event)) {
    const { salts = {} } = event as Partial<PartialEvent>;
    return fields.map(([path, value]) => [path, salts[path] ?? '', value]);
  }
  const drawn = digestOf('shake256', String(event.salt), {
    outputEncoding: 'hex',
    outputLength: (fields.length * SALT_DIGITS) / 2,
  });
  return fields.map(([path, value], i) => [path, drawn.slice(i * SALT_DIGITS, (i + 1) * SALT_DIGITS), value]);
};

const byPath = ([one]: [string, ...unknown[]], [other]: [string, ...unknown[]]): number =>
  one < other ? -1 : 1;

/** The fields of an event in the order of their paths. */
const fieldsOf = (event: object): [path: string, value: unknown][] => {
  const fields: [path: string, value: unknown][] = [];
  for (const [name, value] of Object.entries(event)) {
    if (ENVELOPE.has(name) || value === undefined) continue;
    const members = isObject(value) ? Object.entries(value) : [];
    if (members.length === 0) fields.push([name, value]);
    for (const [member, its] of members) if (its !== undefined) fields.push([`${name}.${member}`, its]);
  }
  return fields.sort(byPath);
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const set = (told: Record<string, unknown>, path: string, value: unknown): void => {
  const dot = path.indexOf('.');
  if (dot < 0) {
    told[path] = value;
    return;
  }
  const name = path.slice(0, dot);
  told[name] = { ...(told[name] as object | undefined), [path.slice(dot + 1)]: value };
};
