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

/** The salt of an event from the secret of a decision: the same decision always gives the same event. */
export const saltOf = (seed: string, processId: string, seq: number): string =>
  saltFrom(`${seed}/${processId}/${seq}`);

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
    salts: Object.fromEntries(kept.map(([path]) => [path, saltOfField(event, path)])),
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
  for (const [path, value] of fieldsOf(event))
    commitments[path] = sha256(`${saltOfField(event, path)}${canonicalField(path, value)}`);
  return commitments;
};

/** Most fields are texts: their canonical form is what JSON.stringify writes, without the walk through an object. */
const canonicalField = (path: string, value: unknown): string | undefined =>
  typeof value === 'string' ? JSON.stringify([path, value]) : canonicalize([path, value]);

const saltOfField = (event: object, path: string): string =>
  'salt' in event ? saltFrom(`${event.salt}/${path}`) : ((event as PartialEvent).salts?.[path] ?? '');

const hashOf = (seq: number, previousHash: string, commitments: Record<string, string>): string =>
  sha256(canonicalize({ seq, previousHash, commitments }) ?? '');

const sha256 = (text: string): string => digestOf('sha256', text, 'hex');

/** A salt of 132 bits. */
const saltFrom = (text: string): string => digestOf('sha256', text, 'base64url').slice(0, 22);

/** The fields of an event with their paths. */
const fieldsOf = (event: object): [path: string, value: unknown][] => {
  const fields: [path: string, value: unknown][] = [];
  for (const [name, value] of Object.entries(event)) {
    if (ENVELOPE.has(name) || value === undefined) continue;
    const members = isObject(value) ? Object.entries(value) : [];
    if (members.length === 0) fields.push([name, value]);
    for (const [member, its] of members) if (its !== undefined) fields.push([`${name}.${member}`, its]);
  }
  return fields;
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
