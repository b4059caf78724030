import type { Language } from '#domain/text.ts';
import { type Form, fileName } from '../../functions/document/services.ts';
import { documentFiles } from '../../infra/constructs/document-files.ts';

let made: ReturnType<typeof documentFiles> | undefined;

/** A file that lies beside the code of the function that tells of the API. They are made once. */
export const documentFile = (form: Form, language: Language): Uint8Array => {
  made ??= documentFiles();
  const file = made.get(fileName(form, language));
  if (!file) throw new Error(`there is no ${form} in ${language}`);
  return file;
};
