import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#domain/text.ts';
import { environment, text } from '#shared/environment.ts';

/** For programs, and for people. */
export type Form = 'openapi.json' | 'docs.html';

/** The document is made when the function is bundled, packed by gzip, and lies beside its code. */
export interface DocumentServices {
  packed(form: Form, language: Language): Uint8Array;
}

/** The name of its file. */
export const fileName = (form: Form, language: Language): string => `${language}.${form}.gz`;

export const openDocumentServices = (): DocumentServices => {
  // Lambda names the folder of the code:
  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
  const { LAMBDA_TASK_ROOT } = environment({ LAMBDA_TASK_ROOT: text });
  const read = new Map<string, Uint8Array>();
  return {
    packed: (form, language) => {
      const name = fileName(form, language);
      const packed = read.get(name) ?? readFileSync(join(LAMBDA_TASK_ROOT, name));
      read.set(name, packed);
      return packed;
    },
  };
};
