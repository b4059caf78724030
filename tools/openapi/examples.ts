import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '#domain/text.ts';
import type { ProblemExamples } from './problems.ts';
import type { Json } from './schemas.ts';

/** A file with the examples of each function's operations, and one with those of problems. */
export const EXAMPLES_FOLDER = join(import.meta.dirname, 'examples');

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

const PROBLEMS_FILE = 'problems.json';

const read = <Content>(file: string): Content =>
  JSON.parse(readFileSync(join(EXAMPLES_FOLDER, file), 'utf8')) as Content;

/** The examples of all operations, as `npm run examples` has written them. */
export const readExamples = (): Examples =>
  Object.assign(
    {},
    ...readdirSync(EXAMPLES_FOLDER)
      .filter((file) => file !== PROBLEMS_FILE)
      .map((file) => read<Examples>(file)),
  );

export const readProblemExamples = (): ProblemExamples => read<ProblemExamples>(PROBLEMS_FILE);

/** What they answer is the document. */
export const WITHOUT_EXAMPLE: readonly string[] = ['getDocument', 'readDocument'];

/** @throws Error when an operation has none: an API is read by its examples */
export const exampleOf = (examples: Examples, id: string): Example => {
  const found = examples[id];
  if (!found) throw new Error(`${id} has no example: show it in test/examples, then "npm run examples"`);
  return found;
};

/** The body or the answer of an operation as a media type takes examples: with who asked what. */
export const examplesIn = (examples: Examples, id: string, part: 'body' | 'answer'): { examples?: Json } => {
  if (WITHOUT_EXAMPLE.includes(id)) return {};
  const { asked, by, ifMatch, cutTo, body, answer } = exampleOf(examples, id);
  const note = part === 'body' ? ifMatch && noteOfVersion(ifMatch) : cutTo && noteOfCut(cutTo);
  return {
    examples: {
      city: {
        summary: `${by}: ${asked}`,
        ...(note && { description: note.en, 'x-description-zh': note['zh-CN'] }),
        value: part === 'body' ? body : answer,
      },
    },
  };
};

const noteOfVersion = (tag: string): Text => ({
  'zh-CN': `请求头：If-Match: ${tag}。`,
  en: `With the header If-Match: ${tag}.`,
});

const noteOfCut = (to: number): Text => ({
  'zh-CN': `列表只保留前 ${to} 项。`,
  en: `Of each list only the first ${to === 1 ? 'entry' : `${to} entries`}.`,
});
