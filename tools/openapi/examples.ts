import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProblemExamples } from './problems.ts';
import type { Json } from './schemas.ts';

const EXAMPLES_FOLDER = join(import.meta.dirname, 'examples');

/** What somebody of the city in the examples once asked, and what it answered. */
export interface Example {
  /** Method and address, with its query. */
  asked: string;
  /** The subject of the token: an account of `infra/cities/nantong/staff.csv`, or a resident. */
  by: string;
  /** The version that the caller has seen. */
  ifMatch?: string;
  body?: unknown;
  /** Lists of an answer are cut to so many entries, that it may be read. */
  cutTo?: number;
  answer: unknown;
}

/** By the id of the operation. */
export type Examples = Record<string, Example>;

/** The file with the examples of a function's operations, or with those of problems. */
export const examplesFile = (name: string): string => join(EXAMPLES_FOLDER, `${name}.json`);

const read = <Content>(name: string): Content =>
  JSON.parse(readFileSync(examplesFile(name), 'utf8')) as Content;

/** The examples of a function's operations, as `npm run examples` has written them. */
export const readExamples = (functionName: string): Examples => read<Examples>(functionName);

export const readProblemExamples = (): ProblemExamples => read<ProblemExamples>('problems');

/** @throws Error when an operation has none: an API is read by its examples */
export const exampleOf = (examples: Examples, id: string): Example => {
  const found = examples[id];
  if (!found) throw new Error(`${id} has no example: show it in test/examples, then "npm run examples"`);
  return found;
};

/** The body or the answer as a media type takes examples: with who asked what. */
export const inDocument = (
  { asked, by, ifMatch, cutTo, body, answer }: Example,
  part: 'body' | 'answer',
): Json => ({
  city: {
    summary: `${by}: ${asked}`,
    ...(part === 'body' && ifMatch !== undefined && { description: `Sent with \`If-Match: ${ifMatch}\`.` }),
    ...(part === 'answer' &&
      cutTo !== undefined && {
        description: `Lists are cut to ${cutTo} ${cutTo === 1 ? 'entry' : 'entries'}.`,
      }),
    value: part === 'body' ? body : answer,
  },
});
